import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("pipeline", "0021_messages"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ChecklistTick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.SlugField(max_length=40, verbose_name="line of the checklist")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
            ],
            options={
                "verbose_name": "done line of a checklist",
                "verbose_name_plural": "done lines of checklists",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ChecklistTickEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("line", models.SlugField(db_index=False, max_length=40, verbose_name="line of the checklist")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("price", "Price"),
                            ("no_budget", "No budget"),
                            ("timing", "Timing"),
                            ("current_supplier", "Current supplier"),
                            ("missing_function", "Missing function"),
                            ("security_or_legal", "Security or legal"),
                            ("must_ask", "“I must ask”"),
                            ("not_a_priority", "Not a priority"),
                            ("no_proof", "No proof or reference"),
                            ("effort", "Effort to introduce"),
                        ],
                        max_length=20,
                        verbose_name="objection",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="in their words")),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="our answer")),
                ("raised_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="raised")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
            ],
            options={
                "verbose_name": "objection",
                "verbose_name_plural": "objections",
                "ordering": ["raised_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ObjectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("price", "Price"),
                            ("no_budget", "No budget"),
                            ("timing", "Timing"),
                            ("current_supplier", "Current supplier"),
                            ("missing_function", "Missing function"),
                            ("security_or_legal", "Security or legal"),
                            ("must_ask", "“I must ask”"),
                            ("not_a_priority", "Not a priority"),
                            ("no_proof", "No proof or reference"),
                            ("effort", "Effort to introduce"),
                        ],
                        max_length=20,
                        verbose_name="objection",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="in their words")),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="our answer")),
                ("raised_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="raised")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
            ],
            options={
                "abstract": False,
            },
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
            model_name="stage",
            name="movers",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("sdr", "SDR"),
                        ("account_executive", "Account executive"),
                        ("manager", "Manager"),
                        ("marketing", "Marketing"),
                        ("admin", "Admin"),
                    ],
                    max_length=20,
                ),
                blank=True,
                db_default=[],
                default=list,
                size=None,
                verbose_name="who may bring a lead here",
            ),
        ),
        migrations.AddField(
            model_name="stageevent",
            name="movers",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("sdr", "SDR"),
                        ("account_executive", "Account executive"),
                        ("manager", "Manager"),
                        ("marketing", "Marketing"),
                        ("admin", "Admin"),
                    ],
                    max_length=20,
                ),
                blank=True,
                db_default=[],
                default=list,
                size=None,
                verbose_name="who may bring a lead here",
            ),
        ),
        migrations.AddField(
            model_name="stagemove",
            name="overruled",
            field=models.JSONField(
                blank=True,
                db_default=models.Value([], models.JSONField()),
                default=list,
                verbose_name="still asked for",
            ),
        ),
        migrations.AddField(
            model_name="stagemove",
            name="since",
            field=models.DateTimeField(blank=True, null=True, verbose_name="stood there since"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stage",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_stageevent" ("checklist", "description", "exit_criteria", "expected_days", "id", "is_active", "key", "kind", "movers", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "probability", "shipped_digest", "team_id") SELECT old_values."checklist", old_values."description", old_values."exit_criteria", old_values."expected_days", old_values."id", old_values."is_active", old_values."key", old_values."kind", old_values."movers", old_values."name", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."position", old_values."probability", old_values."shipped_digest", old_values."team_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="5c27705ae6de4f7b83321bbd8892278258a8973c",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_stageevent" ("checklist", "description", "exit_criteria", "expected_days", "id", "is_active", "key", "kind", "movers", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "probability", "shipped_digest", "team_id") SELECT old_values."checklist", old_values."description", old_values."exit_criteria", old_values."expected_days", old_values."id", old_values."is_active", old_values."key", old_values."kind", old_values."movers", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."probability", old_values."shipped_digest", old_values."team_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="57c3c47adca15f1353ece2582ee395a34088d04c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f8c93",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_stage",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="checklisttick",
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
            model_name="checklisttick",
            name="lead",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="ticks", to="pipeline.lead"
            ),
        ),
        migrations.AddField(
            model_name="checklisttick",
            name="stage",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="pipeline.stage",
                verbose_name="stage",
            ),
        ),
        migrations.AddField(
            model_name="checklisttickevent",
            name="by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="checklisttickevent",
            name="lead",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="pipeline.lead",
            ),
        ),
        migrations.AddField(
            model_name="checklisttickevent",
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
            model_name="checklisttickevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="pipeline.checklisttick",
            ),
        ),
        migrations.AddField(
            model_name="checklisttickevent",
            name="stage",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="pipeline.stage",
                verbose_name="stage",
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="answered by",
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="lead",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="objections", to="pipeline.lead"
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="raised_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="written by",
            ),
        ),
        migrations.AddField(
            model_name="objectionevent",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="answered by",
            ),
        ),
        migrations.AddField(
            model_name="objectionevent",
            name="lead",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="pipeline.lead",
            ),
        ),
        migrations.AddField(
            model_name="objectionevent",
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
            model_name="objectionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="pipeline.objection",
            ),
        ),
        migrations.AddField(
            model_name="objectionevent",
            name="raised_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="written by",
            ),
        ),
        migrations.AddConstraint(
            model_name="checklisttick",
            constraint=models.UniqueConstraint(fields=("lead", "stage", "line"), name="one_tick_per_lead_and_line"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checklisttick",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_checklisttickevent" ("at", "by_id", "id", "lead_id", "line", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage_id") SELECT old_values."at", old_values."by_id", old_values."id", old_values."lead_id", old_values."line", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."stage_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f01af532b306241f146b102133a3b36d5aef7e6b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_808d4",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_checklisttick",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checklisttick",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_checklisttickevent" ("at", "by_id", "id", "lead_id", "line", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage_id") SELECT old_values."at", old_values."by_id", old_values."id", old_values."lead_id", old_values."line", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."stage_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="08bdc8ab9dbbdff3901d4274f44fe8cfd6701145",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4914e",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_checklisttick",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(("answered_at", None), models.Q(("answer", ""), _negated=True), _connector="XOR"),
                name="answered_objection_has_answer",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_objectionevent" ("answer", "answered_at", "answered_by_id", "id", "kind", "lead_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "raised_by_id", "text") SELECT old_values."answer", old_values."answered_at", old_values."answered_by_id", old_values."id", old_values."kind", old_values."lead_id", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."raised_at", old_values."raised_by_id", old_values."text" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="3ca2b0071455b5ba3d09b577534c6e1fdf25a440",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5056e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_objection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_objectionevent" ("answer", "answered_at", "answered_by_id", "id", "kind", "lead_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "raised_by_id", "text") SELECT old_values."answer", old_values."answered_at", old_values."answered_by_id", old_values."id", old_values."kind", old_values."lead_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."raised_at", old_values."raised_by_id", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a956658aa816ef511e477f747a08f1ac2eb8c6f0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b8f18",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_objection",
                    when="AFTER",
                ),
            ),
        ),
    ]
