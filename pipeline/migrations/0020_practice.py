import uuid

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks_app", "0003_published_never_truncated"),
        ("pipeline", "0019_audit_calls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PracticeCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scenario", models.CharField(max_length=50, verbose_name="scenario")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("pl", "Polish"),
                            ("ru", "Russian"),
                            ("zh-hans", "Simplified Chinese"),
                        ],
                        default="en",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("leading", models.CharField(blank=True, max_length=50)),
                ("history", models.JSONField(default=dict)),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("revision", models.BigIntegerField(db_default=0)),
                ("findings", models.JSONField(default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practice_calls",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.scoringmodelversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "practice call",
                "verbose_name_plural": "practice calls",
                "ordering": ["-started_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PracticeAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("client_id", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "kind",
                    models.CharField(
                        choices=[("asked", "Asked"), ("probed", "Asked on"), ("rated", "Rated")],
                        default="rated",
                        max_length=6,
                        verbose_name="kind",
                    ),
                ),
                ("criterion", models.CharField(max_length=50, verbose_name="criterion")),
                ("rating", models.SmallIntegerField(blank=True, null=True, verbose_name="rating")),
                (
                    "evidence",
                    models.CharField(
                        choices=[("assumed", "Assumed"), ("heard", "Heard"), ("confirmed", "Confirmed")],
                        default="heard",
                        max_length=10,
                        verbose_name="evidence",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="pipeline.practicecall",
                    ),
                ),
            ],
            options={
                "verbose_name": "practice answer",
                "verbose_name_plural": "practice answers",
            },
        ),
        migrations.AddIndex(
            model_name="practicecall",
            index=models.Index(fields=["by", "-started_at"], name="practice_call_of_person"),
        ),
        migrations.AddConstraint(
            model_name="practicecall",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("by", "scenario"),
                name="one_open_practice_call_per_scenario",
            ),
        ),
        migrations.AddIndex(
            model_name="practiceanswer",
            index=models.Index(fields=["call", "at", "id"], name="practice_answers_of_call"),
        ),
        migrations.AddConstraint(
            model_name="practiceanswer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["asked", "probed"])),
                fields=("call", "criterion", "kind"),
                name="practice_question_put_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="practiceanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rating", None), models.Q(("rating__gte", 0), ("rating__lte", 4)), _connector="OR"
                ),
                name="practice_rating_0_to_4",
            ),
        ),
        migrations.AddConstraint(
            model_name="practiceanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("evidence__in", ["assumed", "heard", "confirmed"])),
                name="practice_evidence_is_a_rung",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="practiceanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (coalesce(current_setting('leadqual.reaches_back', true), '') = '')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="73d60618df6a569fd1c54f49cb3613ad301c9d1f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_88447",
                    table="pipeline_practiceanswer",
                    when="BEFORE",
                ),
            ),
        ),
    ]
