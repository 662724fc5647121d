import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("pipeline", "0031_answers_also_go_to"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="contact",
            name="new_address_has_not_bounced",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="new_address_has_not_bounced",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.email <> '' AND lower(OLD.email) <> lower(NEW.email) AND NEW.erased_at IS NULL)",
                    func="\n                    DELETE FROM pipeline_signal signal USING frameworks_app_signaltype type\n                    WHERE signal.contact_id = NEW.id AND type.id = signal.type_id AND type.key = 'hard_bounce';\n                    RETURN NULL;\n                ",
                    hash="1971e50d5f8a98985d20992c177dd905cc8c48e9",
                    operation='UPDATE OF "email"',
                    pgid="pgtrigger_new_address_has_not_bounced_fc316",
                    table="pipeline_contact",
                    when="AFTER",
                ),
            ),
        ),
    ]
