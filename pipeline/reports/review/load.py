"""Who has how much: for each owner of a scope their leads by stage, their worth, and what waits for a hand."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, Sum

from accounts.models import User
from pipeline.models import FollowUp, Stage
from pipeline.reports.board.clock import Clock
from pipeline.reports.board.columns import Money
from pipeline.reports.follow_ups import Span, condition

COUNTED = ("leads", "stalled", "untouched", "waiting", "no_next_step")


@dataclass
class Load:
    """One owner; None is nobody. `values` are amounts by the probability of their stages, by currency."""

    owner: User | None
    stages: dict = field(default_factory=lambda: defaultdict(int))
    values: dict = field(default_factory=lambda: defaultdict(Decimal))
    leads: int = 0
    stalled: int = 0
    untouched: int = 0
    waiting: int = 0
    no_next_step: int = 0
    overdue: int = 0

    @property
    def worth(self):
        return [Money(amount, currency) for currency, amount in sorted(self.values.items()) if amount]


@dataclass(frozen=True)
class Loads:
    stages: list
    rows: list

    @property
    def most(self):
        """The longest bar."""
        return max((row.leads for row in self.rows), default=0)


def loads(leads):
    """Of these leads, such as Scope.of(review).leads(user): those that are open, by owner, the fullest hands first."""
    stages = list(Stage.objects.active().of_kind(Stage.Kind.OPEN))
    leads = leads.open().standing()
    by_owner = {}
    for row in counted(leads, Clock(stages)):
        add(by_owner.setdefault(row["state__owner"], Load(None)), row, stages)
    for owner, number in overdue(leads):
        by_owner.setdefault(owner, Load(None)).overdue = number
    people = User.objects.select_related("team").in_bulk(filter(None, by_owner))
    for key, load in by_owner.items():
        load.owner = people.get(key)
    there = {stage for load in by_owner.values() for stage in load.stages}
    return Loads(
        [stage for stage in stages if stage.pk in there],
        sorted(by_owner.values(), key=lambda load: (load.owner is None, -load.leads, str(load.owner))),
    )


def counted(leads, clock):
    """One statement, one row for each owner, stage and currency."""
    steps = FollowUp.objects.open().filter(lead=OuterRef("pk"))
    held = Q(state__held_until__isnull=False)
    rows = leads.annotate(has_step=Exists(steps)).order_by().values("state__owner", "state__stage", "currency")
    return rows.annotate(
        leads=Count("pk"),
        worth=Sum("amount"),
        stalled=Count("pk", filter=clock.stalled()),
        untouched=Count("pk", filter=Q(state__untouched_since__isnull=False)),
        waiting=Count("pk", filter=held),
        no_next_step=Count("pk", filter=Q(has_step=False) & ~held),
    )


def add(load, row, stages):
    probability = next((stage.probability for stage in stages if stage.pk == row["state__stage"]), None)
    load.stages[row["state__stage"]] += row["leads"]
    if row["worth"] and probability:
        load.values[row["currency"]] += row["worth"] * probability / 100
    for name in COUNTED:
        setattr(load, name, getattr(load, name) + row[name])


def overdue(leads):
    """Steps of these leads that are overdue, as the list of follow-ups says it, by whoever is to take them."""
    steps = FollowUp.objects.open().filter(condition(Span.OVERDUE), lead__in=leads).order_by()
    return steps.values_list("owner").annotate(number=Count("pk"))
