"""Ola holds a whole call without a mouse, and loses nothing to reloads, errors or a lost connection."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pipeline.models import Answer, DiscoveryCall, Note
from tests.factories import AnswerFactory, LeadFactory, StakeholderFactory, UserFactory
from tests.pipeline.call_stories import begin, hear
from tests.visits import WHOLE, complaints, sign_in, violations

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
    faults = complaints(page, about="Content Security")
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


@pytest.mark.tour
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
    desk.set_viewport_size({**size, "height": WHOLE})
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
    expect(desk.locator('#ask-need [role="radio"][aria-checked="true"]').first).to_have_attribute("value", "2")


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


# For who hears the page, and who has no mouse


def headings(page):
    found = re.findall(r'heading "([^"]+)" \[level=(\d)\]', page.locator("main").aria_snapshot())
    return [(int(level), words) for words, level in found]


def test_the_page_is_heard_in_the_order_of_a_conversation(desk, call):
    find(desk, "budg")
    assert [words for level, words in headings(desk) if level == 1] == ["Baltic Yarn"]
    assert [words for level, words in headings(desk) if level == 2] == [
        "Money: Budget", "Next", "Problem", "Effect", "Process", "People", "Money", "Time",
        "BANT", "MEDDIC", "Buying committee",
    ]  # fmt: skip
    regions = desk.locator("main :is(section, aside)").evaluate_all(
        "found => found.filter((each) => each.checkVisibility() && each.matches('.call > *, .call-talk > *'))"
        ".map((each) => each.getAttribute('aria-label') ?? "
        "document.getElementById(each.getAttribute('aria-labelledby')).textContent)"
    )
    assert regions == ["Next", "All criteria", "Qualification result"]


def test_the_levels_are_one_group_of_radios_with_a_name(desk, call):
    find(desk, "budg")
    levels = desk.get_by_role("radiogroup", name="Rating: Budget")
    assert levels.get_by_role("radio").count() == 5
    levels.get_by_role("radio").first.focus()
    desk.keyboard.press("ArrowRight")
    expect(levels.get_by_role("radio").nth(1)).to_be_focused()
    assert heard() == [], "an arrow only goes along"
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.press("Enter")
    saved(desk)
    assert heard() == [("budget", 4, "heard")]
    expect(levels.get_by_role("radio", checked=True)).to_be_focused()
    assert levels.locator("[tabindex='0']").count() == 1


def said(page):
    """What the voice has said since it was listened to."""
    return page.evaluate("window.saidSoFar")


def listen(page):
    page.evaluate(
        """() => {
            window.saidSoFar = [];
            const voice = document.getElementById("call-voice");
            new MutationObserver(() => window.saidSoFar.push(voice.textContent)).observe(voice, { childList: true });
        }"""
    )


def test_what_was_saved_and_the_result_that_moved_are_said_once(desk, call):
    assert desk.locator("main [aria-live], main [role=status]").count() == 1
    find(desk, "need")
    listen(desk)
    desk.keyboard.press("3")
    saved(desk)
    assert said(desk) == ["Need 3: saved. BANT: 3 questions decide this"]
    desk.evaluate("window.saidSoFar = []")
    find(desk, "pain")
    desk.keyboard.press("3")
    saved(desk)
    expect(desk.locator("#call-voice")).to_have_text("Pain 3: saved")
    assert said(desk) == ["Pain 3: saved"]


def test_the_focus_stays_where_something_is(desk, call):
    first = asked(desk)
    link = desk.locator(f"#line-{first}")
    link.focus()
    hear(call, metrics=0)
    expect(desk.locator("#call-verdicts")).to_contain_text("cannot qualify under MEDDIC")
    expect(desk.locator(f"#line-{first}")).to_be_focused()
    suggested = desk.locator("[data-suggests]:visible .next-question").last
    key = suggested.get_attribute("data-ask")
    suggested.focus()
    hear(call, **{key: 3})
    expect(desk.locator(f"#next-{key}")).to_have_count(0)
    expect(desk.locator(".ask:visible h2")).to_be_focused()


@pytest.mark.parametrize("dialog", ["call-find", "call-person", "keys"])
def test_a_dialog_has_a_name_and_gives_the_focus_back(desk, call, dialog):
    names = {"call-find": "Find a criterion", "call-person": "Add a person", "keys": "Keyboard shortcuts"}
    opener = desk.locator('.ask:visible [data-opens="call-person"]')
    opener.focus()
    desk.keyboard.press({"call-find": "/", "call-person": "Enter", "keys": "?"}[dialog])
    expect(desk.get_by_role("dialog", name=names[dialog])).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.locator(f"#{dialog}")).to_be_hidden()
    expect(opener).to_be_focused()


def test_from_start_to_end_without_a_mouse(desk, live_server, call):
    """Somebody new comes up, a note is rated afterwards, and the lead is disqualified for a reason."""
    lead = call.lead
    call.delete()
    desk.goto(f"{live_server.url}/leads/{lead.pk}/")
    desk.keyboard.press("c")
    desk.wait_for_url("**/calls/*/")
    desk.keyboard.press("s")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator("#id_person-name")).to_be_focused()
    desk.keyboard.type("Zofia Lis")
    desk.keyboard.press("Enter")
    expect(desk.locator(".ask:visible [name=source]")).to_be_focused()
    desk.keyboard.press("Escape")
    desk.keyboard.press("2")
    saved(desk)
    desk.keyboard.press("t")
    desk.keyboard.type("Nothing here that we solve")
    desk.keyboard.press("Tab")
    desk.keyboard.type("Need")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator("#call-notes")).to_contain_text("Nothing here that we solve")
    desk.keyboard.press("Escape")
    desk.locator("body").press("x")
    desk.wait_for_url("**/wrap-up/")
    desk.locator(".wrap-up [name=rating][value='0']").press("Enter")
    expect(desk.locator(".wrap-up")).to_have_count(0)
    desk.keyboard.press("x")
    desk.wait_for_url("**/end/**")
    desk.locator("#id_stage").focus()
    desk.keyboard.type("Disq")
    desk.keyboard.press("Tab")
    expect(desk.locator("#id_reason")).to_be_focused()
    desk.keyboard.type("No need")
    desk.locator("#id_summary").press("Tab")
    desk.keyboard.press("Enter")
    desk.wait_for_url(lambda url: "/end/" not in url)
    ended = DiscoveryCall.objects.get(lead=lead)
    assert (ended.stage.key, ended.reason.key) == ("disqualified", "no_need")
    assert [(each.criterion.key, each.rating) for each in ended.answers.filter(criterion__key="need")] == [("need", 0)]
    assert Answer.objects.filter(call=ended, source__contact__name="Zofia Lis").count() == 1


def test_every_key_that_acts_is_in_the_list_of_keys(desk, call):
    listed = desk.locator("#keys dt kbd").all_text_contents()
    assert {*"04ynpwaesqt/x?", "Esc", "Ctrl K"} == set(listed)


# With one thumb


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_the_thumb_reaches_all_that_is_needed(desk, call, shots, scheme):
    desk.emulate_media(color_scheme=scheme)
    desk.set_viewport_size(PHONE)
    find(desk, "budg")
    shots(desk, f"call-thumb-{scheme}-390", full_page=False)
    ask = desk.locator("#ask-budget")
    needed = [
        *ask.get_by_role("radio").all()[:5],
        *ask.locator(".ask-sure label").all(),
        desk.locator(".call-thumb"),
        desk.locator("#call-end"),
    ]
    assert len(needed) == 10
    for each in needed:
        box = each.bounding_box()
        middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
        assert box["y"] >= PHONE["height"] / 2, each
        assert box["height"] >= 44, each
        on_top = "([element, [x, y]]) => element.contains(document.elementFromPoint(x, y))"
        assert desk.evaluate(on_top, [each.element_handle(), middle]), each
    desk.locator(".call-thumb").click()
    assert asked(desk) != "budget"


def test_a_keyboard_on_the_glass_covers_nothing(desk, call):
    desk.set_viewport_size({"width": 390, "height": 430})
    find(desk, "budg")
    for name in ["amount", "quote"]:
        field = desk.locator(f"#ask-budget-{name}")
        field.focus()
        field.scroll_into_view_if_needed()
        assert field.evaluate(
            "(field) => { const { x, y, width, height } = field.getBoundingClientRect();"
            " return field === document.elementFromPoint(x + width / 2, y + height / 2); }"
        )
