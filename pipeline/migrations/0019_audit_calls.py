from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("pipeline", "0018_question_uses"),
    ]

    operations = []
