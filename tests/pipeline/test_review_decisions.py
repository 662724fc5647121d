"""What people decide in a review: done at once, replaced without loss, and a record in the end."""

from datetime import date, time, timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone
from icalendar import Calendar

from accounts.calendar import home_day
from pipeline.actions.follow_ups import finish_follow_up
from pipeline.actions.review_decisions import (
    Choice,
    DecidedMeanwhile,
    StillAsked,
    decide,
    keep_all_unflagged,
    take_back_decision,
)
from pipeline.actions.review_items import add_action_item, finish_action_item, reopen_action_item
from pipeline.actions.review_opening import open_review
from pipeline.actions.reviews import NotesChanged, ReviewClosed, close_review, write_notes
from pipeline.actions.stages import assign_lead
from pipeline.models import (
    ActionItem,
    FollowUp,
    Hold,
    Lead,
    LeadState,
    Message,
    Reason,
    Review,
    ReviewDecision,
    ReviewSchedule,
    Stage,
)
from pipeline.reports.review.changes import changes_since, number_changed
from pipeline.reports.review.counts import counts_of, overdue_items
from pipeline.reports.review.load import loads
from pipeline.reports.review.schedule import next_meeting
from pipeline.reports.review.scope import Scope
from tests.factories import AnswerFactory, LeadFactory, SignalFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db

KIND = ReviewDecision.Kind
TODAY = home_day()
SOON = TODAY + timedelta(days=8)


@pytest.fixture
def team(shipped):
    return TeamFactory()


@pytest.fixture
def helena(team):
    return UserFactory(manager=True, team=team)


@pytest.fixture
def maja(team):
    return UserFactory(sdr=True, team=team, language="pl")


@pytest.fixture
def lead(maja):
    return LeadFactory(owner=maja, stage=stage("contacting"), amount=900, currency="EUR", expected_close=TODAY)


@pytest.fixture
def fridays(team, helena, maja):
    made = ReviewSchedule.objects.create(name="Friday review", team=team, at=time(10))
    made.people.set([helena, maja])
    return made


@pytest.fixture
def review(fridays, helena, lead):
    return open_review(plan=fridays, by=helena)


def stage(key):
    return Stage.objects.get(key=key)


def reason(kind):
    return Reason.objects.filter(kind=kind).first()


def standing(lead):
    """Where a lead stands now: stage, owner, close date, on hold until."""
    state = LeadState.objects.select_related("stage", "lead").get(lead=lead)
    return state.stage.key, state.owner_id, state.lead.expected_close, state.held_until


def choose(review, lead, by, kind, seen=None, **said):
    return decide(review=review, lead=lead, choice=Choice(kind=kind, **said), by=by, seen=seen)


def revision(review):
    return Review.objects.values_list("revision", flat=True).get(pk=review.pk)


DECISIONS = {
    KIND.KEEP: lambda piotr: ({}, {}),
    KIND.ADVANCE: lambda piotr: ({"stage": stage("discovery"), "overrule": "They are ready"}, {"stage": "discovery"}),
    KIND.SLIP: lambda piotr: ({"day": SOON}, {"close": SOON}),
    KIND.REASSIGN: lambda piotr: ({"owner": piotr}, {"owner": piotr.pk}),
    KIND.HOLD: lambda piotr: ({"day": SOON, "waits_for": Hold.Kind.BUDGET}, {"held": SOON}),
    KIND.RETURN: lambda piotr: ({"reason": reason("returned")}, {"stage": "untouched", "owner": None}),
    KIND.NURTURE: lambda piotr: ({"reason": reason("nurture"), "day": SOON}, {"stage": "nurture"}),
    KIND.DISQUALIFY: lambda piotr: ({"reason": reason("disqualified")}, {"stage": "disqualified"}),
}


@pytest.mark.parametrize("kind", KIND.values)
def test_a_decision_is_done_at_once_and_taken_back_with_all_it_did(review, helena, maja, lead, team, kind):
    piotr = UserFactory(sdr=True, team=team)
    said, becomes = DECISIONS[kind](piotr)
    before = standing(lead)
    made = choose(review, lead, helena, kind, **said)
    names = ("stage", "owner", "close", "held")
    assert standing(lead) == tuple({**dict(zip(names, before, strict=True)), **becomes}.values())
    take_back_decision(review=review, lead=lead, by=helena, seen=made.pk)
    assert standing(lead) == before
    assert FollowUp.objects.open().count() == 0
    assert (revision(review), review.decisions.standing().count(), review.decisions.count()) == (2, 0, 1)


