"""Ada rewrites a question in Polish and sees at once how a call shows it; Ola leaves one question for the next."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from frameworks_app.models import Framework, Question
from pipeline.models import DiscoveryCall, PassedQuestion, QuestionUse
from tests.factories import LeadFactory, UserFactory
from tests.pipeline.call_stories import begin
from tests.visits import WHOLE, complaints, sign_in, violations

pytestmark = pytest.mark.django_db(transaction=True)

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def question(shipped):
    return Question.objects.filter(criterion__key="budget", framework=None).first()


@pytest.fixture
def ada(page, client, live_server, shipped):
    sign_in(page, client, live_server, UserFactory(admin=True, first_name="Ada"))
    page.said = complaints(page)
    page.set_viewport_size(DESK)
    return page


def open_question(page, live_server, question):
    address = live_server.url + reverse("pipeline:question_edit", args=[question.pk])
    assert page.goto(address).status == 200


def used(question, *, asked, answered, changed=0, language="en"):
    lead, ola, now = LeadFactory(), UserFactory(sdr=True), timezone.now()
    for number in range(asked):
        call = DiscoveryCall.objects.create(lead=lead, by=ola, started_at=now, ended_at=now, language=language)
        QuestionUse.objects.create(
            call=call,
            question=question,
            language=language,
            day=now.date() - timedelta(days=number * 9),
            is_answered=number < answered,
            changed_verdict=number < changed,
        )


@pytest.mark.tour
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_faultless_in_both_themes_and_sizes(ada, live_server, shots, question, scheme):
    used(question, asked=41, answered=30, changed=4)
    used(question, asked=6, answered=5, changed=1, language="pl")
    other = Question.objects.filter(criterion__key="need", framework=None).first()
    used(other, asked=10, answered=1)
    other.text.pop("zh-hans")
    other.probes[0].pop("ru")
    other.framework = Framework.objects.get(key="meddic")
    other.save()
    ada.emulate_media(color_scheme=scheme)
    addresses = {
        "questions": reverse("pipeline:questions"),
        "questions-missing": reverse("pipeline:questions") + "?missing=on",
        "question": reverse("pipeline:question_edit", args=[other.pk]),
        "question-new": reverse("pipeline:question_create", args=["budget"]),
    }
    found, wider = {}, {}
    for name, address in addresses.items():
        for size in (DESK, PHONE):
            ada.set_viewport_size(size)
            assert ada.goto(live_server.url + address).status == 200
            # All questions are a long page.
            shots(ada, f"{name}-{scheme}-{size['width']}", full_page=name != "questions")
            if excess := ada.evaluate("document.documentElement.scrollWidth - innerWidth"):
                wider[name, size["width"]] = excess
            # At full height, so that no bar that stays in place covers what axe looks at.
            ada.set_viewport_size({**size, "height": WHOLE})
            if faults := violations(ada):
                found[name, size["width"]] = faults
    assert (found, wider, ada.said) == ({}, {}, [])


def test_ada_rewrites_a_question_in_polish_and_sees_how_a_call_shows_it(ada, live_server, shots, question):
    question.text.pop("ru")
    question.save()
    open_question(ada, live_server, question)
    shown = ada.locator("#preview .ask-question")
    expect(shown).to_have_text(question.text["en"])
    ada.get_by_role("group", name="Question", exact=True).get_by_label("Polish").fill("Kto podpisuje zamówienia?")
    # Where she writes is what she sees.
    expect(shown).to_have_text("Kto podpisuje zamówienia?")
    expect(shown).to_have_attribute("lang", "pl")
    expect(ada.locator("#preview .wording > .chip")).to_have_count(0)
    ada.get_by_role("radio", name="Русский").check(force=True)
    expect(shown).to_have_text(question.text["en"])
    expect(ada.locator("#preview .wording > .chip")).to_have_text("Not translated yet")
    ada.get_by_role("radio", name="Polski").check(force=True)
    expect(shown).to_have_text("Kto podpisuje zamówienia?")
    ada.get_by_role("button", name="Add a follow-up question").click()
    number = len(question.probes)
    assert ada.evaluate("document.activeElement.name") == f"probes-{number}-en"
    ada.keyboard.type("Who else?")
    ada.keyboard.press("Tab")
    ada.keyboard.type("Kto jeszcze?")
    expect(ada.locator("#preview .probes li").last).to_have_text("Kto jeszcze?")
    ada.keyboard.press("Alt+ArrowUp")
    expect(ada.locator("[data-moved]")).to_have_text(f"Now {number} of {number + 1}")
    expect(ada.locator("#preview .probes li").nth(number - 1)).to_have_text("Kto jeszcze?")
    shots(ada, "question-written", full_page=False)
    with ada.expect_navigation():
        ada.locator(".draft-foot").get_by_role("button", name="Save").click()
    expect(ada.locator(".toast-note")).to_contain_text("Saved.")
    before = question.probes
    question.refresh_from_db()
    assert question.text["pl"] == "Kto podpisuje zamówienia?"
    assert question.probes == [*before[:-1], {"en": "Who else?", "pl": "Kto jeszcze?"}, before[-1]]
    assert ada.said == []


def test_two_admins_and_a_mistake_lose_nothing(ada, live_server, shots, question):
    open_question(ada, live_server, question)
    Question.objects.filter(pk=question.pk).update(text={"en": "Who pays?"})
    field = ada.get_by_role("group", name="Question", exact=True).get_by_label("English")
    field.fill("")
    ada.locator(".draft-foot").get_by_role("button", name="Save").click()
    expect(ada.locator(".form-errors")).to_contain_text("Write at least the English text")
    expect(ada.get_by_role("heading", name="Somebody saved this question meanwhile")).to_be_visible()
    shots(ada, "question-overtaken")
    ada.set_viewport_size({**DESK, "height": WHOLE})
    assert violations(ada) == []
    field.fill("What would you spend?")
    with ada.expect_navigation():
        ada.get_by_role("button", name="Save mine over it").click()
    question.refresh_from_db()
    assert (question.text["en"], ada.said) == ("What would you spend?", [])


def test_what_ola_leaves_for_the_next_question_is_kept_also_over_a_cut_line(page, client, live_server, shipped):
    ola = UserFactory(sdr=True, first_name="Ola")
    call = begin(LeadFactory(owner=ola), ola)
    sign_in(page, client, live_server, ola)
    page.goto(f"{live_server.url}/calls/{call.pk}/")
    shown = page.locator(".ask:visible")
    question = shown.locator("[name=question]")
    first = int(question.input_value())
    page.context.set_offline(True)
    page.keyboard.press("n")
    second = int(question.input_value())
    assert second != first
    page.keyboard.press("3")
    page.keyboard.press("n")
    page.keyboard.press("p")
    page.keyboard.press("p")
    page.keyboard.press("n")
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#call-saved")).to_have_attribute("data-state", "saved")
    # Once, however often it was left; and not the one that was answered.
    assert list(PassedQuestion.objects.values_list("call_id", "question_id")) == [(call.pk, first)]
    assert list(call.answers.values_list("question_id", "rating")) == [(second, 3)]
