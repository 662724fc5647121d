import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0028_how_action_items_end")]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="import_job",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="pipeline.job",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="sender_name",
            field=models.CharField(blank=True, default="", max_length=300, verbose_name="sender's name"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="message",
            name="reply_to",
            field=models.EmailField(blank=True, default="", max_length=254, verbose_name="answers go to"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="message",
            name="emptied_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="text removed"),
        ),
        migrations.AlterField(
            model_name="retentionrule",
            name="kind",
            field=models.CharField(
                choices=[
                    ("idle_person", "People of closed leads, since anything last happened"),
                    ("change_history", "What companies, contacts and leads said before"),
                    ("files", "Files of imports and exports"),
                    ("letters", "What letters to contacts said"),
                ],
                max_length=20,
                unique=True,
                verbose_name="what",
            ),
        ),
    ]
