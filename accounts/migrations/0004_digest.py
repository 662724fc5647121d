from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_capacity_and_absence")]

    operations = []
