from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0027_nurture")]

    operations = []
