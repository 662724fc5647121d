import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_habits"),
        ("frameworks_app", "0003_published_never_truncated"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("pipeline", "0018_question_uses"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "share",
                    models.PositiveSmallIntegerField(
                        default=2,
                        help_text="Drawn at random. 0: no audit calls. At most 20.",
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="share of rejected leads, percent",
                    ),
                ),
                (
                    "most_per_week",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="What is drawn beyond it is not called, and is counted.",
                        verbose_name="at most, per team and week",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RejectionCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("considered", models.PositiveIntegerField(default=0)),
                ("over_cap", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name="leadstate",
            name="is_audited",
            field=models.BooleanField(db_default=False, editable=False),
        ),
        migrations.CreateModel(
            name="AuditCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rejected_by",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=160), default=list, size=None
                    ),
                ),
                ("drawn_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("right", "Rightly rejected"),
                            ("wrong", "Wrongly rejected"),
                            ("not_reached", "Not reached"),
                            ("let_go", "Let go"),
                        ],
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                ("caused_by", models.CharField(blank=True, max_length=160)),
                (
                    "call",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="audits",
                        to="pipeline.discoverycall",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.category",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="audit_calls", to="pipeline.lead"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.team",
                        verbose_name="team",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.scoringmodelversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "audit call",
                "verbose_name_plural": "audit calls",
                "ordering": ["-drawn_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="AuditRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "share",
                    models.PositiveSmallIntegerField(
                        default=2,
                        help_text="Drawn at random. 0: no audit calls. At most 20.",
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="share of rejected leads, percent",
                    ),
                ),
                (
                    "most_per_week",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="What is drawn beyond it is not called, and is counted.",
                        verbose_name="at most, per team and week",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule of audit calls",
                "verbose_name_plural": "audit calls",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("share__lte", 20)), name="audit_share_at_most_20_percent"
                    ),
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_rule_of_audit_calls"),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="auditrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_auditruleevent" ("id", "most_per_week", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share") SELECT old_values."id", old_values."most_per_week", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."share" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="24646798b37427cd837948fdab36e2285b0a842b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_84cf3",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_auditrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="auditrule",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_auditruleevent" ("id", "most_per_week", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share") SELECT old_values."id", old_values."most_per_week", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."share" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="20cfc5469e05c85e7d478f46a63d7432488cd672",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3687f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_auditrule",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="auditruleevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="auditruleevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="pipeline.auditrule",
            ),
        ),
        migrations.AddField(
            model_name="rejectioncount",
            name="team",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.team",
            ),
        ),
        migrations.AddIndex(
            model_name="auditcall",
            index=models.Index(fields=["team", "-drawn_at"], name="audits_of_team"),
        ),
        migrations.AddConstraint(
            model_name="auditcall",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("lead",), name="one_open_audit_per_lead"
            ),
        ),
        migrations.AddConstraint(
            model_name="auditcall",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("outcome", "")),
                    models.Q(("ended_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                    _connector="OR",
                ),
                name="audit_has_outcome_once_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="auditcall",
            constraint=models.CheckConstraint(
                condition=models.Q(("caused_by", ""), ("outcome", "wrong"), _connector="OR"),
                name="only_a_wrong_rejection_has_a_cause",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="auditcall",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_state_on_write",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    UPDATE pipeline_leadstate state SET is_audited = EXISTS (\n        SELECT FROM pipeline_auditcall audit WHERE audit.lead_id = state.lead_id AND audit.ended_at IS NULL\n    ) WHERE state.lead_id IN (OLD.lead_id, NEW.lead_id);\n    RETURN NULL;\n",
                    hash="aabf48f167b2e839b8cbb68a1a1a38eff31c8ff1",
                    operation='INSERT OR UPDATE OF "lead_id", "ended_at"',
                    pgid="pgtrigger_keep_state_on_write_78982",
                    table="pipeline_auditcall",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="auditcall",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_state_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    UPDATE pipeline_leadstate state SET is_audited = EXISTS (\n        SELECT FROM pipeline_auditcall audit WHERE audit.lead_id = state.lead_id AND audit.ended_at IS NULL\n    ) WHERE state.lead_id IN (OLD.lead_id);\n    RETURN NULL;\n",
                    hash="c0b2fe57e3261693c1f5411eff5bddcab8d08347",
                    operation="DELETE",
                    pgid="pgtrigger_keep_state_on_delete_89ab8",
                    table="pipeline_auditcall",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="rejectioncount",
            constraint=models.UniqueConstraint(
                fields=("day", "team"), name="one_count_of_rejections_per_day_and_team", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="rejectioncount",
            constraint=models.CheckConstraint(
                condition=models.Q(("over_cap__lte", models.F("considered"))), name="no_more_over_cap_than_considered"
            ),
        ),
        migrations.RunSQL(
            "INSERT INTO pipeline_auditrule (id, share, most_per_week) VALUES (1, 2, 5)", migrations.RunSQL.noop
        ),
    ]
