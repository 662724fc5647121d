"""To whom a lead goes by itself: in turn, to the least loaded, by territory; nobody who is away or has enough."""

from datetime import date

import pytest

from accounts.models import Absence
from frameworks_app.models import Category, Framework, Product, Segment
from pipeline.actions.hand_off_rules import ask_for_hand_over, hand_over_noted
from pipeline.actions.outcomes import return_lead
from pipeline.actions.overrides import override_category
from pipeline.actions.routes import handle_score_changes
from pipeline.models import HandOff, HandOffRule, Lead, LeadState, LeadToHandOver, Reason, Stage, TeamWorkflow
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import AnswerFactory, LeadFactory, TeamFactory, UserFactory
from tests.pipeline.hand_off_stories import (
    TUESDAY,
    at,
    chain,
    fresh,
    lead_of,
    owner_of,
    passed,
    rule_of,
    together,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(shipped):
    return TeamFactory(name="North", time_zone="Europe/Warsaw")


@pytest.fixture
def people(team):
    """Ada, Ben and Cleo, in the order in which they came."""
    return [UserFactory(sdr=True, team=team, first_name=name) for name in ("Ada", "Ben", "Cleo")]


@pytest.fixture(autouse=True)
def tuesday(monkeypatch):
    at(monkeypatch, TUESDAY)


def hand_over(*leads):
    for lead in leads:
        ask_for_hand_over([lead.pk])
        hand_over_noted()
    return [owner_of(lead) for lead in leads]


def test_in_turn(team, people):
    ada, ben, cleo = people
    rule_of(team)
    assert hand_over(*(lead_of() for _number in range(4))) == [ada, ben, cleo, ada]
    assert HandOff.objects.waiting().filter(kind="sdr", by=None, team=team).count() == 4


def test_in_turn_goes_on_after_somebody_who_is_gone(team, people):
    ada, ben, cleo = people
    rule_of(team, last_given=ben)
    ben.is_active = False
    ben.save()
    assert hand_over(lead_of(), lead_of()) == [cleo, ada]


def test_to_whoever_has_the_fewest_open_leads(team, people):
    ada, ben, cleo = people
    LeadFactory.create_batch(2, owner=ada)
    LeadFactory(owner=ben)
    LeadFactory.create_batch(3, owner=cleo, stage=Stage.objects.get(key="won"))
    rule_of(team, way=HandOffRule.Way.LEAST_LOADED)
    # Cleo has won hers; of two who have equally many it is the turn of the next.
    assert hand_over(*(lead_of() for _number in range(3))) == [cleo, ben, cleo]


def test_to_the_team_where_people_choose_themselves(team, people):
    rule_of(team, way=HandOffRule.Way.BY_HAND)
    lead = lead_of()
    assert hand_over(lead) == [None]
    state = LeadState.objects.get(lead=lead)
    assert (state.team, chain(lead)) == (team, [(None, "waiting")])


def test_who_has_enough_is_passed_over(team, people):
    ada, ben, cleo = people
    rule_of(team)
    for person, capacity in ((ada, 0), (ben, 1)):
        person.capacity = capacity
        person.save()
    assert hand_over(lead_of(), lead_of(), lead_of()) == [ben, cleo, cleo]


def test_who_is_away_today_is_passed_over(team, people):
    ada, ben, cleo = people
    rule_of(team)
    Absence.objects.create(person=ada, first_day=date(2026, 11, 2), last_day=date(2026, 11, 3))
    Absence.objects.create(person=ben, first_day=date(2026, 11, 4), last_day=date(2026, 11, 6))
    assert hand_over(lead_of(), lead_of()) == [ben, cleo]


def test_at_night_it_counts_who_is_there_in_the_morning(monkeypatch, team, people):
    ada, ben, _cleo = people
    rule_of(team)
    Absence.objects.create(person=ada, first_day=date(2026, 11, 9), last_day=date(2026, 11, 9))
    # Saturday: work goes on on Monday.
    at(monkeypatch, TUESDAY.replace(day=7))
    assert hand_over(lead_of()) == [ben]


def test_when_nobody_has_room_it_waits_for_the_team(team, people):
    rule = rule_of(team, people=people[:1])
    Absence.objects.create(person=people[0], first_day=date(2026, 11, 3), last_day=date(2026, 11, 3))
    lead = lead_of()
    assert hand_over(lead) == [None]
    assert (chain(lead), HandOff.objects.get().rule) == ([(None, "waiting")], rule)


def test_only_who_takes_part(team, people):
    rule_of(team, people=people[1:2])
    assert hand_over(lead_of(), lead_of()) == [people[1], people[1]]


def test_by_territory_product_and_segment(team, people):
    ada, ben, cleo = people
    editor, shop = (Product.objects.create(key=key, name={"en": key}) for key in ("editor", "shop"))
    big = Segment.objects.create(key="big", name={"en": "Big"})
    rule_of(team, people=[ada], territories=["PL", "DE"], position=1)
    rule_of(team, people=[ben], position=2).products.set([shop])
    rule_of(team, people=[cleo], position=3).segments.set([big])
    leads = [
        lead_of(company__country="DE", product=shop),
        lead_of(company__country="FR", product=shop),
        lead_of(company__country="FR", product=editor, segment=big),
        lead_of(company__country="FR", product=editor),
    ]
    assert hand_over(*leads) == [ada, ben, cleo, None]
    assert HandOff.objects.filter(lead=leads[-1]).count() == 0


def test_by_status(team, people):
    ada, ben, _cleo = people
    rule_of(team, people=[ada], position=1).categories.set(Category.objects.filter(key="pql"))
    rule_of(team, people=[ben], position=2)
    assert hand_over(lead_of("pql"), lead_of("mql"), lead_of("inquiry"), lead_of("check")) == [ada, ben, None, None]


def test_a_retired_rule_and_another_teams_lead(team, people):
    rule_of(team, is_active=False)
    rule_of(TeamFactory(name="South"))
    lead = lead_of(team=team)
    assert hand_over(lead) == [None]
    assert HandOff.objects.count() == 0


def test_what_somebody_has_has_closed_or_has_returned_stays_where_it_is(team, people):
    ada, ben, _cleo = people
    rule_of(team)
    owned, closed, returned = lead_of(owner=ben), lead_of(stage=Stage.objects.get(key="lost")), lead_of()
    alone = lead_of(contact__do_not_contact=True)
    passed(returned, to=ada)
    return_lead(lead=fresh(returned), reason=Reason.objects.get(key="bad_contact_data"), by=ada)
    assert hand_over(owned, closed, returned, alone) == [ben, None, None, None]
    assert HandOff.objects.count() == 1


def test_an_sql_goes_from_who_has_qualified_it_to_a_closer(team, people):
    ada = people[0]
    omar = UserFactory(account_executive=True, team=team)
    rule_of(team, kind=HandOff.Kind.ACCOUNT_EXECUTIVE)
    lead, theirs = lead_of("sql", owner=ada), lead_of("sql", owner=UserFactory(manager=True, team=team))
    assert hand_over(lead) == [omar]
    assert HandOff.objects.get().kind == "account_executive"
    hand_over(lead, theirs)
    assert HandOff.objects.count() == 1


def test_without_a_closer_who_has_room_it_stays_with_who_has_qualified_it(team, people):
    rule_of(team, kind=HandOff.Kind.ACCOUNT_EXECUTIVE)
    lead = lead_of("sql", owner=people[0])
    assert hand_over(lead) == [people[0]]
    assert chain(lead) == [(None, "waiting")]


def test_where_a_segment_needs_no_sql_the_sdr_goes_on(team, people):
    ada = people[0]
    omar = UserFactory(account_executive=True, team=team)
    rule_of(team, kind=HandOff.Kind.ACCOUNT_EXECUTIVE)
    small, big = (Segment.objects.create(key=key, name={"en": key}) for key in ("small", "big"))
    bant = Framework.objects.get(key="bant")
    TeamWorkflow.objects.create(segment=small, leading_framework=bant, sql_required=False)
    TeamWorkflow.objects.create(team=TeamFactory(), segment=big, leading_framework=bant, sql_required=False)
    assert hand_over(lead_of("sql", owner=ada, segment=small), lead_of("sql", owner=ada, segment=big)) == [ada, omar]


def test_the_teams_word_counts_before_the_segments(team):
    small = Segment.objects.create(key="small", name={"en": "Small"})
    bant = Framework.objects.get(key="bant")
    everywhere = TeamWorkflow.objects.get(team=None, segment=None)
    of_segment = TeamWorkflow.objects.create(segment=small, leading_framework=bant)
    assert TeamWorkflow.objects.closest(team.pk, small.pk) == of_segment
    of_team = TeamWorkflow.objects.create(team=team, leading_framework=bant)
    assert TeamWorkflow.objects.closest(team.pk, small.pk) == of_team
    of_both = TeamWorkflow.objects.create(team=team, segment=small, leading_framework=bant)
    assert TeamWorkflow.objects.closest(team.pk, small.pk) == of_both
    assert TeamWorkflow.objects.closest(None, None) == everywhere


def test_by_its_own_score(monkeypatch, team, people):
    monkeypatch.undo()
    omar = UserFactory(account_executive=True, team=team)
    rule_of(team, kind=HandOff.Kind.ACCOUNT_EXECUTIVE)
    lead = LeadFactory(owner=people[0])
    for key in ("budget", "authority", "need", "timeline"):
        AnswerFactory(lead=lead, key=key, rating=4, evidence="confirmed")
    rescore_all_marked()
    handle_score_changes()
    assert LeadToHandOver.objects.get().lead == lead
    hand_over_noted()
    hand_over_noted()
    assert (owner_of(lead), LeadToHandOver.objects.count(), HandOff.objects.count()) == (omar, 0, 1)


def test_by_a_persons_word(team, people):
    rule_of(team)
    lead = lead_of("inquiry", team=team)
    override_category(lead=lead, category=Category.objects.get(key="mql"), why="They rang us", by=people[2])
    hand_over_noted()
    assert owner_of(lead) == people[0]


def test_without_a_rule_nothing_is_noted(team, people):
    lead = lead_of(team=team)
    assert hand_over(lead) == [None]
    assert (LeadToHandOver.objects.count(), HandOff.objects.count()) == (0, 0)


def test_killed_before_the_end_it_is_done_the_next_time(monkeypatch, team, people):
    rule_of(team)
    lead = lead_of()
    ask_for_hand_over([lead.pk])
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.actions.hand_off_rules.pass_lead", killed)
        with pytest.raises(KeyboardInterrupt):
            hand_over_noted()
    assert (owner_of(lead), HandOff.objects.count(), HandOffRule.objects.get().last_given) == (None, 0, None)
    assert (hand_over_noted(), hand_over_noted(), owner_of(lead)) == (1, 0, people[0])


def killed(**_said):
    raise KeyboardInterrupt


@pytest.mark.django_db(transaction=True)
def test_three_workers_at_once_are_fair_and_fill_nobody_up(shipped):
    team = TeamFactory(working_days=list(range(1, 8)))
    people = UserFactory.create_batch(3, sdr=True, team=team)
    people[0].capacity = 2
    people[0].save()
    rule_of(team)
    ask_for_hand_over([lead_of().pk for _number in range(14)])
    together(3, hand_over_noted)
    counts = [LeadState.objects.filter(owner=person).count() for person in people]
    assert (counts, HandOff.objects.count(), LeadToHandOver.objects.count()) == ([2, 6, 6], 14, 0)
    assert Lead.objects.filter(state__owner=None).count() == 0
