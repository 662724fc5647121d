"""Stages as columns: their figures, and the cards that one sees at first."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, OuterRef, Sum, Value, When
from django.db.models.functions import Cast

from pipeline.models import Stage
from pipeline.reports.keyset import write

from .cards import BY_PRIORITY, SIZE, cards_of
from .clock import Clock


class Sums(NamedTuple):
    """Of the leads of one stage and currency."""

    currency: str
    count: int
    late: int
    waiting: int
    amount: Decimal | None


class Money(NamedTuple):
    amount: Decimal
    currency: str


@dataclass(frozen=True)
class Figures:
    """`values` are amounts by the probability of the stage, one for each currency, the largest first.

    `most` is how many leads of one team should be here at once, where the board shows all of one team's.
    """

    stage: Stage
    count: int = 0
    late: int = 0
    waiting: int = 0
    values: list = field(default_factory=list)
    most: int | None = None

    @property
    def is_over(self):
        return self.most is not None and self.count > self.most


@dataclass(frozen=True)
class Column:
    """`more` names the page after the cards; it is None where all cards are here."""

    stage: Stage
    figures: Figures
    cards: list
    more: str | None


def stages_of(user, team=None):
    """The stages of this person's team; whoever sees all teams sees the stages of all, or of the one chosen."""
    stages = Stage.objects.active().select_related("team")
    if user.sees_all_teams:
        return stages.for_team(team.pk) if team else stages
    return stages.for_team(user.team_id)


def columns_of(user, leads, stages, limits=None):
    """Open stages in their order with their first cards, then the closed ones, whose cards wait to be asked for.

    The stages come with_first.
    """
    stages = sorted(stages, key=lambda stage: not stage.is_open)
    clock = Clock(stages)
    figures = figures_of(leads, stages, clock, limits)
    cards = cards_of(user, [pk for stage in stages for pk in stage.first[:SIZE]], clock)
    return [column_of(stage, figures[stage.pk], cards) for stage in stages]


def with_first(stages, leads):
    """Each open stage with the keys of its best leads: for each, the database walks one index and stops."""
    here = leads.filter(state__stage=OuterRef("pk")).order_by(*BY_PRIORITY.columns(backwards=False))
    first = ArraySubquery(here.values("pk")[: SIZE + 1])
    none = Cast(Value("{}"), first.output_field)
    return stages.annotate(first=Case(When(kind=Stage.Kind.OPEN, then=first), default=none))


def column_of(stage, figures, cards):
    shown = [cards[pk] for pk in stage.first[:SIZE] if pk in cards]
    if stage.is_open:
        more = write("after", BY_PRIORITY, shown[-1].lead) if shown and len(stage.first) > SIZE else None
    else:
        more = "" if figures.count else None
    return Column(stage, figures, shown, more)


def figures_of(leads, stages, clock, limits=None):
    """Figures by stage; `limits` are the numbers of leads beyond which a column warns, by stage."""
    rows = (
        leads.filter(state__stage__in=stages)
        .order_by()
        .values_list("state__stage", "currency")
        .annotate(
            count=Count("pk"),
            late=Count("pk", filter=clock.late()),
            waiting=Count("state__held_until"),
            amount_sum=Sum("amount"),
        )
    )
    by_stage = {stage.pk: [] for stage in stages}
    for stage, *row in rows:
        by_stage[stage].append(Sums(*row))
    return {stage.pk: summed(stage, by_stage[stage.pk], (limits or {}).get(stage.pk)) for stage in stages}


def summed(stage, rows, most):
    worth = [
        Money(row.amount * stage.probability / 100, row.currency) for row in rows if row.amount and stage.probability
    ]
    return Figures(
        stage,
        count=sum(row.count for row in rows),
        late=sum(row.late for row in rows),
        waiting=sum(row.waiting for row in rows),
        values=sorted(worth, key=lambda money: (-money.amount, money.currency)),
        most=most,
    )
