"""Ola ends her call: the score proposes, she decides, and the queue is right at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.calendar import home_day
from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish
from frameworks_app.models import Category
from pipeline.actions.overrides import override_category
from pipeline.models import (
    CategoryOverride,
    Contact,
    DiscoveryCall,
    FollowUp,
    LeadState,
    Reason,
    Stage,
    StageMove,
    StaleLead,
)
from pipeline.reports.call_state import propose
from tests.factories import LeadFactory, UserFactory
from tests.pipeline.call_stories import answer, begin, hear

pytestmark = pytest.mark.django_db


@pytest.fixture
def ola(shipped):
    return UserFactory(sdr=True, first_name="Ola")


@pytest.fixture
def lead(ola):
    return LeadFactory(owner=ola, company__name="Baltic Yarn")


@pytest.fixture
def call(lead, ola):
    return begin(lead, ola)


@pytest.fixture
def desk(client, ola):
    client.force_login(ola)
    return client


def proposed(call):
    proposal = propose(call)
    return proposal.category.key, proposal.stage.key


def end(client, call, **typed):
    """As the page proposes it, with what is typed over it."""
    proposal = propose(DiscoveryCall.objects.get(pk=call.pk))
    fields = {
        "outcome": "reached",
        "category": proposal.category.pk,
        "stage": proposal.stage.pk,
        "reason": "",
        "step_kind": "call",
        "step_date": home_day() + timedelta(days=2),
        "step_hour": "",
        "step_note": "",
        "summary": "",
        **typed,
    }
    return client.post(reverse("pipeline:call_end", args=[call.pk]), fields)


def state_of(lead):
    return LeadState.objects.select_related("stage", "category", "override").get(lead=lead)


QUALIFIED = {"budget": 3, "authority": 3, "need": 3, "timeline": 3}


def test_an_open_result_moves_an_untouched_lead_to_discovery(call):
    hear(call, need=3)
    assert proposed(call)[1] == "discovery"


def test_a_qualified_lead_goes_to_qualified(call):
    hear(call, **QUALIFIED)
    assert proposed(call) == ("sql", "qualified")


def test_no_budget_is_not_now(call):
    hear(call, budget=0)
    assert proposed(call) == ("nurture", "nurture")


def test_no_need_is_a_reason_to_qualify_out(call):
    hear(call, need=0)
    assert proposed(call) == ("nurture", "disqualified")


def test_the_ceo_of_a_giant_is_to_be_checked(call, lead):
    load_pack("tidepost")
    publish(by=None)
    lead.company.employees = 90_000
    lead.company.save()
    hear(call, **QUALIFIED)
    assert proposed(call) == ("check", "discovery")


def test_a_company_outside_every_icp_is_proposed_to_be_disqualified_for_that(call, lead):
    load_pack("tidepost")
    publish(by=None)
    lead.company.employees = 90_000
    lead.company.save()
    hear(call, need=3)
    proposal = propose(call)
    assert (proposal.category.key, proposal.stage.key, proposal.reason.key) == (
        "outside_icp",
        "disqualified",
        "outside_icp",
    )


def test_where_nothing_was_answered_the_lead_is_still_to_be_reached(call, ola):
    assert proposed(call)[1] == "contacting"
    later = LeadFactory(owner=ola, stage=Stage.objects.get(key="proposal"))
    assert proposed(begin(later, ola))[1] == "proposal"


def test_quick_days_are_days_on_which_the_team_works(desk, call, ola):
    ola.team.working_days = [3]
    ola.team.save()
    form = desk.get(reverse("pipeline:call_end", args=[call.pk])).context["form"]
    assert {day.isoweekday() for _words, day in form.quick_days()} == {3}


def test_a_good_answer_never_moves_a_lead_back(ola):
    lead = LeadFactory(owner=ola, stage=Stage.objects.get(key="proposal"))
    call = begin(lead, ola)
    hear(call, **QUALIFIED)
    assert proposed(call) == ("sql", "proposal")


def test_the_proposal_follows_from_what_was_said_just_now_and_not_from_the_stored_score(call, lead):
    hear(call, **QUALIFIED)
    assert state_of(lead).verdict == LeadState.Verdict.UNDECIDED
    assert proposed(call) == ("sql", "qualified")


def test_ending_closes_the_call_moves_the_lead_plans_the_next_step_and_scores_at_once(desk, call, lead, ola):
    FollowUp.objects.create(lead=lead, owner=ola, due_at=timezone.now() - timedelta(hours=1), note="First call")
    hear(call, **QUALIFIED)
    response = end(desk, call, step_kind="meeting", step_hour="10:30", step_note="Demo", summary="They want it.")
    assert (response.status_code, response.url) == (302, reverse("pipeline:queue"))
    call.refresh_from_db()
    assert (call.is_open, call.outcome, call.summary, call.stage.key) == (
        False,
        "reached",
        "They want it.",
        "qualified",
    )
    state = state_of(lead)
    assert (state.stage.key, state.verdict, state.category.key) == ("qualified", LeadState.Verdict.QUALIFIED, "sql")
    assert list(FollowUp.objects.open().values_list("kind", "note", "has_hour", "owner")) == [
        ("meeting", "Demo", True, ola.pk)
    ]
    assert not StaleLead.objects.filter(lead_id=lead.pk).exists()
    told = [str(message) for message in response.wsgi_request._messages]
    assert told == ["Baltic Yarn: call saved."]


def test_a_double_click_ends_once(desk, call, lead):
    end(desk, call)
    again = end(desk, call)
    assert again.url == f"/calls/{call.pk}/"
    assert StageMove.objects.filter(lead=lead).count() == 1
    assert FollowUp.objects.count() == 1


def test_nothing_is_saved_into_a_call_that_has_ended(desk, call):
    end(desk, call)
    response = answer(desk, call)
    assert response.status_code == 409
    assert response.json()["ended"].startswith("This call was ended at ")
    assert call.answers.count() == 0


def test_a_next_step_is_asked_of_an_open_lead_and_what_was_typed_stays(desk, call):
    response = end(desk, call, step_date="", summary="Nice people")
    assert response.status_code == 422
    assert response.context["form"].errors == {"step_date": ["An open lead needs a dated next step."]}
    assert "Nice people" in response.content.decode()
    assert DiscoveryCall.objects.open().count() == 1


def test_a_next_step_is_never_in_the_past(desk, call):
    response = end(desk, call, step_date=home_day() - timedelta(days=1))
    assert response.context["form"].errors == {"step_date": ["This day has passed: choose today or a later one."]}


def test_parking_needs_a_reason_of_its_kind(desk, call):
    hear(call, budget=0)
    assert end(desk, call, step_date="").context["form"].errors == {"reason": ["Say why the lead goes to Nurture."]}
    wrong = Reason.objects.get(key="fake_data")
    assert end(desk, call, step_date="", reason=wrong.pk).status_code == 422
    right = Reason.objects.get(key="no_budget")
    assert end(desk, call, step_date="", reason=right.pk).context["form"].errors == {
        "step_date": ["Say when to look at it again. For this reason: In the month when they next plan the budget."]
    }
    assert end(desk, call, step_date=home_day() + timedelta(days=200), reason=right.pk).status_code == 302
    call.refresh_from_db()
    assert (call.stage.key, call.reason.key) == ("nurture", "no_budget")


def test_a_reason_that_names_a_number_of_days_brings_the_lead_back_by_itself(desk, call):
    hear(call, budget=0)
    nurture = Stage.objects.get(key="nurture")
    end(desk, call, step_date="", stage=nurture.pk, reason=Reason.objects.get(key="no_priority").pk)
    back = FollowUp.objects.get()
    assert (back.note, (back.due_at - timezone.now()).days >= 89) == ("Back from nurture: No priority", True)


def test_another_status_than_the_computed_one_needs_a_reason_and_stands(desk, call, lead):
    hear(call, **QUALIFIED)
    check = Category.objects.get(key="check")
    response = end(desk, call, category=check.pk)
    assert response.context["form"].errors == {
        "category_why": ["The answers lead to “SQL”. Say why it should be another."]
    }
    end(desk, call, category=check.pk, category_why="Their lawyer has doubts")
    assert CategoryOverride.objects.get(lifted_at=None).why == "Their lawyer has doubts"
    assert state_of(lead).override == check


def test_choosing_the_computed_status_lifts_what_was_chosen_by_hand(desk, call, lead, ola):
    override_category(lead=lead, category=Category.objects.get(key="check"), why="Doubts", by=ola)
    hear(call, **QUALIFIED)
    end(desk, call, category=Category.objects.get(key="sql").pk)
    assert state_of(lead).override is None


def test_what_was_chosen_by_hand_stays_unless_it_is_changed(desk, call, lead, ola):
    check = Category.objects.get(key="check")
    override_category(lead=lead, category=check, why="Doubts", by=ola)
    response = desk.get(reverse("pipeline:call_end", args=[call.pk]))
    assert response.context["form"].initial["category"] == check
    end(desk, call, category=check.pk)
    assert CategoryOverride.objects.get().lifted_at is None


def test_an_ended_call_is_read_by_the_team_and_by_marketing_but_not_by_others(client, call, ola, desk):
    hear(call, budget=4)
    end(desk, call, summary="They want it.")
    address = reverse("pipeline:call", args=[call.pk])
    for reader in [UserFactory(sdr=True, team=ola.team), UserFactory(marketing=True)]:
        client.force_login(reader)
        page = client.get(address)
        assert page.status_code == 200
        assert [heard.name for heard in page.context["record"].heard] == ["Budget"]
    client.force_login(UserFactory(sdr=True))
    assert client.get(address).status_code == 404


def test_the_page_of_the_end_takes_at_most_fifteen_statements(desk, call, django_assert_max_num_queries):
    hear(call, **QUALIFIED)
    address = reverse("pipeline:call_end", args=[call.pk])
    desk.get(address)
    with django_assert_max_num_queries(15):
        desk.get(address)


# What came of it, and what follows


def errors(response):
    return response.context["form"].errors


def planned(lead):
    return list(lead.follow_ups.open().values_list("kind", "due_at__date", "has_hour"))


def test_a_call_on_the_phone_ends_in_one_of_six_ways(desk, call):
    form = desk.get(reverse("pipeline:call_end", args=[call.pk])).context["form"]
    ways = [value for value, _words in form.fields["outcome"].choices]
    assert ways == ["reached", "voicemail", "no_answer", "wrong_number", "no_show", "rescheduled"]


@pytest.mark.parametrize("outcome", ["no_show", "voicemail", "no_answer"])
def test_who_was_not_there_is_tried_again_when_the_cadence_says_so(desk, call, lead, outcome):
    form = desk.get(reverse("pipeline:call_end", args=[call.pk])).context["form"]
    assert end(desk, call, outcome=outcome, step_date="").status_code == 302
    again = FollowUp.objects.open().get(lead=lead)
    assert (again.kind, again.has_hour) == ("call", False)
    assert abs(again.due_at - form.next_try) < timedelta(minutes=5)
    call.refresh_from_db()
    assert (call.outcome, call.stage.key) == (outcome, "contacting")


def test_another_day_than_the_cadence_names_is_kept(desk, call, lead):
    day = home_day() + timedelta(days=9)
    end(desk, call, outcome="no_show", step_kind="meeting", step_date=day, step_hour="10:00")
    step = FollowUp.objects.open().get(lead=lead)
    assert (step.kind, timezone.localtime(step.due_at).date(), step.has_hour) == ("meeting", day, True)


def test_a_call_that_was_put_off_has_its_new_day(desk, call, lead):
    refused = end(desk, call, outcome="rescheduled", step_date="")
    assert errors(refused) == {"step_date": ["Say which day was agreed instead."]}
    day = home_day() + timedelta(days=3)
    assert end(desk, call, outcome="rescheduled", step_date=day, step_hour="15:00").status_code == 302
    assert [(kind, has_hour) for kind, _day, has_hour in planned(lead)] == [("call", True)]


def test_whoever_asked_to_be_left_alone_is_offered_nothing_that_reaches_them(desk, call, lead):
    Contact.objects.filter(pk=lead.contact_id).update(do_not_contact=True)
    form = desk.get(reverse("pipeline:call_end", args=[call.pk])).context["form"]
    assert [value for value, _words in form.fields["step_kind"].choices] == ["task"]
    assert form.fields["step_kind"].help_text == (
        "The contact asked to be left alone: nobody is to be called or written to."
    )
    assert (form["step_kind"].value(), form.next_try) == ("task", None)
    for kind in FollowUp.REACHING:
        response = end(desk, call, step_kind=kind)
        assert errors(response) == {
            "step_kind": [f"Select a valid choice. {kind} is not one of the available choices."]
        }
    assert end(desk, call, step_kind="task").status_code == 302
    assert [kind for kind, _day, _hour in planned(lead)] == ["task"]


def test_a_parked_lead_whose_contact_is_to_be_left_alone_comes_back_as_a_task(desk, call, lead):
    Contact.objects.filter(pk=lead.contact_id).update(do_not_contact=True)
    nurture, reason = Stage.objects.get(key="nurture"), Reason.objects.get(key="no_priority")
    end(desk, call, stage=nurture.pk, reason=reason.pk, step_kind="task", step_date="")
    assert [kind for kind, _day, _hour in planned(lead)] == ["task"]


def test_right_fit_at_the_wrong_time_comes_back_on_the_day_that_was_named(desk, call, lead):
    hear(call, budget=3, authority=3, need=3, timeline=0)
    parked = {"stage": Stage.objects.get(key="nurture").pk, "reason": Reason.objects.get(key="bad_timing").pk}
    assert errors(end(desk, call, **parked, step_date="")) == {
        "step_date": ["Say when to look at it again. For this reason: 120 days before their contract ends."]
    }
    day = home_day() + timedelta(days=150)
    assert end(desk, call, **parked, step_date=day).status_code == 302
    assert planned(lead) == [("call", day, False)]
    assert (state_of(lead).stage.key, call.lead.stage_moves.get().reason.key) == ("nurture", "bad_timing")


def test_to_disqualify_asks_for_a_reason_of_its_own(desk, call, lead):
    hear(call, need=0)
    out = Stage.objects.get(key="disqualified").pk
    assert errors(end(desk, call, stage=out)) == {"reason": ["Say why the lead goes to Disqualified."]}
    wrong = Reason.objects.get(key="bad_timing").pk
    assert errors(end(desk, call, stage=out, reason=wrong)) == {
        "reason": ["Choose one of the reasons under “Disqualified”."]
    }
    assert end(desk, call, stage=out, reason=Reason.objects.get(key="no_need").pk, step_date="").status_code == 302
    call.refresh_from_db()
    assert (call.stage.key, call.reason.key, planned(lead)) == ("disqualified", "no_need", [])
