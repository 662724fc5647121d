import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pipeline", "0030_moves_of_stays"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="mailrule",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="mailrule",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="mailrule",
            name="answers_to",
            field=models.EmailField(
                blank=True,
                help_text="A mailbox that leadqual reads: then an answer to the lead's owner ends its track by itself.",
                max_length=254,
                verbose_name="answers also go to",
            ),
        ),
        migrations.AddField(
            model_name="mailruleevent",
            name="answers_to",
            field=models.EmailField(
                blank=True,
                help_text="A mailbox that leadqual reads: then an answer to the lead's owner ends its track by itself.",
                max_length=254,
                verbose_name="answers also go to",
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="reply_to",
            field=models.CharField(blank=True, max_length=520, verbose_name="answers go to"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mailrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_mailruleevent" ("answers_to", "id", "most_per_week", "needs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_address", "sender_name", "sends_from", "sends_on_weekends", "sends_until") SELECT old_values."answers_to", old_values."id", old_values."most_per_week", old_values."needs", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."postal_address", old_values."sender_name", old_values."sends_from", old_values."sends_on_weekends", old_values."sends_until" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f226b9916fa654086f208e66c68f7ad88e2b292e",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5c439",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_mailrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mailrule",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_mailruleevent" ("answers_to", "id", "most_per_week", "needs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_address", "sender_name", "sends_from", "sends_on_weekends", "sends_until") SELECT old_values."answers_to", old_values."id", old_values."most_per_week", old_values."needs", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."postal_address", old_values."sender_name", old_values."sends_from", old_values."sends_on_weekends", old_values."sends_until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c084c8b34bf0969ff16c01b997ec1f40ea2086cc",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_69b86",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_mailrule",
                    when="AFTER",
                ),
            ),
        ),
    ]