def test_the_second_of_two_is_told_what_the_first_decided_and_may_replace_it(review, helena, maja, lead):
    first = choose(review, lead, maja, KIND.SLIP, day=SOON)
    with pytest.raises(DecidedMeanwhile) as told:
        choose(review, lead, helena, KIND.NURTURE, reason=reason("nurture"))
    assert told.value.decision == first
    second = choose(review, lead, helena, KIND.NURTURE, seen=first.pk, reason=reason("nurture"))
    assert standing(lead)[0] == "nurture"
    assert standing(lead)[2] == TODAY
    assert list(review.decisions.standing()) == [second]
    assert list(review.decisions.values_list("kind", "by")) == [("slip", maja.pk), ("nurture", helena.pk)]


def test_what_somebody_has_changed_since_stays_when_a_decision_is_replaced(review, helena, maja, lead, team):
    piotr, ola = (UserFactory(sdr=True, team=team) for _each in range(2))
    made = choose(review, lead, helena, KIND.REASSIGN, owner=piotr)
    assign_lead(lead=lead, owner=ola, by=piotr)
    choose(review, lead, helena, KIND.KEEP, seen=made.pk)
    assert standing(lead)[1] == ola.pk


def test_to_advance_asks_what_the_stage_asks(review, maja, lead):
    """Maja is no manager, and nobody has reached anybody."""
    with pytest.raises(StillAsked) as told:
        choose(review, lead, maja, KIND.ADVANCE, stage=stage("discovery"), overrule="I say so")
    assert told.value.left
    assert (review.decisions.count(), standing(lead)[0], revision(review)) == (0, "contacting", 0)


def test_a_decision_with_a_name_and_a_date_is_a_follow_up(review, helena, maja, lead):
    made = choose(review, lead, helena, KIND.KEEP, owner=maja, day=SOON, note="Ask for the budget")
    item = made.action_item
    assert (item.text, item.owner, item.due_on, item.lead) == ("Ask for the budget", maja, SOON, lead)
    step = item.follow_up
    assert (step.owner, step.note, timezone.localtime(step.due_at, maja.zone).date()) == (maja, item.text, SOON)
    finish_follow_up(follow_up=step, by=maja)
    assert ActionItem.objects.get().is_done
    assert not ActionItem.objects.open().exists()


def test_an_item_is_done_once_with_its_follow_up_and_may_be_taken_up_again(review, helena, maja, lead):
    item = add_action_item(review=review, text="Send the offer", owner=maja, due_on=TODAY, by=helena, lead=lead)
    assert [finish_action_item(item=item, by=maja) for _click in range(2)] == [True, False]
    assert not FollowUp.objects.open().exists()
    item.refresh_from_db()
    assert (item.is_done, item.done_by) == (True, maja)
    reopen_action_item(item=item, by=maja)
    assert FollowUp.objects.open().get() == item.follow_up


def test_all_that_has_no_flag_is_kept_in_one_click(review, fridays, helena, maja, lead):
    choose(review, lead, helena, KIND.SLIP, day=SOON)
    close_review(review=review, by=helena)
    flagged = LeadFactory(owner=maja, stage=stage("evaluation"))
    others = [LeadFactory(owner=maja, stage=stage("contacting")) for _each in range(3)]
    second = open_review(plan=fridays, by=helena)
    choose(second, others[0], helena, KIND.SLIP, day=SOON)
    assert [keep_all_unflagged(review=second, by=helena) for _click in range(2)] == [3, 0]
    assert set(second.leads.carried().undecided().values_list("lead", flat=True)) == {flagged.pk}


def test_notes_of_two_writers_are_not_lost(review, helena, maja):
    write_notes(review=review, notes="Prices", was="", by=maja)
    with pytest.raises(NotesChanged) as told:
        write_notes(review=review, notes="Holidays", was="", by=helena)
    assert told.value.notes == "Prices"


def test_a_closed_review_is_a_record(review, helena, maja, lead):
    item = add_action_item(review=review, text="Send the offer", owner=maja, due_on=TODAY, by=helena)
    close_review(review=review, by=helena)
    for late in (
        lambda: choose(review, lead, helena, KIND.KEEP),
        lambda: write_notes(review=review, notes="More", was="", by=helena),
        lambda: add_action_item(review=review, text="More", owner=maja, due_on=TODAY, by=helena),
        lambda: close_review(review=review, by=helena),
    ):
        with pytest.raises(ReviewClosed):
            late()
    with pytest.raises(ProgrammingError, match="a closed review never changes"), transaction.atomic():
        ReviewDecision.objects.create(review=review, lead=lead, kind=KIND.KEEP)
    with pytest.raises(ProgrammingError, match="a closed review never changes"), transaction.atomic():
        ActionItem.objects.filter(pk=item.pk).update(text="Something else")
    assert finish_action_item(item=item, by=maja)


