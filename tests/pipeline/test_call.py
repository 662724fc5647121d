"""Ola, an SDR, holds a discovery call: what the page says, what it keeps, and who may not."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.calendar import home_day
from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish
from frameworks_app.models import Criterion
from pipeline.actions.calls import Said, record_answer
from pipeline.models import Answer, Company, Contact, DiscoveryCall, Note, Stage, Stakeholder
from pipeline.reports.call_state import call_script, call_state
from pipeline.scoring.rating_history import freeze_ratings
from tests.factories import AnswerFactory, LeadFactory, StakeholderFactory, TeamFactory, UserFactory
from tests.pipeline.call_stories import JSON, answer, begin, hear

pytestmark = pytest.mark.django_db


@pytest.fixture
def ola(shipped):
    return UserFactory(sdr=True, first_name="Ola")


@pytest.fixture
def lead(ola):
    return LeadFactory(owner=ola, company__name="Baltic Yarn", contact__name="Ewa Zając")


@pytest.fixture
def call(lead, ola):
    return begin(lead, ola)


@pytest.fixture
def desk(client, ola):
    client.force_login(ola)
    return client


def stored():
    return list(Answer.objects.order_by("pk").values_list("criterion__key", "rating", "evidence"))


def statements(work):
    """Those that read or write; the history's context may stand before any statement."""
    with CaptureQueriesContext(connection) as captured:
        work()
    bare = [each["sql"].rpartition("true); ")[2] for each in captured]
    return [sql for sql in bare if not sql.startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]


# What the frameworks say


def verdicts(call):
    return {each.card.name: each for each in call_state(call).verdicts}


def test_the_ceo_who_calls_passes_bant_and_is_stopped_by_meddic_at_metrics(call, lead):
    load_pack("tidepost")
    publish(by=None)
    Company.objects.filter(pk=lead.company_id).update(employees=90_000)
    hear(call, **dict.fromkeys(["budget", "authority", "need", "timeline"], (4, "confirmed")))
    hear(call, metrics=(0, "confirmed"), pain=(0, "confirmed"))
    state = call_state(call)
    assert [each.card.name for each in state.verdicts] == ["BANT", "MEDDIC"]
    bant, meddic = state.verdicts
    assert (bant.card.low, bant.card.high, bant.verdict) == (10000, 10000, 1)
    assert bant.sentence == "decided: qualified under BANT; asking more changes nothing"
    assert (meddic.card.low, meddic.card.high, meddic.verdict) == (0, 0, 2)
    assert meddic.sentence == (
        "decided: cannot qualify under MEDDIC; asking more changes nothing:"
        " agree on when to come back, ask for a referral"
    )
    assert [(gate.key, gate.kind, str(gate.words)) for gate in meddic.gates] == [
        ("metrics", "fail", "failed"),
        ("economic_buyer", "open", "open"),
        ("decision_criteria", "open", "open"),
        ("decision_process", "open", "open"),
        ("pain", "fail", "failed"),
        ("champion", "open", "open"),
    ]
    assert state.disagreement == "BANT passes, MEDDIC stops at metrics, company outside ICP"
    assert state.disagreement_reasons == [
        "BANT passes on budget, authority, need, timeline",
        "MEDDIC stops at metrics: no effect that we could have",
    ]
    assert (state.lights.company_light, state.lead_score.score.fit_low, state.lead_score.score.fit_high) == (2, 0, 0)
    assert state.next.questions == []


def test_questions_left_are_counted_in_words(call):
    hear(call, budget=3, need=3)
    assert verdicts(call)["BANT"].sentence == "2 questions decide this"
    hear(call, authority=3)
    assert verdicts(call)["BANT"].sentence == "1 question decides this"


def test_one_no_decides_bant_and_says_that_asking_more_changes_nothing(call):
    hear(call, budget=0)
    bant = verdicts(call)["BANT"]
    assert bant.sentence == (
        "decided: cannot qualify under BANT; asking more changes nothing:"
        " agree on when to come back, ask for a referral"
    )
    assert {question.framework for question in call_state(call).next.questions} == {"MEDDIC"}


