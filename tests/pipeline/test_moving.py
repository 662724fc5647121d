"""A stage asks for what is missing, in place: Maja gives it, Helena overrules, and what happened can be read later."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from accounts.calendar import home_day
from accounts.models import Role
from frameworks_app.models import Framework, Segment
from pipeline.actions.stages import move_lead
from pipeline.models import (
    Answer,
    ChecklistTick,
    DiscoveryCall,
    FollowUp,
    HandOff,
    Lead,
    LeadState,
    Objection,
    Stage,
    StageMove,
    TeamWorkflow,
)
from pipeline.reports.asked import Way, asked_here, asked_of, open_before, open_for
from tests.factories import AnswerFactory, LeadFactory, StakeholderFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
BANT = ("budget", "authority", "need", "timeline")


@pytest.fixture
def team(shipped):
    return TeamFactory()


@pytest.fixture
def maja(client, team):
    maja = UserFactory(sdr=True, team=team, first_name="Maja")
    client.force_login(maja)
    return maja


@pytest.fixture
def helena(team):
    return UserFactory(manager=True, team=team, first_name="Helena")


@pytest.fixture
def lead(maja):
    return in_stage("discovery", owner=maja, company__name="Baltic Yarn")


def in_stage(key, **how):
    return LeadFactory(stage=stage(key), **how)


def stage(key):
    return Stage.objects.get(key=key)


def fresh(lead):
    return Lead.objects.with_state().get(pk=lead.pk)


def stage_of(lead):
    return LeadState.objects.get(lead=lead).stage.key


def open_words(lead, target):
    return [item.sentence for item in asked_of(fresh(lead), stage(target)).open]


def answered(lead, rating=3, evidence="heard", keys=BANT, **how):
    for key in keys:
        AnswerFactory(lead=lead, key=key, rating=rating, evidence=evidence, **how)


def planned(lead, owner, kind="call"):
    return FollowUp.objects.create(lead=lead, owner=owner, kind=kind, due_at=timezone.now() + timedelta(days=2))


def page(client, lead, target):
    return client.get(reverse("pipeline:lead_move", args=[lead.pk]), {"stage": stage(target).pk})


def move(client, lead, target, **said):
    return client.post(reverse("pipeline:lead_move", args=[lead.pk]), {"stage": stage(target).pk, **said})


def message(response):
    return list(get_messages(response.wsgi_request))[-1].message


def parts(response):
    return [part.item.key for part in response.context["asking"].parts]


# What is asked


def test_discovery_asks_for_a_result_for_a_need_heard_and_for_a_next_step(lead):
    AnswerFactory(lead=lead, key="need", rating=1, evidence="assumed")
    assert open_words(lead, "qualified") == [
        "The result by BANT is no longer open",
        "Need: at least 2, heard; now 1, assumed",
        "A dated next step",
    ]


def test_what_was_heard_and_planned_is_met(maja, lead):
    answered(lead)
    planned(lead, maja)
    assert open_words(lead, "qualified") == []
    assert len(asked_of(fresh(lead), stage("qualified")).met) == 3


def test_an_answer_that_has_aged_is_to_be_asked_again(maja):
    aged = in_stage("discovery", owner=maja)
    AnswerFactory(lead=aged, key="need", rating=4, evidence="confirmed", days_ago=91)
    assert open_words(aged, "qualified")[1] == "Need: at least 2, heard; now 4, confirmed, to be asked again"


def test_whoever_jumps_over_a_stage_is_asked_what_it_asks_too(maja):
    lead = in_stage("untouched", owner=maja)
    assert open_words(lead, "discovery") == ["A first attempt to reach them", "Somebody was reached"]
    DiscoveryCall.objects.create(lead=lead, by=maja, outcome="reached", ended_at=timezone.now())
    assert open_words(lead, "discovery") == []


@pytest.mark.parametrize("target", ["contacting", "untouched", "lost", "nurture", "disqualified"])
def test_back_and_out_of_the_pipeline_nothing_is_asked(lead, target):
    assert open_words(lead, target) == []


def test_where_the_mass_market_skips_sql_its_stage_asks_nothing(maja, lead):
    mass = Segment.objects.create(key="mass_market", name={"en": "Mass market"})
    Lead.objects.filter(pk=lead.pk).update(segment=mass)
    answered(lead)
    planned(lead, maja)
    assert open_words(lead, "evaluation") == ["Accepted by an account executive", "A meeting in the calendar"]
    leading = Framework.objects.get(key="bant")
    TeamWorkflow.objects.create(segment=mass, leading_framework=leading, sql_required=False)
    assert open_words(lead, "evaluation") == []


def test_evaluation_asks_for_people_the_amount_and_the_day(maja):
    lead = in_stage("evaluation", owner=maja)
    answered(lead, 2, keys=("metrics", "decision_criteria"))
    assert open_words(lead, "proposal") == [
        "Champion: at least 2; now not known",
        "At least 2 people known there; now 1",
        "The amount",
        "The expected close",
    ]
    StakeholderFactory(lead=lead)
    Lead.objects.filter(pk=lead.pk).update(amount=900, currency="EUR", expected_close=home_day())
    assert open_words(lead, "proposal") == ["Champion: at least 2; now not known"]


def test_negotiation_asks_for_an_answer_to_every_objection(maja):
    lead = in_stage("negotiation", owner=maja)
    answered(lead, 3, keys=("paper_process", "decision_process"))
    assert open_words(lead, "won") == []
    Objection.objects.create(lead=lead, kind="price", raised_by=maja)
    assert open_words(lead, "won") == ["Every objection answered; now 1 without an answer"]


def test_a_framework_can_be_asked_for_by_name(maja, lead):
    Stage.objects.filter(key="discovery").update(
        exit_criteria=[{"kind": "verdict", "key": "meddic", "verdict": "qualified"}]
    )
    assert open_words(lead, "qualified") == ["MEDDIC: qualified; now open"]
    meddic = ("metrics", "economic_buyer", "decision_criteria", "decision_process", "pain", "champion")
    answered(lead, 3, "confirmed", meddic)
    assert open_words(lead, "qualified") == []


@pytest.mark.parametrize("number", [1, 4])
def test_what_is_open_for_many_takes_as_few_statements_as_for_one(maja, number, django_assert_num_queries):
    leads = [in_stage("discovery", owner=maja) for _each in range(number)]
    answered(leads[0], keys=("need",))
    with django_assert_num_queries(5):
        found = open_for([lead.pk for lead in leads])
    assert sorted(found.values()) == [2] + [3] * (number - 1)


def test_what_is_open_before_a_stage_names_only_leads_that_lack_something(maja, lead):
    ready = in_stage("contacting", owner=maja)
    DiscoveryCall.objects.create(lead=ready, by=maja, outcome="reached", ended_at=timezone.now())
    found = open_before([lead.pk, ready.pk], stage("qualified")).open
    assert {pk: len(items) for pk, items in found.items()} == {lead.pk: 3, ready.pk: 3}
    assert open_before([ready.pk], stage("discovery")).open == {}


def test_one_lead_takes_a_few_statements(lead, django_assert_max_num_queries):
    lead = fresh(lead)
    with django_assert_max_num_queries(8):
        asked_here(lead, Way())


# Given in place


def test_the_page_lists_exactly_what_is_missing(client, maja, lead):
    AnswerFactory(lead=lead, key="need", rating=3)
    assert parts(page(client, lead, "qualified")) == ["discovery:verdict_decided", "discovery:follow_up"]


def test_maja_gives_all_that_is_asked_and_the_lead_goes_on(client, maja, lead):
    said = {f"rate-{key}-rating": "3" for key in BANT}
    said |= {f"rate-{key}-evidence": "heard" for key in BANT}
    said |= hidden(page(client, lead, "qualified"))
    day = home_day() + timedelta(days=3)
    response = move(client, lead, "qualified", **said, **{"step-kind": "call", "step-day": day.isoformat()})
    assert message(response) == "Moved to Qualified (SQL)."
    assert (stage_of(lead), Answer.objects.filter(lead=lead, by=maja).count()) == ("qualified", 4)
    assert FollowUp.objects.get(lead=lead).owner == maja
    assert StageMove.objects.get(lead=lead).overruled == []


def hidden(response):
    """What the page sends along unseen."""
    return {
        form[name].html_name: form[name].value()
        for form in response.context["asking"].forms.values()
        for name in form.fields
        if name in {"criterion", "client_id"}
    }


def test_what_is_given_is_kept_while_the_rest_is_asked_again(client, maja, lead):
    said = hidden(page(client, lead, "qualified")) | {"rate-need-rating": "3", "rate-need-evidence": "heard"}
    response = move(client, lead, "qualified", **said, note="They ask for a demo")
    assert (stage_of(lead), Answer.objects.get(lead=lead).rating) == ("discovery", 3)
    assert parts(response) == ["discovery:verdict_decided", "discovery:follow_up"]
    page_text = response.content.decode()
    assert "Saved. 2 things are still open" in page_text
    assert "They ask for a demo" in page_text


def test_a_wrong_field_writes_nothing_and_keeps_what_was_typed(client, maja, lead):
    said = hidden(page(client, lead, "qualified"))
    said |= {"rate-need-rating": "3", "rate-need-evidence": "heard", "rate-need-quote": "Every letter by hand"}
    response = move(client, lead, "qualified", **said, **{"step-kind": "call", "step-day": "2020-01-01"})
    assert response.context["asking"].forms["step"].errors == {"day": ["This day has passed."]}
    assert Answer.objects.filter(lead=lead).count() == 0
    assert "Every letter by hand" in response.content.decode()


def test_ticks_objections_people_and_facts_are_given_in_the_same_way(client, maja):
    lead = in_stage("evaluation", owner=maja)
    Objection.objects.create(lead=lead, kind="price", text="Too dear", raised_by=maja)
    answered(lead, 3, keys=("metrics", "decision_criteria", "champion"))
    said = {"amount-amount": "4200", "amount-currency": "eur", "seat-name": "Eva Holm", "seat-role": "champion"}
    said |= {"seat-stance": "for", "expected_close-expected_close": home_day().isoformat()}
    move(client, lead, "proposal", **said)
    lead = fresh(lead)
    assert (stage_of(lead), lead.amount, lead.currency) == ("proposal", 4200, "EUR")
    response = page(client, lead, "negotiation")
    assert parts(response) == [
        "proposal:criterion:budget",
        "proposal:criterion:economic_buyer",
        *[f"proposal:checklist:{key}" for key in list(stage("proposal").lines)[2:4]],
    ]
    names = [name for name in response.context["asking"].forms if name.startswith("tick-")]
    said = hidden(response) | {f"rate-{key}-rating": "3" for key in ("budget", "economic_buyer")}
    move(client, lead, "negotiation", **said, **{f"{name}-done": "on" for name in names})
    assert (stage_of(lead), ChecklistTick.objects.filter(lead=lead, by=maja).count()) == ("negotiation", 2)
    answered(lead, 3, keys=("paper_process", "decision_process"))
    response = client.get(reverse("pipeline:lead_close", args=[lead.pk]))
    name = next(name for name in response.context["asking"].forms if name.startswith("objection-"))
    assert name == f"objection-{Objection.objects.get().pk}"


def test_a_first_attempt_is_logged_in_place(client, maja):
    lead = in_stage("untouched", owner=maja)
    response = move(client, lead, "contacting", **{"attempt-how": "no_answer"})
    assert message(response) == "Moved to Contacting."
    assert (stage_of(lead), DiscoveryCall.objects.get(lead=lead).outcome) == ("contacting", "no_answer")


def test_they_called_us_is_a_contact(client, maja):
    lead = in_stage("contacting", owner=maja)
    move(client, lead, "discovery", **{"reached-how": "replied"})
    call = DiscoveryCall.objects.get(lead=lead)
    assert (stage_of(lead), call.outcome, call.channel) == ("discovery", "replied", "email")


def test_passed_on_it_waits_for_the_account_executive(client, maja, team):
    tomasz = UserFactory(account_executive=True, team=team, first_name="Tomasz")
    lead = in_stage("qualified", owner=maja)
    planned(lead, maja, "meeting")
    response = move(client, lead, "evaluation", **{"closer-person": tomasz.pk})
    assert message(response).startswith("Saved: ")
    hand_off = HandOff.objects.get(lead=lead)
    assert (hand_off.to, stage_of(lead)) == (tomasz, "qualified")
    client.force_login(tomasz)
    response = move(client, lead, "evaluation", **{"accept-accept": "on"})
    assert (message(response), stage_of(lead)) == ("Moved to Evaluation.", "evaluation")


# The panel on the lead's page


def panel(client, lead):
    return client.get(reverse("pipeline:lead_stage", args=[lead.pk]), headers={"HX-Request": "true"})


def tick(client, lead, line, **said):
    return client.post(reverse("pipeline:lead_tick", args=[lead.pk]), {"line": line, **said})


def test_a_line_is_ticked_and_taken_back_and_history_keeps_who_had_said_so(client, maja, lead):
    line = next(iter(stage("discovery").lines))
    tick(client, lead, line, done="yes")
    tick(client, lead, line, done="yes")
    assert ChecklistTick.objects.get(lead=lead).by == maja
    assert [each.tick is not None for each in panel(client, lead).context["panel"].lines] == [True, False]
    tick(client, lead, line)
    assert ChecklistTick.objects.count() == 0
    assert ChecklistTick.pgh_event_models["delete"].objects.get().by == maja


def test_a_line_that_an_admin_took_off_meanwhile_is_not_ticked(client, maja, lead):
    response = tick(client, lead, "gone", done="yes")
    assert message(response) == "The checklist has changed meanwhile: nothing was ticked."


def test_an_objection_is_noted_answered_and_worded_anew(client, maja, lead):
    said = {"kind": "price", "text": "Half of that elsewhere"}
    client.post(reverse("pipeline:objection_create", args=[lead.pk]), said)
    objection = Objection.objects.get()
    assert panel(client, lead).context["panel"].unanswered == 1
    address = reverse("pipeline:objection_answer", args=[objection.pk])
    client.post(address, {"answer": "Theirs sends no letters"})
    objection.refresh_from_db()
    assert (objection.answer, objection.answered_by, objection.raised_by) == ("Theirs sends no letters", maja, maja)
    client.post(address, {"answer": ""})
    objection.refresh_from_db()
    assert (objection.answer, objection.answered_at, objection.answered_by) == ("", None, None)
    client.post(reverse("pipeline:objection_drop", args=[objection.pk]))
    assert Objection.objects.count() == 0


def test_the_panel_says_what_is_met_what_is_open_and_where_it_goes_next(client, maja, lead):
    AnswerFactory(lead=lead, key="need", rating=3)
    found = panel(client, lead).context["panel"]
    assert [(item.kind, item.is_open) for item in found.asked.items] == [
        ("verdict_decided", True),
        ("criterion", False),
        ("follow_up", True),
    ]
    assert found.next == stage("qualified")


def test_a_move_says_after_how_many_business_days(client, maja, lead):
    monday = datetime(2026, 5, 4, 10, tzinfo=UTC)
    LeadState.objects.filter(lead=lead).update(stage_changed_at=monday)
    move_lead(lead=lead, stage=stage("qualified"), by=maja, at=monday + timedelta(days=8))
    (moved,) = panel(client, lead).context["panel"].moves
    assert (moved.days, moved.row.since) == (6, monday)
    text = " ".join(client.get(reverse("pipeline:lead_detail", args=[lead.pk])).content.decode().split())
    assert "after 6 business days" in text


@pytest.mark.parametrize("number", [1, 4])
def test_the_panel_takes_as_many_statements_however_much_has_happened(
    client, maja, lead, number, django_assert_max_num_queries
):
    for place in range(number):
        Objection.objects.create(lead=lead, kind="price", text=str(place), raised_by=maja)
        move_lead(lead=lead, stage=stage("qualified"), by=maja)
        move_lead(lead=lead, stage=stage("discovery"), by=maja)
    tick(client, lead, next(iter(stage("discovery").lines)), done="yes")
    with django_assert_max_num_queries(15):
        panel(client, lead)


@pytest.mark.parametrize(
    ("place", "target"), [("discovery", "qualified"), ("discovery", "evaluation"), ("evaluation", "negotiation")]
)
def test_the_page_that_asks_takes_at_most_fifteen_statements(
    client, maja, place, target, django_assert_max_num_queries
):
    lead = in_stage(place, owner=maja)
    StakeholderFactory(lead=lead)
    with django_assert_max_num_queries(15):
        page(client, lead, target)


# At the end of a call, and for many at once


def test_ending_a_call_waits_for_nothing_and_leads_to_what_is_missing(client, maja, lead):
    call = DiscoveryCall.objects.create(lead=lead, by=maja)
    day = home_day() + timedelta(days=3)
    said = {"outcome": "reached", "stage": stage("qualified").pk, "step_kind": "call", "step_date": day.isoformat()}
    response = client.post(reverse("pipeline:call_end", args=[call.pk]), said | status_of(client, call))
    call.refresh_from_db()
    assert (call.is_open, call.stage.key, stage_of(lead)) == (False, "discovery", "discovery")
    assert response.url == f"{reverse('pipeline:lead_move', args=[lead.pk])}?stage={stage('qualified').pk}"
    assert parts(client.get(response.url)) == ["discovery:verdict_decided", "discovery:criterion:need"]


def test_a_call_that_answers_all_moves_the_lead_with_its_next_step(client, maja, lead):
    call = DiscoveryCall.objects.create(lead=lead, by=maja)
    answered(lead, call=call)
    day = home_day() + timedelta(days=3)
    said = {"outcome": "reached", "stage": stage("qualified").pk, "step_kind": "call", "step_date": day.isoformat()}
    response = client.post(reverse("pipeline:call_end", args=[call.pk]), said | status_of(client, call))
    assert (response.url, stage_of(lead)) == (reverse("pipeline:queue"), "qualified")


def status_of(client, call):
    form = client.get(reverse("pipeline:call_end", args=[call.pk])).context["form"]
    return {"category": form.standing.pk}


def many(client, leads, target, **said):
    chosen = {"kind": "stage", "lead": [lead.pk for lead in leads], "do": "yes", "seen": len(leads)}
    return client.post(reverse("pipeline:bulk"), chosen | {"stage": stage(target).pk, **said})


def test_of_many_those_stay_whose_stage_still_asks(client, maja, helena, lead):
    ready = in_stage("contacting", owner=maja)
    DiscoveryCall.objects.create(lead=ready, by=maja, outcome="reached", ended_at=timezone.now())
    cold = in_stage("contacting", owner=maja, company__name="Velo Nord")
    response = many(client, [ready, cold], "discovery")
    assert message(response) == (
        "1 lead moved to Discovery. 1 stays, for its stage still asks for something: Velo Nord."
    )
    assert (stage_of(ready), stage_of(cold)) == ("discovery", "contacting")
    assert StageMove.objects.get(lead=ready).since is not None
    client.force_login(helena)
    response = many(client, [cold], "discovery", overrule="They all came to the fair")
    assert message(response) == "1 lead moved to Discovery."
    kept = StageMove.objects.get(lead=cold)
    assert (kept.note, [each["words"]["en"] for each in kept.overruled]) == (
        "They all came to the fair",
        ["Somebody was reached"],
    )


def test_a_manager_alone_overrules_for_many(client, maja, lead):
    many(client, [lead], "qualified", overrule="I want it so")
    assert stage_of(lead) == "discovery"


# Closed and open again


def test_a_closed_card_on_an_open_stage_comes_back_where_it_was(client, maja, lead):
    move_lead(lead=lead, stage=stage("lost"), by=maja)
    response = client.post(
        reverse("pipeline:board_move", args=[lead.pk]),
        {"stage": stage("proposal").pk, "seen": stage("lost").pk},
        follow=True,
        headers={"HX-Request": "true"},
    )
    assert response.context["title"] == "Reopen in Discovery"
    client.post(reverse("pipeline:lead_reopen", args=[lead.pk]), {"note": "Their new supplier failed"})
    assert stage_of(lead) == "discovery"
    assert list(StageMove.objects.filter(lead=lead).values_list("to_stage__key", flat=True)) == ["discovery", "lost"]


def test_before_it_is_won_the_stage_that_it_leaves_asks(client, maja, helena):
    lead = in_stage("negotiation", owner=maja, amount=900, currency="EUR")
    answered(lead, 3, keys=("paper_process",))
    Objection.objects.create(lead=lead, kind="price", raised_by=maja)
    address = reverse("pipeline:lead_close", args=[lead.pk])
    form = client.get(address).context["form"]
    reason = form.fields["reason"].queryset.filter(kind="won").first()
    said = {"stage": stage("won").pk, "reason": reason.pk, "amount": "900", "currency": "EUR", "note": "Live by May"}
    said["closed_on"] = home_day().isoformat()
    response = client.post(address, said)
    assert parts(response) == ["negotiation:objections_answered", "negotiation:criterion:decision_process"]
    given = hidden(response) | {"rate-decision_process-rating": "3"}
    given[f"objection-{Objection.objects.get().pk}-answer"] = "It pays in a year"
    response = client.post(address, said | given)
    assert message(response) == f"Won: {reason}."
    assert (stage_of(lead), StageMove.objects.get(lead=lead).overruled) == ("won", [])
    assert Objection.objects.get().answer == "It pays in a year"


# Overruled


def test_only_a_manager_moves_it_all_the_same_and_says_why(client, maja, helena, lead):
    assert page(client, lead, "qualified").context["asking"].overrule is None
    move(client, lead, "qualified", **{"overrule-why": "I know them"})
    assert stage_of(lead) == "discovery"
    client.force_login(helena)
    response = move(client, lead, "qualified", **{"overrule-wanted": "yes"})
    assert response.context["asking"].overrule.errors == {"why": ["Say why: it is read in the next review."]}
    response = move(client, lead, "qualified", **{"overrule-wanted": "yes", "overrule-why": "Their CEO rang me"})
    assert message(response) == "Moved to Qualified (SQL) with 3 criteria open."
    kept = StageMove.objects.get(lead=lead)
    assert [(each["key"], each["words"]["en"]) for each in kept.overruled] == [
        ("discovery:verdict_decided", "The result by BANT is no longer open"),
        ("discovery:criterion:need", "Need: at least 2, heard; now not known"),
        ("discovery:follow_up", "A dated next step"),
    ]
    assert set(kept.overruled[0]["words"]) == {"en", "pl", "ru", "zh-hans"}
    assert (kept.by, kept.note) == (helena, "Their CEO rang me")
    activity = client.get(reverse("pipeline:lead_detail", args=[lead.pk])).content.decode()
    assert "with 3 open" in activity


# Who may


def test_only_those_whom_a_stage_admits_bring_a_lead_there(client, maja, helena, lead):
    Stage.objects.filter(key__in=["contacting", "lost"]).update(movers=[Role.MANAGER])
    response = move(client, lead, "contacting")
    words = "Only these roles bring a lead to Contacting: Manager."
    assert response.context["form"].errors == {"stage": [words]}
    response = client.post(
        reverse("pipeline:board_move", args=[lead.pk]),
        {"stage": stage("contacting").pk, "seen": stage("discovery").pk},
    )
    assert (message(response), stage_of(lead)) == (words, "discovery")
    closing = client.get(reverse("pipeline:lead_close", args=[lead.pk])).context["form"]
    assert [each.key for each in closing.stages] == ["won"]
    client.force_login(helena)
    move(client, lead, "contacting")
    assert stage_of(lead) == "contacting"


# Seen by two


def test_of_two_who_move_it_at_once_the_later_one_is_told(client, maja, helena, lead):
    seen = stage("discovery").pk
    move_lead(lead=lead, stage=stage("contacting"), by=helena)
    response = move(client, lead, "untouched", seen=seen)
    assert message(response) == "Somebody has moved the lead meanwhile. Nothing was overwritten."
    assert stage_of(lead) == "contacting"
