import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import frameworks_app.models.criterion
import frameworks_app.models.texts
from accounts.tables import AllAtOnce


class Migration(AllAtOnce, migrations.Migration):
    replaces = [
        ("frameworks_app", "0001_initial"),
        ("frameworks_app", "0002_scores_that_can_be_trusted"),
        ("frameworks_app", "0003_published_never_truncated"),
        ("frameworks_app", "0004_two_sides_of_a_need"),
        ("frameworks_app", "0005_sign_offs"),
    ]

    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Attribute",
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
                    "entity",
                    models.CharField(
                        choices=[("company", "Company"), ("contact", "Contact"), ("lead", "Lead")],
                        max_length=10,
                        verbose_name="belongs to",
                    ),
                ),
                (
                    "value_type",
                    models.CharField(
                        choices=[
                            ("text", "Text"),
                            ("number", "Number"),
                            ("boolean", "Yes or no"),
                            ("date", "Date"),
                            ("choice", "One of a list"),
                            ("choices", "Several of a list"),
                        ],
                        max_length=10,
                        verbose_name="type",
                    ),
                ),
                (
                    "choices",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text='The list, as [{"value": "retail", "name": {"en": "Retail"}}]. Empty: any text.',
                        verbose_name="choices",
                    ),
                ),
                ("is_builtin", models.BooleanField(default=False, editable=False, verbose_name="built in")),
            ],
            options={
                "verbose_name": "attribute",
                "verbose_name_plural": "attributes",
                "ordering": ["position", "pk"],
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="AttributeEvent",
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
                    "entity",
                    models.CharField(
                        choices=[("company", "Company"), ("contact", "Contact"), ("lead", "Lead")],
                        max_length=10,
                        verbose_name="belongs to",
                    ),
                ),
                (
                    "value_type",
                    models.CharField(
                        choices=[
                            ("text", "Text"),
                            ("number", "Number"),
                            ("boolean", "Yes or no"),
                            ("date", "Date"),
                            ("choice", "One of a list"),
                            ("choices", "Several of a list"),
                        ],
                        max_length=10,
                        verbose_name="type",
                    ),
                ),
                (
                    "choices",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text='The list, as [{"value": "retail", "name": {"en": "Retail"}}]. Empty: any text.',
                        verbose_name="choices",
                    ),
                ),
                ("is_builtin", models.BooleanField(default=False, editable=False, verbose_name="built in")),
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
                        to="frameworks_app.attribute",
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
            name="Category",
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
                            ("new", "New"),
                            ("marketing", "Marketing"),
                            ("sales", "Sales"),
                            ("nurture", "Nurture"),
                            ("disqualified", "Disqualified"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        help_text="Lists are sorted by it, highest first, before any score.",
                        validators=[django.core.validators.MaxValueValidator(99)],
                        verbose_name="rank",
                    ),
                ),
            ],
            options={
                "verbose_name": "status (category)",
                "verbose_name_plural": "statuses (categories)",
                "ordering": ["position", "pk"],
                "abstract": False,
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("rank__lte", 99)), name="category_rank_0_to_99")
                ],
            },
        ),
        migrations.CreateModel(
            name="CategoryEvent",
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
                            ("new", "New"),
                            ("marketing", "Marketing"),
                            ("sales", "Sales"),
                            ("nurture", "Nurture"),
                            ("disqualified", "Disqualified"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        help_text="Lists are sorted by it, highest first, before any score.",
                        validators=[django.core.validators.MaxValueValidator(99)],
                        verbose_name="rank",
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
                        to="frameworks_app.category",
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
            name="Criterion",
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
                    "chapter",
                    models.CharField(
                        choices=[
                            ("problem", "Problem"),
                            ("effect", "Effect"),
                            ("process", "Process"),
                            ("people", "People"),
                            ("money", "Money"),
                            ("time", "Time"),
                        ],
                        max_length=10,
                        verbose_name="chapter",
                    ),
                ),
                (
                    "shelf_life",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(3650),
                        ],
                        verbose_name="valid for, days",
                    ),
                ),
                (
                    "value_kind",
                    models.CharField(
                        choices=[
                            ("none", "None"),
                            ("money", "Amount of money"),
                            ("date", "Date"),
                            ("people", "People"),
                            ("text", "Text"),
                            ("number", "Number"),
                            ("need", "What they ask for, and what it is to change"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="value",
                    ),
                ),
                (
                    "rubric",
                    models.JSONField(
                        validators=[frameworks_app.models.criterion.validate_rubric], verbose_name="levels 0 to 4"
                    ),
                ),
                (
                    "derived_from",
                    models.CharField(
                        blank=True,
                        choices=[("company_light", "The company filter")],
                        help_text="A derived criterion is never asked.",
                        max_length=20,
                        verbose_name="derived from",
                    ),
                ),
            ],
            options={
                "verbose_name": "criterion",
                "verbose_name_plural": "criteria",
                "ordering": ["position", "pk"],
                "abstract": False,
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("shelf_life__gte", 1), ("shelf_life__lte", 3650)),
                        name="criterion_shelf_life_1_to_3650",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CriterionEvent",
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
                    "chapter",
                    models.CharField(
                        choices=[
                            ("problem", "Problem"),
                            ("effect", "Effect"),
                            ("process", "Process"),
                            ("people", "People"),
                            ("money", "Money"),
                            ("time", "Time"),
                        ],
                        max_length=10,
                        verbose_name="chapter",
                    ),
                ),
                (
                    "shelf_life",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(3650),
                        ],
                        verbose_name="valid for, days",
                    ),
                ),
                (
                    "value_kind",
                    models.CharField(
                        choices=[
                            ("none", "None"),
                            ("money", "Amount of money"),
                            ("date", "Date"),
                            ("people", "People"),
                            ("text", "Text"),
                            ("number", "Number"),
                            ("need", "What they ask for, and what it is to change"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="value",
                    ),
                ),
                (
                    "rubric",
                    models.JSONField(
                        validators=[frameworks_app.models.criterion.validate_rubric], verbose_name="levels 0 to 4"
                    ),
                ),
                (
                    "derived_from",
                    models.CharField(
                        blank=True,
                        choices=[("company_light", "The company filter")],
                        help_text="A derived criterion is never asked.",
                        max_length=20,
                        verbose_name="derived from",
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
                        to="frameworks_app.criterion",
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
            name="DecisionCondition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("fit_grade", "fit grade is one of"),
                            ("inclusion", "place against the ICPs is one of"),
                            ("icp", "inside the ICP"),
                            ("segment", "segment is one of"),
                            ("product", "product is one of"),
                            ("source", "source is one of"),
                            ("amount", "amount, in whole money"),
                            ("engagement_level", "engagement level"),
                            ("intent_points", "intent points"),
                            ("signal_within", "a signal of these types in the last days"),
                            ("last_signal_age", "days since the last signal"),
                            ("verdict", "qualification result is one of"),
                            ("gate_failed", "one of these gates failed"),
                        ],
                        max_length=20,
                        verbose_name="condition",
                    ),
                ),
                (
                    "framework",
                    models.CharField(
                        blank=True,
                        help_text="“leading” is the one that the team works by, “any_other” another active one; or a framework's key.",
                        max_length=50,
                        verbose_name="framework",
                    ),
                ),
                (
                    "values",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        blank=True,
                        default=list,
                        help_text="Separated by commas.",
                        size=None,
                        verbose_name="values",
                    ),
                ),
                ("at_least", models.IntegerField(blank=True, null=True, verbose_name="at least")),
                ("at_most", models.IntegerField(blank=True, null=True, verbose_name="at most")),
                ("days", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="days")),
                ("currency", models.CharField(blank=True, max_length=3, verbose_name="currency")),
                ("or_open", models.BooleanField(default=False, verbose_name="or still open")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conditions",
                        to="frameworks_app.decisionrow",
                    ),
                ),
            ],
            options={
                "verbose_name": "condition",
                "verbose_name_plural": "conditions",
                "ordering": ["position", "pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="DecisionConditionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("fit_grade", "fit grade is one of"),
                            ("inclusion", "place against the ICPs is one of"),
                            ("icp", "inside the ICP"),
                            ("segment", "segment is one of"),
                            ("product", "product is one of"),
                            ("source", "source is one of"),
                            ("amount", "amount, in whole money"),
                            ("engagement_level", "engagement level"),
                            ("intent_points", "intent points"),
                            ("signal_within", "a signal of these types in the last days"),
                            ("last_signal_age", "days since the last signal"),
                            ("verdict", "qualification result is one of"),
                            ("gate_failed", "one of these gates failed"),
                        ],
                        max_length=20,
                        verbose_name="condition",
                    ),
                ),
                (
                    "framework",
                    models.CharField(
                        blank=True,
                        help_text="“leading” is the one that the team works by, “any_other” another active one; or a framework's key.",
                        max_length=50,
                        verbose_name="framework",
                    ),
                ),
                (
                    "values",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        blank=True,
                        default=list,
                        help_text="Separated by commas.",
                        size=None,
                        verbose_name="values",
                    ),
                ),
                ("at_least", models.IntegerField(blank=True, null=True, verbose_name="at least")),
                ("at_most", models.IntegerField(blank=True, null=True, verbose_name="at most")),
                ("days", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="days")),
                ("currency", models.CharField(blank=True, max_length=3, verbose_name="currency")),
                ("or_open", models.BooleanField(default=False, verbose_name="or still open")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
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
                        to="frameworks_app.decisioncondition",
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="frameworks_app.decisionrow",
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
            name="DecisionRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(unique=True, verbose_name="key")),
                ("name", models.JSONField(default=dict, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("shipped_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="frameworks_app.category",
                        verbose_name="status",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of the decision table",
                "verbose_name_plural": "decision table",
                "ordering": ["position", "pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="DecisionRowEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("key", models.SlugField(db_index=False, verbose_name="key")),
                ("name", models.JSONField(default=dict, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("shipped_digest", models.CharField(blank=True, editable=False, max_length=64)),
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
                        to="frameworks_app.decisionrow",
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
            name="Framework",
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
                    "expansion",
                    frameworks_app.models.texts.TextsField(
                        blank=True, default=dict, verbose_name="what the letters stand for"
                    ),
                ),
                (
                    "strengths",
                    frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="strengths"),
                ),
                (
                    "weaknesses",
                    frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="weaknesses"),
                ),
                (
                    "choose_when",
                    frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="choose it when"),
                ),
                (
                    "pass_rule",
                    models.CharField(
                        choices=[
                            ("all_gates", "All gates"),
                            ("threshold", "Threshold"),
                            ("both", "All gates and the threshold"),
                            ("gates_in_order", "Gates in order"),
                        ],
                        max_length=20,
                        verbose_name="pass rule",
                    ),
                ),
                (
                    "threshold",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="threshold",
                    ),
                ),
                (
                    "is_retired",
                    models.BooleanField(
                        default=False, help_text="Gone from every list, kept for history.", verbose_name="retired"
                    ),
                ),
            ],
            options={
                "verbose_name": "framework",
                "verbose_name_plural": "frameworks",
                "ordering": ["position", "pk"],
                "abstract": False,
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("threshold", None),
                            models.Q(("threshold__gte", 1), ("threshold__lte", 100)),
                            _connector="OR",
                        ),
                        name="framework_threshold_1_to_100",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pass_rule__in", ["threshold", "both"]), ("threshold__isnull", False)),
                            models.Q(("pass_rule__in", ["all_gates", "gates_in_order"]), ("threshold", None)),
                            _connector="OR",
                        ),
                        name="framework_threshold_with_its_rule",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FrameworkCriterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "label",
                    frameworks_app.models.texts.TextsField(
                        blank=True,
                        default=dict,
                        help_text="Where this framework calls the criterion something else.",
                        verbose_name="own label",
                    ),
                ),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MaxValueValidator(1000)], verbose_name="weight"
                    ),
                ),
                (
                    "gate",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The least rating, 1 to 4. Empty: no gate.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(4),
                        ],
                        verbose_name="gate",
                    ),
                ),
                (
                    "gate_evidence",
                    models.CharField(
                        blank=True,
                        choices=[("assumed", "Assumed"), ("heard", "Heard"), ("confirmed", "Confirmed")],
                        max_length=10,
                        verbose_name="gate needs",
                    ),
                ),
                (
                    "light",
                    models.CharField(
                        blank=True,
                        choices=[("company", "Company"), ("need", "Need"), ("person", "Person")],
                        max_length=10,
                        verbose_name="filter",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="frameworks_app.criterion",
                        verbose_name="criterion",
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="frameworks_app.framework",
                        verbose_name="framework",
                    ),
                ),
            ],
            options={
                "verbose_name": "criterion of the framework",
                "verbose_name_plural": "criteria of the framework",
                "ordering": ["position", "pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("framework", "criterion"),
                        name="criterion_once_in_framework",
                        violation_error_message="A framework lists a criterion once.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weight__lte", 1000)), name="framework_weight_0_to_1000"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("gate", None), models.Q(("gate__gte", 1), ("gate__lte", 4)), _connector="OR"
                        ),
                        name="gate_1_to_4",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FrameworkCriterionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "label",
                    frameworks_app.models.texts.TextsField(
                        blank=True,
                        default=dict,
                        help_text="Where this framework calls the criterion something else.",
                        verbose_name="own label",
                    ),
                ),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MaxValueValidator(1000)], verbose_name="weight"
                    ),
                ),
                (
                    "gate",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The least rating, 1 to 4. Empty: no gate.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(4),
                        ],
                        verbose_name="gate",
                    ),
                ),
                (
                    "gate_evidence",
                    models.CharField(
                        blank=True,
                        choices=[("assumed", "Assumed"), ("heard", "Heard"), ("confirmed", "Confirmed")],
                        max_length=10,
                        verbose_name="gate needs",
                    ),
                ),
                (
                    "light",
                    models.CharField(
                        blank=True,
                        choices=[("company", "Company"), ("need", "Need"), ("person", "Person")],
                        max_length=10,
                        verbose_name="filter",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "criterion",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="frameworks_app.criterion",
                        verbose_name="criterion",
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="frameworks_app.framework",
                        verbose_name="framework",
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
                        to="frameworks_app.frameworkcriterion",
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
            name="FrameworkEvent",
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
                    "expansion",
                    frameworks_app.models.texts.TextsField(
                        blank=True, default=dict, verbose_name="what the letters stand for"
                    ),
                ),
                (
                    "strengths",
                    frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="strengths"),
                ),
                (
                    "weaknesses",
                    frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="weaknesses"),
                ),
                (
                    "choose_when",
                    frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="choose it when"),
                ),
                (
                    "pass_rule",
                    models.CharField(
                        choices=[
                            ("all_gates", "All gates"),
                            ("threshold", "Threshold"),
                            ("both", "All gates and the threshold"),
                            ("gates_in_order", "Gates in order"),
                        ],
                        max_length=20,
                        verbose_name="pass rule",
                    ),
                ),
                (
                    "threshold",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="threshold",
                    ),
                ),
                (
                    "is_retired",
                    models.BooleanField(
                        default=False, help_text="Gone from every list, kept for history.", verbose_name="retired"
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
                        to="frameworks_app.framework",
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
            name="Icp",
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
                    "threshold",
                    models.PositiveSmallIntegerField(
                        default=25,
                        help_text="Points of fit, 0 to 100, that the low end must reach.",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="company filter passes from",
                    ),
                ),
                (
                    "persona",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="icps",
                        to="frameworks_app.persona",
                        verbose_name="persona",
                    ),
                ),
            ],
            options={
                "verbose_name": "ideal customer profile (ICP)",
                "verbose_name_plural": "ideal customer profiles (ICPs)",
                "ordering": ["position", "pk"],
                "abstract": False,
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("threshold__lte", 100)), name="icp_threshold_0_to_100")
                ],
            },
        ),
        migrations.CreateModel(
            name="IcpCriterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "operator",
                    models.CharField(
                        choices=[
                            ("is", "is"),
                            ("is_not", "is not"),
                            ("one_of", "is one of"),
                            ("none_of", "is none of"),
                            ("between", "between"),
                            ("at_least", "at least"),
                            ("at_most", "at most"),
                            ("contains", "contains"),
                            ("is_known", "is known"),
                        ],
                        max_length=10,
                        verbose_name="operator",
                    ),
                ),
                (
                    "operand",
                    models.JSONField(
                        blank=True,
                        help_text='A value, a list such as ["PL", "DE"], or for “between” two numbers such as [20, 250].',
                        null=True,
                        verbose_name="compared with",
                    ),
                ),
                (
                    "points",
                    models.IntegerField(
                        default=0,
                        validators=[
                            django.core.validators.MinValueValidator(-100000),
                            django.core.validators.MaxValueValidator(100000),
                        ],
                        verbose_name="points",
                    ),
                ),
                (
                    "required",
                    models.BooleanField(
                        default=False,
                        help_text="A lead known to fail a required rule is outside this ICP.",
                        verbose_name="required",
                    ),
                ),
                ("name", frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="name")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "attribute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="icp_criteria",
                        to="frameworks_app.attribute",
                        verbose_name="attribute",
                    ),
                ),
                (
                    "icp",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="frameworks_app.icp",
                        verbose_name="ICP",
                    ),
                ),
            ],
            options={
                "verbose_name": "ICP rule",
                "verbose_name_plural": "ICP rules",
                "ordering": ["position", "pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("points__gte", -100000), ("points__lte", 100000)),
                        name="icp_points_within_100000",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IcpCriterionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "operator",
                    models.CharField(
                        choices=[
                            ("is", "is"),
                            ("is_not", "is not"),
                            ("one_of", "is one of"),
                            ("none_of", "is none of"),
                            ("between", "between"),
                            ("at_least", "at least"),
                            ("at_most", "at most"),
                            ("contains", "contains"),
                            ("is_known", "is known"),
                        ],
                        max_length=10,
                        verbose_name="operator",
                    ),
                ),
                (
                    "operand",
                    models.JSONField(
                        blank=True,
                        help_text='A value, a list such as ["PL", "DE"], or for “between” two numbers such as [20, 250].',
                        null=True,
                        verbose_name="compared with",
                    ),
                ),
                (
                    "points",
                    models.IntegerField(
                        default=0,
                        validators=[
                            django.core.validators.MinValueValidator(-100000),
                            django.core.validators.MaxValueValidator(100000),
                        ],
                        verbose_name="points",
                    ),
                ),
                (
                    "required",
                    models.BooleanField(
                        default=False,
                        help_text="A lead known to fail a required rule is outside this ICP.",
                        verbose_name="required",
                    ),
                ),
                ("name", frameworks_app.models.texts.TextsField(blank=True, default=dict, verbose_name="name")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "attribute",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="frameworks_app.attribute",
                        verbose_name="attribute",
                    ),
                ),
                (
                    "icp",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="frameworks_app.icp",
                        verbose_name="ICP",
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
                        to="frameworks_app.icpcriterion",
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
            name="IcpEvent",
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
                    "threshold",
                    models.PositiveSmallIntegerField(
                        default=25,
                        help_text="Points of fit, 0 to 100, that the low end must reach.",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="company filter passes from",
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
                        to="frameworks_app.icp",
                    ),
                ),
                (
                    "persona",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="frameworks_app.persona",
                        verbose_name="persona",
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
            name="Persona",
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
                    "titles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        blank=True,
                        default=list,
                        help_text="Separated by commas.",
                        size=None,
                        verbose_name="titles",
                    ),
                ),
                (
                    "seniorities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="seniority",
                    ),
                ),
                (
                    "departments",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=50),
                        blank=True,
                        default=list,
                        help_text="Separated by commas.",
                        size=None,
                        verbose_name="departments",
                    ),
                ),
            ],
            options={
                "verbose_name": "persona",
                "verbose_name_plural": "personas",
                "ordering": ["position", "pk"],
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="PersonaEvent",
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
                    "titles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        blank=True,
                        default=list,
                        help_text="Separated by commas.",
                        size=None,
                        verbose_name="titles",
                    ),
                ),
                (
                    "seniorities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="seniority",
                    ),
                ),
                (
                    "departments",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=50),
                        blank=True,
                        default=list,
                        help_text="Separated by commas.",
                        size=None,
                        verbose_name="departments",
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
                        to="frameworks_app.persona",
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
            name="Product",
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
            ],
            options={
                "verbose_name": "product",
                "verbose_name_plural": "products",
                "ordering": ["position", "pk"],
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="ProductEvent",
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
                        to="frameworks_app.product",
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
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(unique=True, verbose_name="key")),
                ("text", frameworks_app.models.texts.TextsField(default=dict, verbose_name="question")),
                (
                    "probes",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Follow-up questions, each in the languages you have.",
                        verbose_name="probes",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("shipped_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="frameworks_app.criterion",
                        verbose_name="criterion",
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="frameworks_app.framework",
                        verbose_name="only for the framework",
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ["position", "pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="QuestionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("key", models.SlugField(db_index=False, verbose_name="key")),
                ("text", frameworks_app.models.texts.TextsField(default=dict, verbose_name="question")),
                (
                    "probes",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Follow-up questions, each in the languages you have.",
                        verbose_name="probes",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("shipped_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "criterion",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="frameworks_app.criterion",
                        verbose_name="criterion",
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="frameworks_app.framework",
                        verbose_name="only for the framework",
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
                        to="frameworks_app.question",
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
            name="ScoringModelVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("document", models.JSONField(verbose_name="document")),
                (
                    "published_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="published"
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="why")),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                ("acts_on_changes", models.BooleanField(db_default=False, verbose_name="act on changed statuses")),
                (
                    "restores",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.scoringmodelversion",
                        verbose_name="rolled back to",
                    ),
                ),
            ],
            options={
                "verbose_name": "scoring model version",
                "verbose_name_plural": "scoring model versions",
                "ordering": ["-pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="ScoringSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "assumed_percent",
                    models.PositiveSmallIntegerField(
                        default=50,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="assumed counts, percent",
                    ),
                ),
                (
                    "heard_percent",
                    models.PositiveSmallIntegerField(
                        default=80,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="heard counts, percent",
                    ),
                ),
                (
                    "grade_a",
                    models.PositiveSmallIntegerField(
                        default=75,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="grade A from",
                    ),
                ),
                (
                    "grade_b",
                    models.PositiveSmallIntegerField(
                        default=50,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="grade B from",
                    ),
                ),
                (
                    "grade_c",
                    models.PositiveSmallIntegerField(
                        default=25,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="grade C from",
                    ),
                ),
                ("level_2", models.PositiveIntegerField(default=15, verbose_name="engagement level 2 from")),
                ("level_3", models.PositiveIntegerField(default=40, verbose_name="engagement level 3 from")),
                ("level_4", models.PositiveIntegerField(default=75, verbose_name="engagement level 4 from")),
                ("shipped_digest", models.CharField(blank=True, editable=False, max_length=64)),
            ],
            options={
                "verbose_name": "grades, levels and evidence",
                "verbose_name_plural": "grades, levels and evidence",
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="scoring_settings_one_row"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("assumed_percent__lte", models.F("heard_percent")), ("heard_percent__lte", 100)
                        ),
                        name="evidence_rises_to_100",
                        violation_error_message="Assumed counts no more than heard, and heard no more than 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("grade_a__gt", models.F("grade_b")),
                            ("grade_a__lte", 100),
                            ("grade_b__gt", models.F("grade_c")),
                            ("grade_c__gt", 0),
                        ),
                        name="grades_fall",
                        violation_error_message="Grades fall: A above B above C above 0.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level_2__gt", 0),
                            ("level_3__gt", models.F("level_2")),
                            ("level_4__gt", models.F("level_3")),
                        ),
                        name="levels_rise",
                        violation_error_message="Levels rise: 2 below 3 below 4.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoringSettingsEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "assumed_percent",
                    models.PositiveSmallIntegerField(
                        default=50,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="assumed counts, percent",
                    ),
                ),
                (
                    "heard_percent",
                    models.PositiveSmallIntegerField(
                        default=80,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="heard counts, percent",
                    ),
                ),
                (
                    "grade_a",
                    models.PositiveSmallIntegerField(
                        default=75,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="grade A from",
                    ),
                ),
                (
                    "grade_b",
                    models.PositiveSmallIntegerField(
                        default=50,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="grade B from",
                    ),
                ),
                (
                    "grade_c",
                    models.PositiveSmallIntegerField(
                        default=25,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="grade C from",
                    ),
                ),
                ("level_2", models.PositiveIntegerField(default=15, verbose_name="engagement level 2 from")),
                ("level_3", models.PositiveIntegerField(default=40, verbose_name="engagement level 3 from")),
                ("level_4", models.PositiveIntegerField(default=75, verbose_name="engagement level 4 from")),
                ("shipped_digest", models.CharField(blank=True, editable=False, max_length=64)),
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
                        to="frameworks_app.scoringsettings",
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
            name="Segment",
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
                    "employees_at_least",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="employees at least"),
                ),
                (
                    "employees_at_most",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="employees at most"),
                ),
            ],
            options={
                "verbose_name": "segment",
                "verbose_name_plural": "segments",
                "ordering": ["position", "pk"],
                "abstract": False,
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("employees_at_least", None),
                            ("employees_at_most", None),
                            ("employees_at_least__lte", models.F("employees_at_most")),
                            _connector="OR",
                        ),
                        name="segment_band_is_rising",
                        violation_error_message="The band begins below where it ends.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SegmentEvent",
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
                    "employees_at_least",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="employees at least"),
                ),
                (
                    "employees_at_most",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="employees at most"),
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
                        to="frameworks_app.segment",
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
            name="SignalType",
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
                            ("interest", "Interest"),
                            ("intent", "Intent"),
                            ("feedback", "Feedback"),
                            ("negative", "Negative"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "points",
                    models.IntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(-100000),
                            django.core.validators.MaxValueValidator(100000),
                        ],
                        verbose_name="points",
                    ),
                ),
                (
                    "cap",
                    models.PositiveIntegerField(
                        help_text="The most that this type can move the score, up or down.",
                        validators=[django.core.validators.MaxValueValidator(100000)],
                        verbose_name="cap",
                    ),
                ),
                (
                    "half_life",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: never fades.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(3650),
                        ],
                        verbose_name="half-life, days",
                    ),
                ),
            ],
            options={
                "verbose_name": "signal type",
                "verbose_name_plural": "signal types",
                "ordering": ["position", "pk"],
                "abstract": False,
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cap__lte", 100000), ("points__gte", -100000), ("points__lte", 100000)),
                        name="signal_points_within_100000",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("half_life", None),
                            models.Q(("half_life__gte", 1), ("half_life__lte", 3650)),
                            _connector="OR",
                        ),
                        name="signal_half_life_1_to_3650",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignalTypeEvent",
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
                            ("interest", "Interest"),
                            ("intent", "Intent"),
                            ("feedback", "Feedback"),
                            ("negative", "Negative"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "points",
                    models.IntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(-100000),
                            django.core.validators.MaxValueValidator(100000),
                        ],
                        verbose_name="points",
                    ),
                ),
                (
                    "cap",
                    models.PositiveIntegerField(
                        help_text="The most that this type can move the score, up or down.",
                        validators=[django.core.validators.MaxValueValidator(100000)],
                        verbose_name="cap",
                    ),
                ),
                (
                    "half_life",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: never fades.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(3650),
                        ],
                        verbose_name="half-life, days",
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
                        to="frameworks_app.signaltype",
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
            name="SignOff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("icp", "ICP"), ("status", "Status")], max_length=6, verbose_name="kind"
                    ),
                ),
                ("key", models.SlugField(db_index=False, verbose_name="key")),
                (
                    "side",
                    models.CharField(
                        choices=[("marketing", "Marketing"), ("sales", "Sales")],
                        max_length=9,
                        verbose_name="signed for",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("sdr", "SDR"),
                            ("account_executive", "Account executive"),
                            ("manager", "Manager"),
                            ("marketing", "Marketing"),
                            ("admin", "Admin"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "signed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="signed"),
                ),
                ("review_on", models.DateField(verbose_name="to be reviewed on")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("definition", models.JSONField(verbose_name="what was signed")),
                ("digest", models.CharField(max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks_app.signoff",
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
                "verbose_name": "sign-off",
                "verbose_name_plural": "sign-offs",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "key", "side", "follows"),
                        name="one_sign_off_follows_another",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role", "admin"),
                            models.Q(("role", "marketing"), ("side", "marketing")),
                            models.Q(("role", "manager"), ("side", "sales")),
                            _connector="OR",
                        ),
                        name="each_side_signs_for_itself",
                    ),
                ],
                "indexes": [],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attribute",
            trigger=pgtrigger.compiler.Trigger(
                name="key_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."key" IS DISTINCT FROM (NEW."key"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="ee9532ea7fdc0b79061efafe9ee009d4a4d982b8",
                    operation="UPDATE",
                    pgid="pgtrigger_key_never_changes_b0ed5",
                    table="frameworks_app_attribute",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attribute",
            trigger=pgtrigger.compiler.Trigger(
                name="retired_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="096619c02a641dfb07ef43b5c3be32fdcd9a88c7",
                    operation="DELETE",
                    pgid="pgtrigger_retired_never_deleted_982e0",
                    table="frameworks_app_attribute",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attribute",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_attributeevent" ("choices", "description", "entity", "id", "is_active", "is_builtin", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "shipped_digest", "value_type") SELECT old_values."choices", old_values."description", old_values."entity", old_values."id", old_values."is_active", old_values."is_builtin", old_values."key", old_values."name", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."position", old_values."shipped_digest", old_values."value_type" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="79fb119eb30922a0f6b9222d80cd0f6a80cbbc6a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_83b54",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="frameworks_app_attribute",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attribute",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_attributeevent" ("choices", "description", "entity", "id", "is_active", "is_builtin", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "shipped_digest", "value_type") SELECT old_values."choices", old_values."description", old_values."entity", old_values."id", old_values."is_active", old_values."is_builtin", old_values."key", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."shipped_digest", old_values."value_type" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="3d92758898eb5b9a86c0906e7d9bd69685493dc2",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_929cf",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="frameworks_app_attribute",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="category",
            trigger=pgtrigger.compiler.Trigger(
                name="key_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."key" IS DISTINCT FROM (NEW."key"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="0f24cd4beffe3d57d27b983a2533ad95aa3c417a",
                    operation="UPDATE",
                    pgid="pgtrigger_key_never_changes_26373",
                    table="frameworks_app_category",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="category",
            trigger=pgtrigger.compiler.Trigger(
                name="retired_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="57e6e4f4701ab0f3361fbeb874baedf6d382470a",
                    operation="DELETE",
                    pgid="pgtrigger_retired_never_deleted_07c3a",
                    table="frameworks_app_category",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="category",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_categoryevent" ("description", "id", "is_active", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rank", "shipped_digest") SELECT old_values."description", old_values."id", old_values."is_active", old_values."key", old_values."kind", old_values."name", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."position", old_values."rank", old_values."shipped_digest" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a616197e77d8f7bf84b5328cc8f1ad9e077f3189",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_483c4",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="frameworks_app_category",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="category",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_categoryevent" ("description", "id", "is_active", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rank", "shipped_digest") SELECT old_values."description", old_values."id", old_values."is_active", old_values."key", old_values."kind", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."rank", old_values."shipped_digest" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="30de6d814558faa2e1d6c68f7d527f7456ba01ff",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_33fca",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="frameworks_app_category",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criterion",
            trigger=pgtrigger.compiler.Trigger(
                name="key_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."key" IS DISTINCT FROM (NEW."key"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="9c05826200ecf404abcb9154a8098e718f67b223",
                    operation="UPDATE",
                    pgid="pgtrigger_key_never_changes_bb9b1",
                    table="frameworks_app_criterion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criterion",
            trigger=pgtrigger.compiler.Trigger(
                name="retired_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="f9e310f6454b526ec7bfe1fb624010dafef0afa1",
                    operation="DELETE",
                    pgid="pgtrigger_retired_never_deleted_71413",
                    table="frameworks_app_criterion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criterion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_criterionevent" ("chapter", "derived_from", "description", "id", "is_active", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rubric", "shelf_life", "shipped_digest", "value_kind") SELECT old_values."chapter", old_values."derived_from", old_values."description", old_values."id", old_values."is_active", old_values."key", old_values."name", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."position", old_values."rubric", old_values."shelf_life", old_values."shipped_digest", old_values."value_kind" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="cb14b1263f0d606da35c9393836a70674e503a72",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c0f34",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="frameworks_app_criterion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criterion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_criterionevent" ("chapter", "derived_from", "description", "id", "is_active", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rubric", "shelf_life", "shipped_digest", "value_kind") SELECT old_values."chapter", old_values."derived_from", old_values."description", old_values."id", old_values."is_active", old_values."key", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."rubric", old_values."shelf_life", old_values."shipped_digest", old_values."value_kind" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f21e6997a450d1e746eca8c2aeaf35721a3a37f7",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_794f6",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="frameworks_app_criterion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decisioncondition",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_decisionconditionevent" ("at_least", "at_most", "currency", "days", "framework", "id", "kind", "or_open", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "row_id", "values") SELECT old_values."at_least", old_values."at_most", old_values."currency", old_values."days", old_values."framework", old_values."id", old_values."kind", old_values."or_open", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."position", old_values."row_id", old_values."values" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="2f678b58fe6624a8ff32e65eb7d218791df84946",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_495ca",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="frameworks_app_decisioncondition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decisioncondition",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_decisionconditionevent" ("at_least", "at_most", "currency", "days", "framework", "id", "kind", "or_open", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "row_id", "values") SELECT old_values."at_least", old_values."at_most", old_values."currency", old_values."days", old_values."framework", old_values."id", old_values."kind", old_values."or_open", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."row_id", old_values."values" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="428d8e6937a3f6bd456ae4efe9e11a43ce968af8",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ef0a0",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="frameworks_app_decisioncondition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decisionrow",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_decisionrowevent" ("category_id", "id", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "shipped_digest") SELECT old_values."category_id", old_values."id", old_values."key", old_values."name", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."position", old_values."shipped_digest" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="e017b183c7b5f54905e4441271e997c871d27de8",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5d63f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="frameworks_app_decisionrow",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decisionrow",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_decisionrowevent" ("category_id", "id", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "shipped_digest") SELECT old_values."category_id", old_values."id", old_values."key", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."shipped_digest" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c5dbdcf2043145ca8c38c9e187a45fc0c91a0191",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a7b34",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="frameworks_app_decisionrow",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="framework",
            trigger=pgtrigger.compiler.Trigger(
                name="key_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."key" IS DISTINCT FROM (NEW."key"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="001cfea142d4af1847ac48f5d1e8fa11c1d9952d",
                    operation="UPDATE",
                    pgid="pgtrigger_key_never_changes_84874",
                    table="frameworks_app_framework",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="framework",
            trigger=pgtrigger.compiler.Trigger(
                name="retired_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="70842d3f5a212dd37789a92bfc9de50e2b4ba0ec",
                    operation="DELETE",
                    pgid="pgtrigger_retired_never_deleted_20128",
                    table="frameworks_app_framework",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="framework",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_frameworkevent" ("choose_when", "description", "expansion", "id", "is_active", "is_retired", "key", "name", "pass_rule", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "shipped_digest", "strengths", "threshold", "weaknesses") SELECT old_values."choose_when", old_values."description", old_values."expansion", old_values."id", old_values."is_active", old_values."is_retired", old_values."key", old_values."name", old_values."pass_rule", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."position", old_values."shipped_digest", old_values."strengths", old_values."threshold", old_values."weaknesses" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="9be0d8244aa50258bae1e0624967fe066750c3a2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a846d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="frameworks_app_framework",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="framework",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_frameworkevent" ("choose_when", "description", "expansion", "id", "is_active", "is_retired", "key", "name", "pass_rule", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "shipped_digest", "strengths", "threshold", "weaknesses") SELECT old_values."choose_when", old_values."description", old_values."expansion", old_values."id", old_values."is_active", old_values."is_retired", old_values."key", old_values."name", old_values."pass_rule", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."shipped_digest", old_values."strengths", old_values."threshold", old_values."weaknesses" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="047974f45e4e0a9cd6e1854a89b8ef1b41cd4dd3",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4504b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="frameworks_app_framework",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="frameworkcriterion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_frameworkcriterionevent" ("criterion_id", "framework_id", "gate", "gate_evidence", "id", "label", "light", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "weight") SELECT old_values."criterion_id", old_values."framework_id", old_values."gate", old_values."gate_evidence", old_values."id", old_values."label", old_values."light", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."position", old_values."weight" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="606abfca1e2335dc44ef6ce7c547aec2c66c59f5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_79a0d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="frameworks_app_frameworkcriterion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="frameworkcriterion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_frameworkcriterionevent" ("criterion_id", "framework_id", "gate", "gate_evidence", "id", "label", "light", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "weight") SELECT old_values."criterion_id", old_values."framework_id", old_values."gate", old_values."gate_evidence", old_values."id", old_values."label", old_values."light", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."weight" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="805a0619161c9a1d47a1a9efc0f7d8ce813e8980",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9afc8",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="frameworks_app_frameworkcriterion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="icp",
            trigger=pgtrigger.compiler.Trigger(
                name="key_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."key" IS DISTINCT FROM (NEW."key"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="196b73597a5cb29848ef1818139392d66c4b7876",
                    operation="UPDATE",
                    pgid="pgtrigger_key_never_changes_0c849",
                    table="frameworks_app_icp",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="icp",
            trigger=pgtrigger.compiler.Trigger(
                name="retired_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="156ace608cbbd3f74129ae9572c9a066a6a2e252",
                    operation="DELETE",
                    pgid="pgtrigger_retired_never_deleted_5a407",
                    table="frameworks_app_icp",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="icp",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_icpevent" ("description", "id", "is_active", "key", "name", "persona_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "shipped_digest", "threshold") SELECT old_values."description", old_values."id", old_values."is_active", old_values."key", old_values."name", old_values."persona_id", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."position", old_values."shipped_digest", old_values."threshold" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c1f62a17d6f8b020178bdef828a225f354b19f78",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_92090",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="frameworks_app_icp",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="icp",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_icpevent" ("description", "id", "is_active", "key", "name", "persona_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "shipped_digest", "threshold") SELECT old_values."description", old_values."id", old_values."is_active", old_values."key", old_values."name", old_values."persona_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."shipped_digest", old_values."threshold" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="6448d4e054ef499e287de5db3eb2eccc71a0118c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0e8c6",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="frameworks_app_icp",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="icpcriterion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_icpcriterionevent" ("attribute_id", "icp_id", "id", "name", "operand", "operator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "position", "required") SELECT old_values."attribute_id", old_values."icp_id", old_values."id", old_values."name", old_values."operand", old_values."operator", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."points", old_values."position", old_values."required" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ad36835931b152a6115a37214e4e9a71d6752d2b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7cb7a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="frameworks_app_icpcriterion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="icpcriterion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_icpcriterionevent" ("attribute_id", "icp_id", "id", "name", "operand", "operator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "position", "required") SELECT old_values."attribute_id", old_values."icp_id", old_values."id", old_values."name", old_values."operand", old_values."operator", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."points", old_values."position", old_values."required" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="de928e00a0c76426d2c3167c16f9a64efe648b98",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_51cd7",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="frameworks_app_icpcriterion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="persona",
            trigger=pgtrigger.compiler.Trigger(
                name="key_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."key" IS DISTINCT FROM (NEW."key"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="a2d8826f02adca9fbe85b2be2ae62d0eb0a2f140",
                    operation="UPDATE",
                    pgid="pgtrigger_key_never_changes_ecd6f",
                    table="frameworks_app_persona",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="persona",
            trigger=pgtrigger.compiler.Trigger(
                name="retired_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="a6616f247fd1a292fb688d6b2796d7aab6d52dc8",
                    operation="DELETE",
                    pgid="pgtrigger_retired_never_deleted_4af87",
                    table="frameworks_app_persona",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="persona",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_personaevent" ("departments", "description", "id", "is_active", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "seniorities", "shipped_digest", "titles") SELECT old_values."departments", old_values."description", old_values."id", old_values."is_active", old_values."key", old_values."name", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."position", old_values."seniorities", old_values."shipped_digest", old_values."titles" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f3c6f73797f6d78ea8cd6a29cbdc4b4dfa133d3e",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d0efd",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="frameworks_app_persona",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="persona",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_personaevent" ("departments", "description", "id", "is_active", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "seniorities", "shipped_digest", "titles") SELECT old_values."departments", old_values."description", old_values."id", old_values."is_active", old_values."key", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."seniorities", old_values."shipped_digest", old_values."titles" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="3b8422654fcfc01e3d274f545a2dfbd42ca7850e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_510b7",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="frameworks_app_persona",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="key_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."key" IS DISTINCT FROM (NEW."key"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="165d9e6f665d04b75d464a13ea5ab6c4f7140df9",
                    operation="UPDATE",
                    pgid="pgtrigger_key_never_changes_6ee50",
                    table="frameworks_app_product",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="retired_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="39c29e4283ca2e75fe066ea2f0cc554dc9bed0f0",
                    operation="DELETE",
                    pgid="pgtrigger_retired_never_deleted_29b69",
                    table="frameworks_app_product",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_productevent" ("description", "id", "is_active", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "shipped_digest") SELECT old_values."description", old_values."id", old_values."is_active", old_values."key", old_values."name", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."position", old_values."shipped_digest" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="82c3ff838a9066e8da0e604251d1556350fbfcce",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_01d2a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="frameworks_app_product",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_productevent" ("description", "id", "is_active", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "shipped_digest") SELECT old_values."description", old_values."id", old_values."is_active", old_values."key", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."shipped_digest" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="016772b5dbdc2d1d2078e0ce96ad644b3bb60314",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_56e4f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="frameworks_app_product",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_questionevent" ("criterion_id", "framework_id", "id", "is_active", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "probes", "shipped_digest", "text") SELECT old_values."criterion_id", old_values."framework_id", old_values."id", old_values."is_active", old_values."key", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."position", old_values."probes", old_values."shipped_digest", old_values."text" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="4d52bf13f6178bcb0be43a627e87b1b69d919882",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4576c",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="frameworks_app_question",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_questionevent" ("criterion_id", "framework_id", "id", "is_active", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "probes", "shipped_digest", "text") SELECT old_values."criterion_id", old_values."framework_id", old_values."id", old_values."is_active", old_values."key", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."probes", old_values."shipped_digest", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="59ab73b5310ca866fbbc506e344af67e48954dbd",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c4b52",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="frameworks_app_question",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scoringmodelversion",
            trigger=pgtrigger.compiler.Trigger(
                name="published_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="165c8b3cc83f721d0ed14af125108dd5989cebaf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_published_never_changes_b4daa",
                    table="frameworks_app_scoringmodelversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scoringmodelversion",
            trigger=pgtrigger.compiler.Trigger(
                name="published_never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="92e1de93de1c13cf6537290e417fdacde8e22958",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_published_never_truncated_c44a9",
                    table="frameworks_app_scoringmodelversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scoringsettings",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_scoringsettingsevent" ("assumed_percent", "grade_a", "grade_b", "grade_c", "heard_percent", "id", "level_2", "level_3", "level_4", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shipped_digest") SELECT old_values."assumed_percent", old_values."grade_a", old_values."grade_b", old_values."grade_c", old_values."heard_percent", old_values."id", old_values."level_2", old_values."level_3", old_values."level_4", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."shipped_digest" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c116bc5897472584b092a50c64c0d6664326d937",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_37b14",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="frameworks_app_scoringsettings",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scoringsettings",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_scoringsettingsevent" ("assumed_percent", "grade_a", "grade_b", "grade_c", "heard_percent", "id", "level_2", "level_3", "level_4", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shipped_digest") SELECT old_values."assumed_percent", old_values."grade_a", old_values."grade_b", old_values."grade_c", old_values."heard_percent", old_values."id", old_values."level_2", old_values."level_3", old_values."level_4", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."shipped_digest" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="34d7c8472c996a6ea9f8aa49702a7eb6dd70185e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_881d6",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="frameworks_app_scoringsettings",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="segment",
            trigger=pgtrigger.compiler.Trigger(
                name="key_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."key" IS DISTINCT FROM (NEW."key"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="e1f398260729a3b07fbdc586bef491091a5f3e70",
                    operation="UPDATE",
                    pgid="pgtrigger_key_never_changes_83f1b",
                    table="frameworks_app_segment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="segment",
            trigger=pgtrigger.compiler.Trigger(
                name="retired_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="041e0ad9a9f67268084125067789e101b4933909",
                    operation="DELETE",
                    pgid="pgtrigger_retired_never_deleted_785ba",
                    table="frameworks_app_segment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="segment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_segmentevent" ("description", "employees_at_least", "employees_at_most", "id", "is_active", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "shipped_digest") SELECT old_values."description", old_values."employees_at_least", old_values."employees_at_most", old_values."id", old_values."is_active", old_values."key", old_values."name", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."position", old_values."shipped_digest" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="8164640a23bd338379adce89f9a3f95217f9a907",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4c741",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="frameworks_app_segment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="segment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_segmentevent" ("description", "employees_at_least", "employees_at_most", "id", "is_active", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "shipped_digest") SELECT old_values."description", old_values."employees_at_least", old_values."employees_at_most", old_values."id", old_values."is_active", old_values."key", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."shipped_digest" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="8afc8a0bed05ddd599da9b23758a781a9fb76dc3",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9cfae",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="frameworks_app_segment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signaltype",
            trigger=pgtrigger.compiler.Trigger(
                name="key_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."key" IS DISTINCT FROM (NEW."key"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="3a31137dd3b5cb8be2b45cadee5719a2c90bd582",
                    operation="UPDATE",
                    pgid="pgtrigger_key_never_changes_a3a89",
                    table="frameworks_app_signaltype",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signaltype",
            trigger=pgtrigger.compiler.Trigger(
                name="retired_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="d665dcd4cf0bf09eeeafb5f48392691c313c9ebe",
                    operation="DELETE",
                    pgid="pgtrigger_retired_never_deleted_be279",
                    table="frameworks_app_signaltype",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signaltype",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_signaltypeevent" ("cap", "description", "half_life", "id", "is_active", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "position", "shipped_digest") SELECT old_values."cap", old_values."description", old_values."half_life", old_values."id", old_values."is_active", old_values."key", old_values."kind", old_values."name", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."points", old_values."position", old_values."shipped_digest" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ca9b1d2c527f30229dccddfd482b654998383cdf",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d8b42",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="frameworks_app_signaltype",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signaltype",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "frameworks_app_signaltypeevent" ("cap", "description", "half_life", "id", "is_active", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "position", "shipped_digest") SELECT old_values."cap", old_values."description", old_values."half_life", old_values."id", old_values."is_active", old_values."key", old_values."kind", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."points", old_values."position", old_values."shipped_digest" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="0aa5328b96e0c6d687777d57bf7a1702722cd192",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ae61c",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="frameworks_app_signaltype",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signoff",
            trigger=pgtrigger.compiler.Trigger(
                name="signed_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b1223ddc79ab718a3a448e259af0dc081c03ca91",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_signed_never_changes_3b32c",
                    table="frameworks_app_signoff",
                    when="BEFORE",
                ),
            ),
        ),
    ]