def test_a_guessed_no_decides_nothing_and_is_asked(call):
    hear(call, budget=(0, "assumed"))
    assert verdicts(call)["BANT"].gates[0].words == "you assume a no: ask it"
    assert call_state(call).next.questions[0].key == "budget"


def test_friday_is_qualified_and_monday_asks_again(ola, lead, desk, shipped):
    """The date that Ewa named passes on Sunday; nothing else has happened."""
    sunday = home_day() - timedelta(days=1)
    for key in ["budget", "authority", "need"]:
        AnswerFactory(lead=lead, key=key, rating=3, days_ago=3)
    AnswerFactory(lead=lead, key="timeline", rating=4, days_ago=3, last_day=sunday)
    call = begin(lead, ola)
    state = call_state(call)
    lines = {line.key: line for _chapter, lines in state.chapters for line in lines}
    assert lines["timeline"].state == "reask"
    assert lines["budget"].state == "known"
    assert verdicts(call)["BANT"].sentence == "1 question decides this"
    assert state.next.questions[0].key == "timeline"
    page = desk.get(reverse("pipeline:call", args=[call.pk])).content.decode()
    assert page.count('class="line line-reask"') == 1


def test_a_qualified_result_says_until_when_it_holds(call):
    hear(call, budget=3, authority=3, need=3, timeline=3)
    until = home_day() + timedelta(days=30)
    year = "" if until.year == home_day().year else f" {until.year}"
    assert verdicts(call)["BANT"].holds == f"holds until {until.day} {until:%B}{year}"


# The script


def test_the_script_asks_each_criterion_of_the_active_frameworks_once_in_the_order_of_a_conversation(call):
    chapters = [(str(chapter), [line.key for line in lines]) for chapter, lines in call_state(call).chapters]
    assert chapters == [
        ("problem", ["need", "pain"]),
        ("effect", ["metrics"]),
        ("process", ["decision_criteria", "decision_process"]),
        ("people", ["authority", "economic_buyer", "champion"]),
        ("money", ["budget"]),
        ("time", ["timeline"]),
    ]


def test_questions_are_read_in_the_language_of_the_lead_and_marked_where_a_translation_is_missing(call, lead):
    Criterion.objects.get(key="budget").questions.filter(key="budget_range").update(text={"en": "Which range?"})
    call.language = "pl"
    asks = call_script(call_state(call))
    first, second, *_rest = asks.ask("budget").wordings
    assert (first.said.text, first.said.language, first.said.is_missing) == ("Which range?", "en", True)
    assert (second.said.language, second.said.is_missing) == ("pl", False)


def test_another_language_is_kept_with_the_call(desk, call):
    desk.post(reverse("pipeline:call_language", args=[call.pk]), {"language": "zh-hans"})
    call.refresh_from_db()
    assert call.language == "zh-hans"


def test_the_next_questions_serve_the_framework_to_work_by_and_then_the_others(call):
    hear(call, budget=3, need=3, authority=3)
    best = [(question.key, question.framework) for question in call_state(call).next.questions]
    assert best == [
        ("timeline", "BANT"),
        ("metrics", "MEDDIC"),
        ("economic_buyer", "MEDDIC"),
        ("decision_criteria", "MEDDIC"),
        ("decision_process", "MEDDIC"),
        ("pain", "MEDDIC"),
        ("champion", "MEDDIC"),
    ]


def test_why_this_one_shows_chances_that_add_up(call):
    question = call_state(call).next.questions[0]
    suggestion = question.suggestion
    together = sum(s * p for s, p in zip(suggestion.s, suggestion.p_r, strict=True))
    assert together == pytest.approx(suggestion.p)
    assert [rating["often"] for rating in question.ratings] == ["20%"] * 5


# Saving


