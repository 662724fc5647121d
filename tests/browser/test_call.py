"""Ola holds a whole call without a mouse, and loses nothing to reloads, errors or a lost connection."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pipeline.models import Answer, DiscoveryCall, Note
from tests.factories import AnswerFactory, LeadFactory, StakeholderFactory, UserFactory
from tests.pipeline.call_stories import begin, hear
from tests.visits import sign_in, violations

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}


@pytest.fixture
def ola(shipped):
    return UserFactory(sdr=True, first_name="Ola")


@pytest.fixture
def call(ola):
    lead = LeadFactory(
        owner=ola,
        company__name="Baltic Yarn",
        contact__name="Ewa Zając",
        contact__title="Head of marketing",
        contact__phone="+48 58 555 01 22",
    )
    AnswerFactory(lead=lead, key="timeline", rating=3, days_ago=45)
    AnswerFactory(lead=lead, key="pain", rating=3, days_ago=12, quote="Every campaign takes us three days")
    StakeholderFactory(lead=lead, contact__name="Jan Bąk", role="economic_buyer")
    return begin(lead, ola)


@pytest.fixture
def desk(page, live_server, client, ola, call):
    """Ola's browser with the call open."""
    sign_in(page, client, live_server, ola)
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
    page.goto(f"{live_server.url}/calls/{call.pk}/")
    yield page
    assert faults == []


def asked(page):
    return page.locator(".ask:visible").get_attribute("data-criterion")


def find(page, words):
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def saved(page):
    expect(page.locator("#call-saved")).to_have_attribute("data-state", "saved")
    expect(page.locator("#call-saved [data-words]")).to_have_text(re.compile("saved"))


