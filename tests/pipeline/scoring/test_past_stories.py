"""A day gone by, as people knew it then: one story per kind of fact."""

from datetime import date, time, timedelta

import pytest

from accounts.models import Team
from frameworks_app.actions.publish import publish
from frameworks_app.models import Category, Framework, SignalType
from pipeline.actions.merge import merge_records, undo_merge
from pipeline.actions.overrides import lift_override, override_category
from pipeline.models import Company, LeadState, Merge, TeamWorkflow
from pipeline.scoring.past import override_as_of, score_as_of, version_on
from pipeline.scoring.sources import KnownOn
from tests.factories import AnswerFactory, CompanyFactory, LeadFactory, SignalFactory, UserFactory
from tests.pipeline.scoring.histories import ZONE, World, clock, instant

pytestmark = pytest.mark.usefixtures("shipped")

MONDAY = date(2026, 3, 23)
TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 3))


@pytest.fixture
def world():
    return World.begin(MONDAY)


def on(day, hour=None):
    return clock(instant(day, hour or time(12)))


@pytest.fixture
def lead(world):
    with on(MONDAY):
        return LeadFactory(company=CompanyFactory(employees=20))


def told(lead, day):
    found = score_as_of(lead.pk, day)
    return found and found.score


def test_a_lead_has_no_score_before_it_came(lead):
    assert told(lead, MONDAY - timedelta(days=1)) is None
    assert told(lead, MONDAY).category == "inquiry"


def test_a_lead_that_came_with_an_import_is_known_from_the_import_on(world):
    with on(WEDNESDAY):
        lead = LeadFactory(occurred_at=instant(MONDAY, time(9)))
    assert [told(lead, day) is None for day in (MONDAY, TUESDAY, WEDNESDAY)] == [True, True, False]


def test_nobody_had_a_score_before_the_first_version(lead):
    assert version_on(MONDAY - timedelta(days=41)) is None
    assert version_on(MONDAY - timedelta(days=40)) is not None


def test_a_signal_written_down_later_was_not_known_on_its_own_day(lead):
    with on(WEDNESDAY):
        SignalFactory(
            lead=lead,
            type=SignalType.objects.get(key="demo_request"),
            occurred_at=instant(TUESDAY, time(12)),
        )
    assert [told(lead, day).engagement > 0 for day in (TUESDAY, WEDNESDAY)] == [False, True]


def test_the_version_of_that_day_scores_by_its_own_points(lead):
    with on(TUESDAY):
        SignalFactory(lead=lead, type=SignalType.objects.get(key="demo_request"))
    with on(WEDNESDAY, time(0)):
        SignalType.objects.filter(key="demo_request").update(points=7, half_life=None)
        publish(by=None, note="Demo requests are cheap now")
    assert [told(lead, day).engagement for day in (TUESDAY, WEDNESDAY)] == [40_000_000, 7_000_000]


def test_a_team_that_took_up_another_way_of_working_had_the_old_one_before(lead):
    north = Team.objects.create(name="The north")
    with on(MONDAY):
        LeadState.objects.filter(lead=lead).update(team=north)
    with on(TUESDAY):
        way = TeamWorkflow.objects.create(team=north, leading_framework=Framework.objects.get(key="meddic"))
    with on(WEDNESDAY):
        TeamWorkflow.objects.filter(pk=way.pk).update(leading_framework=Framework.objects.get(key="champ"))
    with on(THURSDAY):
        TeamWorkflow.objects.filter(pk=way.pk).delete()
    days = (MONDAY, TUESDAY, WEDNESDAY, THURSDAY)
    assert [told(lead, day).leading for day in days] == ["bant", "meddic", "champ", "bant"]


def test_a_company_was_as_large_as_it_was_said_to_be(lead, world):
    with on(MONDAY):
        publish(by=None, note="Shops")
    with on(WEDNESDAY):
        Company.objects.filter(leads=lead).update(employees=900)
    assert [told(lead, day).fit_low for day in (TUESDAY, WEDNESDAY)] == [5000, 0]


def test_an_answer_counts_until_it_is_too_old_on_that_day(lead):
    with on(MONDAY):
        AnswerFactory(lead=lead, key="budget", rating=4, evidence="confirmed", last_day=TUESDAY)
    days = (MONDAY, TUESDAY, WEDNESDAY)
    assert [told(lead, day).qual_low for day in days] == [2500, 2500, 0]


def test_a_word_stood_from_the_day_it_was_given_until_the_day_it_was_lifted(lead, world):
    maja = world.people[0]
    with on(TUESDAY):
        given = override_category(lead=lead, category=Category.objects.get(key="sql"), why="I know them", by=maja)
    with on(THURSDAY):
        lift_override(lead=lead, by=maja)
    days = (MONDAY, TUESDAY, WEDNESDAY, THURSDAY)
    stood = [override_as_of(lead.pk, KnownOn.end_of(day, ZONE.key)) for day in days]
    assert stood == [None, given.pk, given.pk, None]


def test_merged_leads_are_told_apart_before_the_merge_and_after_it_was_taken_back(lead):
    admin = UserFactory(admin=True)
    demo = SignalType.objects.get(key="demo_request")
    SignalType.objects.filter(pk=demo.pk).update(half_life=None)
    with on(MONDAY):
        publish(by=None, note="Without fading")
        twin, third = LeadFactory(), LeadFactory()
        SignalFactory(lead=twin, type=demo)
    with on(TUESDAY):
        merge_records(kind="lead", kept=lead, merged=twin, taken=[], by=admin)
    with on(WEDNESDAY):
        merge_records(kind="lead", kept=third, merged=lead, taken=[], by=admin)
    days = (MONDAY, TUESDAY, WEDNESDAY)
    points = {each: [told(each, day).engagement // 1_000_000 for day in days] for each in (lead, twin, third)}
    assert points == {twin: [40, 0, 0], lead: [0, 40, 0], third: [0, 0, 40]}
    with on(THURSDAY):
        undo_merge(merge=Merge.objects.latest("pk"), by=admin)
    assert [told(lead, day).engagement // 1_000_000 for day in (MONDAY, THURSDAY)] == [0, 40]