def test_an_answer_is_stored_and_the_page_gets_what_follows(desk, call):
    response = answer(desk, call, rating="0")
    assert response.status_code == 200
    assert stored() == [("budget", 0, "heard")]
    assert response.json()["revision"] == 1
    assert "cannot qualify under BANT" in response.json()["html"]


def test_the_same_answer_sent_again_changes_nothing(desk, call):
    once = uuid4()
    first = answer(desk, call, client_id=once)
    again = answer(desk, call, client_id=once)
    assert (first.status_code, again.status_code) == (200, 200)
    assert stored() == [("budget", 3, "heard")]
    call.refresh_from_db()
    assert call.revision == 1


def test_a_correction_is_a_new_answer_and_the_latest_counts(desk, call):
    answer(desk, call, rating="3")
    answer(desk, call, rating="1", evidence="confirmed")
    assert stored() == [("budget", 3, "heard"), ("budget", 1, "confirmed")]
    assert call_state(call).standing["budget"].rating == 1


def test_what_was_asked_and_not_answered_is_unknown_and_so_is_what_is_withdrawn(desk, call):
    answer(desk, call, rating="none")
    answer(desk, call, criterion="need", rating="3")
    answer(desk, call, criterion="need", rating="none")
    lines = {line.key: line for _chapter, lines in call_state(call).chapters for line in lines}
    assert lines["budget"].nothing_words == "Asked, not answered"
    assert lines["need"].nothing_words == "Withdrawn"
    assert verdicts(call)["BANT"].sentence == "4 questions decide this"


def test_an_answer_keeps_who_said_it_their_words_the_amount_and_the_date_that_ends_it(desk, call, lead):
    jan = StakeholderFactory(lead=lead)
    question = Criterion.objects.get(key="budget").questions.first()
    answer(
        desk,
        call,
        source=jan.pk,
        question=question.pk,
        quote="Twelve thousand, signed off",
        amount="12000",
        currency="pln",
        last_day="2027-06-30",
    )
    kept = Answer.objects.get()
    assert (kept.source, kept.question, kept.quote) == (jan, question, "Twelve thousand, signed off")
    assert (kept.value, kept.last_day) == ({"amount": "12000", "currency": "PLN"}, date(2027, 6, 30))


def test_an_answer_kept_on_the_computer_counts_from_when_it_was_heard(desk, call):
    heard = timezone.now().replace(microsecond=0) - timedelta(minutes=10)
    answer(desk, call, heard=int(heard.timestamp() * 1000))
    assert Answer.objects.get().occurred_at == heard


def test_a_browser_cannot_hear_the_future_nor_the_distant_past(desk, call):
    for wrong in [10**15, -(10**15)]:
        answer(desk, call, heard=wrong)
    future, past = Answer.objects.order_by("pk")
    assert future.occurred_at <= timezone.now()
    assert timedelta(days=13) < timezone.now() - past.occurred_at < timedelta(days=15)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"rating": "7"}, "rating", "A rating is 0 to 4."),
        ({"rating": ""}, "rating", "Choose 0 to 4, or “asked, not answered”."),
        ({"criterion": "shoe_size"}, "criterion", "This criterion is not asked in this call."),
        ({"criterion": "company_fit"}, "criterion", "This criterion is not asked in this call."),
        ({"amount": "-3"}, "amount", "Ensure this value is greater than or equal to 0."),
        ({"amount": "3", "currency": "zł"}, "currency", "A currency has three letters, such as EUR."),
        ({"last_day": "soon"}, "last_day", "Enter a valid date."),
    ],
)
def test_what_cannot_be_is_refused_by_the_field(desk, call, typed, field, sentence):
    response = answer(desk, call, **typed)
    assert response.status_code == 422
    assert response.json()["errors"] == {field: [sentence]}
    assert stored() == []


def test_somebody_of_another_lead_cannot_have_said_it(desk, call):
    stranger = StakeholderFactory()
    response = answer(desk, call, source=stranger.pk)
    assert response.status_code == 422
    assert response.json()["errors"] == {"source": ["This person is not part of this lead."]}