def heard():
    return list(Answer.objects.exclude(call=None).order_by("pk").values_list("criterion__key", "rating", "evidence"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_pages_of_a_call_have_no_accessibility_fault(desk, live_server, shots, call, size, scheme):
    hear(call, authority=3, metrics=(0, "confirmed"))
    desk.emulate_media(color_scheme=scheme)
    desk.set_viewport_size(size)
    desk.reload()
    name = f"{scheme}-{size['width']}"
    shots(desk, f"call-{name}", full_page=False)
    # Tall enough that the bottom line covers nothing.
    desk.set_viewport_size({**size, "height": 3600})
    shots(desk, f"call-whole-{name}")
    assert violations(desk) == []
    assert desk.evaluate("document.documentElement.scrollWidth") == size["width"]
    desk.locator(".next-why summary:visible").first.click()
    assert violations(desk) == []
    desk.keyboard.press("/")
    shots(desk, f"call-find-{name}", full_page=False)
    assert violations(desk) == []
    desk.set_viewport_size(size)
    desk.goto(f"{live_server.url}/calls/{call.pk}/end/")
    shots(desk, f"call-end-{name}")
    assert violations(desk) == []
    assert desk.evaluate("document.documentElement.scrollWidth") == size["width"]


def test_a_whole_call_by_keyboard(desk, call):
    first = asked(desk)
    desk.keyboard.press("3")
    saved(desk)
    assert asked(desk) == first, "the question on the screen never changes by itself"
    desk.keyboard.press("n")
    assert asked(desk) != first
    desk.keyboard.press("p")
    assert asked(desk) == first
    find(desk, "budg")
    assert asked(desk) == "budget"
    desk.keyboard.press("e")
    desk.keyboard.press("0")
    saved(desk)
    expect(desk.locator("#call-voice")).to_contain_text("cannot qualify under BANT")
    desk.keyboard.press("t")
    desk.keyboard.type("0 is a number here, n too")
    desk.keyboard.press("Enter")
    expect(desk.locator("#call-notes")).to_contain_text("0 is a number here, n too")
    desk.keyboard.press("Escape")
    desk.keyboard.press("?")
    expect(desk.locator("#keys")).to_be_visible()
    desk.keyboard.press("Escape")
    assert heard() == [(first, 3, "heard"), ("budget", 0, "confirmed")]
    desk.keyboard.press("x")
    desk.wait_for_url("**/end/")
    desk.locator("#id_reason").select_option(label="No budget this year")
    expect(desk.locator("#id_reason_helptext")).to_contain_text("budget")
    desk.get_by_role("button", name="In 2 weeks").press("Enter")
    desk.locator("#id_summary").press("Control+End")
    desk.keyboard.type("Nice people")
    desk.get_by_role("button", name="Save and end the call").press("Enter")
    desk.wait_for_url(lambda url: "/end/" not in url)
    expect(desk.locator("#messages")).to_contain_text("Baltic Yarn: call saved.")
    call.refresh_from_db()
    assert (call.is_open, call.stage.key, call.summary) == (False, "nurture", "Nice people")


def test_a_reload_in_the_middle_loses_nothing(desk, call):
    find(desk, "need")
    desk.keyboard.press("2")
    saved(desk)
    find(desk, "authority")
    desk.keyboard.press("q")
    desk.keyboard.type("I sign it myself")
    desk.keyboard.press("Escape")
    desk.keyboard.press("t")
    desk.keyboard.type("half a tho")
    desk.reload()
    assert asked(desk) == "authority"
    expect(desk.locator("#ask-authority-quote")).to_have_value("I sign it myself")
    expect(desk.locator("#call-note-text")).to_have_value("half a tho")
    desk.locator("#ask-authority h2").focus()
    desk.keyboard.press("4")
    saved(desk)
    assert Answer.objects.get(criterion__key="authority").quote == "I sign it myself"
    find(desk, "need")
    expect(desk.locator('#ask-need [name="rating"][aria-pressed="true"]').first).to_have_attribute("value", "2")


def test_what_a_failing_server_did_not_take_is_kept_and_sent_again_in_order(desk, call):
    broken = re.compile("/answer/")
    desk.route(broken, lambda route: route.fulfill(status=500, body="broken"))
    find(desk, "budget")
    desk.keyboard.press("3")
    find(desk, "need")
    desk.keyboard.press("1")
    words = desk.locator("#call-saved [data-words]")
    expect(words).to_have_text("not saved: kept on this computer, will be tried again")
    assert heard() == []
    desk.reload()
    expect(words).to_have_text("not saved: kept on this computer, will be tried again")
    desk.unroute(broken)
    saved(desk)
    assert heard() == [("budget", 3, "heard"), ("need", 1, "heard")]


def test_a_refused_answer_says_so_by_the_field_and_keeps_what_was_typed(desk, call):
    find(desk, "budget")
    desk.locator("#ask-budget-amount").fill("a lot")
    desk.keyboard.press("Escape")
    desk.keyboard.press("3")
    expect(desk.locator("#ask-budget .ask-error")).to_have_text("Enter a number.")
    expect(desk.locator("#ask-budget-amount")).to_have_value("a lot")
    desk.locator("#ask-budget-amount").fill("12000")
    desk.keyboard.press("Escape")
    desk.keyboard.press("3")
    saved(desk)
    assert Answer.objects.get(criterion__key="budget").value == {"amount": "12000", "currency": "EUR"}


def test_what_a_colleague_hears_appears_without_moving_the_question(desk, call):
    here = asked(desk)
    desk.locator(f"#ask-{here}-quote").fill("Just a mo")
    hear(call, metrics=0)
    expect(desk.locator("#call-verdicts")).to_contain_text("Cannot qualify under MEDDIC".replace("Cannot", "cannot"))
    assert asked(desk) == here
    expect(desk.locator(f"#ask-{here}-quote")).to_have_value("Just a mo")


def test_a_call_ended_elsewhere_says_so(desk, call):
    DiscoveryCall.objects.filter(pk=call.pk).update(ended_at=timezone.now())
    desk.keyboard.press("3")
    expect(desk.locator(".call-over")).to_contain_text("This call was ended at")
    assert heard() == []


def test_what_has_aged_is_confirmed_by_one_key(desk, live_server, call):
    aged = {"rating": 3, "days_ago": 200, "value": {"amount": "12000", "currency": "PLN"}}
    AnswerFactory(lead=call.lead, key="budget", **aged)
    desk.goto(f"{live_server.url}/calls/{call.pk}/?ask=budget")
    again = desk.locator("#ask-budget .ask-again")
    expect(again).to_contain_text("Re-ask: it was 3, “Approved in principle” · PLN12,000")
    expect(again.get_by_role("button")).to_have_text(re.compile(r"Still so\s+y"))
    desk.keyboard.press("y")
    saved(desk)
    expect(again).to_be_hidden()
    expect(desk.locator("#ask-budget-amount")).to_have_value("12000")
    kept = Answer.objects.get(call=call)
    assert (kept.rating, kept.evidence, kept.value) == (3, "heard", {"amount": "12000", "currency": "PLN"})
    desk.keyboard.press("y")
    assert Answer.objects.filter(call=call).count() == 1, "there is nothing left to confirm"


def test_what_has_aged_is_not_offered_once_it_changes_nothing(desk, call):
    find(desk, "timel")
    again = desk.locator("#ask-timeline .ask-again")
    expect(again).to_be_visible()
    hear(call, budget=0)
    expect(again).to_be_hidden()
    expect(desk.locator('[data-line="timeline"] .chip-stale')).to_have_count(0)


def test_somebody_new_is_added_in_place_and_said_it(desk, call):
    find(desk, "champion")
    desk.locator('#ask-champion [data-opens="call-person"]').click()
    desk.locator("#id_person-name").fill("Zofia Lis")
    desk.locator("#call-person-form").get_by_role("button", name="Add").click()
    expect(desk.locator("#ask-champion-source option:checked")).to_have_text("Zofia Lis (Influencer)")
    desk.keyboard.press("Escape")
    desk.keyboard.press("3")
    saved(desk)
    assert Answer.objects.get(criterion__key="champion").source.contact.name == "Zofia Lis"


def test_the_conversation_changes_its_language_and_keeps_its_place(desk, call):
    find(desk, "budget")
    question = desk.locator("#ask-budget .ask-question:visible")
    desk.keyboard.press("w")
    expect(question).to_have_text("Is there money set aside for this, or would it have to be found?")
    desk.get_by_role("button", name="Polski").click()
    expect(question).to_have_text("Czy są już na to odłożone pieniądze, czy trzeba by ich dopiero poszukać?")
    expect(question).to_have_attribute("lang", "pl")
    expect(desk.locator("#ask-budget-title")).to_have_text("Money: Budget")
    assert Note.objects.count() == 0
    assert timezone.now() - call.started_at < timedelta(minutes=5)


def test_a_note_that_could_not_be_taken_stands_in_the_line_again(desk, call):
    DiscoveryCall.objects.filter(pk=call.pk).update(ended_at=timezone.now())
    desk.keyboard.press("t")
    desk.keyboard.type("They move in May")
    desk.keyboard.press("Enter")
    expect(desk.locator(".call-over")).to_be_visible()
    expect(desk.locator("#call-note-text")).to_have_value("They move in May")


def test_words_added_to_an_answer_are_one_correction(desk, call):
    find(desk, "need")
    desk.keyboard.press("3")
    desk.keyboard.press("q")
    desk.keyboard.type("We lose two days a week", delay=30)
    desk.keyboard.press("Escape")
    expect(desk.locator("#line-need .line-quote")).to_have_text("We lose two days a week")
    assert heard() == [("need", 3, "heard"), ("need", 3, "heard")]
    assert list(
        Answer.objects.filter(criterion__key="need").order_by("occurred_at").values_list("quote", flat=True)
    ) == [
        "",
        "We lose two days a week",
    ]


def test_who_speaks_is_remembered_for_the_next_questions(desk, call):
    desk.keyboard.press("s")
    desk.locator(".ask:visible [name=source]").select_option(label="Jan Bąk (Economic buyer)")
    desk.reload()
    desk.keyboard.press("n")
    desk.keyboard.press("2")
    saved(desk)
    assert Answer.objects.get(call=call).source.contact.name == "Jan Bąk"
