from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0024_holds")]

    operations = []
