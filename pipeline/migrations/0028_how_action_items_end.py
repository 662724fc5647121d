import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0027_nurture")]

    operations = [
        migrations.AddField(
            model_name="actionitem",
            name="continues",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="continued_by",
                to="pipeline.actionitem",
            ),
        ),
        migrations.AddField(
            model_name="actionitem",
            name="ended_how",
            field=models.CharField(
                choices=[("done", "Done"), ("put_off", "Put off"), ("dropped", "Dropped")],
                default="done",
                editable=False,
                max_length=8,
                verbose_name="how it ended",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="added",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                blank=True,
                default=list,
                size=None,
                verbose_name="put on the agenda",
            ),
        ),
    ]