def test_without_a_script_the_form_is_a_plain_post(desk, call):
    response = answer(desk, call, headers={}, rating="2")
    assert response.status_code == 302
    assert response.url == f"/calls/{call.pk}/?ask=budget"
    assert stored() == [("budget", 2, "heard")]


def test_without_a_script_a_refused_answer_stays_as_typed(desk, call):
    response = answer(desk, call, headers={}, rating="7", quote="Well, seven!")
    assert response.status_code == 422
    current = response.context["current"]
    assert (current.key, current.shown["quote"]) == ("budget", "Well, seven!")
    assert current.errors == {"rating": ["A rating is 0 to 4."]}


def test_saving_an_answer_takes_at_most_eight_statements(desk, call, lead):
    jan = StakeholderFactory(lead=lead)
    answer(desk, call)
    hear(call, need=3, timeline=2, metrics=3)
    found = statements(lambda: answer(desk, call, source=jan.pk, rating="2"))
    assert len(found) == 8, "\n".join(found)


def test_looking_whether_somebody_wrote_takes_one_statement_besides_session_and_user(desk, call):
    address = reverse("pipeline:call_revision", args=[call.pk])
    found = statements(lambda: desk.get(f"{address}?seen=0", headers=JSON))
    assert len(found) == 3
    assert desk.get(f"{address}?seen=0", headers=JSON).status_code == 204


def test_the_page_takes_the_same_statements_however_much_was_said(desk, call, lead):
    address = reverse("pipeline:call", args=[call.pk])
    desk.get(address)
    empty = len(statements(lambda: desk.get(address)))
    StakeholderFactory.create_batch(3, lead=lead)
    hear(call, need=3, timeline=2, metrics=3)
    Note.objects.create(lead=lead, call=call, text="Calls back", by=call.by)
    full = len(statements(lambda: desk.get(address)))
    assert empty == full
    assert full <= 15


def test_a_colleague_who_wrote_is_seen_by_the_next_look(desk, call):
    hear(call, budget=0)
    response = desk.get(reverse("pipeline:call_revision", args=[call.pk]) + "?seen=0", headers=JSON)
    assert response.json()["revision"] == 1
    assert "cannot qualify under BANT" in response.json()["html"]


# Notes and people


def test_a_note_is_kept_once_with_its_tag(desk, call):
    typed = {"client_id": uuid4(), "text": "Migrating in May", "tag": "timeline"}
    for _attempt in range(2):
        response = desk.post(reverse("pipeline:call_note", args=[call.pk]), typed, headers=JSON)
    assert response.status_code == 200
    assert list(Note.objects.values_list("text", "criterion__key", "call")) == [
        ("Migrating in May", "timeline", call.pk)
    ]


def test_an_empty_note_is_refused(desk, call):
    typed = {"client_id": uuid4(), "text": " "}
    response = desk.post(reverse("pipeline:call_note", args=[call.pk]), typed, headers=JSON)
    assert response.json() == {"errors": {"text": ["Write something first."]}}


def test_somebody_who_came_up_joins_the_buying_committee_once(desk, call, lead):
    typed = {"person-name": "Jan Bąk", "person-title": "CFO", "person-role": "economic_buyer"}
    for _attempt in range(2):
        response = desk.post(reverse("pipeline:call_person", args=[call.pk]), typed, headers=JSON)
    jan = Stakeholder.objects.get(lead=lead)
    assert response.json() == {"id": jan.pk, "name": "Jan Bąk (Economic buyer)"}
    assert Contact.objects.filter(name="Jan Bąk", company=lead.company).count() == 1


# Who may


def test_starting_twice_joins_the_one_open_call(desk, lead, ola):
    first = desk.post(reverse("pipeline:call_start", args=[lead.pk]))
    again = desk.post(reverse("pipeline:call_start", args=[lead.pk]))
    call = DiscoveryCall.objects.get()
    assert first.url == again.url == f"/calls/{call.pk}/"
    assert call.by == ola


