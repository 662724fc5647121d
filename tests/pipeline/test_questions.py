"""Ada looks after the questions: how they read in four languages, what they were good for, and one at a time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from frameworks_app.models import Criterion, Framework, Question
from pipeline.models import DiscoveryCall, QuestionUse
from pipeline.reports.call_state import call_script, call_state
from pipeline.reports.question_uses import Uses
from tests.admin_pages import filled
from tests.factories import LeadFactory, UserFactory
from tests.pipeline.call_stories import begin

pytestmark = pytest.mark.django_db
LIST = "/questions/"


@pytest.fixture
def ada(client, shipped):
    client.force_login(UserFactory(admin=True, first_name="Ada", username="ada"))
    return client


@pytest.fixture
def bo(shipped):
    return UserFactory(admin=True, first_name="Bo", username="bo")


@pytest.fixture
def question(shipped):
    return Question.objects.filter(criterion__key="budget", framework=None).first()


def used(question, *, asked, answered, changed=0, language="en", days_ago=5):
    """So many calls in which it was asked, and what came of it."""
    lead, ola = LeadFactory(), UserFactory(sdr=True)
    now = timezone.now()
    for number in range(asked):
        call = DiscoveryCall.objects.create(lead=lead, by=ola, started_at=now, ended_at=now, language=language)
        QuestionUse.objects.create(
            call=call,
            question=question,
            language=language,
            day=now.date() - timedelta(days=days_ago),
            is_answered=number < answered,
            changed_verdict=number < changed,
        )


def rows(response):
    return {row.question.key: row for block in response.context["blocks"] for row in block.rows}


def statements(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return [
        each["sql"] for each in captured if not each["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))
    ]


def plain(response):
    return " ".join(response.content.decode().split())


# The list


def test_every_question_is_there_under_its_criterion_in_the_order_of_a_conversation(ada):
    response = ada.get(LIST)
    chapters = [block.criterion.chapter for block in response.context["blocks"]]
    assert chapters == sorted(chapters, key=["problem", "effect", "process", "people", "money", "time"].index)
    assert len(rows(response)) == Question.objects.filter(criterion__derived_from="").count()
    assert [column.name for column in next(iter(rows(response).values())).columns] == [
        "English", "Polish", "Russian", "Simplified Chinese",
    ]  # fmt: skip


def test_what_a_question_was_good_for_stands_in_a_sentence(ada, question):
    used(question, asked=3, answered=2, changed=1)
    used(question, asked=1, answered=1, language="pl", days_ago=120)
    response = ada.get(LIST)
    row = rows(response)[question.key]
    assert (row.lately, row.together.ever) == (Uses(3, 2, 1), Uses(4, 3, 1))
    assert [column.figures.ever.asked for column in row.columns] == [3, 1, 0, 0]
    said = plain(response)
    assert "Last 90 days: asked in 3 calls, answered in 2, changed a verdict in 1." in said
    assert "Ever: asked in 4 calls, answered in 3, changed a verdict in 1." in said
    assert "Asked in 1 call, answered in 1, changed a verdict in 0</p>" in said


@pytest.mark.parametrize(
    ("asked", "answered", "is_marked"), [(9, 0, False), (10, 2, False), (10, 1, True), (40, 15, False), (40, 13, True)]
)
def test_a_question_is_marked_when_it_is_surely_skipped_by_more_than_half(asked, answered, is_marked):
    assert Uses(asked, answered).is_often_skipped == is_marked


def test_the_mark_comes_with_its_numbers(ada, question):
    used(question, asked=12, answered=1)
    said = plain(ada.get(LIST))
    assert "Often skipped" in said
    assert "Skipped in 11 of 12 calls; likely 64 to 99 %." in said


def test_a_missing_translation_is_marked_and_found(ada, question):
    Question.objects.filter(pk=question.pk).update(text={"en": "Who pays?", "ru": "Кто платит?"}, probes=[])
    other = Question.objects.filter(criterion__key="need").first()
    other.probes[0].pop("pl")
    other.save()
    response = ada.get(LIST, {"missing": "on"})
    assert sorted(rows(response)) == sorted([question.key, other.key])
    missing = {
        key: [column.code for column in row.columns if column.is_missing] for key, row in rows(response).items()
    }
    assert missing == {question.key: ["pl", "zh-hans"], other.key: ["pl"]}
    assert (plain(response).count("Not translated yet"), plain(response).count("Partly translated")) == (2, 1)


def test_a_question_is_found_by_its_words_in_any_language(ada, question):
    Question.objects.filter(pk=question.pk).update(text={"en": "Who pays?", "pl": "Kto ZAPŁACI za to?"})
    assert list(rows(ada.get(LIST, {"q": "zapłaci"}))) == [question.key]
    response = ada.get(LIST, {"q": "nobody says that"})
    assert (rows(response), "No such questions" in plain(response)) == ({}, True)


def test_a_framework_shows_what_is_asked_under_it(ada, question):
    bant, meddic = (Framework.objects.get(key=key) for key in ("bant", "meddic"))
    own = Question.objects.create(key="of_meddic", criterion=question.criterion, framework=meddic, text={"en": "Own?"})
    response = ada.get(LIST, {"framework": "bant"})
    criteria = {block.criterion.key for block in response.context["blocks"]}
    assert criteria == set(bant.criteria.values_list("criterion__key", flat=True))
    assert (question.key in rows(response), own.key in rows(response)) == (True, False)
    assert ada.get(LIST, {"framework": "nonsense"}).status_code == 200


def test_the_list_takes_the_same_few_statements_however_much_was_asked(ada, question):
    before = statements(ada, LIST)
    used(question, asked=5, answered=2)
    for number in range(5):
        Question.objects.create(key=f"more_{number}", criterion=question.criterion, text={"en": f"{number}?"})
    after = [statements(ada, address) for address in (LIST, f"{LIST}?q=a", f"{LIST}?framework=bant&missing=on")]
    assert {len(each) - len(before) for each in after[:2]} == {0}
    assert max(len(each) for each in (before, *after)) <= 15


# One question


def edit_url(question):
    return reverse("pipeline:question_edit", args=[question.pk])


def opened(client, url):
    return filled(client.get(url), "question")


def send(client, url, data):
    return client.post(url, {name: value for name, value in data.items() if value is not None})


def test_ada_rewrites_a_question_and_calls_ask_it_so(ada, question):
    meddic = Framework.objects.get(key="meddic")
    data = opened(ada, edit_url(question)) | {
        "text-pl": "Kto podpisuje zamówienia?",
        "framework": str(meddic.pk),
        "position": "7",
    }
    response = send(ada, edit_url(question), data)
    assert (response.status_code, response.url) == (302, edit_url(question))
    saved = Question.objects.get(pk=question.pk)
    assert saved.text == question.text | {"pl": "Kto podpisuje zamówienia?"}
    assert (saved.probes, saved.framework, saved.position, saved.is_active) == (question.probes, meddic, 7, True)
    ola = UserFactory(sdr=True)
    call = begin(LeadFactory(owner=ola), ola)
    call.language = "pl"
    texts = [each.said.text for each in call_script(call_state(call)).ask("budget").wordings]
    assert "Kto podpisuje zamówienia?" in texts


def test_history_says_who_rewrote_it(ada, question):
    send(ada, edit_url(question), opened(ada, edit_url(question)) | {"text-en": "Who pays?"})
    event = Question.pgh_event_models["update"].objects.filter(pgh_obj=question.pk).latest("pgh_id")
    assert (event.text, event.pgh_context.metadata["user"]) == (question.text, User.objects.get(username="ada").pk)


def probe(number, place, **texts):
    fields = {f"probes-{number}-id": "", f"probes-{number}-position": str(place)}
    return fields | {f"probes-{number}-{code.replace('_', '-')}": text for code, text in texts.items()}


def test_follow_ups_are_added_moved_and_taken_away(ada, question):
    question.probes = [{"en": "One?", "pl": "Jeden?"}, {"en": "Two?"}, {"en": "Three?"}]
    question.save()
    data = opened(ada, edit_url(question))
    data |= {"probes-2-position": "1", "probes-0-removed": "on"} | probe(9, 9, en="Four?", zh_hans="四？")
    data |= probe(10, 10)
    assert send(ada, edit_url(question), data).status_code == 302
    question.refresh_from_db()
    assert question.probes == [{"en": "Three?"}, {"en": "Two?"}, {"en": "Four?", "zh-hans": "四？"}]


def test_without_a_script_a_button_adds_an_empty_row_and_keeps_what_was_typed(ada, question):
    data = opened(ada, edit_url(question)) | {"text-ru": "Кто платит?", "add": "probes"}
    response = send(ada, edit_url(question), data)
    kept = filled(response, "question")
    assert (response.status_code, kept["text-ru"]) == (200, "Кто платит?")
    assert f"probes-{len(question.probes)}-en" in kept
    question.refresh_from_db()
    assert question.text.get("ru") != "Кто платит?"


def test_what_is_wrong_is_told_at_the_field_and_nothing_is_lost(ada, question):
    data = opened(ada, edit_url(question)) | {"text-en": " ", "text-pl": "Kto?", "position": "first"}
    data |= probe(9, 9, pl="A kto jeszcze?") | {"framework": "999999"}
    response = send(ada, edit_url(question), data)
    form = response.context["form"]
    english = "Write at least the English text: it is shown where a translation is missing."
    assert {name: [str(each) for each in errors] for name, errors in form.errors.items()} == {
        "text-en": [english],
        "position": ["Enter a whole number."],
        "framework": ["Select a valid choice. That choice is not one of the available choices."],
        "__all__": ["Look at the follow-up questions: one of them is to be mended."],
    }
    assert form.probes[-1].errors == {"en": [english]}
    kept = filled(response, "question")
    assert (kept["text-pl"], kept["probes-9-pl"], kept["position"]) == ("Kto?", "A kto jeszcze?", "first")
    before = question.text
    question.refresh_from_db()
    assert question.text == before


def test_the_second_of_two_admins_is_told_and_overwrites_nothing_unseen(ada, client, bo, question):
    mine = opened(ada, edit_url(question)) | {"text-en": "What would you spend?"}
    theirs = opened(ada, edit_url(question)) | {"text-en": "Who pays?"}
    client.force_login(bo)
    assert send(client, edit_url(question), theirs).status_code == 302
    client.force_login(User.objects.get(username="ada"))
    response = send(client, edit_url(question), mine)
    assert response.status_code == 200
    assert [(each.label, each.theirs, each.mine) for each in response.context["differences"]] == [
        ("English", "Who pays?", "What would you spend?")
    ]
    assert "Bo" in plain(response)
    assert "saved this question at" in plain(response)
    question.refresh_from_db()
    assert question.text["en"] == "Who pays?"
    again = filled(response, "question")
    assert again["text-en"] == "What would you spend?"
    assert send(client, edit_url(question), again).status_code == 302
    question.refresh_from_db()
    assert question.text["en"] == "What would you spend?"


def test_a_double_click_saves_once(ada, question):
    data = opened(ada, edit_url(question)) | {"text-en": "Who pays?"}
    assert [send(ada, edit_url(question), data).status_code for _click in range(2)] == [302, 302]
    assert Question.pgh_event_models["update"].objects.filter(pgh_obj=question.pk).count() == 1


def test_a_question_is_retired_and_its_answers_stay(ada, question):
    used(question, asked=1, answered=1)
    send(ada, edit_url(question), opened(ada, edit_url(question)) | {"is_active": None})
    question.refresh_from_db()
    assert (question.is_active, QuestionUse.objects.count()) == (False, 1)
    assert rows(ada.get(LIST))[question.key].question.is_active is False


# A new one


def test_ada_adds_a_question_to_a_criterion_once(ada):
    url = reverse("pipeline:question_create", args=["budget"])
    before = set(Question.objects.values_list("pk", flat=True))
    data = opened(ada, url) | {"text-en": "Who signs?", "text-pl": "Kto podpisuje?"} | probe(0, 1, en="And above?")
    responses = [send(ada, url, data) for _click in range(2)]
    (made,) = Question.objects.exclude(pk__in=before)
    assert [response.url for response in responses] == [edit_url(made), edit_url(made)]
    assert (made.text, made.probes) == ({"en": "Who signs?", "pl": "Kto podpisuje?"}, [{"en": "And above?"}])
    assert made.criterion.key == "budget"
    last = Criterion.objects.get(key="budget").questions.exclude(pk=made.pk).latest("position")
    assert made.position == last.position + 1


def test_two_admins_who_add_at_once_add_two(ada):
    url = reverse("pipeline:question_create", args=["budget"])
    before = Question.objects.count()
    first, second = opened(ada, url) | {"text-en": "Who signs?"}, opened(ada, url) | {"text-en": "Who pays?"}
    assert [send(ada, url, data).status_code for data in (first, second)] == [302, 302]
    assert Question.objects.count() == before + 2
    assert sorted(each.text["en"] for each in Question.objects.order_by("-pk")[:2]) == ["Who pays?", "Who signs?"]


@pytest.mark.parametrize("key", ["", "not a key", "x" * 80, "Ключ"])
def test_a_forged_key_is_replaced(ada, key):
    url = reverse("pipeline:question_create", args=["budget"])
    assert send(ada, url, opened(ada, url) | {"text-en": "Who signs?", "key": key}).status_code == 302
    assert Question.objects.latest("pk").key.startswith("budget")


# How it reads in a call


def preview(client, language, **typed):
    data = {"criterion": "budget", "preview": language, **typed}
    return client.post(reverse("pipeline:question_preview"), data)


def test_the_preview_is_the_calls_own_part_in_the_chosen_language(ada):
    typed = {"text-en": "Who pays?", "text-pl": "Kto płaci?"} | probe(0, 1, en="And who else?")
    said = plain(preview(ada, "pl", **typed))
    assert '<p class="ask-question" lang="pl">Kto płaci?</p>' in said
    assert said.count("Not translated yet") == 1
    said = plain(preview(ada, "ru", **typed))
    assert '<p class="ask-question" lang="en">Who pays?</p>' in said
    assert said.count("Not translated yet") == 2


def test_a_preview_of_nothing_shows_what_a_call_would_show(ada):
    budget = Criterion.objects.get(key="budget")
    response = preview(ada, "nonsense")
    assert response.templates[0].name == "pipeline/_question_preview.html"
    assert budget.description["en"] in response.content.decode()


def test_what_is_typed_in_the_preview_is_shown_and_not_run(ada):
    assert "&lt;script&gt;" in preview(ada, "en", **{"text-en": "<script>alert(1)</script>"}).content.decode()


# Who may


@pytest.mark.parametrize("role", ["sdr", "account_executive", "manager", "marketing"])
def test_only_admins_edit_questions(client, question, role):
    client.force_login(UserFactory(**{role: True}))
    addresses = [LIST, edit_url(question), reverse("pipeline:question_create", args=["budget"])]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    assert send(client, edit_url(question), {"text-en": "Mine"}).status_code == 404
    assert preview(client, "en", **{"text-en": "Mine"}).status_code == 404


def test_a_derived_criterion_is_never_asked_and_has_no_page(ada):
    derived = Criterion.objects.exclude(derived_from="").first()
    assert ada.get(reverse("pipeline:question_create", args=[derived.key])).status_code == 404


def test_the_pages_are_where_an_admin_looks(ada):
    assert 'href="/questions/"' in ada.get("/scoring/").content.decode()
    assert 'href="/questions/"' in ada.get("/admin/").content.decode()
