"""The frame around the pages, as people see and use it."""

import pytest
from playwright.sync_api import expect

from accounts.models import Role, Team, User
from tests.visits import complaints, sign_in, violations

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.gallery.urls")]

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
VISITED = [("/accounts/login/", 200), ("/accounts/password/reset/", 200), ("/nowhere/", 404)]
MEMBERS = [
    ("/gallery/", 200),
    ("/gallery/?messages", 200),
    ("/me/preferences/", 200),
    ("/accounts/password/change/", 200),
    ("/accounts/2fa/", 200),
    ("/nowhere/", 404),
]


@pytest.fixture
def ola():
    team = Team.objects.create(name="North")
    return User.objects.create_user(
        "ola", "ola@tidepost.test", "tide-and-post-9", first_name="Ola", last_name="Nowak", team=team, role=Role.ADMIN
    )


@pytest.fixture
def signed_in(page, live_server, client, ola):
    sign_in(page, client, live_server, ola)
    page.goto(f"{live_server.url}/gallery/")
    return page


def visit(page, address, status):
    """Axe finds no fault in an error page either, so the status is looked at first."""
    assert page.goto(address).status == status
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


def hidden_at_the_right(page):
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def name_of(address, scheme, size):
    place = "-".join(filter(None, address.replace("?", "").split("/")))
    return f"frame-{place}-{scheme}-{size['width']}"


both_themes = pytest.mark.parametrize("scheme", ["light", "dark"])
both_sizes = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


@pytest.mark.tour
@both_themes
@both_sizes
def test_pages_for_visitors_have_no_accessibility_fault(page, live_server, shots, scheme, size):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(size)
    for address, status in VISITED:
        visit(page, live_server.url + address, status)
        shots(page, name_of(f"visitor{address}", scheme, size))
        assert (address, violations(page), hidden_at_the_right(page)) == (address, [], 0)


@pytest.mark.tour
@both_themes
@both_sizes
def test_pages_for_members_have_no_accessibility_fault(signed_in, live_server, shots, scheme, size):
    page = signed_in
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(size)
    for address, status in MEMBERS:
        visit(page, live_server.url + address, status)
        shots(page, name_of(address, scheme, size))
        assert (address, violations(page), hidden_at_the_right(page)) == (address, [], 0)


@pytest.mark.tour
@both_themes
def test_what_opens_has_no_accessibility_fault(signed_in, shots, scheme):
    signed_in.emulate_media(color_scheme=scheme)
    signed_in.evaluate("document.activeElement.blur()")
    signed_in.click(".person-button")
    shots(signed_in, f"frame-menu-{scheme}", full_page=False)
    assert violations(signed_in) == []
    signed_in.keyboard.press("Escape")
    signed_in.evaluate("document.activeElement.blur()")
    signed_in.keyboard.press("?")
    shots(signed_in, f"frame-keys-{scheme}", full_page=False)
    assert violations(signed_in) == []


def test_nothing_on_a_page_breaks_the_content_security_policy(page, live_server, client, ola):
    sign_in(page, client, live_server, ola)
    said = complaints(page)
    page.goto(f"{live_server.url}/gallery/?messages")
    page.click(".person-button")
    page.wait_for_load_state("load")
    assert page.evaluate("window.htmx !== undefined")
    assert said == []


def test_ola_searches_without_a_mouse(signed_in):
    signed_in.evaluate("document.activeElement.blur()")
    for keys in ("/", "Control+k"):
        signed_in.keyboard.press(keys)
        assert signed_in.evaluate("document.activeElement.name") == "q"
        signed_in.evaluate("document.activeElement.blur()")


def test_a_slash_inside_a_field_is_only_a_slash(signed_in):
    signed_in.fill("#id_note", "")
    signed_in.focus("#id_note")
    signed_in.keyboard.type("50/50?")
    assert signed_in.input_value("#id_note") == "50/50?"
    assert signed_in.locator("dialog[open]").count() == 0


def test_the_keys_open_and_close(signed_in):
    signed_in.evaluate("document.activeElement.blur()")
    signed_in.keyboard.press("?")
    assert signed_in.locator("dialog[open] h2").inner_text() == "Keyboard shortcuts"
    assert signed_in.locator("dialog[open] dd").first.inner_text() == "Next, previous lead"
    signed_in.keyboard.press("Escape")
    assert signed_in.locator("dialog[open]").count() == 0


def test_ola_turns_the_lights_off_and_stays_where_she_was(signed_in, ola):
    signed_in.click(".person-button")
    signed_in.click("button[value=dark]")
    expect(signed_in.locator("html")).to_have_attribute("data-bs-theme", "dark")
    ola.refresh_from_db()
    assert (ola.theme, signed_in.url.split("/", 3)[3]) == ("dark", "gallery/")


def test_ola_chooses_polish_from_the_menu(signed_in, ola):
    signed_in.click(".person-button")
    signed_in.select_option("#menu-language", "pl")
    expect(signed_in.locator("html")).to_have_attribute("lang", "pl")
    ola.refresh_from_db()
    assert ola.language == "pl"


def test_the_theme_follows_the_system_while_the_page_is_open(signed_in):
    for scheme in ("dark", "light"):
        signed_in.emulate_media(color_scheme=scheme)
        expect(signed_in.locator("html")).to_have_attribute("data-bs-theme", scheme)


def test_good_news_leaves_by_itself_and_bad_news_stays(signed_in, live_server):
    signed_in.clock.install()
    signed_in.goto(f"{live_server.url}/gallery/?messages")
    assert signed_in.locator(".toast-note").count() == 2
    signed_in.clock.run_for(7000)
    assert signed_in.locator(".toast-note p").all_inner_texts() == [
        "The import stopped at line 12. 11 leads were kept."
    ]
    signed_in.click("[data-dismisses]")
    assert signed_in.locator(".toast-note").count() == 0


def test_a_server_that_does_not_answer_is_told_of_once(signed_in):
    for _time in range(2):
        signed_in.evaluate("document.body.dispatchEvent(new CustomEvent('htmx:sendError', {bubbles: true}))")
    assert signed_in.locator(".toast-note p").all_inner_texts() == [
        "The server did not answer. What you typed is still on this page: try again in a moment."
    ]


def test_the_set_up_pages_wear_the_same_clothes(signed_in, live_server, shots):
    for scheme in ("light", "dark"):
        signed_in.emulate_media(color_scheme=scheme)
        visit(signed_in, f"{live_server.url}/admin/", 200)
        shots(signed_in, f"frame-admin-{scheme}")
        canvas = signed_in.evaluate("getComputedStyle(document.body).backgroundColor")
        visit(signed_in, f"{live_server.url}/gallery/", 200)
        assert signed_in.evaluate("getComputedStyle(document.body).backgroundColor") == canvas
