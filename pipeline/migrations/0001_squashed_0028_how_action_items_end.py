import datetime
import uuid
from decimal import Decimal

import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations, models

import frameworks_app.models.texts
from accounts.tables import AllAtOnce


class Migration(AllAtOnce, migrations.Migration):
    replaces = [
        ("pipeline", "0001_extensions"),
        ("pipeline", "0002_initial"),
        ("pipeline", "0003_a_teams_day"),
        ("pipeline", "0004_tries_of_a_job"),
        ("pipeline", "0005_erasing"),
        ("pipeline", "0006_attempts"),
        ("pipeline", "0007_undo_of_many_changes"),
        ("pipeline", "0008_order_of_duplicates"),
        ("pipeline", "0009_finding"),
        ("pipeline", "0010_saved_mappings"),
        ("pipeline", "0011_words_of_facts"),
        ("pipeline", "0012_words_of_forgetting"),
        ("pipeline", "0013_scores_that_can_be_trusted"),
        ("pipeline", "0014_since_when_a_team_works_so"),
        ("pipeline", "0015_what_was_answered_before"),
        ("pipeline", "0016_what_notes_became"),
        ("pipeline", "0017_score_changes_are_cheap"),
        ("pipeline", "0018_question_uses"),
        ("pipeline", "0019_audit_calls"),
        ("pipeline", "0020_practice"),
        ("pipeline", "0021_messages"),
        ("pipeline", "0022_asked_of_stages"),
        ("pipeline", "0023_hand_off_clocks"),
        ("pipeline", "0024_holds"),
        ("pipeline", "0025_mail"),
        ("pipeline", "0026_reviews"),
        ("pipeline", "0027_nurture"),
        ("pipeline", "0028_how_action_items_end"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0004_digest"),
        ("frameworks_app", "0001_squashed_0005_sign_offs"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.CreateModel(
            name="Lead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("occurred_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("external_source", models.CharField(blank=True, max_length=50, verbose_name="came from")),
                ("external_id", models.CharField(blank=True, max_length=200, verbose_name="its key there")),
                (
                    "title",
                    models.CharField(
                        blank=True, help_text="What it is about, in a few words.", max_length=200, verbose_name="title"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=100, verbose_name="source")),
                ("campaign", models.CharField(blank=True, max_length=100, verbose_name="campaign")),
                (
                    "amount",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="amount"),
                ),
                ("currency", models.CharField(blank=True, max_length=3, verbose_name="currency")),
                ("expected_close", models.DateField(blank=True, null=True, verbose_name="expected close")),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("en", "English"),
                            ("pl", "Polish"),
                            ("ru", "Russian"),
                            ("zh-hans", "Simplified Chinese"),
                        ],
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("custom", models.JSONField(blank=True, default=dict, verbose_name="custom attributes")),
                ("sources", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads",
                        to="pipeline.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads",
                        to="pipeline.contact",
                        verbose_name="primary contact",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "import_job",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pipeline.job",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="merged",
                        to="pipeline.lead",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.product",
                        verbose_name="product",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.segment",
                        verbose_name="segment",
                    ),
                ),
                (
                    "tags",
                    models.ManyToManyField(
                        blank=True, related_name="leads", through="pipeline.LeadTag", to="pipeline.tag"
                    ),
                ),
            ],
            options={
                "verbose_name": "lead",
                "verbose_name_plural": "leads",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["title"], name="lead_title_trigrams", opclasses=["gin_trgm_ops"]
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("amount", models.Value(Decimal("-1"))),
                        models.F("id"),
                        name="lead_by_amount",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_source", "external_id"),
                        name="lead_external_id_unique_in_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount", None), ("currency__regex", "^[A-Z]{3}$"), _connector="OR"),
                        name="lead_amount_has_currency",
                        violation_error_message="An amount needs its currency, such as EUR.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount", None), ("amount__gte", 0), _connector="OR"),
                        name="lead_amount_not_negative",
                        violation_error_message="An amount is not negative.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.SlugField(
                        help_text="A short name for imports and formulas. It never changes.",
                        unique=True,
                        verbose_name="key",
                    ),
                ),
                ("name", frameworks_app.models.texts.TextsField(default=dict, verbose_name="name")),
                (
                    "description",
                    frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="description"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "is_active",
                    models.BooleanField(
                        default=True, help_text="Retired rows stay for history.", verbose_name="active"
                    ),
                ),
                ("shipped_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("disqualified", "Disqualified"),
                            ("nurture", "Nurture"),
                            ("returned", "Returned to marketing"),
                            ("lost", "Lost"),
                            ("won", "Won"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "track",
                    frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="nurture track"),
                ),
                (
                    "return_days",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="comes back after, days"),
                ),
                (
                    "return_rule",
                    frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="comes back when"),
                ),
                (
                    "nurture_track",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reasons",
                        to="pipeline.nurturetrack",
                        verbose_name="puts the lead into the track",
                    ),
                ),
            ],
            options={
                "verbose_name": "reason",
                "verbose_name_plural": "reasons",
                "ordering": ["position", "pk"],
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="ReasonEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "key",
                    models.SlugField(
                        db_index=False,
                        help_text="A short name for imports and formulas. It never changes.",
                        verbose_name="key",
                    ),
                ),
                ("name", frameworks_app.models.texts.TextsField(default=dict, verbose_name="name")),
                (
                    "description",
                    frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="description"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "is_active",
                    models.BooleanField(
                        default=True, help_text="Retired rows stay for history.", verbose_name="active"
                    ),
                ),
                ("shipped_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("disqualified", "Disqualified"),
                            ("nurture", "Nurture"),
                            ("returned", "Returned to marketing"),
                            ("lost", "Lost"),
                            ("won", "Won"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "track",
                    frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="nurture track"),
                ),
                (
                    "return_days",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="comes back after, days"),
                ),
                (
                    "return_rule",
                    frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="comes back when"),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pipeline.reason",
                    ),
                ),
                (
                    "nurture_track",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pipeline.nurturetrack",
                        verbose_name="puts the lead into the track",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="RescorePass",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                (
                    "cause",
                    models.CharField(
                        choices=[("publish", "The rules changed"), ("midnight", "Time passed")], max_length=10
                    ),
                ),
                ("started_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passes",
                        to="frameworks_app.scoringmodelversion",
                    ),
                ),
                ("inputs_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "day"), name="one_pass_per_version_and_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="RescoreRange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("changed", models.IntegerField(default=0)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "rescore_pass",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ranges", to="pipeline.rescorepass"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(condition=models.Q(("done_at", None)), fields=["rescore_pass"], name="range_undone")
                ],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="ScoreChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("fact", "Something was learned"),
                            ("midnight", "Time passed"),
                            ("publish", "The rules changed"),
                            ("import", "Imported"),
                        ],
                        max_length=10,
                    ),
                ),
                ("old_fit_low", models.SmallIntegerField()),
                ("old_fit_high", models.SmallIntegerField()),
                ("old_engagement", models.BigIntegerField()),
                ("old_qual_low", models.SmallIntegerField()),
                ("old_qual_high", models.SmallIntegerField()),
                ("old_verdict", models.SmallIntegerField()),
                ("fit_low", models.SmallIntegerField()),
                ("fit_high", models.SmallIntegerField()),
                ("engagement", models.BigIntegerField()),
                ("qual_low", models.SmallIntegerField()),
                ("qual_high", models.SmallIntegerField()),
                ("verdict", models.SmallIntegerField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("handled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "category",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.category",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="score_changes",
                        to="pipeline.lead",
                    ),
                ),
                (
                    "old_category",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.category",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.scoringmodelversion",
                    ),
                ),
            ],
            options={
                "ordering": ["-recorded_at", "-pk"],
                "indexes": [
                    models.Index(fields=["lead", "-recorded_at"], name="score_change_of_lead"),
                    models.Index(
                        condition=models.Q(("handled_at", None)), fields=["id"], name="score_change_unhandled"
                    ),
                ],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Signal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("occurred_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("external_source", models.CharField(blank=True, max_length=50, verbose_name="came from")),
                ("external_id", models.CharField(blank=True, max_length=200, verbose_name="its key there")),
                ("data", models.JSONField(blank=True, default=dict, verbose_name="what came along")),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="signals",
                        to="pipeline.contact",
                        verbose_name="contact",
                    ),
                ),
                (
                    "import_job",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pipeline.job",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signals",
                        to="pipeline.lead",
                        verbose_name="lead",
                    ),
                ),
                (
                    "type",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.signaltype",
                        verbose_name="type",
                    ),
                ),
            ],
            options={
                "verbose_name": "signal",
                "verbose_name_plural": "signals",
                "indexes": [
                    models.Index(fields=["lead", "-occurred_at"], name="signal_of_lead"),
                    django.contrib.postgres.indexes.BrinIndex(fields=["occurred_at"], name="signal_occurred_brin"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_source", "external_id"),
                        name="signal_external_id_unique_in_source",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Stage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.SlugField(
                        help_text="A short name for imports and formulas. It never changes.",
                        unique=True,
                        verbose_name="key",
                    ),
                ),
                ("name", frameworks_app.models.texts.TextsField(default=dict, verbose_name="name")),
                (
                    "description",
                    frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="description"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "is_active",
                    models.BooleanField(
                        default=True, help_text="Retired rows stay for history.", verbose_name="active"
                    ),
                ),
                ("shipped_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("won", "Won"),
                            ("lost", "Lost"),
                            ("nurture", "Nurture"),
                            ("disqualified", "Disqualified"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "expected_days",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="expected business days"),
                ),
                (
                    "probability",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="probability, percent",
                    ),
                ),
                ("exit_criteria", models.JSONField(blank=True, default=list, verbose_name="exit criteria")),
                ("checklist", models.JSONField(blank=True, default=list, verbose_name="checklist")),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: common to all teams.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stages",
                        to="accounts.team",
                        verbose_name="team",
                    ),
                ),
                (
                    "movers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("sdr", "SDR"),
                                ("account_executive", "Account executive"),
                                ("manager", "Manager"),
                                ("marketing", "Marketing"),
                                ("admin", "Admin"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="who may bring a lead here",
                    ),
                ),
                (
                    "most_leads",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Beyond it the board warns; nobody is kept from moving a lead here. Empty: no limit.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="leads at once, at most, per team",
                    ),
                ),
            ],
            options={
                "verbose_name": "stage",
                "verbose_name_plural": "stages",
                "ordering": ["position", "pk"],
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="StageEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "key",
                    models.SlugField(
                        db_index=False,
                        help_text="A short name for imports and formulas. It never changes.",
                        verbose_name="key",
                    ),
                ),
                ("name", frameworks_app.models.texts.TextsField(default=dict, verbose_name="name")),
                (
                    "description",
                    frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="description"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "is_active",
                    models.BooleanField(
                        default=True, help_text="Retired rows stay for history.", verbose_name="active"
                    ),
                ),
                ("shipped_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("won", "Won"),
                            ("lost", "Lost"),
                            ("nurture", "Nurture"),
                            ("disqualified", "Disqualified"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "expected_days",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="expected business days"),
                ),
                (
                    "probability",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="probability, percent",
                    ),
                ),
                ("exit_criteria", models.JSONField(blank=True, default=list, verbose_name="exit criteria")),
                ("checklist", models.JSONField(blank=True, default=list, verbose_name="checklist")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pipeline.stage",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty: common to all teams.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.team",
                        verbose_name="team",
                    ),
                ),
                (
                    "movers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("sdr", "SDR"),
                                ("account_executive", "Account executive"),
                                ("manager", "Manager"),
                                ("marketing", "Marketing"),
                                ("admin", "Admin"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="who may bring a lead here",
                    ),
                ),
                (
                    "most_leads",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Beyond it the board warns; nobody is kept from moving a lead here. Empty: no limit.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="leads at once, at most, per team",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="StageMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("occurred_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "from_stage",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pipeline.stage",
                        verbose_name="from",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stage_moves",
                        to="pipeline.lead",
                        verbose_name="lead",
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pipeline.reason",
                        verbose_name="reason",
                    ),
                ),
                (
                    "to_stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pipeline.stage",
                        verbose_name="to",
                    ),
                ),
                ("competitor", models.CharField(blank=True, max_length=200, verbose_name="competitor")),
                (
                    "import_job",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pipeline.job",
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="pipeline.stagemove",
                        verbose_name="takes back",
                    ),
                ),
                (
                    "overruled",
                    models.JSONField(
                        blank=True,
                        db_default=models.Value([], models.JSONField()),
                        default=list,
                        verbose_name="still asked for",
                    ),
                ),
                ("since", models.DateTimeField(blank=True, null=True, verbose_name="stood there since")),
            ],
            options={
                "verbose_name": "stage move",
                "verbose_name_plural": "stage moves",
                "ordering": ["-occurred_at", "-pk"],
                "indexes": [models.Index(fields=["lead", "-occurred_at"], name="stage_move_of_lead")],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Stakeholder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("economic_buyer", "Economic buyer"),
                            ("champion", "Champion"),
                            ("decision_maker", "Decision maker"),
                            ("influencer", "Influencer"),
                            ("user", "User"),
                            ("blocker", "Blocker"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[("for", "For us"), ("neutral", "Neutral"), ("against", "Against us")],
                        default="neutral",
                        max_length=10,
                        verbose_name="stance",
                    ),
                ),
                ("cares_about", models.CharField(blank=True, max_length=200, verbose_name="cares about")),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stakeholders",
                        to="pipeline.contact",
                        verbose_name="contact",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stakeholders", to="pipeline.lead"
                    ),
                ),
            ],
            options={
                "verbose_name": "stakeholder",
                "verbose_name_plural": "stakeholders",
                "ordering": ["role", "pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lead", "contact", "role"),
                        name="stakeholder_role_once",
                        violation_error_message="This person has that role already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StakeholderEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("economic_buyer", "Economic buyer"),
                            ("champion", "Champion"),
                            ("decision_maker", "Decision maker"),
                            ("influencer", "Influencer"),
                            ("user", "User"),
                            ("blocker", "Blocker"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[("for", "For us"), ("neutral", "Neutral"), ("against", "Against us")],
                        default="neutral",
                        max_length=10,
                        verbose_name="stance",
                    ),
                ),
                ("cares_about", models.CharField(blank=True, max_length=200, verbose_name="cares about")),
                (
                    "contact",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pipeline.contact",
                        verbose_name="contact",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pipeline.lead",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pipeline.stakeholder",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="StaleLead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lead_id", models.BigIntegerField(db_index=True)),
                ("marked_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="TeamWorkflow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sql_required", models.BooleanField(default=True, verbose_name="must pass SQL")),
                (
                    "leading_framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workflows",
                        to="frameworks_app.framework",
                        verbose_name="framework to work by",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="workflows",
                        to="frameworks_app.segment",
                        verbose_name="segment",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="workflows",
                        to="accounts.team",
                        verbose_name="team",
                    ),
                ),
            ],
            options={
                "verbose_name": "way of working",
                "verbose_name_plural": "ways of working",
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("team", "segment"),
                        name="one_workflow_per_team_and_segment",
                        nulls_distinct=False,
                        violation_error_message="There is a row for this team and segment already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamWorkflowEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("sql_required", models.BooleanField(default=True, verbose_name="must pass SQL")),
                (
                    "leading_framework",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="frameworks_app.framework",
                        verbose_name="framework to work by",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pipeline.teamworkflow",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="frameworks_app.segment",
                        verbose_name="segment",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.team",
                        verbose_name="team",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="CategoryRoute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="routes",
                        to="frameworks_app.category",
                        verbose_name="status",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="routes",
                        to="accounts.team",
                        verbose_name="team",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="routes",
                        to="pipeline.stage",
                        verbose_name="stage",
                    ),
                ),
            ],
            options={
                "verbose_name": "route from status to stage",
                "verbose_name_plural": "routes from status to stage",
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("team", "category"), name="one_route_per_team_and_category", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CategoryRouteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "category",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="frameworks_app.category",
                        verbose_name="status",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pipeline.categoryroute",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.team",
                        verbose_name="team",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pipeline.stage",
                        verbose_name="stage",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Company",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("external_source", models.CharField(blank=True, max_length=50, verbose_name="came from")),
                ("external_id", models.CharField(blank=True, max_length=200, verbose_name="its key there")),
                ("custom", models.JSONField(blank=True, default=dict, verbose_name="custom attributes")),
                (
                    "sources",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        editable=False,
                        help_text="By attribute: where its value came from, and whether it was verified.",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "domain",
                    models.CharField(
                        blank=True, help_text="As in example.com.", max_length=200, verbose_name="domain"
                    ),
                ),
                ("industry", models.CharField(blank=True, max_length=100, verbose_name="industry")),
                ("employees", models.PositiveIntegerField(blank=True, null=True, verbose_name="employees")),
                (
                    "annual_revenue",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="annual revenue"
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True, help_text="Two letters, as PL.", max_length=2, verbose_name="country"
                    ),
                ),
                ("region", models.CharField(blank=True, max_length=100, verbose_name="region")),
                (
                    "technologies",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        blank=True,
                        help_text="Separated by commas.",
                        null=True,
                        size=None,
                        verbose_name="technologies",
                    ),
                ),
                ("founded_on", models.DateField(blank=True, null=True, verbose_name="founded")),
                ("phone", models.CharField(blank=True, max_length=50, verbose_name="phone")),
                ("time_zone", models.CharField(blank=True, max_length=64, verbose_name="time zone")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="merged",
                        to="pipeline.company",
                    ),
                ),
                (
                    "import_job",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pipeline.job",
                    ),
                ),
            ],
            options={
                "verbose_name": "company",
                "verbose_name_plural": "companies",
                "indexes": [
                    models.Index(
                        condition=models.Q(("domain", ""), _negated=True), fields=["domain"], name="company_domain"
                    ),
                    models.Index(django.db.models.functions.text.Lower("name"), name="company_name_lower"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["name"], name="company_name_trigrams", opclasses=["gin_trgm_ops"]
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["domain"], name="company_domain_trigrams", opclasses=["gin_trgm_ops"]
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            models.Func(
                                models.F("phone"),
                                models.Value("\\D"),
                                models.Value(""),
                                models.Value("g"),
                                function="regexp_replace",
                                output_field=models.CharField(),
                            ),
                            "gin_trgm_ops",
                        ),
                        name="company_phone_trigrams",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_source", "external_id"),
                        name="company_external_id_unique_in_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("country", ""), ("country__regex", "^[A-Z]{2}$"), _connector="OR"),
                        name="company_country_two_letters",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CompanyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("external_source", models.CharField(blank=True, max_length=50, verbose_name="came from")),
                ("external_id", models.CharField(blank=True, max_length=200, verbose_name="its key there")),
                ("custom", models.JSONField(blank=True, default=dict, verbose_name="custom attributes")),
                (
                    "sources",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        editable=False,
                        help_text="By attribute: where its value came from, and whether it was verified.",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "domain",
                    models.CharField(
                        blank=True, help_text="As in example.com.", max_length=200, verbose_name="domain"
                    ),
                ),
                ("industry", models.CharField(blank=True, max_length=100, verbose_name="industry")),
                ("employees", models.PositiveIntegerField(blank=True, null=True, verbose_name="employees")),
                (
                    "annual_revenue",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="annual revenue"
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True, help_text="Two letters, as PL.", max_length=2, verbose_name="country"
                    ),
                ),
                ("region", models.CharField(blank=True, max_length=100, verbose_name="region")),
                (
                    "technologies",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        blank=True,
                        help_text="Separated by commas.",
                        null=True,
                        size=None,
                        verbose_name="technologies",
                    ),
                ),
                ("founded_on", models.DateField(blank=True, null=True, verbose_name="founded")),
                ("phone", models.CharField(blank=True, max_length=50, verbose_name="phone")),
                ("time_zone", models.CharField(blank=True, max_length=64, verbose_name="time zone")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pipeline.company",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pipeline.company",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("external_source", models.CharField(blank=True, max_length=50, verbose_name="came from")),
                ("external_id", models.CharField(blank=True, max_length=200, verbose_name="its key there")),
                ("custom", models.JSONField(blank=True, default=dict, verbose_name="custom attributes")),
                (
                    "sources",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        editable=False,
                        help_text="By attribute: where its value came from, and whether it was verified.",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=50, verbose_name="phone")),
                ("title", models.CharField(blank=True, max_length=150, verbose_name="title")),
                (
                    "seniority",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("intern", "Intern or student"),
                            ("staff", "Staff"),
                            ("senior", "Senior specialist"),
                            ("manager", "Manager"),
                            ("director", "Director"),
                            ("vice_president", "Vice president"),
                            ("c_level", "C-level"),
                            ("owner", "Owner"),
                        ],
                        max_length=20,
                        verbose_name="seniority",
                    ),
                ),
                ("department", models.CharField(blank=True, max_length=50, verbose_name="department")),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("en", "English"),
                            ("pl", "Polish"),
                            ("ru", "Russian"),
                            ("zh-hans", "Simplified Chinese"),
                        ],
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("time_zone", models.CharField(blank=True, max_length=64, verbose_name="time zone")),
                ("do_not_contact", models.BooleanField(default=False, verbose_name="do not contact")),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="pipeline.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="merged",
                        to="pipeline.contact",
                    ),
                ),
                (
                    "import_job",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pipeline.job",
                    ),
                ),
                ("erased_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "contact",
                "verbose_name_plural": "contacts",
                "indexes": [
                    models.Index(
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("email", ""), _negated=True),
                        name="contact_email_lower",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["name"], name="contact_name_trigrams", opclasses=["gin_trgm_ops"]
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["email"], name="contact_email_trigrams", opclasses=["gin_trgm_ops"]
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            models.Func(
                                models.F("phone"),
                                models.Value("\\D"),
                                models.Value(""),
                                models.Value("g"),
                                function="regexp_replace",
                                output_field=models.CharField(),
                            ),
                            "gin_trgm_ops",
                        ),
                        name="contact_phone_trigrams",
                    ),
                    models.Index(
                        django.db.models.functions.text.Lower(
                            django.db.models.functions.comparison.Coalesce(
                                django.db.models.functions.comparison.NullIf("name", models.Value("")),
                                "email",
                                output_field=models.CharField(),
                            )
                        ),
                        name="contact_called",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_source", "external_id"),
                        name="contact_external_id_unique_in_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("email", ""), ("name", ""), _negated=True),
                            ("erased_at__isnull", False),
                            _connector="OR",
                        ),
                        name="contact_has_name_or_email",
                        violation_error_message="Give at least a name or an e-mail address.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("external_source", models.CharField(blank=True, max_length=50, verbose_name="came from")),
                ("external_id", models.CharField(blank=True, max_length=200, verbose_name="its key there")),
                ("custom", models.JSONField(blank=True, default=dict, verbose_name="custom attributes")),
                (
                    "sources",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        editable=False,
                        help_text="By attribute: where its value came from, and whether it was verified.",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=50, verbose_name="phone")),
                ("title", models.CharField(blank=True, max_length=150, verbose_name="title")),
                (
                    "seniority",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("intern", "Intern or student"),
                            ("staff", "Staff"),
                            ("senior", "Senior specialist"),
                            ("manager", "Manager"),
                            ("director", "Director"),
                            ("vice_president", "Vice president"),
                            ("c_level", "C-level"),
                            ("owner", "Owner"),
                        ],
                        max_length=20,
                        verbose_name="seniority",
                    ),
                ),
                ("department", models.CharField(blank=True, max_length=50, verbose_name="department")),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("en", "English"),
                            ("pl", "Polish"),
                            ("ru", "Russian"),
                            ("zh-hans", "Simplified Chinese"),
                        ],
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("time_zone", models.CharField(blank=True, max_length=64, verbose_name="time zone")),
                ("do_not_contact", models.BooleanField(default=False, verbose_name="do not contact")),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pipeline.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pipeline.contact",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pipeline.contact",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="DiscoveryCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reached", "Reached"),
                            ("voicemail", "Voicemail"),
                            ("no_answer", "No answer"),
                            ("wrong_number", "Wrong number"),
                            ("replied", "Replied"),
                            ("sent", "Sent"),
                            ("no_show", "No-show"),
                            ("rescheduled", "Rescheduled"),
                        ],
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
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
                ("revision", models.BigIntegerField(db_default=0)),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.category",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="calls", to="pipeline.lead"
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pipeline.reason",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pipeline.stage",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("phone", "Phone"), ("email", "E-mail"), ("social", "Social network")],
                        default="phone",
                        max_length=8,
                        verbose_name="channel",
                    ),
                ),
                ("client_id", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
            ],
            options={
                "verbose_name": "discovery call",
                "verbose_name_plural": "discovery calls",
                "ordering": ["-started_at", "-pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("lead",), name="one_open_call_per_lead"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("import", "Import"),
                            ("undo_import", "Undo of an import"),
                            ("export", "Export"),
                            ("duplicates", "Search for duplicates"),
                            ("preview", "Preview of a draft"),
                            ("backtest", "Backtest"),
                        ],
                        max_length=20,
                        verbose_name="what",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being prepared"),
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("undone", "Undone"),
                        ],
                        default="running",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("arguments", models.JSONField(default=dict, verbose_name="what was asked")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="done")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="in all")),
                (
                    "started_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="started"),
                ),
                (
                    "heartbeat_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="last sign of life"
                    ),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                ("error", models.TextField(blank=True, verbose_name="what went wrong")),
                ("result", models.JSONField(default=dict, verbose_name="result")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
            ],
            options={
                "verbose_name": "job",
                "verbose_name_plural": "jobs",
                "ordering": ["-pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="LeadState",
            fields=[
                (
                    "lead",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="state",
                        serialize=False,
                        to="pipeline.lead",
                    ),
                ),
                ("stage_changed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("fit_low", models.SmallIntegerField(db_default=0)),
                ("fit_high", models.SmallIntegerField(db_default=10000)),
                ("engagement", models.BigIntegerField(db_default=0)),
                ("interest", models.BigIntegerField(db_default=0)),
                ("intent", models.BigIntegerField(db_default=0)),
                ("qual_low", models.SmallIntegerField(db_default=0)),
                ("qual_high", models.SmallIntegerField(db_default=10000)),
                (
                    "verdict",
                    models.SmallIntegerField(
                        choices=[(0, "Open"), (1, "Qualified"), (2, "Not qualified")], db_default=0
                    ),
                ),
                (
                    "verdicts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), db_default=models.Value("{}"), size=None
                    ),
                ),
                ("disagrees", models.BooleanField(db_default=False)),
                ("holds_until", models.DateField(null=True)),
                (
                    "inclusion",
                    models.SmallIntegerField(
                        choices=[(0, "open"), (1, "inside ICP"), (2, "outside ICP")], db_default=0
                    ),
                ),
                (
                    "company_light",
                    models.SmallIntegerField(choices=[(0, "open"), (1, "pass"), (2, "fail")], db_default=0),
                ),
                (
                    "need_light",
                    models.SmallIntegerField(choices=[(0, "open"), (1, "pass"), (2, "fail")], db_default=0),
                ),
                (
                    "person_light",
                    models.SmallIntegerField(choices=[(0, "open"), (1, "pass"), (2, "fail")], db_default=0),
                ),
                ("category_settled", models.BooleanField(db_default=False)),
                ("priority", models.BigIntegerField(db_default=0)),
                ("revision", models.BigIntegerField(db_default=0)),
                ("scored_on", models.DateField(null=True)),
                (
                    "category",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.category",
                    ),
                ),
                (
                    "model_version",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.scoringmodelversion",
                    ),
                ),
                (
                    "override",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.category",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lead_states",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lead_states",
                        to="pipeline.stage",
                        verbose_name="stage",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lead_states",
                        to="accounts.team",
                        verbose_name="team",
                    ),
                ),
                ("is_audited", models.BooleanField(db_default=False, editable=False)),
                ("clock_restarted_at", models.DateTimeField(editable=False, null=True)),
                ("held_until", models.DateField(editable=False, null=True, verbose_name="on hold until")),
                ("untouched_since", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(models.F("priority"), models.F("lead"), name="state_by_priority"),
                    models.Index(
                        models.F("stage"), models.F("priority"), models.F("lead"), name="state_stage_priority"
                    ),
                    models.Index(models.F("team"), models.F("priority"), models.F("lead"), name="state_team_priority"),
                    models.Index(
                        models.F("team"),
                        models.F("stage"),
                        models.F("priority"),
                        models.F("lead"),
                        name="state_team_stage_priority",
                    ),
                    models.Index(
                        models.F("owner"), models.F("priority"), models.F("lead"), name="state_owner_priority"
                    ),
                    models.Index(
                        models.F("owner"),
                        models.F("stage"),
                        models.F("priority"),
                        models.F("lead"),
                        name="state_owner_stage_priority",
                    ),
                    models.Index(
                        models.F("category"), models.F("priority"), models.F("lead"), name="state_category_priority"
                    ),
                    models.Index(
                        models.F("held_until"),
                        condition=models.Q(("held_until__isnull", False)),
                        name="state_held_until",
                    ),
                    models.Index(
                        models.F("untouched_since"),
                        models.F("lead"),
                        condition=models.Q(("untouched_since__isnull", False)),
                        name="state_untouched",
                    ),
                ],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("call", "Call"), ("email", "E-mail"), ("meeting", "Meeting"), ("task", "Task")],
                        default="call",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="due")),
                ("has_hour", models.BooleanField(default=False, verbose_name="at that hour")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="what")),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "call",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="follow_ups",
                        to="pipeline.discoverycall",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="follow_ups", to="pipeline.lead"
                    ),
                ),
                ("is_dropped", models.BooleanField(db_default=False, default=False, verbose_name="dropped")),
            ],
            options={
                "verbose_name": "follow-up",
                "verbose_name_plural": "follow-ups",
                "ordering": ["due_at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None)), fields=["owner", "due_at"], name="follow_up_due"
                    ),
                    models.Index(
                        condition=models.Q(("done_at", None)), fields=["lead", "due_at"], name="follow_up_of_lead"
                    ),
                ],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="CategoryOverride",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("why", models.TextField(verbose_name="why")),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.category",
                        verbose_name="status",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="overrides", to="pipeline.lead"
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)), fields=("lead",), name="one_override_per_lead"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("occurred_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "client_id",
                    models.UUIDField(
                        default=uuid.uuid4,
                        help_text="Made by the browser, so that a replay changes nothing.",
                        unique=True,
                        verbose_name="key in the browser",
                    ),
                ),
                (
                    "rating",
                    models.SmallIntegerField(
                        blank=True,
                        help_text="0 to 4; empty: asked and not answered, or withdrawn.",
                        null=True,
                        verbose_name="rating",
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        choices=[("assumed", "Assumed"), ("heard", "Heard"), ("confirmed", "Confirmed")],
                        default="heard",
                        max_length=10,
                        verbose_name="evidence",
                    ),
                ),
                ("value", models.JSONField(blank=True, null=True, verbose_name="value")),
                ("quote", models.TextField(blank=True, verbose_name="quote")),
                (
                    "last_day",
                    models.DateField(
                        blank=True,
                        help_text="The last day on which it counts, where the answer names one.",
                        null=True,
                        verbose_name="counts until",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="frameworks_app.criterion",
                        verbose_name="criterion",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="frameworks_app.question",
                        verbose_name="question",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="pipeline.discoverycall",
                        verbose_name="discovery call",
                    ),
                ),
                (
                    "import_job",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pipeline.job",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="pipeline.lead",
                        verbose_name="lead",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="answers",
                        to="pipeline.stakeholder",
                        verbose_name="said by",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
                "indexes": [
                    models.Index(
                        models.F("lead"),
                        models.F("criterion"),
                        models.OrderBy(models.F("occurred_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="answer_standing",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rating", None), models.Q(("rating__gte", 0), ("rating__lte", 4)), _connector="OR"
                        ),
                        name="answer_rating_0_to_4",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("evidence__in", ["assumed", "heard", "confirmed"])),
                        name="answer_evidence_is_a_rung",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LeadEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("occurred_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                ("external_source", models.CharField(blank=True, max_length=50, verbose_name="came from")),
                ("external_id", models.CharField(blank=True, max_length=200, verbose_name="its key there")),
                (
                    "title",
                    models.CharField(
                        blank=True, help_text="What it is about, in a few words.", max_length=200, verbose_name="title"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=100, verbose_name="source")),
                ("campaign", models.CharField(blank=True, max_length=100, verbose_name="campaign")),
                (
                    "amount",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="amount"),
                ),
                ("currency", models.CharField(blank=True, max_length=3, verbose_name="currency")),
                ("expected_close", models.DateField(blank=True, null=True, verbose_name="expected close")),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("en", "English"),
                            ("pl", "Polish"),
                            ("ru", "Russian"),
                            ("zh-hans", "Simplified Chinese"),
                        ],
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("custom", models.JSONField(blank=True, default=dict, verbose_name="custom attributes")),
                ("sources", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pipeline.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pipeline.contact",
                        verbose_name="primary contact",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pipeline.lead",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pipeline.lead",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="frameworks_app.product",
                        verbose_name="product",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="frameworks_app.segment",
                        verbose_name="segment",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="LeadStateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.team",
                        verbose_name="team",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pipeline.stage",
                        verbose_name="stage",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="pipeline.leadstate"
                    ),
                ),
                ("pgh_context_id", models.UUIDField(null=True)),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("occurred_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("client_id", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("text", models.TextField(verbose_name="note")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="pipeline.discoverycall",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.criterion",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="pipeline.lead"
                    ),
                ),
                (
                    "answer",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="note",
                        to="pipeline.answer",
                    ),
                ),
            ],
            options={
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "ordering": ["-occurred_at", "-pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="BulkAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("owner", "Owner"),
                            ("stage", "Stage"),
                            ("category", "Status"),
                            ("follow_up", "Follow-up"),
                            ("tag", "Tag"),
                            ("untag", "Tag removed"),
                        ],
                        max_length=10,
                        verbose_name="what",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="when"),
                ),
                ("said", models.JSONField(default=dict, verbose_name="changed to")),
                ("before", models.JSONField(default=list, verbose_name="replaced")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="how many")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bulk_acts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="taken back by",
                    ),
                ),
                ("token", models.UUIDField(editable=False, null=True, unique=True)),
            ],
            options={
                "verbose_name": "change of many leads",
                "verbose_name_plural": "changes of many leads",
                "ordering": ["-pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="DuplicatePair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("lead", "Leads"), ("company", "Companies"), ("contact", "Contacts")], max_length=10
                    ),
                ),
                ("first_id", models.BigIntegerField()),
                ("second_id", models.BigIntegerField()),
                ("likelihood", models.PositiveSmallIntegerField(help_text="Percent.")),
                ("reasons", models.JSONField(default=list)),
                ("found_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("dismissed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "dismissed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-likelihood", "pk"],
                "indexes": [
                    models.Index(
                        models.F("kind"),
                        models.F("likelihood"),
                        models.F("id"),
                        condition=models.Q(("dismissed_at", None)),
                        name="duplicate_pair_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "first_id", "second_id"), name="duplicate_pair_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first_id__lt", models.F("second_id"))), name="duplicate_pair_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("contact_id", models.BigIntegerField(null=True, verbose_name="number of the person")),
                (
                    "cause",
                    models.CharField(
                        choices=[("request", "On request"), ("retention", "Kept long enough")],
                        max_length=10,
                        verbose_name="why",
                    ),
                ),
                ("counts", models.JSONField(default=dict, verbose_name="how much")),
                (
                    "at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="when"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "erasure",
                "verbose_name_plural": "erasures",
                "ordering": ["-pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="HandOff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("occurred_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("sdr", "to sales development"), ("account_executive", "to an account executive")],
                        default="sdr",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("returned_at", models.DateTimeField(blank=True, null=True)),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hand_offs", to="pipeline.lead"
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pipeline.reason",
                        verbose_name="reason",
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.team",
                        verbose_name="team",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="to",
                    ),
                ),
                ("accept_by", models.DateTimeField(blank=True, null=True, verbose_name="accept by")),
                ("answer_by", models.DateTimeField(blank=True, null=True, verbose_name="answer by")),
                ("attempt_by", models.DateTimeField(blank=True, null=True, verbose_name="first attempt by")),
                ("attempt_told_at", models.DateTimeField(blank=True, null=True)),
                ("attempt_warn_at", models.DateTimeField(blank=True, null=True)),
                ("attempt_warned_at", models.DateTimeField(blank=True, null=True)),
                ("escalate_at", models.DateTimeField(blank=True, null=True)),
                ("escalated_at", models.DateTimeField(blank=True, null=True)),
                ("first_attempt_at", models.DateTimeField(blank=True, null=True, verbose_name="first attempt")),
                ("minutes_to_accept", models.PositiveIntegerField(blank=True, null=True)),
                ("minutes_to_attempt", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "previous",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="next",
                        to="pipeline.handoff",
                        verbose_name="instead of",
                    ),
                ),
                ("reassign_at", models.DateTimeField(blank=True, null=True)),
                ("reassigned_at", models.DateTimeField(blank=True, null=True, verbose_name="given to somebody else")),
                ("warn_at", models.DateTimeField(blank=True, null=True)),
                ("warned_at", models.DateTimeField(blank=True, null=True)),
                (
                    "clock",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pipeline.handoffclock",
                        verbose_name="clock",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pipeline.handoffrule",
                        verbose_name="rule",
                    ),
                ),
            ],
            options={
                "verbose_name": "hand-off",
                "verbose_name_plural": "hand-offs",
                "ordering": ["-occurred_at", "-pk"],
                "indexes": [
                    models.Index(fields=["lead", "-occurred_at"], name="hand_off_of_lead"),
                    models.Index(
                        condition=models.Q(
                            ("accepted_at", None),
                            ("reassigned_at", None),
                            ("returned_at", None),
                            ("warn_at__isnull", False),
                        ),
                        fields=["warn_at"],
                        name="hand_offs_that_wait",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("accepted_at__isnull", False),
                            ("attempt_by__isnull", False),
                            ("first_attempt_at", None),
                            ("reassigned_at", None),
                            ("returned_at", None),
                        ),
                        fields=["attempt_warn_at"],
                        name="hand_offs_untried",
                    ),
                    models.Index(fields=["-occurred_at", "-id"], name="hand_offs_newest_first"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("returned_at", None), ("reason__isnull", False), _connector="OR"),
                        name="returned_hand_off_has_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("accepted_at", None), ("reassigned_at", None), ("returned_at", None)),
                        fields=("lead",),
                        name="one_waiting_hand_off_per_lead",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reassigned_at", None),
                            models.Q(("accepted_at", None), ("returned_at", None)),
                            _connector="OR",
                        ),
                        name="reassigned_hand_off_was_not_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accept_by", None),
                            models.Q(
                                ("occurred_at__lte", models.F("accept_by")),
                                ("warn_at__lte", models.F("escalate_at")),
                                models.Q(
                                    ("reassign_at", None),
                                    ("escalate_at__lte", models.F("reassign_at")),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="hand_off_clock_runs_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JobFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("input", "uploaded"), ("rejected", "rejected rows"), ("output", "result")],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=255)),
                ("content", models.BinaryField()),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="pipeline.job"
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [models.UniqueConstraint(fields=("job", "kind"), name="job_file_once_per_kind")],
            },
        ),
        migrations.CreateModel(
            name="LeadTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taggings",
                        to="pipeline.lead",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="taggings", to="pipeline.tag"
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [models.UniqueConstraint(fields=("lead", "tag"), name="tag_once_on_a_lead")],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("lead", "Leads"), ("company", "Companies"), ("contact", "Contacts")],
                        max_length=10,
                        verbose_name="what",
                    ),
                ),
                ("kept_id", models.BigIntegerField(verbose_name="kept")),
                ("merged_id", models.BigIntegerField(verbose_name="merged into it")),
                ("moved", models.JSONField(default=dict, verbose_name="what moved")),
                ("before", models.JSONField(default=dict, verbose_name="replaced")),
                (
                    "at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="when"),
                ),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="taken back by",
                    ),
                ),
            ],
            options={
                "verbose_name": "merge",
                "verbose_name_plural": "merges",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["kind", "kept_id"], name="merge_of_kept")],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="RetentionRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("idle_person", "People of closed leads, since anything last happened"),
                            ("change_history", "What companies, contacts and leads said before"),
                            ("files", "Files of imports and exports"),
                        ],
                        max_length=20,
                        unique=True,
                        verbose_name="what",
                    ),
                ),
                (
                    "days",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Empty: until somebody erases it.",
                        null=True,
                        verbose_name="kept for, days",
                    ),
                ),
            ],
            options={
                "verbose_name": "retention period",
                "verbose_name_plural": "retention periods",
                "ordering": ["pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "page",
                    models.CharField(
                        choices=[("lead_list", "Leads"), ("board", "Board")], default="lead_list", max_length=20
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("is_shared", models.BooleanField(default=False, verbose_name="for the whole team")),
                ("query", models.TextField(blank=True)),
                (
                    "columns",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), blank=True, default=list, size=None
                    ),
                ),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "saved view",
                "verbose_name_plural": "saved views",
                "ordering": ["name", "pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("page"),
                        models.F("by"),
                        django.db.models.functions.text.Lower("name"),
                        name="saved_view_name_once_per_person",
                        violation_error_message="You have a view of this name already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=50, verbose_name="tag")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
                "ordering": ["name"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(django.db.models.functions.text.Lower("name"), name="tag_name_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="DoNotContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fingerprint", models.CharField(blank=True, max_length=64)),
                (
                    "at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="when"),
                ),
                ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="lifted")),
                ("why", models.TextField(blank=True, verbose_name="why")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="wishes",
                        to="pipeline.contact",
                        verbose_name="contact",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "wish not to be contacted",
                "verbose_name_plural": "wishes not to be contacted",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("lifted_at", None)), fields=["fingerprint"], name="wish_of_address"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("lifted_at", None), models.Q(("why", ""), _negated=True), _connector="OR"),
                        name="lifted_wish_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("content", models.JSONField(default=dict)),
                ("choices", models.JSONField(default=dict)),
                ("saved_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "saved mapping",
                "verbose_name_plural": "saved mappings",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"), name="saved_mapping_name_unique"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="InputLayout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("said", models.JSONField()),
                ("digest", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="LeadInput",
            fields=[
                (
                    "lead",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="score_input",
                        serialize=False,
                        to="pipeline.lead",
                    ),
                ),
                ("day", models.IntegerField()),
                ("fades", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("last_days", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("codes", django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None)),
                ("expires", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                (
                    "layout",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="pipeline.inputlayout",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="PreviewMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("priority", models.BigIntegerField()),
                (
                    "job",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="pipeline.job",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="pipeline.lead",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="frameworks_app.category",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="frameworks_app.category",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["job", "origin", "target", "-priority", "-lead"], name="preview_cell")
                ],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="ScoreAudit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                (
                    "ran_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="when"),
                ),
                ("checked", models.PositiveIntegerField(verbose_name="leads checked")),
                ("different", models.PositiveIntegerField(verbose_name="leads that differ")),
                ("findings", models.JSONField(default=list)),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "seen_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.scoringmodelversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "audit of scores",
                "verbose_name_plural": "audits of scores",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("different__lte", models.F("checked"))),
                        name="audit_differs_in_no_more_than_it_checked",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="RatingHistory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("counts", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=5)),
                ("day", models.DateField()),
                (
                    "criterion",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="frameworks_app.criterion",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.team",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("team", "criterion"),
                        name="rating_history_once_per_team_and_criterion",
                        nulls_distinct=False,
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="PassedQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("occurred_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "call",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passed_questions",
                        to="pipeline.discoverycall",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="frameworks_app.question"
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("call", "question"), name="question_passed_once_per_call")
                ],
            },
        ),
        migrations.CreateModel(
            name="QuestionUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("pl", "Polish"),
                            ("ru", "Russian"),
                            ("zh-hans", "Simplified Chinese"),
                        ],
                        max_length=10,
                    ),
                ),
                ("day", models.DateField()),
                ("is_answered", models.BooleanField()),
                ("changed_verdict", models.BooleanField(null=True)),
                (
                    "call",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="question_uses",
                        to="pipeline.discoverycall",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="frameworks_app.question",
                    ),
                ),
            ],
            options={
                "verbose_name": "use of a question",
                "verbose_name_plural": "uses of questions",
                "indexes": [models.Index(fields=["question", "language", "day"], name="question_use_by_language")],
                "constraints": [
                    models.UniqueConstraint(fields=("call", "question"), name="question_use_once_per_call"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_answered", True), models.Q(("changed_verdict", True), _negated=True), _connector="OR"
                        ),
                        name="only_an_answer_changes_a_verdict",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UncountedCall",
            fields=[
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="pipeline.discoverycall",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="AuditRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "share",
                    models.PositiveSmallIntegerField(
                        default=2,
                        help_text="Drawn at random. 0: no audit calls. At most 20.",
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="share of rejected leads, percent",
                    ),
                ),
                (
                    "most_per_week",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="What is drawn beyond it is not called, and is counted.",
                        verbose_name="at most, per team and week",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pipeline.auditrule",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="RejectionCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("considered", models.PositiveIntegerField(default=0)),
                ("over_cap", models.PositiveIntegerField(default=0)),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.team",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "team"), name="one_count_of_rejections_per_day_and_team", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("over_cap__lte", models.F("considered"))),
                        name="no_more_over_cap_than_considered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rejected_by",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=160), default=list, size=None
                    ),
                ),
                ("drawn_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("right", "Rightly rejected"),
                            ("wrong", "Wrongly rejected"),
                            ("not_reached", "Not reached"),
                            ("let_go", "Let go"),
                        ],
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                ("caused_by", models.CharField(blank=True, max_length=160)),
                (
                    "call",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="audits",
                        to="pipeline.discoverycall",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.category",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="audit_calls", to="pipeline.lead"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.team",
                        verbose_name="team",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.scoringmodelversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "audit call",
                "verbose_name_plural": "audit calls",
                "ordering": ["-drawn_at", "-pk"],
                "indexes": [models.Index(fields=["team", "-drawn_at"], name="audits_of_team")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("lead",), name="one_open_audit_per_lead"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("outcome", "")),
                            models.Q(("ended_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="audit_has_outcome_once_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("caused_by", ""), ("outcome", "wrong"), _connector="OR"),
                        name="only_a_wrong_rejection_has_a_cause",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "share",
                    models.PositiveSmallIntegerField(
                        default=2,
                        help_text="Drawn at random. 0: no audit calls. At most 20.",
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="share of rejected leads, percent",
                    ),
                ),
                (
                    "most_per_week",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="What is drawn beyond it is not called, and is counted.",
                        verbose_name="at most, per team and week",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule of audit calls",
                "verbose_name_plural": "audit calls",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("share__lte", 20)), name="audit_share_at_most_20_percent"
                    ),
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_rule_of_audit_calls"),
                ],
                "indexes": [],
            },
        ),
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
                "indexes": [models.Index(fields=["by", "-started_at"], name="practice_call_of_person")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("by", "scenario"),
                        name="one_open_practice_call_per_scenario",
                    )
                ],
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
                "indexes": [models.Index(fields=["call", "at", "id"], name="practice_answers_of_call")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind__in", ["asked", "probed"])),
                        fields=("call", "criterion", "kind"),
                        name="practice_question_put_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rating", None), models.Q(("rating__gte", 0), ("rating__lte", 4)), _connector="OR"
                        ),
                        name="practice_rating_0_to_4",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("evidence__in", ["assumed", "heard", "confirmed"])),
                        name="practice_evidence_is_a_rung",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("digest", "Daily digest"),
                            ("hand_off", "Hand-off"),
                            ("review", "Review notes"),
                            ("nurture", "Nurture"),
                            ("test", "Test"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("address", models.EmailField(max_length=254, verbose_name="address")),
                ("cause", models.CharField(max_length=200, verbose_name="cause")),
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
                ("subject", models.CharField(max_length=300, verbose_name="subject")),
                ("text", models.TextField(verbose_name="text")),
                ("html", models.TextField(blank=True, verbose_name="text as HTML")),
                ("attachment_name", models.CharField(blank=True, max_length=100, verbose_name="attachment")),
                ("attachment", models.TextField(blank=True, verbose_name="attached text")),
                ("message_id", models.CharField(max_length=200, unique=True, verbose_name="Message-ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("failed", "Refused"),
                            ("withheld", "Withheld"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("error", models.TextField(blank=True, verbose_name="error")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="written"
                    ),
                ),
                ("send_after", models.DateTimeField(default=django.utils.timezone.now, verbose_name="not before")),
                ("sending_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("sent_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="sent")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="messages",
                        to="pipeline.contact",
                        verbose_name="contact",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="messages",
                        to="pipeline.lead",
                        verbose_name="lead",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="colleague",
                    ),
                ),
                ("replied_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="answered")),
                (
                    "token",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True
                    ),
                ),
                (
                    "withheld_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("do_not_contact", "The person asked to be left alone."),
                            ("unsubscribed", "The person has unsubscribed."),
                            ("no_consent", "The person has not agreed to letters, as the rule of mail asks."),
                            ("no_interest", "The person has not turned to us, as the rule of mail asks."),
                            ("bounced", "The address does not exist: a letter came back."),
                            ("erased", "The person has been erased."),
                            ("left", "The colleague is no longer active."),
                            ("late", "The day it was for is over."),
                        ],
                        max_length=14,
                        verbose_name="withheld because",
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "sending"])),
                        fields=["send_after", "id"],
                        name="messages_to_send",
                    ),
                    models.Index(fields=["lead", "-created_at"], name="messages_of_lead"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("address", "cause"), name="one_message_per_recipient_and_cause"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", False), _connector="OR"
                        ),
                        name="message_sent_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sending"), _negated=True),
                            ("sending_at__isnull", False),
                            _connector="OR",
                        ),
                        name="message_being_sent_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withheld"), _negated=True),
                            models.Q(("withheld_for", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="message_withheld_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChecklistTick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.SlugField(max_length=40, verbose_name="line of the checklist")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ticks",
                        to="pipeline.lead",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pipeline.stage",
                        verbose_name="stage",
                    ),
                ),
            ],
            options={
                "verbose_name": "done line of a checklist",
                "verbose_name_plural": "done lines of checklists",
                "ordering": ["pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("lead", "stage", "line"), name="one_tick_per_lead_and_line")
                ],
            },
        ),
        migrations.CreateModel(
            name="ChecklistTickEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("line", models.SlugField(db_index=False, max_length=40, verbose_name="line of the checklist")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pipeline.lead",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pipeline.checklisttick",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pipeline.stage",
                        verbose_name="stage",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("price", "Price"),
                            ("no_budget", "No budget"),
                            ("timing", "Timing"),
                            ("current_supplier", "Current supplier"),
                            ("missing_function", "Missing function"),
                            ("security_or_legal", "Security or legal"),
                            ("must_ask", "“I must ask”"),
                            ("not_a_priority", "Not a priority"),
                            ("no_proof", "No proof or reference"),
                            ("effort", "Effort to introduce"),
                        ],
                        max_length=20,
                        verbose_name="objection",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="in their words")),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="our answer")),
                ("raised_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="raised")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="objections", to="pipeline.lead"
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
            ],
            options={
                "verbose_name": "objection",
                "verbose_name_plural": "objections",
                "ordering": ["raised_at", "pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at", None), models.Q(("answer", ""), _negated=True), _connector="XOR"
                        ),
                        name="answered_objection_has_answer",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ObjectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("price", "Price"),
                            ("no_budget", "No budget"),
                            ("timing", "Timing"),
                            ("current_supplier", "Current supplier"),
                            ("missing_function", "Missing function"),
                            ("security_or_legal", "Security or legal"),
                            ("must_ask", "“I must ask”"),
                            ("not_a_priority", "Not a priority"),
                            ("no_proof", "No proof or reference"),
                            ("effort", "Effort to introduce"),
                        ],
                        max_length=20,
                        verbose_name="objection",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="in their words")),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="our answer")),
                ("raised_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="raised")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pipeline.lead",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pipeline.objection",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="HandOffClock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.SlugField(
                        help_text="A short name for imports and formulas. It never changes.",
                        unique=True,
                        verbose_name="key",
                    ),
                ),
                ("name", frameworks_app.models.texts.TextsField(default=dict, verbose_name="name")),
                (
                    "description",
                    frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="description"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "is_active",
                    models.BooleanField(
                        default=True, help_text="Retired rows stay for history.", verbose_name="active"
                    ),
                ),
                ("shipped_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("asked", "The lead has sent one of these signals in the last two days"),
                            ("status", "The lead has one of these statuses"),
                            ("back", "The lead is back from nurture"),
                            ("closer", "The lead goes to an account executive"),
                            ("returned", "Sales has returned the lead: marketing's answer"),
                        ],
                        max_length=8,
                        verbose_name="runs when",
                    ),
                ),
                (
                    "signal_types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(),
                        blank=True,
                        default=list,
                        help_text="One of them is enough.",
                        size=None,
                        verbose_name="signals",
                    ),
                ),
                (
                    "statuses",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(),
                        blank=True,
                        default=list,
                        help_text="One of them is enough. None: whatever the status, where no clock above has matched.",
                        size=None,
                        verbose_name="statuses",
                    ),
                ),
                (
                    "accept_minutes",
                    models.PositiveIntegerField(
                        help_text="Of the calendar of whoever takes it, absence left out. One day of eight hours is 480.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="to accept, working minutes",
                    ),
                ),
                (
                    "attempt_minutes",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="From the hand-off. For account executives: until a meeting stands in the calendar. Empty: none.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="to the first attempt, working minutes",
                    ),
                ),
            ],
            options={
                "verbose_name": "clock of hand-offs",
                "verbose_name_plural": "clocks of hand-offs",
                "ordering": ["position", "pk"],
                "abstract": False,
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("accept_minutes__gte", 1)), name="clock_of_hand_offs_runs"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("attempt_minutes", None),
                            ("attempt_minutes__gte", models.F("accept_minutes")),
                            _connector="OR",
                        ),
                        name="attempt_is_not_due_before_acceptance",
                        violation_error_message="The first attempt comes after accepting: give it at least as long.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandOffClockEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "key",
                    models.SlugField(
                        db_index=False,
                        help_text="A short name for imports and formulas. It never changes.",
                        verbose_name="key",
                    ),
                ),
                ("name", frameworks_app.models.texts.TextsField(default=dict, verbose_name="name")),
                (
                    "description",
                    frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="description"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "is_active",
                    models.BooleanField(
                        default=True, help_text="Retired rows stay for history.", verbose_name="active"
                    ),
                ),
                ("shipped_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("asked", "The lead has sent one of these signals in the last two days"),
                            ("status", "The lead has one of these statuses"),
                            ("back", "The lead is back from nurture"),
                            ("closer", "The lead goes to an account executive"),
                            ("returned", "Sales has returned the lead: marketing's answer"),
                        ],
                        max_length=8,
                        verbose_name="runs when",
                    ),
                ),
                (
                    "signal_types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(),
                        blank=True,
                        default=list,
                        help_text="One of them is enough.",
                        size=None,
                        verbose_name="signals",
                    ),
                ),
                (
                    "statuses",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(),
                        blank=True,
                        default=list,
                        help_text="One of them is enough. None: whatever the status, where no clock above has matched.",
                        size=None,
                        verbose_name="statuses",
                    ),
                ),
                (
                    "accept_minutes",
                    models.PositiveIntegerField(
                        help_text="Of the calendar of whoever takes it, absence left out. One day of eight hours is 480.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="to accept, working minutes",
                    ),
                ),
                (
                    "attempt_minutes",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="From the hand-off. For account executives: until a meeting stands in the calendar. Empty: none.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="to the first attempt, working minutes",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pipeline.handoffclock",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="HandOffRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[("sdr", "to sales development"), ("account_executive", "to an account executive")],
                        default="sdr",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("round_robin", "In turn"),
                            ("least_loaded", "To whoever has the fewest open leads"),
                            ("by_hand", "To the team: somebody takes it"),
                        ],
                        default="round_robin",
                        max_length=12,
                        verbose_name="how",
                    ),
                ),
                (
                    "territories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        blank=True,
                        default=list,
                        help_text="Countries of the company, two letters each, separated by commas, such as PL, DE. Empty: all.",
                        size=None,
                        verbose_name="territories",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "categories",
                    models.ManyToManyField(
                        blank=True,
                        help_text="None: MQL and PQL for sales development, SQL for account executives.",
                        related_name="+",
                        to="frameworks_app.category",
                        verbose_name="statuses",
                    ),
                ),
                (
                    "last_given",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "people",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Who take part. None: everybody of the team with this role.",
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="people",
                    ),
                ),
                (
                    "products",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="frameworks_app.product", verbose_name="products"
                    ),
                ),
                (
                    "segments",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="frameworks_app.segment", verbose_name="segments"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_off_rules",
                        to="accounts.team",
                        verbose_name="team",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule of hand-offs",
                "verbose_name_plural": "rules of hand-offs",
                "ordering": ["position", "pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="HandOffRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[("sdr", "to sales development"), ("account_executive", "to an account executive")],
                        default="sdr",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("round_robin", "In turn"),
                            ("least_loaded", "To whoever has the fewest open leads"),
                            ("by_hand", "To the team: somebody takes it"),
                        ],
                        default="round_robin",
                        max_length=12,
                        verbose_name="how",
                    ),
                ),
                (
                    "territories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        blank=True,
                        default=list,
                        help_text="Countries of the company, two letters each, separated by commas, such as PL, DE. Empty: all.",
                        size=None,
                        verbose_name="territories",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pipeline.handoffrule",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.team",
                        verbose_name="team",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="LatenessRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "warn_percent",
                    models.PositiveSmallIntegerField(
                        default=80,
                        help_text="Whoever is to accept it, or to make the first attempt.",
                        verbose_name="remind at, percent",
                    ),
                ),
                (
                    "escalate_percent",
                    models.PositiveSmallIntegerField(
                        default=100,
                        help_text="Once, by e-mail and in the team's queue.",
                        verbose_name="tell the manager at, percent",
                    ),
                ),
                (
                    "reassign_percent",
                    models.PositiveSmallIntegerField(
                        default=150,
                        help_text="By the team's rule of hand-offs. Whoever has accepted keeps the lead.",
                        verbose_name="give to the next person at, percent",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule of late hand-offs",
                "verbose_name_plural": "late hand-offs",
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_rule_of_late_hand_offs"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("escalate_percent__lte", models.F("reassign_percent")),
                            ("reassign_percent__lte", 1000),
                            ("warn_percent__gte", 1),
                            ("warn_percent__lte", models.F("escalate_percent")),
                        ),
                        name="lateness_goes_from_reminder_to_reassignment",
                        violation_error_message="First the reminder, then the manager, then the next person: 1 to 1000.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LatenessRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "warn_percent",
                    models.PositiveSmallIntegerField(
                        default=80,
                        help_text="Whoever is to accept it, or to make the first attempt.",
                        verbose_name="remind at, percent",
                    ),
                ),
                (
                    "escalate_percent",
                    models.PositiveSmallIntegerField(
                        default=100,
                        help_text="Once, by e-mail and in the team's queue.",
                        verbose_name="tell the manager at, percent",
                    ),
                ),
                (
                    "reassign_percent",
                    models.PositiveSmallIntegerField(
                        default=150,
                        help_text="By the team's rule of hand-offs. Whoever has accepted keeps the lead.",
                        verbose_name="give to the next person at, percent",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pipeline.latenessrule",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="LeadToHandOver",
            fields=[
                (
                    "lead",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="pipeline.lead",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("occurred_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("away", "champion on leave"),
                            ("budget", "budget round"),
                            ("legal", "legal or procurement"),
                            ("project", "another project first"),
                            ("season", "their busy season"),
                            ("decision", "their decision is due then"),
                            ("other", "another reason"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="in words")),
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(verbose_name="until")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Waiting"),
                            ("day", "Its day came"),
                            ("person", "Ended by a person"),
                            ("move", "Left the stage"),
                            ("undone", "Taken back"),
                        ],
                        default="",
                        max_length=6,
                        verbose_name="how it ended",
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "follow_up",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="hold",
                        to="pipeline.followup",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holds",
                        to="pipeline.lead",
                        verbose_name="lead",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pipeline.stage",
                        verbose_name="stage",
                    ),
                ),
            ],
            options={
                "verbose_name": "waiting",
                "verbose_name_plural": "waiting",
                "ordering": ["-occurred_at", "-pk"],
                "indexes": [
                    models.Index(fields=["lead", "-occurred_at"], name="hold_of_lead"),
                    models.Index(fields=["changed_at"], name="hold_changed"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("lead",), name="one_open_hold_per_lead"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("since"))), name="hold_lasts_until_a_later_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "other"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="other_reason_to_wait_is_told",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_how", "")),
                            models.Q(
                                ("ended_at__gte", models.F("occurred_at")), models.Q(("ended_how", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="hold_says_how_it_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_by", None), ("ended_how__in", ["person", "undone"]), _connector="OR"
                        ),
                        name="only_people_end_a_hold_by_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HoldRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "most_times",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="In one stay in a stage. Whoever waits more often has another reason.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="times, at most",
                    ),
                ),
                (
                    "most_days",
                    models.PositiveSmallIntegerField(
                        default=60,
                        help_text="Calendar days of all waiting in one stay in a stage. Managers are bound too.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(730),
                        ],
                        verbose_name="days together, at most",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule of waiting",
                "verbose_name_plural": "waiting",
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_rule_of_waiting"),
                    models.CheckConstraint(
                        condition=models.Q(("most_days__gte", 1), ("most_times__gte", 1)),
                        name="a_lead_may_wait_once_and_for_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HoldRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "most_times",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="In one stay in a stage. Whoever waits more often has another reason.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="times, at most",
                    ),
                ),
                (
                    "most_days",
                    models.PositiveSmallIntegerField(
                        default=60,
                        help_text="Calendar days of all waiting in one stay in a stage. Managers are bound too.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(730),
                        ],
                        verbose_name="days together, at most",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pipeline.holdrule",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Bounce",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("occurred_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("fingerprint", models.CharField(max_length=64)),
                ("is_hard", models.BooleanField(verbose_name="for good")),
                ("answer", models.TextField(blank=True, verbose_name="the server's answer")),
                ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="lifted")),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="bounces",
                        to="pipeline.contact",
                        verbose_name="contact",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bounces",
                        to="pipeline.message",
                        verbose_name="message",
                    ),
                ),
            ],
            options={
                "verbose_name": "bounce",
                "verbose_name_plural": "bounces",
                "ordering": ["-occurred_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_hard", True), ("lifted_at", None)),
                        fields=["fingerprint"],
                        name="bounce_of_address",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("message", "is_hard"), name="one_bounce_of_a_kind_per_message")
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made"
                    ),
                ),
                (
                    "fetched_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="last fetched"),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "calendar feed",
                "verbose_name_plural": "calendar feeds",
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("occurred_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("given", "Agreed"), ("withdrawn", "Withdrawn"), ("unknown", "Unknown")],
                        max_length=10,
                        verbose_name="letters",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("link", "link in a letter"),
                            ("mail_program", "button of the mail program"),
                            ("told", "told us"),
                            ("form", "form"),
                            ("import", "import"),
                        ],
                        default="told",
                        max_length=12,
                        verbose_name="how we know",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="pipeline.contact",
                        verbose_name="contact",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "ordering": ["-occurred_at", "-pk"],
                "indexes": [models.Index(fields=["contact", "-occurred_at", "-id"], name="consent_of_contact")],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="MailRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sends_from",
                    models.TimeField(
                        default=datetime.time(8, 0),
                        help_text="In the reader's own time zone.",
                        verbose_name="not before",
                    ),
                ),
                ("sends_until", models.TimeField(default=datetime.time(18, 0), verbose_name="not after")),
                ("sends_on_weekends", models.BooleanField(default=False, verbose_name="also on Saturday and Sunday")),
                (
                    "needs",
                    models.CharField(
                        choices=[
                            ("nothing", "Nothing: everybody who has not unsubscribed"),
                            ("interest", "Interest shown: whoever has turned to us, or agreed"),
                            ("consent", "Consent: only whoever has agreed"),
                        ],
                        default="interest",
                        help_text="Whoever unsubscribed, or asked to be left alone, gets no letter under any of these.",
                        max_length=10,
                        verbose_name="what a letter needs",
                    ),
                ),
                (
                    "most_per_week",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="letters to one person in seven days, at most",
                    ),
                ),
                (
                    "sender_name",
                    models.CharField(
                        blank=True,
                        help_text="Shown before the address, such as Tidepost.",
                        max_length=100,
                        verbose_name="sender's name",
                    ),
                ),
                (
                    "postal_address",
                    models.CharField(
                        blank=True,
                        help_text="Below every letter to a contact; many countries' law asks for it.",
                        max_length=200,
                        verbose_name="postal address",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule of mail",
                "verbose_name_plural": "mail",
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_rule_of_mail"),
                    models.CheckConstraint(
                        condition=models.Q(("sends_from__lt", models.F("sends_until"))),
                        name="mail_hours_begin_before_they_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("most_per_week__gte", 1)), name="mail_to_a_person_at_least_once_a_week"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MailRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "sends_from",
                    models.TimeField(
                        default=datetime.time(8, 0),
                        help_text="In the reader's own time zone.",
                        verbose_name="not before",
                    ),
                ),
                ("sends_until", models.TimeField(default=datetime.time(18, 0), verbose_name="not after")),
                ("sends_on_weekends", models.BooleanField(default=False, verbose_name="also on Saturday and Sunday")),
                (
                    "needs",
                    models.CharField(
                        choices=[
                            ("nothing", "Nothing: everybody who has not unsubscribed"),
                            ("interest", "Interest shown: whoever has turned to us, or agreed"),
                            ("consent", "Consent: only whoever has agreed"),
                        ],
                        default="interest",
                        help_text="Whoever unsubscribed, or asked to be left alone, gets no letter under any of these.",
                        max_length=10,
                        verbose_name="what a letter needs",
                    ),
                ),
                (
                    "most_per_week",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="letters to one person in seven days, at most",
                    ),
                ),
                (
                    "sender_name",
                    models.CharField(
                        blank=True,
                        help_text="Shown before the address, such as Tidepost.",
                        max_length=100,
                        verbose_name="sender's name",
                    ),
                ),
                (
                    "postal_address",
                    models.CharField(
                        blank=True,
                        help_text="Below every letter to a contact; many countries' law asks for it.",
                        max_length=200,
                        verbose_name="postal address",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pipeline.mailrule",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "owners",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), blank=True, default=list, size=None, verbose_name="owners"
                    ),
                ),
                (
                    "stages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), blank=True, default=list, size=None, verbose_name="stages"
                    ),
                ),
                (
                    "segments",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="segments",
                    ),
                ),
                (
                    "products",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="products",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("since", models.DateTimeField(verbose_name="compared with")),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="opened")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                ("notes", models.TextField(blank=True, verbose_name="notes")),
                ("revision", models.BigIntegerField(db_default=0)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opened by",
                    ),
                ),
                (
                    "people",
                    models.ManyToManyField(
                        blank=True, related_name="reviews", to=settings.AUTH_USER_MODEL, verbose_name="people"
                    ),
                ),
                (
                    "previous",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next",
                        to="pipeline.review",
                        verbose_name="the one before",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: all teams.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.team",
                        verbose_name="team",
                    ),
                ),
                (
                    "schedule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="pipeline.reviewschedule",
                        verbose_name="schedule",
                    ),
                ),
                (
                    "added",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="put on the agenda",
                    ),
                ),
            ],
            options={
                "verbose_name": "pipeline review",
                "verbose_name_plural": "pipeline reviews",
                "ordering": ["-opened_at", "-pk"],
                "indexes": [models.Index(fields=["team", "-opened_at"], name="reviews_of_team")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("schedule",),
                        name="one_open_review_per_schedule",
                        violation_error_message="This review is open already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("since__lte", models.F("opened_at"))), name="review_compares_with_earlier"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None), ("closed_at__gte", models.F("opened_at")), _connector="OR"
                        ),
                        name="review_closed_after_it_opened",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("keep", "Keep"),
                            ("advance", "Advance"),
                            ("slip", "Slip to a later date"),
                            ("reassign", "Reassign"),
                            ("hold", "Put on hold"),
                            ("return", "Return to marketing"),
                            ("nurture", "Nurture"),
                            ("disqualify", "Disqualify"),
                        ],
                        max_length=12,
                        verbose_name="decision",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("day", models.DateField(blank=True, null=True, verbose_name="date")),
                (
                    "waits_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("away", "champion on leave"),
                            ("budget", "budget round"),
                            ("legal", "legal or procurement"),
                            ("project", "another project first"),
                            ("season", "their busy season"),
                            ("decision", "their decision is due then"),
                            ("other", "another reason"),
                        ],
                        max_length=10,
                        verbose_name="waits for",
                    ),
                ),
                ("effect", models.JSONField(default=dict, editable=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                ("replaced_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="review_decisions",
                        to="pipeline.lead",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pipeline.reason",
                        verbose_name="reason",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="pipeline.review",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pipeline.stage",
                        verbose_name="stage",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision of a review",
                "verbose_name_plural": "decisions of reviews",
                "ordering": ["at", "pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None)),
                        fields=("review", "lead"),
                        name="one_standing_decision_per_review_and_lead",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["slip", "hold"]), _negated=True),
                            ("day__isnull", False),
                            _connector="OR",
                        ),
                        name="decision_has_the_date_it_needs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["return", "nurture", "disqualify"]), _negated=True),
                            ("reason__isnull", False),
                            _connector="OR",
                        ),
                        name="decision_has_the_reason_it_needs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "hold"), _negated=True),
                            models.Q(("waits_for", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="decision_to_hold_says_for_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "advance"), _negated=True), ("stage__isnull", False), _connector="OR"
                        ),
                        name="decision_to_advance_has_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "reassign"), _negated=True), ("owner__isnull", False), _connector="OR"
                        ),
                        name="decision_to_reassign_has_owner",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=300, verbose_name="what")),
                ("due_on", models.DateField(verbose_name="due")),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="done by",
                    ),
                ),
                (
                    "follow_up",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="action_item",
                        to="pipeline.followup",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="action_items",
                        to="pipeline.lead",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="action_items",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="action_items", to="pipeline.review"
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="action_item",
                        to="pipeline.reviewdecision",
                    ),
                ),
                (
                    "continues",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="continued_by",
                        to="pipeline.actionitem",
                    ),
                ),
                (
                    "ended_how",
                    models.CharField(
                        choices=[("done", "Done"), ("put_off", "Put off"), ("dropped", "Dropped")],
                        default="done",
                        editable=False,
                        max_length=8,
                        verbose_name="how it ended",
                    ),
                ),
            ],
            options={
                "verbose_name": "action item",
                "verbose_name_plural": "action items",
                "ordering": ["due_on", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None)), fields=["owner", "due_on"], name="action_items_due"
                    )
                ],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="ReviewFlag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("stalled", "Stalled"),
                            ("no_next_step", "No next step"),
                            ("single_threaded", "Single-threaded"),
                            ("no_economic_buyer", "No economic buyer"),
                            ("gate_open", "Gate not passed"),
                            ("frameworks_disagree", "Frameworks disagree"),
                            ("answer_aged", "Re-ask"),
                            ("slipped", "Close date slipped"),
                            ("late_hand_off", "Hand-off waits"),
                        ],
                        max_length=20,
                        unique=True,
                        verbose_name="flag",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "from_stage",
                    models.ForeignKey(
                        blank=True,
                        help_text="Leads in this stage and in open ones after it. Empty: in any open stage.",
                        limit_choices_to={"kind": "open"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pipeline.stage",
                        verbose_name="from stage",
                    ),
                ),
            ],
            options={
                "verbose_name": "flag of reviews",
                "verbose_name_plural": "flags of reviews",
                "ordering": ["pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="ReviewLead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "moved",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("left", "Left the scope"),
                            ("won", "Won"),
                            ("lost", "Lost"),
                            ("disqualified", "Disqualified"),
                            ("nurture", "To nurture"),
                            ("returned", "Returned to marketing"),
                            ("advanced", "Advanced"),
                            ("moved_back", "Moved back"),
                            ("worked", "Worked, same stage"),
                            ("idle", "Idle"),
                        ],
                        max_length=12,
                    ),
                ),
                ("was_in_scope", models.BooleanField()),
                ("is_in_scope", models.BooleanField()),
                ("is_carried", models.BooleanField()),
                ("amount_then", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("currency_then", models.CharField(blank=True, max_length=3)),
                ("expected_close_then", models.DateField(null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("expected_close", models.DateField(null=True)),
                ("probability", models.PositiveSmallIntegerField(null=True)),
                ("verdict", models.SmallIntegerField(choices=[(0, "Open"), (1, "Qualified"), (2, "Not qualified")])),
                ("fit_low", models.SmallIntegerField()),
                ("fit_high", models.SmallIntegerField()),
                ("qual_low", models.SmallIntegerField()),
                ("qual_high", models.SmallIntegerField()),
                ("days", models.PositiveIntegerField(verbose_name="days in stage")),
                ("held_until", models.DateField(null=True)),
                ("next_step_at", models.DateTimeField(null=True)),
                (
                    "flags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("stalled", "Stalled"),
                                ("no_next_step", "No next step"),
                                ("single_threaded", "Single-threaded"),
                                ("no_economic_buyer", "No economic buyer"),
                                ("gate_open", "Gate not passed"),
                                ("frameworks_disagree", "Frameworks disagree"),
                                ("answer_aged", "Re-ask"),
                                ("slipped", "Close date slipped"),
                                ("late_hand_off", "Hand-off waits"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(null=True)),
                (
                    "category",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.category",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reviewed", to="pipeline.lead"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leads",
                        to="pipeline.review",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pipeline.stage",
                    ),
                ),
                (
                    "stage_then",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pipeline.stage",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.team",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["review", "moved"], name="review_leads_by_group")],
                "constraints": [
                    models.UniqueConstraint(fields=("review", "lead"), name="lead_once_in_a_review"),
                    models.UniqueConstraint(fields=("review", "place"), name="one_lead_per_place_on_an_agenda"),
                    models.CheckConstraint(
                        condition=models.Q(("was_in_scope", True), ("is_in_scope", True), _connector="OR"),
                        name="reviewed_lead_was_in_scope_then_or_now",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_carried", False), ("is_in_scope", True), _connector="OR"),
                        name="carried_lead_is_in_scope",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("moved", "new"), ("was_in_scope", False)),
                            models.Q(("is_in_scope", False), ("moved", "left")),
                            models.Q(
                                ("is_in_scope", True),
                                ("was_in_scope", True),
                                models.Q(("moved__in", ["new", "left"]), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="new_and_left_are_what_the_scopes_say",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "most_leads",
                    models.PositiveSmallIntegerField(
                        default=12,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="at most, leads on the agenda",
                    ),
                ),
                (
                    "most_per_owner",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="at most, of one owner",
                    ),
                ),
                (
                    "stalled_percent",
                    models.PositiveSmallIntegerField(
                        default=150,
                        validators=[
                            django.core.validators.MinValueValidator(100),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="stalled from, percent of the expected business days",
                    ),
                ),
                (
                    "slips",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="close date slipped so many times",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule of reviews",
                "verbose_name_plural": "agenda of reviews",
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_rule_of_reviews")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ReviewSchedule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "owners",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), blank=True, default=list, size=None, verbose_name="owners"
                    ),
                ),
                (
                    "stages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), blank=True, default=list, size=None, verbose_name="stages"
                    ),
                ),
                (
                    "segments",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="segments",
                    ),
                ),
                (
                    "products",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="products",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Monday"),
                            (2, "Tuesday"),
                            (3, "Wednesday"),
                            (4, "Thursday"),
                            (5, "Friday"),
                            (6, "Saturday"),
                            (7, "Sunday"),
                        ],
                        default=5,
                        verbose_name="weekday",
                    ),
                ),
                (
                    "every_weeks",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="every so many weeks",
                    ),
                ),
                ("at", models.TimeField(help_text="In the team's time zone.", verbose_name="at")),
                (
                    "starts_on",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="first on or after"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "people",
                    models.ManyToManyField(
                        blank=True,
                        help_text="They read it, and get its notes by e-mail.",
                        related_name="review_schedules",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="people",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: all teams.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.team",
                        verbose_name="team",
                    ),
                ),
            ],
            options={
                "verbose_name": "schedule of reviews",
                "verbose_name_plural": "schedules of reviews",
                "ordering": ["name", "pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("every_weeks__range", (1, 12))), name="review_every_1_to_12_weeks"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__range", (1, 7))), name="review_weekday_1_to_7"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("arrived_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("next_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="leaves on")),
                (
                    "wakes_at",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Least("next_at", "ends_at"),
                        output_field=models.DateTimeField(),
                    ),
                ),
                ("entered_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="entered")),
                (
                    "entered_by",
                    models.CharField(
                        choices=[
                            ("reason", "Parked"),
                            ("category", "Status"),
                            ("signal", "Signal"),
                            ("hand", "By hand"),
                            ("track", "From another track"),
                        ],
                        max_length=8,
                        verbose_name="entered by",
                    ),
                ),
                ("entered_what", frameworks_app.models.texts.TextsField(blank=True, default=dict)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("changes", models.PositiveSmallIntegerField(default=0)),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="left")),
                (
                    "left_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reply", "Reply"),
                            ("signal", "Signal"),
                            ("category", "Status"),
                            ("qualification", "Qualification"),
                            ("engagement", "Engagement"),
                            ("date", "The day had come"),
                            ("done", "All steps done"),
                            ("track", "To another track"),
                            ("looped", "Changed track too often"),
                            ("hand", "Taken out by hand"),
                            ("moved", "Moved to another stage"),
                            ("merged", "Merged with another lead"),
                        ],
                        max_length=13,
                        verbose_name="left by",
                    ),
                ),
                ("left_what", frameworks_app.models.texts.TextsField(blank=True, default=dict)),
                ("came_back", models.BooleanField(db_default=False, default=False, verbose_name="came back")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="enrolments", to="pipeline.lead"
                    ),
                ),
                (
                    "left_person",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "track",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="pipeline.nurturetrack",
                        verbose_name="track",
                    ),
                ),
                (
                    "next_step",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="pipeline.trackstep",
                        verbose_name="next step",
                    ),
                ),
            ],
            options={
                "verbose_name": "lead in a track",
                "verbose_name_plural": "leads in tracks",
                "ordering": ["-entered_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("left_at", None)), fields=["wakes_at", "id"], name="enrolment_due"
                    ),
                    models.Index(
                        condition=models.Q(("left_at", None)),
                        fields=["track", "wakes_at", "id"],
                        name="enrolment_in_track",
                    ),
                    models.Index(
                        condition=models.Q(("left_at__isnull", False)), fields=["left_at", "id"], name="enrolment_left"
                    ),
                    models.Index(fields=["entered_at", "id"], name="enrolment_entered"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_at", None)), fields=("lead",), name="one_open_enrolment_per_lead"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("left_at", None), ("left_by", "")),
                            models.Q(("left_at__isnull", False), models.Q(("left_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="left_enrolment_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("left_at__isnull", False), ("next_step__isnull", False), _connector="OR"),
                        name="open_enrolment_has_next_step",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EnrolmentStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "done_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="when"),
                ),
                (
                    "skipped",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mail_off", "The track writes no e-mails"),
                            ("no_address", "No e-mail address"),
                            ("leave_alone", "Asked to be left alone"),
                            ("no_owner", "Nobody to do it"),
                            ("no_track", "That track takes nobody in"),
                            ("written", "Written to already"),
                        ],
                        max_length=12,
                        verbose_name="passed over",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="pipeline.enrolment"
                    ),
                ),
                (
                    "follow_up",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pipeline.followup",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pipeline.message",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pipeline.trackstep",
                        verbose_name="step",
                    ),
                ),
            ],
            options={
                "ordering": ["done_at", "pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("enrolment", "step"), name="each_step_once_per_enrolment")
                ],
            },
        ),
        migrations.CreateModel(
            name="MailTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.SlugField(
                        help_text="A short name for imports and formulas. It never changes.",
                        unique=True,
                        verbose_name="key",
                    ),
                ),
                ("name", frameworks_app.models.texts.TextsField(default=dict, verbose_name="name")),
                (
                    "description",
                    frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="description"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "is_active",
                    models.BooleanField(
                        default=True, help_text="Retired rows stay for history.", verbose_name="active"
                    ),
                ),
                ("shipped_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("subject", frameworks_app.models.texts.TextsField(default=dict, verbose_name="subject")),
                ("body", frameworks_app.models.texts.TextsField(default=dict, verbose_name="text")),
            ],
            options={
                "verbose_name": "nurture e-mail",
                "verbose_name_plural": "nurture e-mails",
                "ordering": ["position", "pk"],
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="MailTemplateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "key",
                    models.SlugField(
                        db_index=False,
                        help_text="A short name for imports and formulas. It never changes.",
                        verbose_name="key",
                    ),
                ),
                ("name", frameworks_app.models.texts.TextsField(default=dict, verbose_name="name")),
                (
                    "description",
                    frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="description"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "is_active",
                    models.BooleanField(
                        default=True, help_text="Retired rows stay for history.", verbose_name="active"
                    ),
                ),
                ("shipped_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("subject", frameworks_app.models.texts.TextsField(default=dict, verbose_name="subject")),
                ("body", frameworks_app.models.texts.TextsField(default=dict, verbose_name="text")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pipeline.mailtemplate",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="NurtureLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lead_id", models.BigIntegerField()),
                (
                    "cause",
                    models.CharField(
                        choices=[("signal", "Signal"), ("score", "Score"), ("category", "Status")],
                        db_default="signal",
                        max_length=8,
                    ),
                ),
                ("is_ready", models.BooleanField(db_default=False)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="NurtureTrack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.SlugField(
                        help_text="A short name for imports and formulas. It never changes.",
                        unique=True,
                        verbose_name="key",
                    ),
                ),
                ("name", frameworks_app.models.texts.TextsField(default=dict, verbose_name="name")),
                (
                    "description",
                    frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="description"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "is_active",
                    models.BooleanField(
                        default=True, help_text="Retired rows stay for history.", verbose_name="active"
                    ),
                ),
                ("shipped_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "sends_mail",
                    models.BooleanField(
                        default=False,
                        help_text="Off: its e-mail steps are passed over, and nobody is written to.",
                        verbose_name="writes e-mails",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: for the leads of all teams.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.team",
                        verbose_name="team",
                    ),
                ),
            ],
            options={
                "verbose_name": "nurture track",
                "verbose_name_plural": "nurture tracks",
                "ordering": ["position", "pk"],
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="NurtureTrackEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "key",
                    models.SlugField(
                        db_index=False,
                        help_text="A short name for imports and formulas. It never changes.",
                        verbose_name="key",
                    ),
                ),
                ("name", frameworks_app.models.texts.TextsField(default=dict, verbose_name="name")),
                (
                    "description",
                    frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="description"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "is_active",
                    models.BooleanField(
                        default=True, help_text="Retired rows stay for history.", verbose_name="active"
                    ),
                ),
                ("shipped_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "sends_mail",
                    models.BooleanField(
                        default=False,
                        help_text="Off: its e-mail steps are passed over, and nobody is written to.",
                        verbose_name="writes e-mails",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pipeline.nurturetrack",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty: for the leads of all teams.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.team",
                        verbose_name="team",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="TrackRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "way",
                    models.CharField(
                        choices=[("enter", "Brings leads in"), ("leave", "Takes leads out")], max_length=5
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("signal", "Signal"),
                            ("category", "Status reached"),
                            ("reply", "Reply by a person, or a conversation"),
                            ("qualification", "Qualification score, low end at least"),
                            ("engagement", "Engagement level at least"),
                            ("days", "Days in the track"),
                        ],
                        max_length=13,
                        verbose_name="by",
                    ),
                ),
                ("count", models.PositiveSmallIntegerField(default=1, verbose_name="times")),
                ("days", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="days")),
                ("at_least", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="at least")),
                (
                    "takes_over",
                    models.BooleanField(
                        default=False,
                        help_text="The lead leaves the track that it is in.",
                        verbose_name="also from another track",
                    ),
                ),
                (
                    "brings_back",
                    models.BooleanField(
                        default=False,
                        help_text="The lead is opened again, with why; else it only leaves.",
                        verbose_name="back to the queue",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.category",
                        verbose_name="status",
                    ),
                ),
                (
                    "signal_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.signaltype",
                        verbose_name="signal",
                    ),
                ),
                (
                    "track",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules",
                        to="pipeline.nurturetrack",
                        verbose_name="track",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule of a track",
                "verbose_name_plural": "rules of tracks",
                "ordering": ["pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "reply"),
                            models.Q(("count__gte", 1), ("kind", "signal"), ("signal_type__isnull", False)),
                            models.Q(("category__isnull", False), ("kind", "category")),
                            models.Q(("days__gte", 1), ("kind", "days")),
                            models.Q(("at_least__gte", 1), ("kind__in", ["qualification", "engagement"])),
                            _connector="OR",
                        ),
                        name="track_rule_says_by_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("way", "leave"),
                            models.Q(("kind__in", ["signal", "category"]), ("way", "enter")),
                            _connector="OR",
                        ),
                        name="track_is_entered_by_signal_or_status",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrackRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "way",
                    models.CharField(
                        choices=[("enter", "Brings leads in"), ("leave", "Takes leads out")], max_length=5
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("signal", "Signal"),
                            ("category", "Status reached"),
                            ("reply", "Reply by a person, or a conversation"),
                            ("qualification", "Qualification score, low end at least"),
                            ("engagement", "Engagement level at least"),
                            ("days", "Days in the track"),
                        ],
                        max_length=13,
                        verbose_name="by",
                    ),
                ),
                ("count", models.PositiveSmallIntegerField(default=1, verbose_name="times")),
                ("days", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="days")),
                ("at_least", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="at least")),
                (
                    "takes_over",
                    models.BooleanField(
                        default=False,
                        help_text="The lead leaves the track that it is in.",
                        verbose_name="also from another track",
                    ),
                ),
                (
                    "brings_back",
                    models.BooleanField(
                        default=False,
                        help_text="The lead is opened again, with why; else it only leaves.",
                        verbose_name="back to the queue",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="frameworks_app.category",
                        verbose_name="status",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pipeline.trackrule",
                    ),
                ),
                (
                    "signal_type",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="frameworks_app.signaltype",
                        verbose_name="signal",
                    ),
                ),
                (
                    "track",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pipeline.nurturetrack",
                        verbose_name="track",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="TrackStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("wait", "Wait"),
                            ("mail", "E-mail"),
                            ("task", "Task for the owner"),
                            ("change", "Change of track"),
                        ],
                        max_length=8,
                        verbose_name="what",
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(default=0, verbose_name="days")),
                (
                    "in_working_hours",
                    models.BooleanField(
                        default=False,
                        help_text="By the team's calendar, in the lead's time zone.",
                        verbose_name="until a working hour",
                    ),
                ),
                ("task", frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="task")),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="pipeline.mailtemplate",
                        verbose_name="e-mail",
                    ),
                ),
                (
                    "to_track",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pipeline.nurturetrack",
                        verbose_name="to the track",
                    ),
                ),
                (
                    "track",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="pipeline.nurturetrack",
                        verbose_name="track",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a track",
                "verbose_name_plural": "steps of tracks",
                "ordering": ["position", "pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "wait"),
                            models.Q(("kind", "mail"), ("template__isnull", False)),
                            models.Q(("kind", "task"), models.Q(("task", {}), _negated=True)),
                            models.Q(("kind", "change"), ("to_track__isnull", False)),
                            _connector="OR",
                        ),
                        name="step_says_what_it_does",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TrackStepEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("wait", "Wait"),
                            ("mail", "E-mail"),
                            ("task", "Task for the owner"),
                            ("change", "Change of track"),
                        ],
                        max_length=8,
                        verbose_name="what",
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(default=0, verbose_name="days")),
                (
                    "in_working_hours",
                    models.BooleanField(
                        default=False,
                        help_text="By the team's calendar, in the lead's time zone.",
                        verbose_name="until a working hour",
                    ),
                ),
                ("task", frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="task")),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pipeline.trackstep",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pipeline.mailtemplate",
                        verbose_name="e-mail",
                    ),
                ),
                (
                    "to_track",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pipeline.nurturetrack",
                        verbose_name="to the track",
                    ),
                ),
                (
                    "track",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pipeline.nurturetrack",
                        verbose_name="track",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lead",
            trigger=pgtrigger.compiler.Trigger(
                name="mark_stale_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="WITH changed AS (SELECT * FROM new_rows) INSERT INTO pipeline_stalelead (lead_id) SELECT DISTINCT marked.lead_id FROM (SELECT changed.id FROM changed) AS marked (lead_id) WHERE marked.lead_id IS NOT NULL; RETURN NULL;",
                    hash="e135c08d88f4106abfd0facf28d23b213ef15e98",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_mark_stale_on_insert_ea9c0",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="pipeline_lead",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lead",
            trigger=pgtrigger.compiler.Trigger(
                name="mark_stale_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="WITH changed AS (SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows) INSERT INTO pipeline_stalelead (lead_id) SELECT DISTINCT marked.lead_id FROM (SELECT changed.id FROM changed) AS marked (lead_id) WHERE marked.lead_id IS NOT NULL; RETURN NULL;",
                    hash="3a6b360a7683b3cf1adc0060edebca1f685df9ce",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_mark_stale_on_update_ad053",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="pipeline_lead",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lead",
            trigger=pgtrigger.compiler.Trigger(
                name="mark_stale_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="WITH changed AS (SELECT * FROM old_rows) INSERT INTO pipeline_stalelead (lead_id) SELECT DISTINCT marked.lead_id FROM (SELECT changed.id FROM changed) AS marked (lead_id) WHERE marked.lead_id IS NOT NULL; RETURN NULL;",
                    hash="c4b2d1938373e9d4ff53bf28f2ab59c734c096d7",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_mark_stale_on_delete_1d9e7",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="pipeline_lead",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lead",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_leadevent" ("amount", "campaign", "company_id", "contact_id", "currency", "custom", "expected_close", "external_id", "external_source", "id", "language", "merged_into_id", "occurred_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "segment_id", "source", "sources", "title") SELECT old_values."amount", old_values."campaign", old_values."company_id", old_values."contact_id", old_values."currency", old_values."custom", old_values."expected_close", old_values."external_id", old_values."external_source", old_values."id", old_values."language", old_values."merged_into_id", old_values."occurred_at", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."product_id", old_values."segment_id", old_values."source", old_values."sources", old_values."title" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."amount" IS DISTINCT FROM (new_values."amount") OR old_values."campaign" IS DISTINCT FROM (new_values."campaign") OR old_values."company_id" IS DISTINCT FROM (new_values."company_id") OR old_values."contact_id" IS DISTINCT FROM (new_values."contact_id") OR old_values."currency" IS DISTINCT FROM (new_values."currency") OR old_values."custom" IS DISTINCT FROM (new_values."custom") OR old_values."expected_close" IS DISTINCT FROM (new_values."expected_close") OR old_values."external_id" IS DISTINCT FROM (new_values."external_id") OR old_values."external_source" IS DISTINCT FROM (new_values."external_source") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."language" IS DISTINCT FROM (new_values."language") OR old_values."merged_into_id" IS DISTINCT FROM (new_values."merged_into_id") OR old_values."occurred_at" IS DISTINCT FROM (new_values."occurred_at") OR old_values."product_id" IS DISTINCT FROM (new_values."product_id") OR old_values."segment_id" IS DISTINCT FROM (new_values."segment_id") OR old_values."source" IS DISTINCT FROM (new_values."source") OR old_values."sources" IS DISTINCT FROM (new_values."sources") OR old_values."title" IS DISTINCT FROM (new_values."title")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="38eb9970d4cdb5484b58217b0fb81d30baea9ea7",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7021a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_lead",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lead",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_leadevent" ("amount", "campaign", "company_id", "contact_id", "currency", "custom", "expected_close", "external_id", "external_source", "id", "language", "merged_into_id", "occurred_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "segment_id", "source", "sources", "title") SELECT old_values."amount", old_values."campaign", old_values."company_id", old_values."contact_id", old_values."currency", old_values."custom", old_values."expected_close", old_values."external_id", old_values."external_source", old_values."id", old_values."language", old_values."merged_into_id", old_values."occurred_at", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."product_id", old_values."segment_id", old_values."source", old_values."sources", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a4d18370acbf9a01bca0ec393258c686a5ddab7f",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d0750",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_lead",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lead",
            trigger=pgtrigger.compiler.Trigger(
                name="create_state",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        INSERT INTO pipeline_leadstate (lead_id, stage_id, stage_changed_at, untouched_since)\n        SELECT id, (\n            SELECT stage.id FROM pipeline_stage stage\n            WHERE stage.kind = 'open' AND stage.is_active AND stage.team_id IS NULL\n            ORDER BY stage.position, stage.id LIMIT 1\n        ), occurred_at, occurred_at\n        FROM new_rows;\n        RETURN NULL;\n    ",
                    hash="00ca0b7aaffae2159bc941d1ca7d8c90e666aeaf",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_create_state_240dc",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="pipeline_lead",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reason",
            trigger=pgtrigger.compiler.Trigger(
                name="key_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."key" IS DISTINCT FROM (NEW."key"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="c48a682200c98f16d1f0b57747619498edbac9d2",
                    operation="UPDATE",
                    pgid="pgtrigger_key_never_changes_8741d",
                    table="pipeline_reason",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reason",
            trigger=pgtrigger.compiler.Trigger(
                name="retired_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="f009102b85b30b2c785f1cf55d1aa6de12cfd2cc",
                    operation="DELETE",
                    pgid="pgtrigger_retired_never_deleted_f05fa",
                    table="pipeline_reason",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reason",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_reasonevent" ("description", "id", "is_active", "key", "kind", "name", "nurture_track_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "return_days", "return_rule", "shipped_digest", "track") SELECT old_values."description", old_values."id", old_values."is_active", old_values."key", old_values."kind", old_values."name", old_values."nurture_track_id", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."position", old_values."return_days", old_values."return_rule", old_values."shipped_digest", old_values."track" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="81915484ededa07600411e70c8fab7d3fec85541",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_28677",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_reason",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reason",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_reasonevent" ("description", "id", "is_active", "key", "kind", "name", "nurture_track_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "return_days", "return_rule", "shipped_digest", "track") SELECT old_values."description", old_values."id", old_values."is_active", old_values."key", old_values."kind", old_values."name", old_values."nurture_track_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."return_days", old_values."return_rule", old_values."shipped_digest", old_values."track" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="e04c3d8678c8947f85a6c107e4d30af093e40cfc",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_31599",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_reason",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signal",
            trigger=pgtrigger.compiler.Trigger(
                name="mark_stale_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="WITH changed AS (SELECT * FROM new_rows) INSERT INTO pipeline_stalelead (lead_id) SELECT DISTINCT marked.lead_id FROM (SELECT lead_id FROM changed) AS marked (lead_id) WHERE marked.lead_id IS NOT NULL; RETURN NULL;",
                    hash="3733ccc56dfd2bc18550ef89d7bd68769d4b20ee",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_mark_stale_on_insert_86ed6",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="pipeline_signal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signal",
            trigger=pgtrigger.compiler.Trigger(
                name="mark_stale_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="WITH changed AS (SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows) INSERT INTO pipeline_stalelead (lead_id) SELECT DISTINCT marked.lead_id FROM (SELECT lead_id FROM changed) AS marked (lead_id) WHERE marked.lead_id IS NOT NULL; RETURN NULL;",
                    hash="e2504370036e6ae5a5a550209b822590073a33b4",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_mark_stale_on_update_af474",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="pipeline_signal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signal",
            trigger=pgtrigger.compiler.Trigger(
                name="mark_stale_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="WITH changed AS (SELECT * FROM old_rows) INSERT INTO pipeline_stalelead (lead_id) SELECT DISTINCT marked.lead_id FROM (SELECT lead_id FROM changed) AS marked (lead_id) WHERE marked.lead_id IS NOT NULL; RETURN NULL;",
                    hash="826083e7cfc5a8af2fd6b53db878a5b7ef9d5816",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_mark_stale_on_delete_04c8e",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="pipeline_signal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signal",
            trigger=pgtrigger.compiler.Trigger(
                name="look_at_nurture",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        INSERT INTO pipeline_nurturelook (lead_id)\n        SELECT DISTINCT state.lead_id FROM new_rows\n        JOIN pipeline_leadstate state ON state.lead_id = new_rows.lead_id\n        JOIN pipeline_stage stage ON stage.id = state.stage_id AND stage.kind = 'nurture';\n        RETURN NULL;\n    ",
                    hash="ff5599982d5bd0af300ec475ead08c6a44edcfc0",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_look_at_nurture_5cd10",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="pipeline_signal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stage",
            trigger=pgtrigger.compiler.Trigger(
                name="key_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."key" IS DISTINCT FROM (NEW."key"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="83c5b1e53fa6600aaed5c27a1d05c52ef5374f3b",
                    operation="UPDATE",
                    pgid="pgtrigger_key_never_changes_78064",
                    table="pipeline_stage",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stage",
            trigger=pgtrigger.compiler.Trigger(
                name="retired_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="3185cfda096f655f47051a4c6bf26b006ac27150",
                    operation="DELETE",
                    pgid="pgtrigger_retired_never_deleted_eb25c",
                    table="pipeline_stage",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stage",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_stageevent" ("checklist", "description", "exit_criteria", "expected_days", "id", "is_active", "key", "kind", "most_leads", "movers", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "probability", "shipped_digest", "team_id") SELECT old_values."checklist", old_values."description", old_values."exit_criteria", old_values."expected_days", old_values."id", old_values."is_active", old_values."key", old_values."kind", old_values."most_leads", old_values."movers", old_values."name", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."position", old_values."probability", old_values."shipped_digest", old_values."team_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="fbbad2532562aad1da59949e5944d46e5e42d786",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_58f23",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_stage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stage",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_stageevent" ("checklist", "description", "exit_criteria", "expected_days", "id", "is_active", "key", "kind", "most_leads", "movers", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "probability", "shipped_digest", "team_id") SELECT old_values."checklist", old_values."description", old_values."exit_criteria", old_values."expected_days", old_values."id", old_values."is_active", old_values."key", old_values."kind", old_values."most_leads", old_values."movers", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."probability", old_values."shipped_digest", old_values."team_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="b71012b69f9846b008c784bcbbc3274b6037a994",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f8c93",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_stage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stagemove",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (coalesce(current_setting('leadqual.reaches_back', true), '') = '')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f072534542961ddf7ded8be63f717970c05a7872",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0179f",
                    table="pipeline_stagemove",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stagemove",
            trigger=pgtrigger.compiler.Trigger(
                name="touch_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    UPDATE pipeline_leadstate state SET untouched_since = now.since\n    FROM (\n        SELECT lead.id, CASE WHEN NOT EXISTS (SELECT FROM pipeline_discoverycall call WHERE call.lead_id = lead.id)\n            AND NOT EXISTS (\n                SELECT FROM pipeline_stagemove move\n                WHERE move.lead_id = lead.id AND move.by_id IS NOT NULL AND move.undoes_id IS NULL\n                    AND NOT EXISTS (SELECT FROM pipeline_stagemove back WHERE back.undoes_id = move.id)\n            ) THEN lead.occurred_at END AS since\n        FROM pipeline_lead lead WHERE lead.id IN (SELECT lead_id FROM changed)\n    ) now\n    WHERE state.lead_id = now.id AND state.untouched_since IS DISTINCT FROM now.since;\n    RETURN NULL;\n",
                    hash="50a9f08d314f712b53ae37404c4452aa875a5ec9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_touch_on_insert_b5717",
                    referencing="REFERENCING NEW TABLE AS changed ",
                    table="pipeline_stagemove",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stagemove",
            trigger=pgtrigger.compiler.Trigger(
                name="touch_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    UPDATE pipeline_leadstate state SET untouched_since = now.since\n    FROM (\n        SELECT lead.id, CASE WHEN NOT EXISTS (SELECT FROM pipeline_discoverycall call WHERE call.lead_id = lead.id)\n            AND NOT EXISTS (\n                SELECT FROM pipeline_stagemove move\n                WHERE move.lead_id = lead.id AND move.by_id IS NOT NULL AND move.undoes_id IS NULL\n                    AND NOT EXISTS (SELECT FROM pipeline_stagemove back WHERE back.undoes_id = move.id)\n            ) THEN lead.occurred_at END AS since\n        FROM pipeline_lead lead WHERE lead.id IN (SELECT lead_id FROM changed)\n    ) now\n    WHERE state.lead_id = now.id AND state.untouched_since IS DISTINCT FROM now.since;\n    RETURN NULL;\n",
                    hash="ca35d77ced0cf7f8ddb0d286a4c279046ff11301",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_touch_on_delete_2ca59",
                    referencing="REFERENCING OLD TABLE AS changed ",
                    table="pipeline_stagemove",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stagemove",
            trigger=pgtrigger.compiler.Trigger(
                name="touch_on_merge",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."lead_id" IS DISTINCT FROM (NEW."lead_id"))',
                    func="\n    UPDATE pipeline_leadstate state SET untouched_since = now.since\n    FROM (\n        SELECT lead.id, CASE WHEN NOT EXISTS (SELECT FROM pipeline_discoverycall call WHERE call.lead_id = lead.id)\n            AND NOT EXISTS (\n                SELECT FROM pipeline_stagemove move\n                WHERE move.lead_id = lead.id AND move.by_id IS NOT NULL AND move.undoes_id IS NULL\n                    AND NOT EXISTS (SELECT FROM pipeline_stagemove back WHERE back.undoes_id = move.id)\n            ) THEN lead.occurred_at END AS since\n        FROM pipeline_lead lead WHERE lead.id IN (OLD.lead_id, NEW.lead_id)\n    ) now\n    WHERE state.lead_id = now.id AND state.untouched_since IS DISTINCT FROM now.since;\n    RETURN NULL;\n",
                    hash="ae5c42bf3d7c5d00db67741c95ad6b5ea25507da",
                    operation='UPDATE OF "lead_id"',
                    pgid="pgtrigger_touch_on_merge_46b30",
                    table="pipeline_stagemove",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stakeholder",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_stakeholderevent" ("cares_about", "contact_id", "id", "lead_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "stance") SELECT old_values."cares_about", old_values."contact_id", old_values."id", old_values."lead_id", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."role", old_values."stance" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="21ed20f52ad5167b93ffd53bb27df411babcecf1",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_945aa",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_stakeholder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stakeholder",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_stakeholderevent" ("cares_about", "contact_id", "id", "lead_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "stance") SELECT old_values."cares_about", old_values."contact_id", old_values."id", old_values."lead_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role", old_values."stance" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="75f1f8f9f1166b7648b5033d30cef9f6de1c284e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_56056",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_stakeholder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teamworkflow",
            trigger=pgtrigger.compiler.Trigger(
                name="mark_all_stale",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO pipeline_stalelead (lead_id)\n    SELECT state.lead_id FROM pipeline_leadstate state;\n    RETURN NULL;\n",
                    hash="153d6e19cadff10f7d6bc968f7f46908704ccbed",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_mark_all_stale_4a29a",
                    table="pipeline_teamworkflow",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teamworkflow",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_teamworkflowevent" ("id", "leading_framework_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment_id", "sql_required", "team_id") SELECT old_values."id", old_values."leading_framework_id", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."segment_id", old_values."sql_required", old_values."team_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="b44c688e260fdd02c372f3b12c0a456e50c1903c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_89a1f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_teamworkflow",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teamworkflow",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_teamworkflowevent" ("id", "leading_framework_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment_id", "sql_required", "team_id") SELECT old_values."id", old_values."leading_framework_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."segment_id", old_values."sql_required", old_values."team_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="d42a5550faebec23d710289752f12efdd71b99ce",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c1436",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_teamworkflow",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teamworkflow",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_teamworkflowevent" ("id", "leading_framework_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment_id", "sql_required", "team_id") SELECT new_values."id", new_values."leading_framework_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."segment_id", new_values."sql_required", new_values."team_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="df5413a587a6d620864a6346bd0c99017f489bd6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6fc96",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="pipeline_teamworkflow",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="categoryroute",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_categoryrouteevent" ("category_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage_id", "team_id") SELECT old_values."category_id", old_values."id", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."stage_id", old_values."team_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="3d4c22e34158b99f9fac684e238cef8ae398edc3",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ce591",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_categoryroute",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="categoryroute",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_categoryrouteevent" ("category_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage_id", "team_id") SELECT old_values."category_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."stage_id", old_values."team_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f901c76fc5f2e684ed751538d8199b1fb5382dd7",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4a4e0",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_categoryroute",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="company",
            trigger=pgtrigger.compiler.Trigger(
                name="mark_stale_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="WITH changed AS (SELECT * FROM new_rows) INSERT INTO pipeline_stalelead (lead_id) SELECT DISTINCT marked.lead_id FROM (SELECT lead.id FROM changed JOIN pipeline_lead lead ON lead.company_id = changed.id) AS marked (lead_id) WHERE marked.lead_id IS NOT NULL; RETURN NULL;",
                    hash="ecc1ae1c82a72aa2e3c6c65980cebcb9701cfa4d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_mark_stale_on_insert_74d59",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="pipeline_company",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="company",
            trigger=pgtrigger.compiler.Trigger(
                name="mark_stale_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="WITH changed AS (SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows) INSERT INTO pipeline_stalelead (lead_id) SELECT DISTINCT marked.lead_id FROM (SELECT lead.id FROM changed JOIN pipeline_lead lead ON lead.company_id = changed.id) AS marked (lead_id) WHERE marked.lead_id IS NOT NULL; RETURN NULL;",
                    hash="e13bf030dcda1290fc06debd8008a2b80320e995",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_mark_stale_on_update_6d83a",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="pipeline_company",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="company",
            trigger=pgtrigger.compiler.Trigger(
                name="mark_stale_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="WITH changed AS (SELECT * FROM old_rows) INSERT INTO pipeline_stalelead (lead_id) SELECT DISTINCT marked.lead_id FROM (SELECT lead.id FROM changed JOIN pipeline_lead lead ON lead.company_id = changed.id) AS marked (lead_id) WHERE marked.lead_id IS NOT NULL; RETURN NULL;",
                    hash="92f27ec4851913ada2b47ae073a1459c7c15b9dd",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_mark_stale_on_delete_dd7f6",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="pipeline_company",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="company",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_companyevent" ("annual_revenue", "country", "custom", "domain", "employees", "external_id", "external_source", "founded_on", "id", "industry", "merged_into_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "region", "sources", "technologies", "time_zone") SELECT old_values."annual_revenue", old_values."country", old_values."custom", old_values."domain", old_values."employees", old_values."external_id", old_values."external_source", old_values."founded_on", old_values."id", old_values."industry", old_values."merged_into_id", old_values."name", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."phone", old_values."region", old_values."sources", old_values."technologies", old_values."time_zone" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."annual_revenue" IS DISTINCT FROM (new_values."annual_revenue") OR old_values."country" IS DISTINCT FROM (new_values."country") OR old_values."custom" IS DISTINCT FROM (new_values."custom") OR old_values."domain" IS DISTINCT FROM (new_values."domain") OR old_values."employees" IS DISTINCT FROM (new_values."employees") OR old_values."external_id" IS DISTINCT FROM (new_values."external_id") OR old_values."external_source" IS DISTINCT FROM (new_values."external_source") OR old_values."founded_on" IS DISTINCT FROM (new_values."founded_on") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."industry" IS DISTINCT FROM (new_values."industry") OR old_values."merged_into_id" IS DISTINCT FROM (new_values."merged_into_id") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."phone" IS DISTINCT FROM (new_values."phone") OR old_values."region" IS DISTINCT FROM (new_values."region") OR old_values."sources" IS DISTINCT FROM (new_values."sources") OR old_values."technologies" IS DISTINCT FROM (new_values."technologies") OR old_values."time_zone" IS DISTINCT FROM (new_values."time_zone")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="67eca983dd6996a7e3fe875fdd8849c1ad9195f7",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d3565",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_company",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="company",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_companyevent" ("annual_revenue", "country", "custom", "domain", "employees", "external_id", "external_source", "founded_on", "id", "industry", "merged_into_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "region", "sources", "technologies", "time_zone") SELECT old_values."annual_revenue", old_values."country", old_values."custom", old_values."domain", old_values."employees", old_values."external_id", old_values."external_source", old_values."founded_on", old_values."id", old_values."industry", old_values."merged_into_id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."region", old_values."sources", old_values."technologies", old_values."time_zone" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="083b1a530b1fe89ae253935ab4999529c71c3761",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_245f0",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_company",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="mark_stale_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="WITH changed AS (SELECT * FROM new_rows) INSERT INTO pipeline_stalelead (lead_id) SELECT DISTINCT marked.lead_id FROM (SELECT lead.id FROM changed JOIN pipeline_lead lead ON lead.contact_id = changed.id) AS marked (lead_id) WHERE marked.lead_id IS NOT NULL; RETURN NULL;",
                    hash="83197370caf3824ba16b335e9f11d1f581f56c36",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_mark_stale_on_insert_08c28",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="pipeline_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="mark_stale_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="WITH changed AS (SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows) INSERT INTO pipeline_stalelead (lead_id) SELECT DISTINCT marked.lead_id FROM (SELECT lead.id FROM changed JOIN pipeline_lead lead ON lead.contact_id = changed.id) AS marked (lead_id) WHERE marked.lead_id IS NOT NULL; RETURN NULL;",
                    hash="eaf5954d36d49798109e65e763a5f9af4bacb462",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_mark_stale_on_update_e7800",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="pipeline_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="mark_stale_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="WITH changed AS (SELECT * FROM old_rows) INSERT INTO pipeline_stalelead (lead_id) SELECT DISTINCT marked.lead_id FROM (SELECT lead.id FROM changed JOIN pipeline_lead lead ON lead.contact_id = changed.id) AS marked (lead_id) WHERE marked.lead_id IS NOT NULL; RETURN NULL;",
                    hash="3a7ff927ae1236027a0adf5d1dd4713773361068",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_mark_stale_on_delete_8894e",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="pipeline_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_contactevent" ("company_id", "custom", "department", "do_not_contact", "email", "external_id", "external_source", "id", "language", "merged_into_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "seniority", "sources", "time_zone", "title") SELECT old_values."company_id", old_values."custom", old_values."department", old_values."do_not_contact", old_values."email", old_values."external_id", old_values."external_source", old_values."id", old_values."language", old_values."merged_into_id", old_values."name", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."phone", old_values."seniority", old_values."sources", old_values."time_zone", old_values."title" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."company_id" IS DISTINCT FROM (new_values."company_id") OR old_values."custom" IS DISTINCT FROM (new_values."custom") OR old_values."department" IS DISTINCT FROM (new_values."department") OR old_values."do_not_contact" IS DISTINCT FROM (new_values."do_not_contact") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."external_id" IS DISTINCT FROM (new_values."external_id") OR old_values."external_source" IS DISTINCT FROM (new_values."external_source") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."language" IS DISTINCT FROM (new_values."language") OR old_values."merged_into_id" IS DISTINCT FROM (new_values."merged_into_id") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."phone" IS DISTINCT FROM (new_values."phone") OR old_values."seniority" IS DISTINCT FROM (new_values."seniority") OR old_values."sources" IS DISTINCT FROM (new_values."sources") OR old_values."time_zone" IS DISTINCT FROM (new_values."time_zone") OR old_values."title" IS DISTINCT FROM (new_values."title")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="3b2ea374f5b090167eb3d3f7e578545dfa6116db",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e0019",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_contactevent" ("company_id", "custom", "department", "do_not_contact", "email", "external_id", "external_source", "id", "language", "merged_into_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "seniority", "sources", "time_zone", "title") SELECT old_values."company_id", old_values."custom", old_values."department", old_values."do_not_contact", old_values."email", old_values."external_id", old_values."external_source", old_values."id", old_values."language", old_values."merged_into_id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."seniority", old_values."sources", old_values."time_zone", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="7432f07b44e45a05f5906657168b16253fb4422b",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a9a43",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="new_address_has_not_bounced",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."email" IS DISTINCT FROM (NEW."email") AND NEW."erased_at" IS NULL)',
                    func="\n                    DELETE FROM pipeline_signal signal USING frameworks_app_signaltype type\n                    WHERE signal.contact_id = NEW.id AND type.id = signal.type_id AND type.key = 'hard_bounce';\n                    RETURN NULL;\n                ",
                    hash="23377bed16177d003e9c26111ddd038d966df132",
                    operation='UPDATE OF "email"',
                    pgid="pgtrigger_new_address_has_not_bounced_fc316",
                    table="pipeline_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="discoverycall",
            trigger=pgtrigger.compiler.Trigger(
                name="count_questions_of_what_is_over",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.ended_at > NEW.started_at)",
                    func="INSERT INTO pipeline_uncountedcall (call_id) VALUES (NEW.id) ON CONFLICT DO NOTHING; RETURN NULL;",
                    hash="7c1bc70dc58e60327d35a9bb7756a6d7a8d472b1",
                    operation="INSERT",
                    pgid="pgtrigger_count_questions_of_what_is_over_3c6a3",
                    table="pipeline_discoverycall",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="discoverycall",
            trigger=pgtrigger.compiler.Trigger(
                name="count_questions_when_it_ends",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.ended_at IS NULL AND NEW.ended_at > NEW.started_at)",
                    func="INSERT INTO pipeline_uncountedcall (call_id) VALUES (NEW.id) ON CONFLICT DO NOTHING; RETURN NULL;",
                    hash="fad6acdc500f5a66fe7b9a69ac41673841808dc8",
                    operation='UPDATE OF "ended_at"',
                    pgid="pgtrigger_count_questions_when_it_ends_69d25",
                    table="pipeline_discoverycall",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="discoverycall",
            trigger=pgtrigger.compiler.Trigger(
                name="touch_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    UPDATE pipeline_leadstate state SET untouched_since = now.since\n    FROM (\n        SELECT lead.id, CASE WHEN NOT EXISTS (SELECT FROM pipeline_discoverycall call WHERE call.lead_id = lead.id)\n            AND NOT EXISTS (\n                SELECT FROM pipeline_stagemove move\n                WHERE move.lead_id = lead.id AND move.by_id IS NOT NULL AND move.undoes_id IS NULL\n                    AND NOT EXISTS (SELECT FROM pipeline_stagemove back WHERE back.undoes_id = move.id)\n            ) THEN lead.occurred_at END AS since\n        FROM pipeline_lead lead WHERE lead.id IN (SELECT lead_id FROM changed)\n    ) now\n    WHERE state.lead_id = now.id AND state.untouched_since IS DISTINCT FROM now.since;\n    RETURN NULL;\n",
                    hash="a29ce2652edc805554cc7c979a5cd4975770b72c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_touch_on_insert_82e66",
                    referencing="REFERENCING NEW TABLE AS changed ",
                    table="pipeline_discoverycall",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="discoverycall",
            trigger=pgtrigger.compiler.Trigger(
                name="touch_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    UPDATE pipeline_leadstate state SET untouched_since = now.since\n    FROM (\n        SELECT lead.id, CASE WHEN NOT EXISTS (SELECT FROM pipeline_discoverycall call WHERE call.lead_id = lead.id)\n            AND NOT EXISTS (\n                SELECT FROM pipeline_stagemove move\n                WHERE move.lead_id = lead.id AND move.by_id IS NOT NULL AND move.undoes_id IS NULL\n                    AND NOT EXISTS (SELECT FROM pipeline_stagemove back WHERE back.undoes_id = move.id)\n            ) THEN lead.occurred_at END AS since\n        FROM pipeline_lead lead WHERE lead.id IN (SELECT lead_id FROM changed)\n    ) now\n    WHERE state.lead_id = now.id AND state.untouched_since IS DISTINCT FROM now.since;\n    RETURN NULL;\n",
                    hash="0292492fdd5db045b76148e7bb617d1526484464",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_touch_on_delete_fdbc7",
                    referencing="REFERENCING OLD TABLE AS changed ",
                    table="pipeline_discoverycall",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="discoverycall",
            trigger=pgtrigger.compiler.Trigger(
                name="touch_on_merge",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."lead_id" IS DISTINCT FROM (NEW."lead_id"))',
                    func="\n    UPDATE pipeline_leadstate state SET untouched_since = now.since\n    FROM (\n        SELECT lead.id, CASE WHEN NOT EXISTS (SELECT FROM pipeline_discoverycall call WHERE call.lead_id = lead.id)\n            AND NOT EXISTS (\n                SELECT FROM pipeline_stagemove move\n                WHERE move.lead_id = lead.id AND move.by_id IS NOT NULL AND move.undoes_id IS NULL\n                    AND NOT EXISTS (SELECT FROM pipeline_stagemove back WHERE back.undoes_id = move.id)\n            ) THEN lead.occurred_at END AS since\n        FROM pipeline_lead lead WHERE lead.id IN (OLD.lead_id, NEW.lead_id)\n    ) now\n    WHERE state.lead_id = now.id AND state.untouched_since IS DISTINCT FROM now.since;\n    RETURN NULL;\n",
                    hash="e361d04ec42681fa76fd358300cb050485bd9295",
                    operation='UPDATE OF "lead_id"',
                    pgid="pgtrigger_touch_on_merge_9235d",
                    table="pipeline_discoverycall",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leadstate",
            trigger=pgtrigger.compiler.Trigger(
                name="mark_stale_on_team",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."override_id" IS DISTINCT FROM (NEW."override_id") OR OLD."team_id" IS DISTINCT FROM (NEW."team_id"))',
                    func="INSERT INTO pipeline_stalelead (lead_id) VALUES (NEW.lead_id); RETURN NULL;",
                    hash="5e2100845b813a82bfdfea04e65272bd9dcfa177",
                    operation='UPDATE OF "team_id", "override_id"',
                    pgid="pgtrigger_mark_stale_on_team_fe365",
                    table="pipeline_leadstate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leadstate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update_of_owner_id_team_id_stage_id_",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "pipeline_leadstateevent" ("owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage_id", "team_id") VALUES (OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."lead_id", OLD."stage_id", OLD."team_id"); RETURN NULL;',
                    hash="6496bdf04abec1432cbc928e50efd5856c9a66bf",
                    operation='UPDATE OF "owner_id", "team_id", "stage_id"',
                    pgid="pgtrigger_update_update_of_owner_id_team_id_stage_id__7f50e",
                    table="pipeline_leadstate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leadstate",
            trigger=pgtrigger.compiler.Trigger(
                name="restart_clock",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.stage_id IS DISTINCT FROM NEW.stage_id)",
                    func="\n            NEW.held_until = NULL;\n            NEW.clock_restarted_at = CASE WHEN NEW.stage_changed_at < OLD.stage_changed_at THEN (\n    SELECT max(hold.ended_at) FROM pipeline_hold hold\n    WHERE hold.lead_id = NEW.lead_id AND hold.stage_id = NEW.stage_id AND hold.occurred_at >= NEW.stage_changed_at\n        AND hold.ended_how IN ('day', 'person')\n) END;\n            RETURN NEW;\n        ",
                    hash="4ce2701f952856610643994a6c625630267a10a6",
                    operation='UPDATE OF "stage_id"',
                    pgid="pgtrigger_restart_clock_9eba5",
                    table="pipeline_leadstate",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leadstate",
            trigger=pgtrigger.compiler.Trigger(
                name="end_waiting",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.stage_id IS DISTINCT FROM NEW.stage_id AND (OLD.held_until IS NOT NULL OR NEW.stage_changed_at < OLD.stage_changed_at))",
                    func="\n            UPDATE pipeline_hold SET ended_how = 'move', changed_at = now(), ended_at = greatest(\n                occurred_at, CASE WHEN NEW.stage_changed_at < OLD.stage_changed_at THEN now() ELSE NEW.stage_changed_at END\n            ) WHERE lead_id = NEW.lead_id AND ended_at IS NULL;\n            IF NEW.stage_changed_at < OLD.stage_changed_at THEN\n                UPDATE pipeline_hold SET ended_at = NULL, ended_how = '', changed_at = now()\n                WHERE lead_id = NEW.lead_id AND stage_id = NEW.stage_id AND ended_how = 'move'\n                    AND occurred_at >= NEW.stage_changed_at\n                    AND ended_at = greatest(occurred_at, OLD.stage_changed_at);\n            END IF;\n            RETURN NULL;\n        ",
                    hash="2b4ea3fae9d37cdd9d40b54f7756168164f0e56c",
                    operation='UPDATE OF "stage_id"',
                    pgid="pgtrigger_end_waiting_cd780",
                    table="pipeline_leadstate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leadstate",
            trigger=pgtrigger.compiler.Trigger(
                name="leave_track",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."stage_id" IS DISTINCT FROM (NEW."stage_id"))',
                    func="\n        UPDATE pipeline_enrolment SET left_at = clock_timestamp(), left_by = 'moved'\n        WHERE lead_id = NEW.lead_id AND left_at IS NULL\n        AND NOT EXISTS (SELECT 1 FROM pipeline_stage WHERE id = NEW.stage_id AND kind = 'nurture');\n        RETURN NULL;\n    ",
                    hash="0b7065ae58f65afca6c8e28ad7db659e30bdb9cf",
                    operation='UPDATE OF "stage_id"',
                    pgid="pgtrigger_leave_track_85b23",
                    table="pipeline_leadstate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="mark_stale_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="WITH changed AS (SELECT * FROM new_rows) INSERT INTO pipeline_stalelead (lead_id) SELECT DISTINCT marked.lead_id FROM (SELECT lead_id FROM changed) AS marked (lead_id) WHERE marked.lead_id IS NOT NULL; RETURN NULL;",
                    hash="863d056798b87c279841b612446145e2efc8b042",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_mark_stale_on_insert_81f24",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="pipeline_answer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="mark_stale_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="WITH changed AS (SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows) INSERT INTO pipeline_stalelead (lead_id) SELECT DISTINCT marked.lead_id FROM (SELECT lead_id FROM changed) AS marked (lead_id) WHERE marked.lead_id IS NOT NULL; RETURN NULL;",
                    hash="5c982ee173f436f81087eb9694db5e5fece6be93",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_mark_stale_on_update_5d32d",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="pipeline_answer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="mark_stale_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="WITH changed AS (SELECT * FROM old_rows) INSERT INTO pipeline_stalelead (lead_id) SELECT DISTINCT marked.lead_id FROM (SELECT lead_id FROM changed) AS marked (lead_id) WHERE marked.lead_id IS NOT NULL; RETURN NULL;",
                    hash="0b43c5337a14467f7be42202395fdb8ed0a02544",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_mark_stale_on_delete_6b7e2",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="pipeline_answer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (coalesce(current_setting('leadqual.reaches_back', true), '') = '')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="502178166719b88a694791f605dc23d6d274f1bf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2522d",
                    table="pipeline_answer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="passedquestion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (coalesce(current_setting('leadqual.reaches_back', true), '') = '')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="082b3dc6481fdab0a86e6bc9f2e4da36001523fc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1003a",
                    table="pipeline_passedquestion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="auditcall",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_state_on_write",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    UPDATE pipeline_leadstate state SET is_audited = EXISTS (\n        SELECT FROM pipeline_auditcall audit WHERE audit.lead_id = state.lead_id AND audit.ended_at IS NULL\n    ) WHERE state.lead_id IN (OLD.lead_id, NEW.lead_id);\n    RETURN NULL;\n",
                    hash="aabf48f167b2e839b8cbb68a1a1a38eff31c8ff1",
                    operation='INSERT OR UPDATE OF "lead_id", "ended_at"',
                    pgid="pgtrigger_keep_state_on_write_78982",
                    table="pipeline_auditcall",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="auditcall",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_state_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    UPDATE pipeline_leadstate state SET is_audited = EXISTS (\n        SELECT FROM pipeline_auditcall audit WHERE audit.lead_id = state.lead_id AND audit.ended_at IS NULL\n    ) WHERE state.lead_id IN (OLD.lead_id);\n    RETURN NULL;\n",
                    hash="c0b2fe57e3261693c1f5411eff5bddcab8d08347",
                    operation="DELETE",
                    pgid="pgtrigger_keep_state_on_delete_89ab8",
                    table="pipeline_auditcall",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="auditrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_auditruleevent" ("id", "most_per_week", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share") SELECT old_values."id", old_values."most_per_week", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."share" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="24646798b37427cd837948fdab36e2285b0a842b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_84cf3",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_auditrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="auditrule",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_auditruleevent" ("id", "most_per_week", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share") SELECT old_values."id", old_values."most_per_week", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."share" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="20cfc5469e05c85e7d478f46a63d7432488cd672",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3687f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_auditrule",
                    when="AFTER",
                ),
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
        pgtrigger.migrations.AddTrigger(
            model_name="checklisttick",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_checklisttickevent" ("at", "by_id", "id", "lead_id", "line", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage_id") SELECT old_values."at", old_values."by_id", old_values."id", old_values."lead_id", old_values."line", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."stage_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f01af532b306241f146b102133a3b36d5aef7e6b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_808d4",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_checklisttick",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checklisttick",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_checklisttickevent" ("at", "by_id", "id", "lead_id", "line", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage_id") SELECT old_values."at", old_values."by_id", old_values."id", old_values."lead_id", old_values."line", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."stage_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="08bdc8ab9dbbdff3901d4274f44fe8cfd6701145",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4914e",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_checklisttick",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_objectionevent" ("answer", "answered_at", "answered_by_id", "id", "kind", "lead_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "raised_by_id", "text") SELECT old_values."answer", old_values."answered_at", old_values."answered_by_id", old_values."id", old_values."kind", old_values."lead_id", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."raised_at", old_values."raised_by_id", old_values."text" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="3ca2b0071455b5ba3d09b577534c6e1fdf25a440",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5056e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_objection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_objectionevent" ("answer", "answered_at", "answered_by_id", "id", "kind", "lead_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "raised_by_id", "text") SELECT old_values."answer", old_values."answered_at", old_values."answered_by_id", old_values."id", old_values."kind", old_values."lead_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."raised_at", old_values."raised_by_id", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a956658aa816ef511e477f747a08f1ac2eb8c6f0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b8f18",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_objection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="handoffclock",
            trigger=pgtrigger.compiler.Trigger(
                name="key_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."key" IS DISTINCT FROM (NEW."key"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="8fee1d997df0e3f03443dd88b32b74985f70b533",
                    operation="UPDATE",
                    pgid="pgtrigger_key_never_changes_13152",
                    table="pipeline_handoffclock",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="handoffclock",
            trigger=pgtrigger.compiler.Trigger(
                name="retired_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b1bdf2fad94064ccf28f123a2394f60409208380",
                    operation="DELETE",
                    pgid="pgtrigger_retired_never_deleted_078c5",
                    table="pipeline_handoffclock",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="handoffclock",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_handoffclockevent" ("accept_minutes", "attempt_minutes", "description", "event", "id", "is_active", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "shipped_digest", "signal_types", "statuses") SELECT old_values."accept_minutes", old_values."attempt_minutes", old_values."description", old_values."event", old_values."id", old_values."is_active", old_values."key", old_values."name", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."position", old_values."shipped_digest", old_values."signal_types", old_values."statuses" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="1cc50a037335de48e15a4863de28a9ff17f35ee0",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6d7c5",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_handoffclock",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="handoffclock",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_handoffclockevent" ("accept_minutes", "attempt_minutes", "description", "event", "id", "is_active", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "shipped_digest", "signal_types", "statuses") SELECT old_values."accept_minutes", old_values."attempt_minutes", old_values."description", old_values."event", old_values."id", old_values."is_active", old_values."key", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."shipped_digest", old_values."signal_types", old_values."statuses" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ac46636e4a6022c7e85ca099b92abf5532d674f9",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c27ac",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_handoffclock",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="handoffrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_handoffruleevent" ("id", "is_active", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "team_id", "territories", "way") SELECT old_values."id", old_values."is_active", old_values."kind", old_values."name", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."position", old_values."team_id", old_values."territories", old_values."way" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_active" IS DISTINCT FROM (new_values."is_active") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."position" IS DISTINCT FROM (new_values."position") OR old_values."team_id" IS DISTINCT FROM (new_values."team_id") OR old_values."territories" IS DISTINCT FROM (new_values."territories") OR old_values."way" IS DISTINCT FROM (new_values."way")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c0fdedca7df40a8fc3f3bb257c0dbd2dbf3c04ee",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c7bc0",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_handoffrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="handoffrule",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_handoffruleevent" ("id", "is_active", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "team_id", "territories", "way") SELECT old_values."id", old_values."is_active", old_values."kind", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."team_id", old_values."territories", old_values."way" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="aad9496493fb90926acf416e36e42e3c213efb28",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c6ccf",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_handoffrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="latenessrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_latenessruleevent" ("escalate_percent", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reassign_percent", "warn_percent") SELECT old_values."escalate_percent", old_values."id", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."reassign_percent", old_values."warn_percent" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="e45bd6bea8848d9dfc5f1944b602119d3143e323",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d7f62",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_latenessrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="latenessrule",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_latenessruleevent" ("escalate_percent", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reassign_percent", "warn_percent") SELECT old_values."escalate_percent", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reassign_percent", old_values."warn_percent" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="46da07951f6c67244645283d027a4ad1301706ee",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ce102",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_latenessrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_state_on_write",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    UPDATE pipeline_leadstate state SET held_until = now.until, clock_restarted_at = now.restarted\n    FROM (\n        SELECT state.lead_id, (\n            SELECT hold.until FROM pipeline_hold hold WHERE hold.lead_id = state.lead_id AND hold.ended_at IS NULL\n        ) AS until, (\n    SELECT max(hold.ended_at) FROM pipeline_hold hold\n    WHERE hold.lead_id = state.lead_id AND hold.stage_id = state.stage_id AND hold.occurred_at >= state.stage_changed_at\n        AND hold.ended_how IN ('day', 'person')\n) AS restarted\n        FROM pipeline_leadstate state WHERE state.lead_id IN (OLD.lead_id, NEW.lead_id)\n    ) now\n    WHERE state.lead_id = now.lead_id\n        AND (state.held_until, state.clock_restarted_at) IS DISTINCT FROM (now.until, now.restarted);\n    RETURN NULL;\n",
                    hash="107e8d2df5a5a7039132bbe25693e71c1d2ce0b1",
                    operation='INSERT OR UPDATE OF "lead_id", "until", "ended_at"',
                    pgid="pgtrigger_keep_state_on_write_936a2",
                    table="pipeline_hold",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_state_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    UPDATE pipeline_leadstate state SET held_until = now.until, clock_restarted_at = now.restarted\n    FROM (\n        SELECT state.lead_id, (\n            SELECT hold.until FROM pipeline_hold hold WHERE hold.lead_id = state.lead_id AND hold.ended_at IS NULL\n        ) AS until, (\n    SELECT max(hold.ended_at) FROM pipeline_hold hold\n    WHERE hold.lead_id = state.lead_id AND hold.stage_id = state.stage_id AND hold.occurred_at >= state.stage_changed_at\n        AND hold.ended_how IN ('day', 'person')\n) AS restarted\n        FROM pipeline_leadstate state WHERE state.lead_id IN (OLD.lead_id)\n    ) now\n    WHERE state.lead_id = now.lead_id\n        AND (state.held_until, state.clock_restarted_at) IS DISTINCT FROM (now.until, now.restarted);\n    RETURN NULL;\n",
                    hash="f1c8436771efcafc1ee89b57f3d297a3ec87091b",
                    operation="DELETE",
                    pgid="pgtrigger_keep_state_on_delete_5eefc",
                    table="pipeline_hold",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="holdrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_holdruleevent" ("id", "most_days", "most_times", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."id", old_values."most_days", old_values."most_times", _pgh_attached_context.value, NOW(), \'update\', old_values."id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="d6a7b693b5cbac47b0da6245539890debda70ef6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a82ec",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_holdrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="holdrule",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_holdruleevent" ("id", "most_days", "most_times", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."id", old_values."most_days", old_values."most_times", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="af5ed3fa430b4341a01c3afdc86dd8aca65915d1",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b75c2",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_holdrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (coalesce(current_setting('leadqual.reaches_back', true), '') = '')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b7c53ecc9f4c168e5b052cf82e662b5c7a6b51a9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_51860",
                    table="pipeline_consent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mailrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_mailruleevent" ("id", "most_per_week", "needs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_address", "sender_name", "sends_from", "sends_on_weekends", "sends_until") SELECT old_values."id", old_values."most_per_week", old_values."needs", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."postal_address", old_values."sender_name", old_values."sends_from", old_values."sends_on_weekends", old_values."sends_until" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c7392bd01c48d2805051e15e0fef64f8d009fd74",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5c439",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_mailrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mailrule",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_mailruleevent" ("id", "most_per_week", "needs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_address", "sender_name", "sends_from", "sends_on_weekends", "sends_until") SELECT old_values."id", old_values."most_per_week", old_values."needs", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."postal_address", old_values."sender_name", old_values."sends_from", old_values."sends_on_weekends", old_values."sends_until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a8316d039c6dbe50fdc0c60a7688b5e88dd6c1f3",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_69b86",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_mailrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_review_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.closed_at IS NOT NULL AND coalesce(current_setting('leadqual.reaches_back', true), '') = '')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="80a3de993cce5cd990ea7cd7d398fe38151182cf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_closed_review_never_changes_2c07a",
                    table="pipeline_review",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_review_keeps_decisions",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF coalesce(current_setting('leadqual.reaches_back', true), '') = '' AND EXISTS (\n                SELECT FROM pipeline_review review\n                WHERE review.id IN (NEW.review_id, OLD.review_id) AND review.closed_at IS NOT NULL\n            ) THEN\n                RAISE EXCEPTION 'a closed review never changes';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="f40a58489425c7d80595e90109723806b2624da8",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_closed_review_keeps_decisions_c79c1",
                    table="pipeline_reviewdecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actionitem",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_review_keeps_action_items",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF coalesce(current_setting('leadqual.reaches_back', true), '') = '' AND EXISTS (\n                SELECT FROM pipeline_review review\n                WHERE review.id IN (NEW.review_id, OLD.review_id) AND review.closed_at IS NOT NULL\n            ) THEN\n                RAISE EXCEPTION 'a closed review never changes';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="baa8f3520da394dd430eaafe01e112b6dfb439ab",
                    operation='INSERT OR DELETE OR UPDATE OF "review_id", "lead_id", "text", "owner_id", "due_on"',
                    pgid="pgtrigger_closed_review_keeps_action_items_51d31",
                    table="pipeline_actionitem",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewlead",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (coalesce(current_setting('leadqual.reaches_back', true), '') = '')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="61d47e0ff53b21bb8ee29238ab4adfe1fb4f6272",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_470dd",
                    table="pipeline_reviewlead",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mailtemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="key_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."key" IS DISTINCT FROM (NEW."key"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="291f1d7a582393b905dec72be9890c39cface77b",
                    operation="UPDATE",
                    pgid="pgtrigger_key_never_changes_0cfde",
                    table="pipeline_mailtemplate",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mailtemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="retired_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="919a493f527e375d1dae062c701c6cd541768b56",
                    operation="DELETE",
                    pgid="pgtrigger_retired_never_deleted_c7f57",
                    table="pipeline_mailtemplate",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mailtemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_mailtemplateevent" ("body", "description", "id", "is_active", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "shipped_digest", "subject") SELECT old_values."body", old_values."description", old_values."id", old_values."is_active", old_values."key", old_values."name", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."position", old_values."shipped_digest", old_values."subject" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="537b65bf27545d8f36d9d6e50ddf9c04b0fd35a8",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_134ca",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_mailtemplate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mailtemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_mailtemplateevent" ("body", "description", "id", "is_active", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "shipped_digest", "subject") SELECT old_values."body", old_values."description", old_values."id", old_values."is_active", old_values."key", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."shipped_digest", old_values."subject" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="5b0458815c3140336cc033f05b1a4e308a45df4a",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_eba48",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_mailtemplate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="nurturetrack",
            trigger=pgtrigger.compiler.Trigger(
                name="key_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."key" IS DISTINCT FROM (NEW."key"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="4ac2d50ef6e05487d03b192da9576057a58d4702",
                    operation="UPDATE",
                    pgid="pgtrigger_key_never_changes_87cf5",
                    table="pipeline_nurturetrack",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="nurturetrack",
            trigger=pgtrigger.compiler.Trigger(
                name="retired_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="f51e2b830d3ab103a990a5cae19df8b2aa565a51",
                    operation="DELETE",
                    pgid="pgtrigger_retired_never_deleted_dcc24",
                    table="pipeline_nurturetrack",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="nurturetrack",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_nurturetrackevent" ("description", "id", "is_active", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "sends_mail", "shipped_digest", "team_id") SELECT old_values."description", old_values."id", old_values."is_active", old_values."key", old_values."name", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."position", old_values."sends_mail", old_values."shipped_digest", old_values."team_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="743409dd3c367152c626eb9447e2736580465a3c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5f1ae",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_nurturetrack",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="nurturetrack",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_nurturetrackevent" ("description", "id", "is_active", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "sends_mail", "shipped_digest", "team_id") SELECT old_values."description", old_values."id", old_values."is_active", old_values."key", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."sends_mail", old_values."shipped_digest", old_values."team_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="3cba06bd73c945e0298d137cbde3fcbd32408529",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e8f19",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_nurturetrack",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_trackruleevent" ("at_least", "brings_back", "category_id", "count", "days", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signal_type_id", "takes_over", "track_id", "way") SELECT old_values."at_least", old_values."brings_back", old_values."category_id", old_values."count", old_values."days", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."signal_type_id", old_values."takes_over", old_values."track_id", old_values."way" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="5e981307993439555174d1668978b72f191f43ce",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6e438",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_trackrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackrule",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_trackruleevent" ("at_least", "brings_back", "category_id", "count", "days", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signal_type_id", "takes_over", "track_id", "way") SELECT old_values."at_least", old_values."brings_back", old_values."category_id", old_values."count", old_values."days", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."signal_type_id", old_values."takes_over", old_values."track_id", old_values."way" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="3fd6374d5d69f4191f2c8e488a94ed4f62228a5a",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_60985",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_trackrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackstep",
            trigger=pgtrigger.compiler.Trigger(
                name="retired_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="a3abb606cf0dd8141db2cd4634912812af08ef17",
                    operation="DELETE",
                    pgid="pgtrigger_retired_never_deleted_2a20e",
                    table="pipeline_trackstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackstep",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_trackstepevent" ("days", "id", "in_working_hours", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at", "task", "template_id", "to_track_id", "track_id") SELECT old_values."days", old_values."id", old_values."in_working_hours", old_values."kind", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."position", old_values."retired_at", old_values."task", old_values."template_id", old_values."to_track_id", old_values."track_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="d834425eb47c4d77ad9d801a4e449dd31d64652c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_76ade",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pipeline_trackstep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackstep",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pipeline_trackstepevent" ("days", "id", "in_working_hours", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at", "task", "template_id", "to_track_id", "track_id") SELECT old_values."days", old_values."id", old_values."in_working_hours", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."retired_at", old_values."task", old_values."template_id", old_values."to_track_id", old_values."track_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="82754de34ff0cd6ef1a5d39a00a900e00b0c1760",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e70ac",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pipeline_trackstep",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(
            "INSERT INTO pipeline_auditrule (id, share, most_per_week) VALUES (1, 2, 5)", migrations.RunSQL.noop
        ),
        migrations.RunSQL(
            "INSERT INTO pipeline_holdrule (id, most_times, most_days) VALUES (1, 3, 60)", migrations.RunSQL.noop
        ),
        migrations.RunSQL(
            "INSERT INTO pipeline_mailrule (id, sends_from, sends_until, sends_on_weekends, needs, most_per_week,"
            " sender_name, postal_address) VALUES (1, '08:00', '18:00', false, 'interest', 3, '', '')",
            migrations.RunSQL.noop,
        ),
    ]
