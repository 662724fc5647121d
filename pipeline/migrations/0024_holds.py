import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

UNTOUCHED = """
    UPDATE pipeline_leadstate state SET untouched_since = lead.occurred_at FROM pipeline_lead lead
    WHERE lead.id = state.lead_id
        AND NOT EXISTS (SELECT FROM pipeline_discoverycall call WHERE call.lead_id = lead.id)
        AND NOT EXISTS (
            SELECT FROM pipeline_stagemove move
            WHERE move.lead_id = lead.id AND move.by_id IS NOT NULL AND move.undoes_id IS NULL
                AND NOT EXISTS (SELECT FROM pipeline_stagemove back WHERE back.undoes_id = move.id)
        )
"""


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("pipeline", "0023_hand_off_clocks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("occurred_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("away", "champion on leave"),
                            ("budget", "budget round"),
                            ("legal", "legal or procurement"),
                            ("project", "another project first"),
                            ("season", "their busy season"),
                            ("decision", "their decision is due then"),
                            ("other", "another reason"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="in words")),
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(verbose_name="until")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Waiting"),
                            ("day", "Its day came"),
                            ("person", "Ended by a person"),
                            ("move", "Left the stage"),
                            ("undone", "Taken back"),
                        ],
                        default="",
                        max_length=6,
                        verbose_name="how it ended",
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
            ],
            options={
                "verbose_name": "waiting",
                "verbose_name_plural": "waiting",
                "ordering": ["-occurred_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="HoldRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "most_times",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="In one stay in a stage. Whoever waits more often has another reason.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="times, at most",
                    ),
                ),
                (
                    "most_days",
                    models.PositiveSmallIntegerField(
                        default=60,
                        help_text="Calendar days of all waiting in one stay in a stage. Managers are bound too.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(730),
                        ],
                        verbose_name="days together, at most",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule of waiting",
                "verbose_name_plural": "waiting",
            },
        ),
        migrations.CreateModel(
            name="HoldRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "most_times",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="In one stay in a stage. Whoever waits more often has another reason.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="times, at most",
                    ),
                ),
                (
                    "most_days",
                    models.PositiveSmallIntegerField(
                        default=60,
                        help_text="Calendar days of all waiting in one stay in a stage. Managers are bound too.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(730),
                        ],
                        verbose_name="days together, at most",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="lead",
            name="create_state",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="stage",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="stage",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="leadstate",
            name="clock_restarted_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="leadstate",
            name="held_until",
            field=models.DateField(editable=False, null=True, verbose_name="on hold until"),
        ),
        migrations.AddField(
            model_name="leadstate",
            name="untouched_since",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="stage",
            name="most_leads",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Beyond it the board warns; nobody is kept from moving a lead here. Empty: no limit.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="leads at once, at most, per team",
            ),
        ),
        migrations.AddField(
            model_name="stageevent",
            name="most_leads",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Beyond it the board warns; nobody is kept from moving a lead here. Empty: no limit.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="leads at once, at most, per team",
            ),
        ),
        migrations.AddIndex(
            model_name="leadstate",
            index=models.Index(
                models.F("held_until"), condition=models.Q(("held_until__isnull", False)), name="state_held_until"
            ),
        ),
        migrations.AddIndex(
            model_name="leadstate",
            index=models.Index(
                models.F("untouched_since"),
                models.F("lead"),
                condition=models.Q(("untouched_since__isnull", False)),
                name="state_untouched",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="discoverycall",
            trigger=pgtrigger.compiler.Trigger(
                name="touch_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    UPDATE pipeline_leadstate state SET untouched_since = now.since\n    FROM (\n        SELECT lead.id, CASE WHEN NOT EXISTS (SELECT FROM pipeline_discoverycall call WHERE call.lead_id = lead.id)\n            AND NOT EXISTS (\n                SELECT FROM pipeline_stagemove move\n                WHERE move.lead_id = lead.id AND move.by_id IS NOT NULL AND move.undoes_id IS NULL\n                    AND NOT EXISTS (SELECT FROM pipeline_stagemove back WHERE back.undoes_id = move.id)\n            ) THEN lead.occurred_at END AS since\n        FROM pipeline_lead lead WHERE lead.id IN (SELECT lead_id FROM changed)\n    ) now\n    WHERE state.lead_id = now.id AND state.untouched_since IS DISTINCT FROM now.since;\n    RETURN NULL;\n",
                    hash="a29ce2652edc805554cc7c979a5cd4975770b72c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_touch_on_insert_82e66",
                    referencing="REFERENCING NEW TABLE AS changed ",
                    table="pipeline_discoverycall",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="discoverycall",
            trigger=pgtrigger.compiler.Trigger(
                name="touch_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    UPDATE pipeline_leadstate state SET untouched_since = now.since\n    FROM (\n        SELECT lead.id, CASE WHEN NOT EXISTS (SELECT FROM pipeline_discoverycall call WHERE call.lead_id = lead.id)\n            AND NOT EXISTS (\n                SELECT FROM pipeline_stagemove move\n                WHERE move.lead_id = lead.id AND move.by_id IS NOT NULL AND move.undoes_id IS NULL\n                    AND NOT EXISTS (SELECT FROM pipeline_stagemove back WHERE back.undoes_id = move.id)\n            ) THEN lead.occurred_at END AS since\n        FROM pipeline_lead lead WHERE lead.id IN (SELECT lead_id FROM changed)\n    ) now\n    WHERE state.lead_id = now.id AND state.untouched_since IS DISTINCT FROM now.since;\n    RETURN NULL;\n",
                    hash="0292492fdd5db045b76148e7bb617d1526484464",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_touch_on_delete_fdbc7",
                    referencing="REFERENCING OLD TABLE AS changed ",
                    table="pipeline_discoverycall",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="discoverycall",
            trigger=pgtrigger.compiler.Trigger(
                name="touch_on_merge",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."lead_id" IS DISTINCT FROM (NEW."lead_id"))',
                    func="\n    UPDATE pipeline_leadstate state SET untouched_since = now.since\n    FROM (\n        SELECT lead.id, CASE WHEN NOT EXISTS (SELECT FROM pipeline_discoverycall call WHERE call.lead_id = lead.id)\n            AND NOT EXISTS (\n                SELECT FROM pipeline_stagemove move\n                WHERE move.lead_id = lead.id AND move.by_id IS NOT NULL AND move.undoes_id IS NULL\n                    AND NOT EXISTS (SELECT FROM pipeline_stagemove back WHERE back.undoes_id = move.id)\n            ) THEN lead.occurred_at END AS since\n        FROM pipeline_lead lead WHERE lead.id IN (OLD.lead_id, NEW.lead_id)\n    ) now\n    WHERE state.lead_id = now.id AND state.untouched_since IS DISTINCT FROM now.since;\n    RETURN NULL;\n",
                    hash="e361d04ec42681fa76fd358300cb050485bd9295",
                    operation='UPDATE OF "lead_id"',
                    pgid="pgtrigger_touch_on_merge_9235d",
                    table="pipeline_discoverycall",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lead",
            trigger=pgtrigger.compiler.Trigger(
                name="create_state",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        INSERT INTO pipeline_leadstate (lead_id, stage_id, stage_changed_at, untouched_since)\n        SELECT id, (\n            SELECT stage.id FROM pipeline_stage stage\n            WHERE stage.kind = 'open' AND stage.is_active AND stage.team_id IS NULL\n            ORDER BY stage.position, stage.id LIMIT 1\n        ), occurred_at, occurred_at\n        FROM new_rows;\n        RETURN NULL;\n    ",
                    hash="00ca0b7aaffae2159bc941d1ca7d8c90e666aeaf",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_create_state_240dc",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="pipeline_lead",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leadstate",
            trigger=pgtrigger.compiler.Trigger(
                name="restart_clock",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.stage_id IS DISTINCT FROM NEW.stage_id)",
                    func="\n            NEW.held_until = NULL;\n            NEW.clock_restarted_at = CASE WHEN NEW.stage_changed_at < OLD.stage_changed_at THEN (\n    SELECT max(hold.ended_at) FROM pipeline_hold hold\n    WHERE hold.lead_id = NEW.lead_id AND hold.stage_id = NEW.stage_id AND hold.occurred_at >= NEW.stage_changed_at\n        AND hold.ended_how IN ('day', 'person')\n) END;\n            RETURN NEW;\n        ",
                    hash="4ce2701f952856610643994a6c625630267a10a6",
                    operation='UPDATE OF "stage_id"',
                    pgid="pgtrigger_restart_clock_9eba5",
                    table="pipeline_leadstate",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leadstate",
            trigger=pgtrigger.compiler.Trigger(
                name="end_waiting",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.stage_id IS DISTINCT FROM NEW.stage_id AND (OLD.held_until IS NOT NULL OR NEW.stage_changed_at < OLD.stage_changed_at))",
                    func="\n            UPDATE pipeline_hold SET ended_how = 'move', changed_at = now(), ended_at = greatest(\n                occurred_at, CASE WHEN NEW.stage_changed_at < OLD.stage_changed_at THEN now() ELSE NEW.stage_changed_at END\n            ) WHERE lead_id = NEW.lead_id AND ended_at IS NULL;\n            IF NEW.stage_changed_at < OLD.stage_changed_at THEN\n                UPDATE pipeline_hold SET ended_at = NULL, ended_how = '', changed_at = now()\n                WHERE lead_id = NEW.lead_id AND stage_id = NEW.stage_id AND ended_how = 'move'\n                    AND occurred_at >= NEW.stage_changed_at\n                    AND ended_at = greatest(occurred_at, OLD.stage_changed_at);\n            END IF;\n            RETURN NULL;\n        ",
                    hash="2b4ea3fae9d37cdd9d40b54f7756168164f0e56c",
                    operation='UPDATE OF "stage_id"',
                    pgid="pgtrigger_end_waiting_cd780",
                    table="pipeline_leadstate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stage",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_stageevent" ("checklist", "description", "exit_criteria", "expected_days", "id", "is_active", "key", "kind", "most_leads", "movers", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "probability", "shipped_digest", "team_id") SELECT old_values."checklist", old_values."description", old_values."exit_criteria", old_values."expected_days", old_values."id", old_values."is_active", old_values."key", old_values."kind", old_values."most_leads", old_values."movers", old_values."name", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."position", old_values."probability", old_values."shipped_digest", old_values."team_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="fbbad2532562aad1da59949e5944d46e5e42d786",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_58f23",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_stage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stage",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_stageevent" ("checklist", "description", "exit_criteria", "expected_days", "id", "is_active", "key", "kind", "most_leads", "movers", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "probability", "shipped_digest", "team_id") SELECT old_values."checklist", old_values."description", old_values."exit_criteria", old_values."expected_days", old_values."id", old_values."is_active", old_values."key", old_values."kind", old_values."most_leads", old_values."movers", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."probability", old_values."shipped_digest", old_values."team_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="b71012b69f9846b008c784bcbbc3274b6037a994",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f8c93",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_stage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stagemove",
            trigger=pgtrigger.compiler.Trigger(
                name="touch_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    UPDATE pipeline_leadstate state SET untouched_since = now.since\n    FROM (\n        SELECT lead.id, CASE WHEN NOT EXISTS (SELECT FROM pipeline_discoverycall call WHERE call.lead_id = lead.id)\n            AND NOT EXISTS (\n                SELECT FROM pipeline_stagemove move\n                WHERE move.lead_id = lead.id AND move.by_id IS NOT NULL AND move.undoes_id IS NULL\n                    AND NOT EXISTS (SELECT FROM pipeline_stagemove back WHERE back.undoes_id = move.id)\n            ) THEN lead.occurred_at END AS since\n        FROM pipeline_lead lead WHERE lead.id IN (SELECT lead_id FROM changed)\n    ) now\n    WHERE state.lead_id = now.id AND state.untouched_since IS DISTINCT FROM now.since;\n    RETURN NULL;\n",
                    hash="50a9f08d314f712b53ae37404c4452aa875a5ec9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_touch_on_insert_b5717",
                    referencing="REFERENCING NEW TABLE AS changed ",
                    table="pipeline_stagemove",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stagemove",
            trigger=pgtrigger.compiler.Trigger(
                name="touch_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    UPDATE pipeline_leadstate state SET untouched_since = now.since\n    FROM (\n        SELECT lead.id, CASE WHEN NOT EXISTS (SELECT FROM pipeline_discoverycall call WHERE call.lead_id = lead.id)\n            AND NOT EXISTS (\n                SELECT FROM pipeline_stagemove move\n                WHERE move.lead_id = lead.id AND move.by_id IS NOT NULL AND move.undoes_id IS NULL\n                    AND NOT EXISTS (SELECT FROM pipeline_stagemove back WHERE back.undoes_id = move.id)\n            ) THEN lead.occurred_at END AS since\n        FROM pipeline_lead lead WHERE lead.id IN (SELECT lead_id FROM changed)\n    ) now\n    WHERE state.lead_id = now.id AND state.untouched_since IS DISTINCT FROM now.since;\n    RETURN NULL;\n",
                    hash="ca35d77ced0cf7f8ddb0d286a4c279046ff11301",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_touch_on_delete_2ca59",
                    referencing="REFERENCING OLD TABLE AS changed ",
                    table="pipeline_stagemove",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stagemove",
            trigger=pgtrigger.compiler.Trigger(
                name="touch_on_merge",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."lead_id" IS DISTINCT FROM (NEW."lead_id"))',
                    func="\n    UPDATE pipeline_leadstate state SET untouched_since = now.since\n    FROM (\n        SELECT lead.id, CASE WHEN NOT EXISTS (SELECT FROM pipeline_discoverycall call WHERE call.lead_id = lead.id)\n            AND NOT EXISTS (\n                SELECT FROM pipeline_stagemove move\n                WHERE move.lead_id = lead.id AND move.by_id IS NOT NULL AND move.undoes_id IS NULL\n                    AND NOT EXISTS (SELECT FROM pipeline_stagemove back WHERE back.undoes_id = move.id)\n            ) THEN lead.occurred_at END AS since\n        FROM pipeline_lead lead WHERE lead.id IN (OLD.lead_id, NEW.lead_id)\n    ) now\n    WHERE state.lead_id = now.id AND state.untouched_since IS DISTINCT FROM now.since;\n    RETURN NULL;\n",
                    hash="ae5c42bf3d7c5d00db67741c95ad6b5ea25507da",
                    operation='UPDATE OF "lead_id"',
                    pgid="pgtrigger_touch_on_merge_46b30",
                    table="pipeline_stagemove",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="follow_up",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="hold",
                to="pipeline.followup",
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="lead",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="holds",
                to="pipeline.lead",
                verbose_name="lead",
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="stage",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="pipeline.stage",
                verbose_name="stage",
            ),
        ),
        migrations.AddConstraint(
            model_name="holdrule",
            constraint=models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_rule_of_waiting"),
        ),
        migrations.AddConstraint(
            model_name="holdrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("most_days__gte", 1), ("most_times__gte", 1)),
                name="a_lead_may_wait_once_and_for_a_day",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="holdrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_holdruleevent" ("id", "most_days", "most_times", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."id", old_values."most_days", old_values."most_times", _pgh_attached_context.value, NOW(), \'update\', old_values."id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="d6a7b693b5cbac47b0da6245539890debda70ef6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a82ec",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_holdrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="holdrule",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_holdruleevent" ("id", "most_days", "most_times", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."id", old_values."most_days", old_values."most_times", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="af5ed3fa430b4341a01c3afdc86dd8aca65915d1",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b75c2",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_holdrule",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="holdruleevent",
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
            model_name="holdruleevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="pipeline.holdrule",
            ),
        ),
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(fields=["lead", "-occurred_at"], name="hold_of_lead"),
        ),
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(fields=["changed_at"], name="hold_changed"),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("lead",), name="one_open_hold_per_lead"
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("since"))), name="hold_lasts_until_a_later_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "other"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="other_reason_to_wait_is_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_how", "")),
                    models.Q(("ended_at__gte", models.F("occurred_at")), models.Q(("ended_how", ""), _negated=True)),
                    _connector="OR",
                ),
                name="hold_says_how_it_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_by", None), ("ended_how__in", ["person", "undone"]), _connector="OR"),
                name="only_people_end_a_hold_by_name",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_state_on_write",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    UPDATE pipeline_leadstate state SET held_until = now.until, clock_restarted_at = now.restarted\n    FROM (\n        SELECT state.lead_id, (\n            SELECT hold.until FROM pipeline_hold hold WHERE hold.lead_id = state.lead_id AND hold.ended_at IS NULL\n        ) AS until, (\n    SELECT max(hold.ended_at) FROM pipeline_hold hold\n    WHERE hold.lead_id = state.lead_id AND hold.stage_id = state.stage_id AND hold.occurred_at >= state.stage_changed_at\n        AND hold.ended_how IN ('day', 'person')\n) AS restarted\n        FROM pipeline_leadstate state WHERE state.lead_id IN (OLD.lead_id, NEW.lead_id)\n    ) now\n    WHERE state.lead_id = now.lead_id\n        AND (state.held_until, state.clock_restarted_at) IS DISTINCT FROM (now.until, now.restarted);\n    RETURN NULL;\n",
                    hash="107e8d2df5a5a7039132bbe25693e71c1d2ce0b1",
                    operation='INSERT OR UPDATE OF "lead_id", "until", "ended_at"',
                    pgid="pgtrigger_keep_state_on_write_936a2",
                    table="pipeline_hold",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_state_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    UPDATE pipeline_leadstate state SET held_until = now.until, clock_restarted_at = now.restarted\n    FROM (\n        SELECT state.lead_id, (\n            SELECT hold.until FROM pipeline_hold hold WHERE hold.lead_id = state.lead_id AND hold.ended_at IS NULL\n        ) AS until, (\n    SELECT max(hold.ended_at) FROM pipeline_hold hold\n    WHERE hold.lead_id = state.lead_id AND hold.stage_id = state.stage_id AND hold.occurred_at >= state.stage_changed_at\n        AND hold.ended_how IN ('day', 'person')\n) AS restarted\n        FROM pipeline_leadstate state WHERE state.lead_id IN (OLD.lead_id)\n    ) now\n    WHERE state.lead_id = now.lead_id\n        AND (state.held_until, state.clock_restarted_at) IS DISTINCT FROM (now.until, now.restarted);\n    RETURN NULL;\n",
                    hash="f1c8436771efcafc1ee89b57f3d297a3ec87091b",
                    operation="DELETE",
                    pgid="pgtrigger_keep_state_on_delete_5eefc",
                    table="pipeline_hold",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(
            "INSERT INTO pipeline_holdrule (id, most_times, most_days) VALUES (1, 3, 60)", migrations.RunSQL.noop
        ),
        migrations.RunSQL(UNTOUCHED, migrations.RunSQL.noop),
    ]
