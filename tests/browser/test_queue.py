"""Maja goes through her morning by keys, at a desk and on a phone, in light and in the dark."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from frameworks_app.models import SignalType
from pipeline.models import DiscoveryCall, FollowUp, Note
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import AnswerFactory, LeadFactory, SignalFactory, StakeholderFactory, UserFactory
from tests.visits import complaints, sign_in, violations

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
LONG = "Towarzystwo Miłośników Wielobarwnych Przędz i Tkanin Nadbałtyckich Spółka Komandytowa"


@pytest.fixture
def maja(shipped):
    return UserFactory(sdr=True, first_name="Maja")


@pytest.fixture
def leads(maja):
    names = ["Baltic Yarn", LONG, "Velo Nord"]
    phone = {"contact__phone": "+48 58 555 01 22", "contact__time_zone": "Asia/Tokyo"}
    leads = [LeadFactory(owner=maja, company__name=name, **phone) for name in names]
    FollowUp.objects.create(
        lead=leads[0], owner=maja, due_at=timezone.now() - timedelta(days=1), note="Ask for papers"
    )
    SignalFactory(lead=leads[1], type=SignalType.objects.get(key="demo_request"))
    for key in ("budget", "authority", "need"):
        AnswerFactory(lead=leads[0], key=key, rating=4, evidence="confirmed", quote="We have forty thousand a year")
    AnswerFactory(lead=leads[0], key="timeline", days_ago=60)
    StakeholderFactory(lead=leads[0], contact__name="Jan Bąk")
    LeadFactory(team=maja.team)
    rescore_all_marked()
    return leads


@pytest.fixture
def desk(page, live_server, client, maja, leads):
    sign_in(page, client, live_server, maja)
    faults = complaints(page, about="Content Security")
    page.set_viewport_size(DESK)
    page.goto(live_server.url)
    yield page
    assert faults == []


def test_down_the_queue_by_keys_into_a_lead(desk, leads):
    desk.keyboard.press("j")
    desk.keyboard.press("j")
    expect(desk.locator(":focus")).to_have_text("Baltic Yarn")
    desk.keyboard.press("k")
    expect(desk.locator(":focus")).to_have_text(LONG)
    desk.keyboard.press("j")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Baltic Yarn")


def test_c_calls_the_lead_that_comes_first(desk, leads):
    desk.keyboard.press("c")
    desk.wait_for_url("**/calls/*/")
    assert DiscoveryCall.objects.get().lead == leads[1]


def test_the_keys_are_listed(desk):
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog")).to_contain_text("Start a call")


def test_a_note_is_written_over_the_page_and_stands_in_the_activity(desk, live_server, leads):
    desk.goto(f"{live_server.url}/leads/{leads[0].pk}/")
    desk.keyboard.press("n")
    desk.get_by_role("dialog").get_by_label("Note").fill("Prefers mornings")
    desk.get_by_role("button", name="Add note").click()
    expect(desk.locator("[data-event=note]")).to_contain_text("Prefers mornings")
    assert Note.objects.get().lead == leads[0]


def test_three_outcomes_in_a_row_by_one_key_each_and_the_last_is_taken_back(desk, leads):
    """Velo Nord, of whom she has had no answer, is hers to call again after all."""
    desk.keyboard.press("v")
    expect(desk.locator(":focus")).to_have_text("Baltic Yarn")
    expect(desk.locator(".toast-note")).to_contain_text("voicemail noted")
    desk.keyboard.press("x")
    expect(desk.locator(".toast-note").last).to_contain_text("Find the right number")
    # The wrong number is still to be found today, so that Baltic Yarn stays.
    desk.keyboard.press("j")
    expect(desk.locator(":focus")).to_have_text("Velo Nord")
    desk.keyboard.press("a")
    expect(desk.get_by_role("link", name="Velo Nord")).to_have_count(0)
    logged = DiscoveryCall.objects.order_by("pk").values_list("lead", "outcome")
    assert list(logged) == [
        (leads[1].pk, "voicemail"),
        (leads[0].pk, "wrong_number"),
        (leads[2].pk, "no_answer"),
    ]
    desk.keyboard.press("u")
    expect(desk.get_by_role("link", name="Velo Nord")).to_be_visible()
    assert DiscoveryCall.objects.filter(lead=leads[2]).count() == 0


AS_SOON_AS_IT_IS_THERE = """() => new MutationObserver((changes, observer) => {
  observer.disconnect();
  document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "x", bubbles: true, cancelable: true }));
}).observe(document.getElementById("queue").parentElement, { childList: true })"""


def test_a_key_as_soon_as_the_next_lead_is_there_does_not_load_the_page_anew(desk, leads):
    desk.evaluate("document.body.dataset.stayed = 'yes'")
    desk.evaluate(AS_SOON_AS_IT_IS_THERE)
    desk.keyboard.press("v")
    expect(desk.locator(".toast-note").last).to_contain_text("Find the right number")
    expect(desk.locator("body")).to_have_attribute("data-stayed", "yes")
    expect(desk.locator(":focus")).to_have_text("Baltic Yarn")
    logged = DiscoveryCall.objects.order_by("pk").values_list("lead", "outcome")
    assert list(logged) == [(leads[1].pk, "voicemail"), (leads[0].pk, "wrong_number")]


def test_an_attempt_is_logged_by_the_mouse_and_counted(desk, leads):
    row = desk.locator("[data-row]").filter(has_text="Velo Nord")
    row.get_by_role("button", name="Log an attempt").click()
    row.get_by_role("button", name="E-mail sent").click()
    expect(desk.locator("#queue-counts")).to_contain_text("1 attempt today")
    assert DiscoveryCall.objects.get().channel == "email"


def test_follow_ups_are_done_and_put_off_by_keys(desk, live_server, leads, maja):
    now = timezone.now()
    for lead, note in ((leads[1], "Send the offer"), (leads[2], "Ask for Jan")):
        FollowUp.objects.create(lead=lead, owner=maja, due_at=now - timedelta(days=1), note=note)
    desk.goto(f"{live_server.url}/follow-ups/")
    expect(desk.locator("#follow-ups-overdue")).to_contain_text("3 overdue")
    desk.keyboard.press("d")
    expect(desk.locator("#follow-ups-overdue")).to_contain_text("2 overdue")
    expect(desk.locator(":focus")).to_have_text(LONG)
    desk.keyboard.press("s")
    expect(desk.locator(":focus")).to_have_text("One working day")
    desk.keyboard.press("Enter")
    expect(desk.locator("#follow-ups-overdue")).to_contain_text("1 overdue")
    expect(desk.locator(":focus")).to_have_text("Velo Nord")
    assert FollowUp.objects.get(note="Send the offer").due_at > now
    desk.keyboard.press("u")
    expect(desk.locator("#follow-ups-overdue")).to_contain_text("2 overdue")


def test_a_follow_up_is_handed_on_in_a_dialog(desk, live_server, leads, maja):
    jonas = UserFactory(sdr=True, team=maja.team, first_name="Jonas", last_name="Bąk")
    desk.goto(f"{live_server.url}/follow-ups/")
    desk.get_by_role("button", name="More: Ask for papers").click()
    desk.get_by_role("link", name="Change, or hand to a colleague").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Owner").select_option(label="Jonas Bąk")
    dialog.get_by_role("button", name="Save").click()
    expect(desk.get_by_text("Nothing is planned", exact=True)).to_be_visible()
    assert FollowUp.objects.get().owner == jonas


def test_disqualified_and_reopened_by_keys(desk, live_server, leads):
    desk.goto(f"{live_server.url}/leads/{leads[0].pk}/")
    desk.keyboard.press("q")
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Reason").select_option(label="No need that we solve")
    dialog.get_by_label("Would anyone else there").fill("Ewa at Velo Nord")
    dialog.get_by_role("button", name="Disqualify").click()
    expect(desk.get_by_role("note")).to_contain_text("No need that we solve")
    expect(desk.get_by_role("note")).to_contain_text("May need it: Ewa at Velo Nord")
    desk.keyboard.press("o")
    desk.get_by_role("dialog").get_by_role("button", name="Reopen").click()
    expect(desk.get_by_role("note")).to_have_count(0)
    expect(desk.locator(".lead-line")).to_contain_text("Untouched")


def test_a_refused_close_keeps_the_dialog_and_says_why(desk, live_server, leads):
    desk.goto(f"{live_server.url}/leads/{leads[0].pk}/")
    desk.keyboard.press("l")
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Closed lost").check()
    dialog.get_by_label("Reason").select_option(label="Chose a competitor")
    dialog.get_by_role("button", name="Close the lead").click()
    expect(dialog).to_contain_text("Say whom they chose.")
    dialog.get_by_label("Competitor").fill("Mailkite")
    dialog.get_by_role("button", name="Close the lead").click()
    expect(desk.get_by_role("note")).to_contain_text("Mailkite")


def test_the_reason_names_the_day_and_the_track(desk, live_server, leads):
    desk.goto(f"{live_server.url}/leads/{leads[0].pk}/")
    desk.keyboard.press("p")
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Reason").select_option(label="No priority")
    expect(dialog.get_by_label("Back on")).not_to_have_value("")
    expect(dialog.get_by_text("Track: Education")).to_be_visible()
    dialog.get_by_label("Reason").select_option(label="No budget this year")
    expect(dialog.get_by_label("Back on")).to_have_value("")
    expect(dialog.get_by_text("In the month when they next plan the budget")).to_be_visible()


def test_a_known_company_is_offered_while_its_name_is_typed(desk, live_server, leads):
    desk.goto(f"{live_server.url}/leads/new/")
    desk.locator("#id_contact-name").fill("Ewa Zając")
    desk.locator("#id_company-name").press_sequentially("balt")
    desk.get_by_role("button", name="Baltic Yarn").click()
    expect(desk.locator(".known-company")).to_contain_text("Baltic Yarn")
    expect(desk.locator("#id_contact-name")).to_have_value("Ewa Zając")


@pytest.mark.tour
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_no_page_has_an_accessibility_fault_or_grows_beyond_its_screen(desk, live_server, leads, shots, scheme, size):
    desk.emulate_media(color_scheme=scheme)
    desk.set_viewport_size(size)
    lead = f"leads/{leads[0].pk}"
    faults = {}
    for path in ["", "leads/", "leads/?q=zzz", f"leads/{leads[1].pk}/", f"{lead}/", f"{lead}/why/", f"{lead}/edit/",
                 f"{lead}/move/", "leads/new/", "calls/"]:  # fmt: skip
        desk.goto(f"{live_server.url}/{path}")
        shots(desk, f"leads-{path.replace('/', '-')}-{scheme}-{size['width']}")
        if found := violations(desk):
            faults[path] = found
        if desk.evaluate("document.documentElement.scrollWidth") != size["width"]:
            faults[f"{path} width"] = desk.evaluate("document.documentElement.scrollWidth")
    assert faults == {}
