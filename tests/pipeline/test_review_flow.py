"""What became of leads between two moments: histories made at random, and a plain reading of them."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.models import Group, HandOff, Lead, LeadState, Note, Reason, Stage, StageMove
from pipeline.reports.review.flow import flow
from pipeline.reports.review.scope import Scope
from tests.factories import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db

OPEN = ["untouched", "contacting", "discovery", "proposal"]
CLOSED = ["won", "lost", "nurture", "disqualified"]
PEOPLE = [None, 0, 1, 2]
DAYS = 12

STEPS = st.one_of(
    st.tuples(st.just("move"), st.sampled_from(OPEN + CLOSED)),
    st.tuples(st.just("assign"), st.sampled_from(PEOPLE)),
    st.tuples(st.just("amount"), st.sampled_from([None, 10, 20])),
    st.tuples(st.just("give_back"), st.none()),
    st.tuples(st.just("note"), st.none()),
)
# Each step on a day of its own, so that no two are at the same moment.
HISTORIES = st.lists(
    st.fixed_dictionaries(
        {
            "owner": st.sampled_from(PEOPLE),
            "steps": st.dictionaries(st.integers(1, DAYS), STEPS, max_size=6),
        }
    ),
    min_size=1,
    max_size=5,
)
SCOPES = st.fixed_dictionaries(
    {
        "team": st.sampled_from([None, 0, 1]),
        "owner": st.sampled_from([None, None, 0, 1]),
        "stages": st.sampled_from([(), ("discovery",), ("contacting", "proposal")]),
    }
)
MOMENTS = st.lists(st.integers(0, DAYS + 1), min_size=3, max_size=3, unique=True).map(sorted)


def story(owner, steps):
    return {"owner": owner, "steps": steps}


# Once by luck is not enough: what came and was closed in between, came back, was returned, was passed on again.
MAJAS_TEAM = {"team": 0, "owner": None, "stages": ()}
OFFERS = {"team": None, "owner": None, "stages": ("contacting", "proposal")}


class House:
    """Two teams: Maja and Piotr in the one, Ola in the other."""

    def __init__(self):
        self.teams = [TeamFactory(), TeamFactory()]
        self.people = [UserFactory(sdr=True, team=self.teams[at]) for at in (0, 0, 1)]
        self.stages = {stage.key: stage for stage in Stage.objects.all()}
        self.reason = Reason.objects.filter(kind="returned").first()
        self.start = timezone.now() - timedelta(days=DAYS + 3)

    def at(self, day):
        return self.start + timedelta(days=day)

    def scope(self, named):
        return Scope(
            teams=() if named["team"] is None else (self.teams[named["team"]].pk,),
            owners=() if named["owner"] is None else (self.people[named["owner"]].pk,),
            stages=tuple(self.stages[key].pk for key in named["stages"]),
        )

    def live(self, history):
        """A lead that arrives half a day after the start and to which all this happens."""
        lead = Lead.objects.create(occurred_at=self.at(0.5), currency="EUR")
        self.give(lead, history["owner"])
        self.date(lead, self.at(0.5))
        for day, (what, said) in sorted(history["steps"].items()):
            getattr(self, what)(lead, said, self.at(day))
            self.date(lead, self.at(day))
        return lead

    def date(self, lead, moment):
        """History keeps the time of the clock: it is told the time of the story."""
        for table in ("leadevent", "leadstateevent"):
            with connection.cursor() as cursor:
                cursor.execute(
                    f"UPDATE pipeline_{table} SET pgh_created_at = %s"  # noqa: S608 our own names
                    " WHERE pgh_obj_id = %s AND pgh_created_at > %s",
                    [moment, lead.pk, self.at(DAYS + 2)],
                )

    def give(self, lead, person):
        owner = None if person is None else self.people[person]
        LeadState.objects.filter(lead=lead).update(owner=owner, team=owner and owner.team)

    def assign(self, lead, person, at):
        self.give(lead, person)

    def move(self, lead, key, at):
        before = LeadState.objects.get(lead=lead).stage
        if before.key != key:
            StageMove.objects.create(lead=lead, from_stage=before, to_stage=self.stages[key], occurred_at=at)
            LeadState.objects.filter(lead=lead).update(stage=self.stages[key], stage_changed_at=at)

    def amount(self, lead, amount, at):
        Lead.objects.filter(pk=lead.pk).update(amount=amount)

    def note(self, lead, _said, at):
        Note.objects.create(lead=lead, text="Called back", occurred_at=at)

    def give_back(self, lead, _said, at):
        state = LeadState.objects.get(lead=lead)
        HandOff.objects.create(
            lead=lead, team=state.team, to=state.owner, returned_at=at, reason=self.reason, occurred_at=self.at(0)
        )
        self.move(lead, "untouched", at)
        self.give(lead, None)


class Told:
    """The same history read by hand, day by day."""

    def __init__(self, history):
        self.history = history
        self.days = [self.state(day) for day in range(DAYS + 2)]

    def state(self, day):
        """What a lead is at the end of a day: None before it has arrived."""
        if day == 0:
            return None
        now = {"owner": self.history["owner"], "stage": "untouched", "amount": None, "place": self.history["owner"]}
        for at, (what, said) in sorted(self.history["steps"].items()):
            if at > day:
                break
            if what == "move":
                now["stage"] = said
            if what == "assign":
                now["owner"] = said
            if what == "amount":
                now["amount"] = said
            if what == "give_back":
                now |= {"owner": None, "stage": "untouched"}
            if now["owner"] is not None:
                now["place"] = now["owner"]
        return now

    def happened(self, then, now, *kinds):
        return [what for day, (what, _said) in self.history["steps"].items() if then < day <= now and what in kinds]

    def belongs(self, person, scope):
        team = None if person is None else (0, 0, 1)[person]
        return scope["team"] in {None, team} and scope["owner"] in {None, person}

    def was(self, day, scope):
        """In scope at the end of a day, and open."""
        then = self.days[day]
        named = scope["stages"] or OPEN
        return then is not None and then["stage"] in named and self.belongs(then["owner"], scope)

    def left_a_stage(self, then, now, scope):
        """Some day's stage in between was one of the scope's, and the next day it was another."""
        named = scope["stages"] or OPEN
        stages = [self.days[day]["stage"] if self.days[day] else "untouched" for day in range(then, now + 1)]
        return any(a in named and a != b for a, b in zip(stages, stages[1:], strict=False))

    def is_returned(self, then, now):
        return self.days[now]["owner"] is None and bool(self.happened(then, now, "give_back"))

    def stands(self, then, now, scope):
        state = self.days[now]
        returned = self.is_returned(then, now)
        if not self.belongs(state["place"] if returned else state["owner"], scope):
            return False
        if state["stage"] in (scope["stages"] or OPEN):
            return True
        is_over = state["stage"] in CLOSED or returned
        return is_over and (self.was(then, scope) or self.left_a_stage(then, now, scope))

    def group(self, then, now, scope):
        was, stands = self.was(then, scope), self.stands(then, now, scope)
        if not was and not stands:
            return None
        if not was:
            return Group.NEW
        if not stands:
            return Group.LEFT
        before, after = self.days[then], self.days[now]
        if after["stage"] in CLOSED:
            return Group(after["stage"])
        if self.is_returned(then, now):
            return Group.RETURNED
        if after["stage"] != before["stage"]:
            order = OPEN.index(after["stage"]) > OPEN.index(before["stage"])
            return Group.ADVANCED if order else Group.MOVED_BACK
        moved = len({self.days[day]["stage"] for day in range(then, now + 1)}) > 1
        is_worked = moved or after["amount"] != before["amount"] or self.happened(then, now, "note")
        return Group.WORKED if is_worked else Group.IDLE


@pytest.fixture
def house(shipped):
    return House()


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories=HISTORIES, scope=SCOPES, moments=MOMENTS)
@example([story(0, {3: ("move", "won")})], MAJAS_TEAM, [0, 5, 9])
@example([story(0, {1: ("move", "nurture"), 4: ("move", "discovery"), 6: ("move", "lost")})], MAJAS_TEAM, [2, 7, 9])
@example([story(0, {4: ("give_back", None)})], MAJAS_TEAM, [2, 6, 9])
@example([story(0, {4: ("give_back", None), 5: ("assign", 1)})], MAJAS_TEAM, [2, 6, 9])
@example([story(0, {2: ("move", "discovery"), 4: ("move", "proposal"), 6: ("move", "won")})], OFFERS, [3, 5, 7])
def test_every_lead_is_in_the_one_group_that_its_history_tells(house, histories, scope, moments):
    with transaction.atomic():
        told = {house.live(history).pk: Told(history) for history in histories}
        first, second, third = moments
        named = house.scope(scope)
        flows = [flow(named, house.at(a), house.at(b)) for a, b in ((first, second), (second, third))]
        for found, (then, now) in zip(flows, ((first, second), (second, third)), strict=True):
            expected = {pk: group for pk, lead in told.items() if (group := lead.group(then, now, scope))}
            assert {row.lead_id: row.group for row in found.rows} == expected
            counts = found.counts
            assert len(found.rows) == sum(counts.groups.values())
            assert counts.then + counts.new - counts.left == counts.now
        # What one flow carries on is what the next begins with.
        carried = {row.lead_id for row in flows[0].rows if row.is_carried}
        assert carried == {row.lead_id for row in flows[1].rows if row.was_in_scope}
        # As it stands is as of a moment after all that happened.
        assert flow(named, house.at(first)).rows == flow(named, house.at(first), house.at(DAYS + 1)).rows
        transaction.set_rollback(True)
