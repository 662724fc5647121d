import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import frameworks_app.models.texts


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_capacity_and_absence"),
        ("frameworks_app", "0004_two_sides_of_a_need"),
        ("pipeline", "0022_asked_of_stages"),
    ]

    operations = [
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
            ],
            options={
                "abstract": False,
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
            ],
            options={
                "verbose_name": "rule of hand-offs",
                "verbose_name_plural": "rules of hand-offs",
                "ordering": ["position", "pk"],
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
            ],
            options={
                "abstract": False,
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
            ],
            options={
                "abstract": False,
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
        ),
        migrations.RemoveConstraint(
            model_name="handoff",
            name="one_waiting_hand_off_per_lead",
        ),
        migrations.AddField(
            model_name="handoff",
            name="accept_by",
            field=models.DateTimeField(blank=True, null=True, verbose_name="accept by"),
        ),
        migrations.AddField(
            model_name="handoff",
            name="answer_by",
            field=models.DateTimeField(blank=True, null=True, verbose_name="answer by"),
        ),
        migrations.AddField(
            model_name="handoff",
            name="attempt_by",
            field=models.DateTimeField(blank=True, null=True, verbose_name="first attempt by"),
        ),
        migrations.AddField(
            model_name="handoff",
            name="attempt_told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="handoff",
            name="attempt_warn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="handoff",
            name="attempt_warned_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="handoff",
            name="escalate_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="handoff",
            name="escalated_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="handoff",
            name="first_attempt_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="first attempt"),
        ),
        migrations.AddField(
            model_name="handoff",
            name="minutes_to_accept",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="handoff",
            name="minutes_to_attempt",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="handoff",
            name="previous",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="next",
                to="pipeline.handoff",
                verbose_name="instead of",
            ),
        ),
        migrations.AddField(
            model_name="handoff",
            name="reassign_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="handoff",
            name="reassigned_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="given to somebody else"),
        ),
        migrations.AddField(
            model_name="handoff",
            name="warn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="handoff",
            name="warned_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="handoffclock",
            constraint=models.CheckConstraint(
                condition=models.Q(("accept_minutes__gte", 1)), name="clock_of_hand_offs_runs"
            ),
        ),
        migrations.AddConstraint(
            model_name="handoffclock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("attempt_minutes", None), ("attempt_minutes__gte", models.F("accept_minutes")), _connector="OR"
                ),
                name="attempt_is_not_due_before_acceptance",
                violation_error_message="The first attempt comes after accepting: give it at least as long.",
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
        migrations.AddField(
            model_name="handoff",
            name="clock",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="pipeline.handoffclock",
                verbose_name="clock",
            ),
        ),
        migrations.AddField(
            model_name="handoffclockevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="handoffclockevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="pipeline.handoffclock",
            ),
        ),
        migrations.AddField(
            model_name="handoffrule",
            name="categories",
            field=models.ManyToManyField(
                blank=True,
                help_text="None: MQL and PQL for sales development, SQL for account executives.",
                related_name="+",
                to="frameworks_app.category",
                verbose_name="statuses",
            ),
        ),
        migrations.AddField(
            model_name="handoffrule",
            name="last_given",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="handoffrule",
            name="people",
            field=models.ManyToManyField(
                blank=True,
                help_text="Who take part. None: everybody of the team with this role.",
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="people",
            ),
        ),
        migrations.AddField(
            model_name="handoffrule",
            name="products",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="frameworks_app.product", verbose_name="products"
            ),
        ),
        migrations.AddField(
            model_name="handoffrule",
            name="segments",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="frameworks_app.segment", verbose_name="segments"
            ),
        ),
        migrations.AddField(
            model_name="handoffrule",
            name="team",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hand_off_rules",
                to="accounts.team",
                verbose_name="team",
            ),
        ),
        migrations.AddField(
            model_name="handoff",
            name="rule",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="pipeline.handoffrule",
                verbose_name="rule",
            ),
        ),
        migrations.AddIndex(
            model_name="handoff",
            index=models.Index(
                condition=models.Q(
                    ("accepted_at", None), ("reassigned_at", None), ("returned_at", None), ("warn_at__isnull", False)
                ),
                fields=["warn_at"],
                name="hand_offs_that_wait",
            ),
        ),
        migrations.AddIndex(
            model_name="handoff",
            index=models.Index(
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
        ),
        migrations.AddIndex(
            model_name="handoff",
            index=models.Index(fields=["-occurred_at", "-id"], name="hand_offs_newest_first"),
        ),
        migrations.AddConstraint(
            model_name="handoff",
            constraint=models.UniqueConstraint(
                condition=models.Q(("accepted_at", None), ("reassigned_at", None), ("returned_at", None)),
                fields=("lead",),
                name="one_waiting_hand_off_per_lead",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reassigned_at", None), models.Q(("accepted_at", None), ("returned_at", None)), _connector="OR"
                ),
                name="reassigned_hand_off_was_not_answered",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("accept_by", None),
                    models.Q(
                        ("occurred_at__lte", models.F("accept_by")),
                        ("warn_at__lte", models.F("escalate_at")),
                        models.Q(
                            ("reassign_at", None), ("escalate_at__lte", models.F("reassign_at")), _connector="OR"
                        ),
                    ),
                    _connector="OR",
                ),
                name="hand_off_clock_runs_forward",
            ),
        ),
        migrations.AddField(
            model_name="handoffruleevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="handoffruleevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="pipeline.handoffrule",
            ),
        ),
        migrations.AddField(
            model_name="handoffruleevent",
            name="team",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accounts.team",
                verbose_name="team",
            ),
        ),
        migrations.AddConstraint(
            model_name="latenessrule",
            constraint=models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_rule_of_late_hand_offs"),
        ),
        migrations.AddConstraint(
            model_name="latenessrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("escalate_percent__lte", models.F("reassign_percent")),
                    ("reassign_percent__lte", 1000),
                    ("warn_percent__gte", 1),
                    ("warn_percent__lte", models.F("escalate_percent")),
                ),
                name="lateness_goes_from_reminder_to_reassignment",
                violation_error_message="First the reminder, then the manager, then the next person: 1 to 1000.",
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
        migrations.AddField(
            model_name="latenessruleevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="latenessruleevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="pipeline.latenessrule",
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
    ]