def test_notes_go_to_each_in_their_language_with_their_own_items(review, helena, maja, lead):
    guest = UserFactory(sdr=True, team=helena.team)
    add_action_item(review=review, text="Send the offer", owner=guest, due_on=date(2026, 5, 4), by=helena, lead=lead)
    write_notes(review=review, notes="A good week", was="", by=helena)
    close_review(review=review, by=helena)
    letters = {message.person: message for message in Message.objects.filter(kind="review")}
    assert set(letters) == {helena, maja, guest}
    assert [letters[person].language for person in (helena, maja)] == ["en", "pl"]
    assert "A good week" in letters[maja].text
    assert f"{guest}: Send the offer ({lead.headline})" in letters[helena].text
    assert letters[helena].attachment == ""
    (event,) = Calendar.from_ical(letters[guest].attachment).walk("VEVENT")
    assert (str(event["summary"]), event["dtstart"].dt) == (f"Send the offer: {lead.headline}", date(2026, 5, 4))


def test_what_is_overdue_from_earlier_reviews_comes_first(review, fridays, helena, maja):
    late = add_action_item(review=review, text="Late", owner=maja, due_on=TODAY - timedelta(days=2), by=helena)
    add_action_item(review=review, text="In time", owner=maja, due_on=TODAY, by=helena)
    done = add_action_item(review=review, text="Done", owner=maja, due_on=TODAY - timedelta(days=3), by=helena)
    finish_action_item(item=done, by=maja)
    close_review(review=review, by=helena)
    second = open_review(plan=fridays, by=helena)
    assert list(overdue_items(second, TODAY)) == [late]


def test_what_has_changed_since_the_snapshot_is_marked(review, helena, maja, lead, team, django_assert_num_queries):
    piotr = UserFactory(sdr=True, team=team)
    assert (number_changed(review), counts_of(review).now) == (0, 1)
    assign_lead(lead=lead, owner=piotr, by=helena)
    Lead.objects.filter(pk=lead.pk).update(amount=1000)
    AnswerFactory(lead=lead, days_ago=3)
    SignalFactory(lead=lead)
    rows = list(review.leads.all())
    with django_assert_num_queries(1):
        told = changes_since(review, rows)[lead.pk]
    assert (told.stage, told.owner, told.amount) == (None, (maja, piotr), ((900, "EUR"), (1000, "EUR")))
    assert (told.expected_close, told.answers, told.signals, number_changed(review)) == (None, 1, 1, 1)


@pytest.mark.parametrize("people", [1, 4])
def test_the_load_of_everybody_is_read_at_once(helena, team, django_assert_num_queries, people):
    for number in range(people):
        owner = UserFactory(sdr=True, team=team)
        for _lead in range(number + 1):
            LeadFactory(owner=owner, stage=stage("discovery"), amount=1000, currency="EUR")
        made = LeadFactory(owner=owner, stage=stage("untouched"))
        FollowUp.objects.create(lead=made, owner=owner, due_at=timezone.now() - timedelta(days=1))
    with django_assert_num_queries(5):
        found = loads(Scope(teams=(team.pk,)).leads(helena))
    fullest = found.rows[0]
    assert (len(found.rows), found.most, fullest.leads) == (people, people + 1, people + 1)
    assert [stage.key for stage in found.stages] == ["untouched", "discovery"]
    assert (fullest.untouched, fullest.no_next_step, fullest.overdue) == (people + 1, people, 1)
    assert fullest.worth == [(100 * people, "EUR")]


def test_a_review_every_second_week_comes_every_second_week(team):
    schedule = ReviewSchedule(team=team, weekday=5, every_weeks=2, at=time(10), starts_on=date(2026, 11, 2))
    first = next_meeting(schedule, timezone.make_aware(timezone.datetime(2026, 11, 3)))
    assert (first.date(), first.hour) == (date(2026, 11, 6), 10)
    assert next_meeting(schedule, first).date() == date(2026, 11, 20)
    assert next_meeting(schedule, first - timedelta(minutes=1)) == first


def test_who_sees_a_review_and_who_holds_it(review, helena, maja, team):
    stranger, guest = UserFactory(manager=True), UserFactory(sdr=True)
    admin, marketing = UserFactory(admin=True), UserFactory(marketing=True)
    review.people.add(guest)
    seen = {person: Review.objects.visible_to(person).exists() for person in (helena, maja, stranger, guest, admin)}
    assert seen == {helena: True, maja: True, stranger: False, guest: True, admin: True}
    held = {person: Review.objects.held_by(person).exists() for person in (helena, maja, stranger, admin, marketing)}
    assert held == {helena: True, maja: False, stranger: False, admin: True, marketing: False}
