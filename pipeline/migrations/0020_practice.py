from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("pipeline", "0019_audit_calls"),
    ]

    operations = []
