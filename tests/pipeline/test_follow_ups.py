"""Maja's follow-ups: what is overdue, what is today's, done and put off and handed on."""

from datetime import datetime, time, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from accounts.calendar import home_day
from pipeline.models import DiscoveryCall, FollowUp
from tests.factories import LeadFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def maja(client, shipped):
    maja = UserFactory(sdr=True, team=TeamFactory(), first_name="Maja", time_zone="Europe/Warsaw")
    client.force_login(maja)
    return maja


@pytest.fixture
def lead(maja):
    return LeadFactory(owner=maja, company__name="Baltic Yarn")


def days_on(days, hour=time(9)):
    """That hour of a day, in Maja's zone."""
    zone = UserFactory.build(time_zone="Europe/Warsaw").zone
    return datetime.combine(timezone.localdate(timezone=zone) + timedelta(days=days), hour, zone)


def plan(lead, owner, days, **how):
    return FollowUp.objects.create(lead=lead, owner=owner, due_at=days_on(days, how.pop("hour", time(9))), **how)


def page(client, **said):
    return client.get(reverse("pipeline:follow_up_list"), said).context


def act(client, name, step, **said):
    return client.post(reverse(f"pipeline:{name}", args=[step.pk]), said)


def last_message(response):
    return list(get_messages(response.wsgi_request))[-1]


def numbers(context):
    return [tab["number"] for tab in context["tabs"]]


def test_steps_stand_under_the_day_on_which_they_are_due(client, maja, lead):
    late, early, evening, week, later = (
        plan(lead, maja, *when) if len(when) == 1 else plan(lead, maja, when[0], hour=when[1])
        for when in [(-1,), (0, time(0)), (0, time(23, 59)), (7,), (8,)]
    )
    assert numbers(page(client)) == [1, 2, 1, 1]
    spans = {span: page(client, span=span)["steps"] for span in ("overdue", "today", "week", "later")}
    assert spans == {"overdue": [late], "today": [early, evening], "week": [week], "later": [later]}


def test_what_presses_is_shown_first(client, maja, lead):
    plan(lead, maja, 3)
    assert page(client)["span"] == "week"
    plan(lead, maja, -3)
    assert (page(client)["span"], page(client)["overdue_count"]) == ("overdue", 1)


def test_hers_the_teams_and_nobody_elses(client, maja, lead):
    jonas = UserFactory(sdr=True, team=maja.team)
    mine, his = plan(lead, maja, 0), plan(lead, jonas, 0)
    claire = UserFactory(sdr=True)
    plan(LeadFactory(owner=claire), claire, 0)
    assert page(client, span="today")["steps"] == [mine]
    assert page(client, span="today", whose="team")["steps"] == [mine, his]
    client.force_login(UserFactory(manager=True, team=maja.team))
    assert page(client, span="today")["steps"] == [mine, his]
    of_jonas = page(client, span="today", whose=jonas.pk)
    assert (of_jonas["steps"], of_jonas["person"]) == ([his], jonas)
    # Of another team's people a manager sees nothing, whoever asks.
    assert page(client, span="today", whose=claire.pk)["steps"] == []


def test_a_colleagues_step_is_read_and_not_ticked_off(client, maja):
    jonas = UserFactory(sdr=True, team=maja.team)
    his = plan(LeadFactory(owner=jonas), jonas, 0)
    response = client.get(reverse("pipeline:follow_up_list"), {"whose": "team"})
    assert [step.may_edit for step in response.context["steps"]] == [False]
    for name in ("follow_up_done", "follow_up_drop", "follow_up_snooze", "follow_up_undo"):
        assert act(client, name, his, to="day").status_code == 404
    assert client.get(reverse("pipeline:follow_up_edit", args=[his.pk])).status_code == 404


def test_done_and_not_done_after_all(client, maja, lead):
    step = plan(lead, maja, 0, note="Send the price")
    response = act(client, "follow_up_done", step, back="whose=me&span=today")
    assert response.url == f"{reverse('pipeline:follow_up_list')}?whose=me&span=today"
    assert last_message(response).message == "Done: Send the price, Baltic Yarn."
    assert FollowUp.objects.open().count() == 0
    assert last_message(client.post(last_message(response).extra_tags)).message == (
        "Open again: Send the price, Baltic Yarn."
    )
    assert FollowUp.objects.open().get() == step


def test_dropped_is_not_done_and_can_be_picked_up(client, maja, lead):
    step = plan(lead, maja, 0)
    response = act(client, "follow_up_drop", step)
    step.refresh_from_db()
    assert (step.is_dropped, FollowUp.objects.open().count()) == (True, 0)
    client.post(last_message(response).extra_tags)
    step.refresh_from_db()
    assert (step.is_dropped, step.done_at) == (False, None)


