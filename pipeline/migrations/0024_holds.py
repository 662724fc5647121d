from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0023_hand_off_clocks")]

    operations = []