def test_a_call_begins_in_the_language_of_the_contact(desk, ola):
    lead = LeadFactory(owner=ola, contact__language="ru")
    desk.post(reverse("pipeline:call_start", args=[lead.pk]))
    assert DiscoveryCall.objects.get().language == "ru"


@pytest.mark.parametrize("role", ["marketing", "account_executive", "sdr"])
def test_no_form_for_marketing_nor_for_leads_of_others(client, call, lead, role):
    other = UserFactory(**{role: True})
    client.force_login(other)
    assert client.post(reverse("pipeline:call_start", args=[lead.pk])).status_code == 404
    for name in ["call", "call_end", "call_revision"]:
        assert client.get(reverse(f"pipeline:{name}", args=[call.pk])).status_code == 404
    for name in ["call_answer", "call_note", "call_person", "call_language", "call_end"]:
        assert client.post(reverse(f"pipeline:{name}", args=[call.pk])).status_code == 404
    assert stored() == []


def test_a_colleague_of_the_team_may_write_only_where_the_team_allows_it(client, call, ola):
    client.force_login(UserFactory(sdr=True, team=ola.team))
    assert answer(client, call).status_code == 404
    ola.team.sdr_may_edit_team_leads = True
    ola.team.save()
    assert answer(client, call).status_code == 200


def test_an_account_executive_calls_a_lead_of_their_own(client, shipped):
    piotr = UserFactory(account_executive=True)
    lead = LeadFactory(owner=piotr, team=TeamFactory())
    client.force_login(piotr)
    response = client.post(reverse("pipeline:call_start", args=[lead.pk]), follow=True)
    assert response.status_code == 200
    assert response.context["current"].key == response.context["state"].first_question()


# What the team has heard before


def test_what_others_often_lacked_is_asked_first(desk, call, lead):
    """Of Ola's team three leads had no authority; another team's leads count for nothing here."""
    team = lead.state.team
    for rating, of in ((0, team), (1, team), (4, team), (0, TeamFactory())):
        other = LeadFactory(team=of)
        AnswerFactory(lead=other, criterion=Criterion.objects.get(key="authority"), rating=rating,
                      occurred_at=timezone.now() - timedelta(days=2))  # fmt: skip
    assert freeze_ratings() is True
    first = call_state(call).next.questions[0]
    assert (first.key, first.past, first.framework) == ("authority", (1, 1, 0, 0, 1), "BANT")
    assert first.past_words == "3 leads of your team have answered it before; below 2: 2."
    assert sum(s * p for s, p in zip(first.suggestion.s, first.suggestion.p_r, strict=True)) == pytest.approx(
        first.suggestion.p
    )


def test_what_is_answered_today_moves_no_order_before_midnight(call, lead):
    AnswerFactory(lead=LeadFactory(team=lead.state.team), criterion=Criterion.objects.get(key="budget"), rating=0)
    assert freeze_ratings() is True
    assert call_state(call).history == {}
    words = call_state(call).next.questions[0].past_words
    assert words == "No lead of your team has answered it before: every answer counts as equally likely."


def test_history_is_counted_once_a_day(lead):
    AnswerFactory(lead=lead, rating=3, occurred_at=timezone.now() - timedelta(days=2))
    assert [freeze_ratings(), freeze_ratings()] == [True, False]


# Contradictions and history


def says(call, rating, source=None, key="budget", days_ago=0):
    said = Said(uuid4(), Criterion.objects.get(key=key).pk, rating, "heard", source_id=source and source.pk,
                heard_at=timezone.now() - timedelta(days=days_ago))  # fmt: skip
    record_answer(call=call, said=said, by=call.by)


def against(call, key="budget"):
    standing = call_state(call).standing[key]
    return standing.rating, standing.against_rating, standing.against_by


