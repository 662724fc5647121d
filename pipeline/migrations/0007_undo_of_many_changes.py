from decimal import Decimal

import django.contrib.postgres.fields
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0006_attempts")]

    operations = [
        migrations.AddField(
            model_name="bulkact",
            name="token",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AlterField(
            model_name="savedview",
            name="columns",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=80), blank=True, default=list, size=None
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                django.db.models.functions.comparison.Coalesce("amount", models.Value(Decimal("-1"))),
                models.F("id"),
                name="lead_by_amount",
            ),
        ),
    ]
