from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0007_undo_of_many_changes")]

    operations = [
        migrations.AddIndex(
            model_name="duplicatepair",
            index=models.Index("kind", "likelihood", "id", condition=Q(dismissed_at=None), name="duplicate_pair_open"),
        ),
    ]
