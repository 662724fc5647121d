from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0022_asked_of_stages")]

    operations = []
