"""The pages of a pipeline review: what one reads, decides and leaves behind there, and who may."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.calendar import home_day
from pipeline.actions.review_decisions import Choice, decide
from pipeline.actions.review_items import add_action_item
from pipeline.actions.review_opening import open_review
from pipeline.actions.reviews import close_review
from pipeline.models import (
    ActionItem,
    FollowUp,
    Lead,
    LeadState,
    Message,
    Reason,
    Review,
    ReviewDecision,
    ReviewSchedule,
)
from pipeline.reports.review.counts import counts_of
from pipeline.reports.review.drawing import drawing_of
from tests.factories import LeadFactory, TeamFactory, UserFactory

from .review_stories import held_twice, shop, stage

pytestmark = pytest.mark.django_db

SOON = home_day() + timedelta(days=8)
MOST = 15


@pytest.fixture
def team(shipped):
    return TeamFactory(name="North")


@pytest.fixture
def helena(team):
    return UserFactory(manager=True, team=team, first_name="Helena")


@pytest.fixture
def maja(team):
    return UserFactory(sdr=True, team=team, first_name="Maja")


@pytest.fixture
def story(helena, maja):
    return held_twice(helena, maja)


@pytest.fixture
def review(story):
    return story["review"]


@pytest.fixture
def desk(client, helena):
    client.force_login(helena)
    return client


def page(name, *args):
    return reverse(f"pipeline:{name}", args=args)


def agenda(review):
    return list(review.leads.agenda().values_list("lead", flat=True))


def decided(review):
    return set(review.decisions.standing().values_list("lead", "kind"))


def said(review, lead, kind, **more):
    standing = review.decisions.standing().filter(lead=lead).first()
    return {"kind": kind, "seen": standing.pk if standing else "", "note": "", **more}


def test_the_first_page_adds_up_before_the_readers_eyes(desk, review):
    counts = counts_of(review)
    assert (counts.then, counts.new, counts.left, counts.now) == (10, 2, 0, 12)
    html = desk.get(page("review_detail", review.pk)).content.decode()
    total = html[html.index('class="review-sum"') :]
    numbers = [part.split("</b>")[0] for part in total[: total.index("</p>")].split("<b>")[1:]]
    assert numbers == ["10", "2", "0", "12"]


def test_every_number_opens_the_names_behind_it(desk, review):
    counts = counts_of(review)
    shown = {}
    for group, number in counts.groups.items():
        html = desk.get(page("review_names", review.pk), {"part": group}).content.decode()
        shown[group] = html.count('<li class="review-lead-row">')
        assert shown[group] == number
    assert sum(shown.values()) == 12


def test_what_was_put_off_and_worth_less_is_marked_with_what_it_was(desk, review, story):
    saffron, harbour = story["reviewed"][9], story["reviewed"][1]
    rows = {
        part: list(desk.get(page("review_names", review.pk), {"part": part}).context["rows"])
        for part in ("amount", "close")
    }
    found = {part: [row.lead_id for row, _decision, _since in each] for part, each in rows.items()}
    # What was won was won for another amount than expected, too.
    assert found == {"amount": [story["reviewed"][4].pk, saffron.pk], "close": [harbour.pk]}


def test_the_drawing_ends_where_the_bars_end(review):
    counts = counts_of(review)
    drawing = drawing_of(counts)
    assert sorted(row.number for row in drawing.rows) == sorted(filter(None, counts.groups.values()))
    assert sum(row.number for row in drawing.rows if row.before) == counts.then
    assert sum(row.number for row in drawing.rows if row.after) == counts.now


@pytest.mark.parametrize("more", [0, 40])
def test_every_page_of_a_review_asks_as_much_whatever_its_size(client, helena, maja, more):
    for number in range(more):
        shop(f"Shop {number}", "evaluation", 1000 + number, "EUR", owner=maja)
    review = held_twice(helena, maja)["review"]
    lead = agenda(review)[0]
    close_page = page("review_close", review.pk)
    addresses = {
        "list": page("review_list"),
        "first": page("review_detail", review.pk),
        "names": page("review_names", review.pk) + "?part=carried",
        "lead": page("review_lead", review.pk, lead),
        "more": page("review_lead_more", review.pk, lead),
        "notes": page("review_notes", review.pk),
        "close": close_page,
        "load": page("review_load"),
        "changes": page("review_changes", review.pk) + f"?lead={lead}",
        "schedule": page("review_schedule_create"),
    }
    client.force_login(helena)
    asked = {}
    for name, address in addresses.items():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        asked[name] = len(captured)
    assert {name: number for name, number in asked.items() if number > MOST} == {}
    before = STATEMENTS.setdefault("asked", asked)
    assert asked == before


STATEMENTS = {}


def test_nothing_new_costs_three_statements_and_answers_with_nothing(desk, review):
    seen = desk.get(page("review_changes", review.pk)).json()["revision"]
    with CaptureQueriesContext(connection) as captured:
        answer = desk.get(page("review_changes", review.pk), {"seen": seen})
    # Session, person, and the review.
    assert (answer.status_code, len(captured)) == (204, 3)


def test_what_another_decides_is_in_the_next_answer(desk, review, helena):
    lead = Lead.objects.get(pk=agenda(review)[0])
    seen = desk.get(page("review_changes", review.pk)).json()["revision"]
    decide(review=review, lead=lead, choice=Choice(kind="keep", note="Still hot"), by=helena)
    body = desk.get(page("review_changes", review.pk), {"seen": seen, "lead": lead.pk}).json()
    assert body["revision"] != seen
    assert "Still hot" in body["html"]
    assert 'id="review-progress">1/' in body["html"]


def test_an_item_that_came_meanwhile_leads_back_to_the_page(desk, review, helena):
    add_action_item(review=review, text="Send the offer", owner=helena, due_on=SOON, by=helena)
    html = desk.get(page("review_changes", review.pk)).json()["html"]
    assert f'name="back" value="{page("review_detail", review.pk)}"' in html


def test_each_decision_asks_for_what_it_needs(desk, review):
    lead = agenda(review)[0]
    errors = {}
    for kind in ReviewDecision.Kind:
        answer = desk.post(page("review_lead", review.pk, lead), said(review, lead, kind, stage=""))
        errors[kind.value] = sorted(answer.context["form"].errors) if answer.context else []
    assert errors == {
        "keep": [],
        "advance": ["stage"],
        "slip": ["close_on"],
        "reassign": ["to"],
        "hold": ["until", "waits_for"],
        "return": ["return_reason"],
        "nurture": ["nurture_reason"],
        "disqualify": ["disqualify_reason"],
    }


def test_a_decision_goes_on_to_the_next_lead_that_is_undecided(desk, review, maja):
    first, second = agenda(review)[:2]
    more = {"note": "Call their new buyer", "who": maja.pk, "by_day": SOON.isoformat()}
    answer = desk.post(page("review_lead", review.pk, first), said(review, first, "keep", **more))
    assert answer.url == page("review_lead", review.pk, second)
    item = ActionItem.objects.get(decision__lead=first)
    assert (item.owner, item.due_on, item.text) == (maja, SOON, "Call their new buyer")
    assert FollowUp.objects.filter(action_item=item, owner=maja).exists()


def test_the_last_decision_leads_back_to_the_first_page(desk, review):
    for lead in agenda(review):
        answer = desk.post(page("review_lead", review.pk, lead), said(review, lead, "keep"))
    assert answer.url == page("review_detail", review.pk)


def test_slip_and_nurture_are_done_at_once(desk, review):
    first, second = agenda(review)[:2]
    later = home_day() + timedelta(days=120)
    desk.post(page("review_lead", review.pk, first), said(review, first, "slip", close_on=later.isoformat()))
    reason = Reason.objects.get(key="no_budget").pk
    parked = {"nurture_reason": reason, "back_on": later.isoformat()}
    desk.post(page("review_lead", review.pk, second), said(review, second, "nurture", **parked))
    assert Lead.objects.get(pk=first).expected_close == later
    assert LeadState.objects.get(lead=second).stage.kind == "nurture"


def test_to_advance_asks_for_what_is_open_in_place_and_keeps_what_was_typed(desk, review, story):
    lead = story["reviewed"][0]
    wanted = {"stage": stage("proposal").pk, "note": "They like the trial"}
    answer = desk.post(page("review_lead", review.pk, lead.pk), said(review, lead, "advance", **wanted))
    assert answer.status_code == 200
    assert answer.context["asking"].parts
    assert answer.context["form"]["note"].value() == "They like the trial"
    assert decided(review) == set()
    over = {"asked": "yes", "overrule-wanted": "yes", "overrule-why": "Their board has agreed"}
    desk.post(page("review_lead", review.pk, lead.pk), said(review, lead, "advance", **wanted, **over))
    assert LeadState.objects.get(lead=lead).stage == stage("proposal")


def test_of_two_who_decide_the_second_chooses_between_both(client, review, helena, team):
    lead = agenda(review)[0]
    paul = UserFactory(manager=True, team=team, first_name="Paul")
    decide(review=review, lead=Lead.objects.get(pk=lead), choice=Choice(kind="keep", note="Mine"), by=paul)
    client.force_login(helena)
    later = (home_day() + timedelta(days=90)).isoformat()
    late = {"kind": "slip", "seen": "", "note": "Yours", "close_on": later}
    answer = client.post(page("review_lead", review.pk, lead), late)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert ("Mine" in html, "Yours" in html, decided(review)) == (True, True, {(lead, "keep")})
    client.post(page("review_lead", review.pk, lead), late | {"seen": answer.context["seen"]})
    assert decided(review) == {(lead, "slip")}


def test_all_unflagged_are_kept_by_one_click_and_taken_back_by_another(desk, review):
    # All of them are flagged but what has a next step: Larch & Linen.
    unflagged = set(review.leads.carried().filter(flags=[]).values_list("lead", flat=True))
    shown = desk.post(page("review_keep", review.pk), follow=True)
    assert decided(review) == {(lead, "keep") for lead in unflagged}
    undo = next(message.extra_tags for message in shown.context["messages"]) if unflagged else None
    if undo:
        desk.post(undo)
    assert decided(review) == set()


def test_a_lead_is_put_on_the_agenda_by_hand_and_taken_off(desk, review):
    lead = review.leads.filter(place=None).first().lead_id
    desk.post(page("review_agenda", review.pk, lead))
    stops = desk.get(page("review_lead", review.pk, lead)).context["agenda"].stops
    assert stops[-1].row.lead_id == lead
    desk.post(page("review_agenda", review.pk, lead), {"off": "yes"})
    assert Review.objects.get(pk=review.pk).added == []


def test_overdue_items_are_done_put_off_or_dropped(desk, review, maja):
    harbour, prices = ActionItem.objects.order_by("pk")
    assert len(desk.get(page("review_detail", review.pk)).context["overdue"]) == 2
    desk.post(page("review_item_done", prices.pk))
    desk.post(page("review_item_later", review.pk, harbour.pk), {"to": SOON.isoformat()})
    again = review.action_items.get()
    assert (again.text, again.owner, again.due_on, again.continues) == (harbour.text, maja, SOON, harbour)
    ended = set(ActionItem.objects.exclude(done_at=None).values_list("pk", "ended_how"))
    assert ended == {(prices.pk, "done"), (harbour.pk, "put_off")}
    assert FollowUp.objects.open().filter(lead=harbour.lead).count() == 1
    desk.post(page("review_item_drop", again.pk))
    assert (ActionItem.objects.open().count(), FollowUp.objects.open().filter(lead=harbour.lead).count()) == (0, 0)


def test_maja_reads_along_and_finishes_her_own(client, review, maja):
    client.force_login(maja)
    lead = agenda(review)[0]
    read = client.get(page("review_lead", review.pk, lead))
    assert (read.status_code, read.context["form"]) == (200, None)
    client.post(page("review_lead", review.pk, lead), {"kind": "keep", "seen": ""})
    assert decided(review) == set()
    item = ActionItem.objects.filter(owner=maja).first()
    assert client.post(page("review_item_done", item.pk)).status_code == 302
    shut = ("review_keep", "review_close", "review_item_create")
    assert {client.post(page(name, review.pk)).status_code for name in shut} == {404}


def test_another_team_finds_no_review(client, review):
    client.force_login(UserFactory(manager=True))
    answers = [page("review_detail", review.pk), page("review_notes", review.pk), page("review_names", review.pk)]
    assert [client.get(address).status_code for address in answers] == [404, 404, 404]


def test_whoever_is_let_in_sees_a_lead_of_another_team_counted_and_not_named(client, review, story):
    # Asked to it from another team.
    claire = UserFactory(sdr=True)
    review.people.add(claire)
    client.force_login(claire)
    found = client.get(page("review_names", review.pk), {"part": "all"})
    assert (found.status_code, found.context["rows"]) == (200, [])


def test_closing_shows_who_gets_the_letter_and_writes_it(desk, review, helena, maja):
    shown = desk.get(page("review_close", review.pk))
    assert [person.pk for person in shown.context["people"]] == sorted([helena.pk, maja.pk])
    desk.post(page("review_close", review.pk))
    cause = f"review:{review.pk}"
    assert set(Message.objects.filter(cause=cause).values_list("address", flat=True)) == {helena.email, maja.email}
    lead = agenda(review)[0]
    assert desk.get(page("review_lead", review.pk, lead)).context["form"] is None
    assert desk.get(page("review_close", review.pk)).status_code == 404


def test_notes_of_two_writers_are_both_kept(desk, review):
    desk.post(page("review_notes", review.pk), {"notes": "Budget round in May", "was": ""})
    second = desk.post(page("review_notes", review.pk), {"notes": "Two new people", "was": ""})
    html = second.content.decode()
    assert (second.status_code, "Budget round in May" in html, "Two new people" in html) == (409, True, True)
    review.refresh_from_db()
    assert review.notes == "Budget round in May"


def test_the_record_stands_beside_the_one_before(desk, review):
    lines = {
        line.part: (line.now, line.before) for line in desk.get(page("review_notes", review.pk)).context["numbers"]
    }
    assert (lines["then"], lines["now"], lines["won"]) == ((10, 0), (12, 10), (1, 0))


def test_ones_own_items_as_a_calendar_file(client, review, story, maja, helena):
    client.force_login(maja)
    found = client.get(page("review_calendar", story["review_before"].pk))
    assert found["Content-Type"].startswith("text/calendar")
    assert found.content.decode().count("BEGIN:VEVENT") == 2
    client.force_login(helena)
    assert client.get(page("review_calendar", review.pk)).status_code == 302


def test_a_schedule_is_made_changed_and_opened(desk, helena, maja):
    said = {"name": "Mondays", "weekday": "1", "at": "09:30", "every_weeks": "2", "starts_on": "2026-01-05"}
    desk.post(page("review_schedule_create"), said | {"people": [maja.pk], "is_active": "on", "stages": []})
    made = ReviewSchedule.objects.get()
    assert (made.team, made.weekday, made.every_weeks, list(made.people.all())) == (helena.team, 1, 2, [maja])
    discovery = stage("discovery").pk
    desk.post(
        page("review_schedule_edit", made.pk), said | {"name": "Early", "is_active": "on", "stages": [discovery]}
    )
    made.refresh_from_db()
    assert (made.name, made.stages) == ("Early", [discovery])
    # Two who click at once open one.
    assert desk.post(page("review_schedule_open", made.pk)).url == desk.post(page("review_schedule_open", made.pk)).url


def test_a_review_beside_the_schedules_is_compared_with_any_day(desk, helena, maja):
    lead = LeadFactory(owner=maja, stage=stage("discovery"))
    day = home_day() - timedelta(days=30)
    answer = desk.post(
        page("review_create"), {"title": "After the fair", "since": day.isoformat(), "people": [maja.pk]}
    )
    made = Review.objects.get()
    assert answer.url == page("review_detail", made.pk)
    assert (made.title, made.team, list(made.leads.values_list("lead", flat=True))) == (
        "After the fair",
        helena.team,
        [lead.pk],
    )
    assert made.since.astimezone(helena.zone).date() == day
    tomorrow = (home_day() + timedelta(days=1)).isoformat()
    assert "since" in desk.post(page("review_create"), {"since": tomorrow}).context["form"].errors


def test_the_load_of_each_person_is_a_row_whose_numbers_are_links(desk, review, maja):
    ((row, bars),) = desk.get(page("review_load")).context["rows"]
    assert (row.owner, row.leads, sum(bar.number for bar in bars), bars[-1].at + bars[-1].width) == (
        maja,
        10,
        10,
        1000,
    )
    html = desk.get(page("review_load")).content.decode()
    assert f"/leads/?owner={maja.pk}&amp;attention=no_step" in html
    assert row.overdue == 1
    assert f"/follow-ups/?whose={maja.pk}&amp;span=overdue" in html


def test_everything_stands_in_a_file(desk, review, helena):
    close_review(review=review, by=helena)
    files = {"reviews": "", "review-leads": f"of={review.pk}&part=won", "review-items": f"of={review.pk}", "load": ""}
    files["review-decisions"] = f"of={review.pk}"
    lines = {
        name: len(b"".join(desk.post(f"/exports/{name}.csv", {"query": query})).decode().strip().splitlines())
        for name, query in files.items()
    }
    assert lines == {"reviews": 3, "review-leads": 2, "review-items": 1, "load": 2, "review-decisions": 1}


def test_before_the_first_review_the_page_says_what_one_is(desk, helena, maja):
    html = desk.get(page("review_list")).content.decode()
    assert "data-empty" in html
    assert page("review_create") in html


def test_a_scope_in_which_nothing_stands_says_what_to_do(desk, helena):
    review = open_review(plan=ReviewSchedule(name="Empty", team=helena.team), by=helena)
    html = desk.get(page("review_detail", review.pk)).content.decode()
    assert "No lead was in scope" in html
