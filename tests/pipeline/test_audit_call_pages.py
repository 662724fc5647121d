"""While an audit call is open Maja sees everything but the score; Helena reads what the calls have found."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.calendar import home_day
from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish
from pipeline.actions import audit_calls
from pipeline.actions.calls import start_call
from pipeline.models import AuditCall, AuditRule, RejectionCount, Stage
from pipeline.reports.audit_calls import Found
from pipeline.reports.board.cards import cards_of
from pipeline.reports.board.clock import Clock
from pipeline.reports.call_state import call_state
from pipeline.reports.lead_columns import columns_of
from pipeline.reports.lead_list import with_columns
from tests.factories import AnswerFactory, LeadFactory, TeamFactory, UserFactory

from .audit_call_stories import audit_of, follow, rejected, rule, shrink, talk

NOTE = "The score is hidden until the call has ended"
PAGE = "/scoring/audit-calls/"


@pytest.fixture(autouse=True)
def tidepost(shipped, monkeypatch):
    load_pack("tidepost")
    publish(by=None)
    rule()
    monkeypatch.setattr(audit_calls, "ticket", lambda _lead, _day: 0)


@pytest.fixture
def team():
    return TeamFactory(name="North")


@pytest.fixture
def maja(team):
    return UserFactory(sdr=True, team=team)


@pytest.fixture
def helena(team):
    return UserFactory(manager=True, team=team)


@pytest.fixture
def lead(maja):
    found = rejected(maja)
    AnswerFactory(lead=found, key="budget", rating=0)
    follow()
    return found


def shown(client, person, name, *args):
    client.force_login(person)
    return client.get(reverse(f"pipeline:{name}", args=args)).content.decode()


@pytest.mark.parametrize("page", ["lead_detail", "lead_brief", "lead_why", "score_history"])
def test_the_pages_of_the_lead_hide_the_score_from_maja_and_not_from_helena(client, lead, maja, helena, page):
    text = shown(client, maja, page, lead.pk)
    assert NOTE in text
    assert not re.search("Outside ICP|Not qualified|verdict-card|history-fold", text)
    assert NOTE not in shown(client, helena, page, lead.pk)


def test_everything_else_of_the_lead_is_there(client, lead, maja):
    text = shown(client, maja, "lead_detail", lead.pk)
    assert [each for each in ("Engagement", lead.company.name, "Budget") if each not in text] == []


@pytest.mark.parametrize("page", ["queue", "lead_list", "board"])
def test_the_row_of_the_lead_hides_the_score_from_maja_and_not_from_helena(client, lead, maja, helena, page):
    text = shown(client, maja, page) if page != "lead_list" else all_leads(client, maja)
    assert "Hidden" in text
    assert not re.search("<svg class=.light", text)
    text = shown(client, helena, page) if page != "lead_list" else all_leads(client, helena)
    assert "Hidden" not in text


def all_leads(client, person):
    client.force_login(person)
    # Without the choices of the filters, which name every status.
    text = client.get(reverse("pipeline:lead_list"), {"view": "all"}).content.decode()
    return text[text.index("<tbody") : text.index("</tbody>")]


@pytest.mark.parametrize("page", ["company_detail", "contact_detail"])
def test_pages_around_the_lead_hide_it_too(client, lead, maja, helena, page):
    key = lead.company_id if page == "company_detail" else lead.contact_id
    assert "Outside ICP" not in shown(client, maja, page, key)
    assert "Outside ICP" in shown(client, helena, page, key)


def test_a_file_of_leads_says_nothing_either(lead, maja, helena):
    columns = columns_of(["status", "filters", "fit", "grade", "qualification", "result"])

    def row(reader):
        (found,) = with_columns([lead.pk], columns, reader)
        return {str(part.label): str(part.value(found)) for column in columns[1:] for part in column.in_file()}

    hidden, seen = row(maja), row(helena)
    assert {label for label, value in hidden.items() if value not in {"None", "", "Hidden: audit call"}} == {
        "Stage",
        "Status set by hand",
    }
    assert (seen["Status"], seen["Fit, at most"], seen["Filter: company"]) == ("Outside ICP", "0", "fail")


def test_a_card_hides_it(lead, maja, helena):
    stage = Stage.objects.get(key="untouched")
    (hidden,), (seen,) = (cards_of(each, [lead.pk], Clock([stage])).values() for each in (maja, helena))
    assert (hidden.state.is_hidden, seen.state.is_hidden) == (True, False)


def test_the_call_hides_it_until_it_has_ended(client, lead, maja):
    call = start_call(lead=lead, by=maja, language="en")
    betrayals = {
        "call": "Outside ICP|Not qualified|cannot qualify|verdict-head|next-why",
        "call_end": "The answers lead to",
    }
    for page, betrayal in betrayals.items():
        text = shown(client, maja, page, call.pk)
        assert NOTE in text
        assert not re.search(betrayal, text)
    assert "category" not in client.get(reverse("pipeline:call_end", args=[call.pk])).context["form"].fields
    state = call_state(call, is_hidden=True)
    assert (state.verdicts, state.spoken, state.disagreement) == ([], [], "")


def test_an_answer_is_saved_and_tells_no_result(client, lead, maja):
    from frameworks_app.models import Criterion

    call = start_call(lead=lead, by=maja, language="en")
    client.force_login(maja)
    said = {"criterion": "need", "rating": 3, "evidence": "heard", "client_id": "6b0c0b5e-5a55-4d7d-8f3e-3a3c1a6f1d10"}
    answer = client.post(reverse("pipeline:call_answer", args=[call.pk]), said, headers={"accept": "application/json"})
    assert answer.status_code == 200, answer.content
    assert Criterion.objects.get(key="need").answers.filter(lead=lead, rating=3).count() == 1
    assert NOTE in answer.json()["html"]
    assert "Not qualified" not in answer.json()["html"]


def ending(**changes):
    untouched = Stage.objects.get(key="untouched")
    tomorrow = home_day() + timezone.timedelta(days=1)
    said = {"outcome": "reached", "stage": untouched.pk, "step_kind": "call", "step_date": tomorrow.isoformat()}
    return {**said, **changes}


def test_moving_it_on_against_the_rules_asks_for_a_reason(client, lead, maja):
    call = start_call(lead=lead, by=maja, language="en")
    client.force_login(maja)
    address, discovery = reverse("pipeline:call_end", args=[call.pk]), Stage.objects.get(key="discovery").pk
    refused = client.post(address, ending(stage=discovery))
    assert refused.context["form"].errors == {
        "summary": ["The rules say no: say in a sentence why this lead is worth the work."]
    }
    done = client.post(address, ending(stage=discovery, summary="A branch of 80 people buys by itself."), follow=True)
    assert [str(message) for message in done.context["messages"]] == [
        f"{lead.headline}: call saved.",
        "Audit call: the rules rejected it wrongly. That is worth knowing.",
    ]
    assert (audit_of(lead).outcome, audit_of(lead).caused_by) == ("wrong", "")
    assert "Outside ICP" in shown(client, maja, "lead_detail", lead.pk)


def test_the_page_counts_exactly_what_was_found(client, maja, helena):
    right, wrong, word, waiting = (rejected(maja) for _each in range(4))
    follow()
    talk(right, maja)
    talk(wrong, maja, stage="discovery", during=shrink)
    talk(word, maja, stage="discovery", summary="Buys for a branch.")
    found = Found(helena)
    assert (found.considered["all"], found.considered["week"]) == (4, 4)
    tally = found.tally
    assert (tally.drawn, tally.called, tally.right, tally.wrong, tally.open) == (4, 3, 1, 2, 1)
    assert [round(each, 3) for each in tally.rate] == [0.667, 0.208, 0.939]
    assert tally.sentence == ("3 rejected leads were reached; wrongly rejected: 2 (21 % to 94 %). Too few to tell.")
    assert sorted((cause.name != "", cause.number) for cause in found.causes) == [(False, 1), (True, 1)]
    assert [each.tally.called for each in found.versions] == [3]
    client.force_login(helena)
    page = client.get(PAGE)
    assert [row["lead"] for row in page.context["audits"]] == [waiting, word, wrong, right]


def test_many_calls_can_tell(helena, maja):
    lead = rejected(maja)
    follow()
    found = audit_of(lead)
    found.delete()
    ended = {"version": found.version, "category": found.category, "team": maja.team, "ended_at": timezone.now()}
    outcomes = ["wrong"] * 4 + ["right"] * 96
    AuditCall.objects.bulk_create(AuditCall(lead=LeadFactory(), outcome=each, **ended) for each in outcomes)
    assert Found(helena).tally.sentence == ("100 rejected leads were reached; wrongly rejected: 4 (2 % to 10 %).")


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_no_more_for_many_than_for_one(client, maja, helena, number, django_assert_max_num_queries):
    leads = [rejected(maja) for _each in range(number)]
    follow()
    for each in leads:
        talk(each, maja, stage="discovery", during=shrink)
    client.force_login(helena)
    with django_assert_max_num_queries(11):
        assert client.get(PAGE).status_code == 200


def test_each_reads_what_is_theirs(client, lead, maja, helena, team):
    ada, elsewhere = UserFactory(admin=True), UserFactory(manager=True)
    RejectionCount.objects.create(day=home_day(), team=None, considered=2)
    read = [(person, Found(person)) for person in (helena, ada, elsewhere)]
    assert [(found.tally.drawn, found.considered["all"]) for _person, found in read] == [(1, 1), (1, 3), (0, 0)]
    for person, status in ((helena, 200), (ada, 200), (maja, 404), (UserFactory(marketing=True), 404)):
        client.force_login(person)
        assert client.get(PAGE).status_code == status


def test_an_empty_page_says_what_to_do_next(client, helena):
    text = shown(client, helena, "audit_call_list")
    assert "No audit call yet" in text
    rule(share=0)
    assert "Audit calls are switched off" in shown(client, helena, "audit_call_list")


def test_ada_sets_the_share_and_no_more_than_20_percent(client):
    ada = UserFactory(admin=True)
    client.force_login(ada)
    address = reverse("admin:pipeline_auditrule_change", args=[1])
    refused = client.post(address, {"share": 25, "most_per_week": 5})
    assert refused.context["adminform"].form.errors == {"share": ["Ensure this value is less than or equal to 20."]}
    client.post(address, {"share": 3, "most_per_week": 7})
    assert AuditRule.objects.values_list("share", "most_per_week").get() == (3, 7)


def test_the_queue_says_openly_what_it_is(client, lead, maja):
    text = shown(client, maja, "queue")
    assert "The rules say no. This call checks the rules." in text
