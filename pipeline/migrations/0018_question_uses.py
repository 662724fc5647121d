from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("pipeline", "0017_score_changes_are_cheap"),
    ]

    operations = []
