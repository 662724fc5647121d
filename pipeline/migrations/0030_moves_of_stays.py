import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pipeline", "0029_letters_and_consent"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="leadstate",
            name="leave_track",
        ),
        migrations.AddField(
            model_name="enrolment",
            name="entered_move",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="pipeline.stagemove",
            ),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="left_move",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="pipeline.stagemove",
            ),
        ),
        migrations.AlterField(
            model_name="bulkact",
            name="kind",
            field=models.CharField(
                choices=[
                    ("owner", "Owner"),
                    ("stage", "Stage"),
                    ("category", "Status"),
                    ("follow_up", "Follow-up"),
                    ("tag", "Tag"),
                    ("untag", "Tag removed"),
                    ("track", "Nurture track"),
                    ("untrack", "Out of the nurture track"),
                ],
                max_length=10,
                verbose_name="what",
            ),
        ),
        migrations.AlterField(
            model_name="enrolment",
            name="left_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("reply", "Reply"),
                    ("signal", "Signal"),
                    ("category", "Status"),
                    ("qualification", "Qualification"),
                    ("engagement", "Engagement"),
                    ("date", "The day had come"),
                    ("done", "All steps done"),
                    ("track", "To another track"),
                    ("looped", "Changed track too often"),
                    ("hand", "Taken out by hand"),
                    ("moved", "Moved to another stage"),
                    ("merged", "Merged with another lead"),
                    ("undone", "Taken back"),
                ],
                max_length=13,
                verbose_name="left by",
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="withheld_for",
            field=models.CharField(
                blank=True,
                choices=[
                    ("do_not_contact", "The person asked to be left alone."),
                    ("unsubscribed", "The person has unsubscribed."),
                    ("no_consent", "The person has not agreed to letters, as the rule of mail asks."),
                    ("no_interest", "The person has not turned to us, as the rule of mail asks."),
                    ("bounced", "The address does not exist: a letter came back."),
                    ("erased", "The person has been erased."),
                    ("left", "The colleague is no longer active."),
                    ("late", "The day it was for is over."),
                    ("over", "The lead left its nurture track before the letter could go."),
                ],
                max_length=14,
                verbose_name="withheld because",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leadstate",
            trigger=pgtrigger.compiler.Trigger(
                name="leave_track",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."stage_id" IS DISTINCT FROM (NEW."stage_id"))',
                    func="\n        UPDATE pipeline_enrolment SET left_at = clock_timestamp(), left_by = 'moved', left_move_id = (\n            SELECT max(id) FROM pipeline_stagemove\n            WHERE lead_id = NEW.lead_id AND from_stage_id = OLD.stage_id AND to_stage_id = NEW.stage_id\n        )\n        WHERE lead_id = NEW.lead_id AND left_at IS NULL\n        AND NOT EXISTS (SELECT 1 FROM pipeline_stage WHERE id = NEW.stage_id AND kind = 'nurture');\n        RETURN NULL;\n    ",
                    hash="66ae1e445329110183b874d26fdd51a53b4fb700",
                    operation='UPDATE OF "stage_id"',
                    pgid="pgtrigger_leave_track_85b23",
                    table="pipeline_leadstate",
                    when="AFTER",
                ),
            ),
        ),
    ]