def test_put_off_to_the_next_day_of_work_at_the_same_hour_and_back(client, maja, lead):
    maja.team.working_days = [2]
    maja.team.save()
    step = plan(lead, maja, -3, hour=time(10, 30), has_hour=True)
    before = step.due_at
    response = act(client, "follow_up_snooze", step, to="day")
    step.refresh_from_db()
    due = timezone.localtime(step.due_at, maja.zone)
    assert (due.isoweekday(), due.time(), due.date() > home_day()) == (2, time(10, 30), True)
    client.post(last_message(response).extra_tags)
    step.refresh_from_db()
    assert step.due_at == before


def test_put_off_to_monday_or_to_any_day(client, maja, lead):
    step = plan(lead, maja, 0)
    act(client, "follow_up_snooze", step, to="monday")
    step.refresh_from_db()
    due = timezone.localtime(step.due_at, maja.zone)
    assert (due.isoweekday(), 0 < (due.date() - home_day()).days <= 7) == (1, True)
    day = home_day() + timedelta(days=40)
    act(client, "follow_up_snooze", step, to=day.isoformat())
    step.refresh_from_db()
    assert timezone.localdate(step.due_at, maja.zone) == day


@pytest.mark.parametrize("nonsense", ["", "soon", "2020-01-01", "9999-99-99", "T", "2026-01-01T25:00"])
def test_nonsense_is_refused_in_words_and_changes_nothing(client, maja, lead, nonsense):
    step = plan(lead, maja, 0)
    response = act(client, "follow_up_snooze", step, to=nonsense)
    assert last_message(response).level_tag == "error"
    assert FollowUp.objects.get().due_at == step.due_at


def edit(client, step, **said):
    due = timezone.localtime(step.due_at, step.owner.zone)
    typed = {"kind": step.kind, "day": due.date().isoformat(), "hour": "", "note": "", "owner": step.owner_id, **said}
    return act(client, "follow_up_edit", step, **typed)


def test_changed_and_handed_to_a_colleague(client, maja, lead):
    jonas = UserFactory(sdr=True, team=maja.team)
    step = plan(lead, maja, -2)
    edit(client, step, note="Ask for Jan", owner=jonas.pk, kind="email")
    step.refresh_from_db()
    # Overdue it stays: only its words were mended.
    assert (step.note, step.owner, step.kind, step.due_at) == ("Ask for Jan", jonas, "email", days_on(-2))


def test_a_step_is_not_handed_to_somebody_who_does_not_see_the_lead(client, maja, lead):
    tomasz = UserFactory(account_executive=True, team=maja.team, first_name="Tomasz", last_name="Bąk")
    response = edit(client, plan(lead, maja, 0), owner=tomasz.pk)
    assert dict(response.context["form"].errors) == {
        "owner": ["Tomasz Bąk does not see this lead. Give them the lead first."]
    }


def test_a_step_is_not_moved_into_the_past(client, maja, lead):
    yesterday = home_day() - timedelta(days=1)
    response = edit(client, plan(lead, maja, 0), day=yesterday.isoformat())
    assert dict(response.context["form"].errors) == {"day": ["This day has passed."]}


def test_an_attempt_says_that_it_is_one(client, maja, lead):
    now = timezone.now()
    attempt = DiscoveryCall.objects.create(lead=lead, by=maja, started_at=now, ended_at=now, outcome="voicemail")
    plan(lead, maja, 1, call=attempt)
    assert [step.is_next_attempt for step in page(client)["steps"]] == [True]


def test_nothing_planned_says_what_to_do(client, maja):
    assert "Nothing is planned" in client.get(reverse("pipeline:follow_up_list")).content.decode()


def test_the_list_is_turned_page_by_page(client, maja, lead):
    steps = [plan(lead, maja, 1) for _number in range(60)]
    first = page(client)
    second = client.get(reverse("pipeline:follow_up_list") + first["turn"]["next_url"]).context
    assert first["steps"] + second["steps"] == steps


@pytest.mark.parametrize("number", [1, 6])
def test_the_list_asks_as_many_questions_however_much_is_planned(client, maja, number, django_assert_num_queries):
    for _number in range(number):
        plan(LeadFactory(owner=maja), maja, 0)
    with django_assert_num_queries(5):
        response = client.get(reverse("pipeline:follow_up_list"))
    assert response.content.decode().count("data-row-link") == number