def test_two_people_who_differ_by_two_contradict_each_other(call, lead):
    jan = StakeholderFactory(lead=lead, contact__name="Jan Bąk")
    says(call, 1, jan)
    says(call, 3)
    assert against(call) == (3, 1, "Jan Bąk")


def test_a_step_apart_or_a_correction_is_no_contradiction(call, lead):
    jan = StakeholderFactory(lead=lead, contact__name="Jan Bąk")
    says(call, 2, jan)
    says(call, 3)
    assert against(call) == (3, None, None)
    says(call, 1)
    assert against(call) == (1, None, None), "the same person in the same call has corrected it"
    says(call, 0, jan)
    assert against(call) == (0, None, None), "what was corrected contradicts nobody"


def test_what_has_aged_contradicts_nobody(call, lead):
    jan = StakeholderFactory(lead=lead)
    says(call, 0, jan, key="timeline", days_ago=13)
    says(call, 4, key="timeline")
    life = Criterion.objects.get(key="timeline").shelf_life
    assert against(call, "timeline")[:2] == (4, 0 if life > 13 else None)


def test_all_that_was_heard_of_a_criterion_is_one_look_away(desk, call, lead):
    says(call, 1, StakeholderFactory(lead=lead, contact__name="Jan Bąk"))
    says(call, 2)
    says(call, 4)
    page = desk.get(reverse("pipeline:call_history", args=[call.pk, "budget"]))
    assert [(each.answer.rating, each.is_corrected) for each in page.context["told"]] == [
        (4, False), (2, True), (1, False),
    ]  # fmt: skip
    assert "Jan Bąk" in page.content.decode()
    stranger = UserFactory(sdr=True)
    desk.force_login(stranger)
    assert desk.get(reverse("pipeline:call_history", args=[call.pk, "budget"])).status_code == 404


# Asked again


def asked_again(call):
    """Criteria with an aged answer, by whether the page asks for them again."""
    found = {line.key: line.state for _chapter, lines in call_state(call).chapters for line in lines}
    return {key: state for key, state in found.items() if state in {"reask", "aged"}}


def test_what_has_aged_is_asked_again_only_where_it_could_change_a_result(ola, lead):
    for key in ["timeline", "decision_process"]:
        AnswerFactory(lead=lead, key=key, rating=3, days_ago=300)
    call = begin(lead, ola)
    assert asked_again(call) == {"timeline": "reask", "decision_process": "reask"}
    hear(call, budget=0)
    assert asked_again(call) == {"timeline": "aged", "decision_process": "reask"}, "BANT is decided, MEDDIC is not"
    hear(call, metrics=0)
    assert asked_again(call) == {"timeline": "aged", "decision_process": "aged"}


def test_what_the_stage_asks_for_is_asked_again_though_every_result_is_decided(ola):
    lead = LeadFactory(owner=ola, stage=Stage.objects.get(key="evaluation"))
    for key in ["champion", "timeline"]:
        AnswerFactory(lead=lead, key=key, rating=3, days_ago=300)
    call = begin(lead, ola)
    hear(call, budget=0, metrics=0)
    assert call_state(call).next.questions == []
    assert asked_again(call) == {"champion": "reask", "timeline": "aged"}


def test_the_page_offers_to_confirm_what_has_aged_with_what_stood_behind_it(desk, lead, ola):
    AnswerFactory(lead=lead, key="budget", rating=3, days_ago=300, value={"amount": "12000", "currency": "PLN"})
    call = begin(lead, ola)
    ask = desk.get(reverse("pipeline:call", args=[call.pk]) + "?ask=budget").context["current"]
    assert (ask.is_reask, ask.was.rating, ask.was_words) == (True, 3, "Approved in principle")
    assert ask.was_fields == '{"amount": "12000", "currency": "PLN"}'
    hear(call, budget=2)
    ask = desk.get(reverse("pipeline:call", args=[call.pk]) + "?ask=budget").context["current"]
    assert (ask.is_reask, ask.was) == (False, None)
