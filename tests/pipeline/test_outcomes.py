"""The ways out of the pipeline and back: Maja decides, says why, and changes her mind."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from accounts.calendar import home_day
from pipeline.models import DiscoveryCall, FollowUp, HandOff, LeadState, Reason, Stage, StageMove
from tests.factories import AnswerFactory, LeadFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def maja(client, shipped):
    maja = UserFactory(sdr=True, team=TeamFactory(), first_name="Maja")
    client.force_login(maja)
    return maja


@pytest.fixture
def lead(maja):
    return LeadFactory(owner=maja, stage=stage("discovery"), company__name="Baltic Yarn")


def stage(key):
    return Stage.objects.get(key=key)


def reason(key):
    return Reason.objects.get(key=key)


def state_of(lead):
    return LeadState.objects.select_related("stage", "owner", "team").get(lead=lead)


def do(client, name, lead, **said):
    return client.post(reverse(f"pipeline:{name}", args=[lead.pk]), said)


def errors(response):
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def last_message(response):
    return list(get_messages(response.wsgi_request))[-1]


def undo(client, response):
    return last_message(client.post(last_message(response).extra_tags)).message


def disqualify(client, lead, **said):
    return do(client, "lead_disqualify", lead, **{"stage": stage("disqualified").pk, **said})


def park(client, lead, **said):
    return do(client, "lead_nurture", lead, **{"stage": stage("nurture").pk, **said})


def close(client, lead, **said):
    return do(client, "lead_close", lead, **{"closed_on": home_day().isoformat(), **said})


def plan(lead, owner, **how):
    return FollowUp.objects.create(lead=lead, owner=owner, due_at=timezone.now() + timedelta(days=2), **how)


# Disqualified


def test_disqualified_with_a_reason_and_a_friend_who_may_need_it(client, maja, lead):
    step = plan(lead, maja, note="Demo")
    response = disqualify(
        client, lead, reason=reason("no_need").pk, note="They sell nothing", referral="Ewa, Velo Nord"
    )
    assert last_message(response).message == "Disqualified: No need that we solve."
    move = StageMove.objects.get()
    assert (state_of(lead).stage.key, move.reason.key, move.note, move.by) == (
        "disqualified",
        "no_need",
        "They sell nothing\nMay need it: Ewa, Velo Nord",
        maja,
    )
    step.refresh_from_db()
    assert step.is_dropped is True


def test_a_reason_is_asked_and_what_was_typed_stays(client, lead):
    response = disqualify(client, lead, note="They sell nothing")
    assert errors(response) == {"reason": ["This field is required."]}
    assert "They sell nothing" in response.content.decode()
    assert "reason" in errors(disqualify(client, lead, reason=reason("lost_price").pk))


def test_she_takes_it_back_and_the_lead_stands_as_it_stood(client, maja, lead):
    step, entered = plan(lead, maja), state_of(lead).stage_changed_at
    response = disqualify(client, lead, reason=reason("no_need").pk)
    assert undo(client, response) == "Taken back: the lead is where it was."
    step.refresh_from_db()
    assert (state_of(lead).stage.key, state_of(lead).stage_changed_at) == ("discovery", entered)
    assert (step.done_at, step.is_dropped) == (None, False)


def test_nothing_is_taken_back_once_somebody_has_moved_the_lead(client, maja, lead):
    response = disqualify(client, lead, reason=reason("no_need").pk)
    do(client, "lead_reopen", lead)
    assert undo(client, response) == "Somebody has moved the lead since: nothing was taken back."
    assert state_of(lead).stage.key == "discovery"


def test_an_undo_is_only_for_whoever_decided_and_cannot_be_forged(client, maja, lead):
    address = last_message(disqualify(client, lead, reason=reason("no_need").pk)).extra_tags
    client.force_login(UserFactory(manager=True, team=maja.team))
    assert client.post(address).status_code == 404
    assert client.post(reverse("pipeline:decision_undo", args=["forged"])).status_code == 404
    assert client.post(address.replace("/undo/", "x/undo/")).status_code == 404


# Not now


def test_parked_it_comes_back_when_the_reason_says(client, maja, lead):
    promised = plan(lead, maja, note="Send the case study")
    park(client, lead, reason=reason("no_priority").pk)
    back = FollowUp.objects.exclude(pk=promised.pk).get()
    day = home_day() + timedelta(days=90)
    while day.isoweekday() > 5:
        day += timedelta(days=1)
    assert (state_of(lead).stage.key, timezone.localtime(back.due_at, maja.zone).date(), back.owner) == (
        "nurture",
        day,
        maja,
    )
    assert back.note == "Back from nurture: No priority"
    # What she has promised still holds.
    assert FollowUp.objects.open().filter(pk=promised.pk).exists()


def test_a_day_is_asked_where_the_reason_names_none(client, lead):
    response = park(client, lead, reason=reason("no_budget").pk)
    assert errors(response) == {
        "back_on": ["Say when to look at it again. For this reason: In the month when they next plan the budget."]
    }
    assert errors(park(client, lead, reason=reason("no_budget").pk, back_on=home_day())) == {
        "back_on": ["Choose a later day than today."]
    }
    day = home_day() + timedelta(days=200)
    response = park(client, lead, reason=reason("no_budget").pk, back_on=day)
    assert state_of(lead).stage.key == "nurture"
    assert undo(client, response) == "Taken back: the lead is where it was."
    assert FollowUp.objects.count() == 0


# Returned to marketing


def attempt(lead, by):
    now = timezone.now()
    return DiscoveryCall.objects.create(lead=lead, by=by, started_at=now, ended_at=now, outcome="voicemail")


def test_a_lead_is_not_returned_untried_unless_its_data_are_wrong(client, lead):
    response = do(client, "lead_return", lead, reason=reason("no_interest").pk)
    assert errors(response) == {
        "reason": ["Try to reach them first: only wrong data and duplicates are returned without an attempt."]
    }
    do(client, "lead_return", lead, reason=reason("bad_contact_data").pk)
    assert state_of(lead).owner is None


def test_returned_it_is_marketings_again_and_the_hand_off_says_why(client, maja, lead):
    hand_off = HandOff.objects.create(lead=lead, to=maja, team=maja.team, accepted_at=timezone.now(), accepted_by=maja)
    attempt(lead, maja)
    response = do(client, "lead_return", lead, reason=reason("no_interest").pk, note="Only wanted the e-book")
    # She sees it no more, and is led to her queue.
    assert response.url == reverse("pipeline:queue")
    state = state_of(lead)
    assert (state.stage.key, state.owner, state.team) == ("untouched", None, None)
    hand_off.refresh_from_db()
    assert (hand_off.returned_by, hand_off.reason.key, hand_off.note) == (
        maja,
        "no_interest",
        "Only wanted the e-book",
    )
    assert undo(client, response) == "Taken back: the lead is where it was."
    state = state_of(lead)
    hand_off.refresh_from_db()
    assert (state.stage.key, state.owner, state.team) == ("discovery", maja, maja.team)
    assert (hand_off.returned_at, hand_off.reason, hand_off.accepted_by) == (None, None, maja)


def test_a_return_without_a_hand_off_makes_one(client, maja, lead):
    attempt(lead, maja)
    response = do(client, "lead_return", lead, reason=reason("no_interest").pk)
    made = HandOff.objects.get()
    assert (made.to, made.team, made.returned_by) == (maja, maja.team, maja)
    undo(client, response)
    assert HandOff.objects.count() == 0


def test_a_returned_lead_that_marketing_has_passed_on_is_not_taken_back(client, maja, lead):
    attempt(lead, maja)
    response = do(client, "lead_return", lead, reason=reason("no_interest").pk)
    claire = UserFactory(sdr=True)
    LeadState.objects.filter(lead=lead).update(owner=claire, team=claire.team)
    assert undo(client, response) == "Somebody has moved the lead since: nothing was taken back."
    assert state_of(lead).owner == claire


# Won and lost


def asks_nothing(key):
    Stage.objects.filter(key=key).update(exit_criteria=[])


def test_won_it_keeps_what_for_and_why_and_what_whoever_serves_them_must_know(client, maja, lead):
    asks_nothing("discovery")
    won = {"stage": stage("won").pk, "reason": reason("speed").pk, "amount": "1200.50", "currency": "pln"}
    response = close(client, lead, **won, note="Live by May; Eva Holm signs the terms")
    assert last_message(response).message == "Won: Speed."
    assert StageMove.objects.get(lead=lead).note == "Live by May; Eva Holm signs the terms"
    lead.refresh_from_db()
    assert (state_of(lead).stage.key, lead.amount, lead.currency) == ("won", Decimal("1200.50"), "PLN")
    undo(client, response)
    lead.refresh_from_db()
    assert (state_of(lead).stage.key, lead.amount, lead.currency) == ("discovery", None, "")


def test_a_win_has_an_amount_and_an_amount_its_currency(client, lead):
    asks_nothing("discovery")
    assert errors(close(client, lead, stage=stage("won").pk, reason=reason("speed").pk)) == {
        "amount": ["Say what was won."],
        "note": ["Write the hand-over note: what was agreed, and with whom?"],
    }
    won = {"stage": stage("won").pk, "reason": reason("speed").pk, "amount": "10", "note": "Live by May"}
    assert errors(close(client, lead, **won)) == {"currency": ["An amount needs its currency, such as EUR."]}
    assert errors(close(client, lead, **won, currency="€")) == {
        "currency": ["A currency has three letters, such as EUR."]
    }


def test_lost_to_a_competitor_she_says_to_whom(client, lead):
    lost = {"stage": stage("lost").pk, "reason": reason("chose_competitor").pk}
    assert errors(close(client, lead, **lost)) == {"competitor": ["Say whom they chose."]}
    close(client, lead, **lost, competitor="Mailkite")
    assert (state_of(lead).stage.key, StageMove.objects.get().competitor) == ("lost", "Mailkite")


def test_a_reason_of_another_kind_is_refused(client, lead):
    response = close(client, lead, stage=stage("lost").pk, reason=reason("speed").pk)
    assert errors(response) == {"reason": ["Choose one of the reasons under “Lost”."]}


def test_closed_last_week_it_is_closed_on_that_day(client, lead):
    LeadState.objects.filter(lead=lead).update(stage_changed_at=timezone.now() - timedelta(days=30))
    day = home_day() - timedelta(days=7)
    lost = {"stage": stage("lost").pk, "reason": reason("lost_price").pk}
    assert errors(close(client, lead, **lost, closed_on=day - timedelta(days=40)))["closed_on"][0].startswith(
        "The lead came to Discovery after this day"
    )
    assert errors(close(client, lead, **lost, closed_on=home_day() + timedelta(days=1))) == {
        "closed_on": ["This day is still to come."]
    }
    close(client, lead, **lost, closed_on=day)
    assert timezone.localdate(StageMove.objects.get().occurred_at) == day


# And back


def test_reopened_it_stands_where_it_stood_with_all_that_was_heard(client, maja, lead):
    AnswerFactory(lead=lead, key="budget", rating=3)
    close(client, lead, stage=stage("lost").pk, reason=reason("lost_price").pk)
    disqualify(client, lead, reason=reason("no_need").pk)
    response = do(client, "lead_reopen", lead, note="They called us")
    assert last_message(response).message == "Reopened: it stands in Discovery again."
    assert (state_of(lead).stage.key, state_of(lead).owner, lead.answers.count()) == ("discovery", maja, 1)
    assert undo(client, response) == "Taken back: the lead is where it was."
    assert state_of(lead).stage.key == "disqualified"


def test_of_a_colleague_who_has_left_it_goes_to_whoever_reopens(client, maja, lead):
    close(client, lead, stage=stage("lost").pk, reason=reason("lost_price").pk)
    maja.is_active = False
    maja.save()
    helena = UserFactory(manager=True, team=maja.team)
    client.force_login(helena)
    response = do(client, "lead_reopen", lead)
    assert state_of(lead).owner == helena
    undo(client, response)
    assert state_of(lead).owner == maja


def test_a_lead_that_came_in_as_lost_begins_at_the_beginning(client, maja):
    lead = LeadFactory(owner=maja, stage=stage("lost"))
    do(client, "lead_reopen", lead)
    assert state_of(lead).stage.key == "untouched"


def test_an_open_lead_cannot_be_reopened(client, lead):
    assert last_message(do(client, "lead_reopen", lead)).message == "This lead is open already."
    assert StageMove.objects.count() == 0


def test_the_page_of_a_closed_lead_says_why_and_how_to_come_back(client, maja, lead):
    close(client, lead, stage=stage("lost").pk, reason=reason("chose_competitor").pk, competitor="Mailkite")
    page = client.get(reverse("pipeline:lead_detail", args=[lead.pk]))
    assert page.context["closing"].competitor == "Mailkite"
    assert reverse("pipeline:lead_reopen", args=[lead.pk]) in page.content.decode()
    assert reverse("pipeline:lead_close", args=[lead.pk]) not in page.content.decode()


# Accepted


def test_she_accepts_by_a_button_and_a_lead_of_the_team_becomes_hers(client, maja):
    lead = LeadFactory(team=maja.team)
    hand_off = HandOff.objects.create(lead=lead, team=maja.team)
    assert last_message(do(client, "lead_accept", lead)).message == "Accepted: the lead is yours to work."
    hand_off.refresh_from_db()
    assert (hand_off.accepted_by, state_of(lead).owner) == (maja, maja)
    assert last_message(do(client, "lead_accept", lead)).message == "Nothing waits to be accepted here."


def test_starting_a_call_accepts(client, maja, lead):
    hand_off = HandOff.objects.create(lead=lead, to=maja)
    do(client, "call_start", lead)
    hand_off.refresh_from_db()
    assert hand_off.accepted_by == maja


# Who may


@pytest.mark.parametrize("name", ["lead_disqualify", "lead_nurture", "lead_return", "lead_close", "lead_accept"])
def test_a_colleague_and_a_stranger_decide_nothing(client, maja, lead, name):
    for person in (UserFactory(sdr=True, team=maja.team), UserFactory(sdr=True)):
        client.force_login(person)
        assert do(client, name, lead).status_code == 404
    assert state_of(lead).stage.key == "discovery"


# Moving


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("lost", "lead_close"),
        ("won", "lead_close"),
        ("nurture", "lead_nurture"),
        ("disqualified", "lead_disqualify"),
    ],
)
def test_a_move_out_of_the_pipeline_asks_what_that_way_asks(client, lead, key, name):
    wanted = stage(key)
    way = f"{reverse(f'pipeline:{name}', args=[lead.pk])}?stage={wanted.pk}"
    assert client.get(f"{reverse('pipeline:lead_move', args=[lead.pk])}?stage={wanted.pk}").url == way
    assert do(client, "lead_move", lead, stage=wanted.pk).url == way
    assert client.get(way).context["form"].initial["stage"] == wanted.pk


def test_a_lead_that_goes_round_in_time_keeps_its_moves_in_order(client, maja, lead):
    """Closed for an earlier day than it came to its stage within that day."""
    entered = timezone.now().replace(hour=21) - timedelta(days=3)
    LeadState.objects.filter(lead=lead).update(stage_changed_at=entered)
    day = timezone.localdate(entered)
    close(client, lead, stage=stage("lost").pk, reason=reason("lost_price").pk, closed_on=day)
    assert StageMove.objects.get().occurred_at == entered
