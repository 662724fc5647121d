"""Ola holds a whole practice call by keys, with somebody who is made up, and reads what came of it."""

import pytest
from playwright.sync_api import expect

from pipeline.models import PracticeAnswer, PracticeCall
from tests.factories import TeamFactory, UserFactory
from tests.pipeline.practice_stories import MOVE, NOTHING, SEASON, Talk, begin
from tests.visits import complaints, sign_in, violations

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}


@pytest.fixture
def team(shipped):
    return TeamFactory(name="North")


@pytest.fixture
def ola(team):
    return UserFactory(sdr=True, first_name="Ola", team=team)


@pytest.fixture
def desk(page, live_server, client, ola):
    """Ola's browser, with the scenarios to choose from."""
    sign_in(page, client, live_server, ola)
    faults = complaints(page, about="Content Security")
    page.goto(f"{live_server.url}/practice/")
    yield page
    assert faults == []


def asked(page):
    return page.locator(".ask:visible").get_attribute("data-criterion")


def find(page, words):
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def words_of(page):
    return page.locator(".ask:visible .practice-said blockquote")


def turns():
    return list(PracticeAnswer.objects.in_order().values_list("kind", "criterion", "rating", "evidence"))


def test_a_whole_call_without_a_mouse(desk, ola):
    for _row in range(2):
        desk.keyboard.press("j")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/practice/*/")
    assert PracticeCall.objects.get().scenario == NOTHING
    assert asked(desk) == "budget"
    desk.keyboard.press("g")
    expect(words_of(desk)).to_have_text(
        "There is none. The town has stopped all spending for two years, and nothing can be moved."
    )
    expect(desk.locator("#call-voice")).to_have_text(
        "There is none. The town has stopped all spending for two years, and nothing can be moved."
    )
    desk.keyboard.press("d")
    expect(words_of(desk)).to_have_count(2)
    desk.keyboard.press("e")
    desk.keyboard.press("0")
    expect(desk.locator("#call-verdicts")).to_contain_text("cannot qualify under BANT")
    desk.keyboard.press("n")
    assert asked(desk) == "metrics"
    desk.keyboard.press("g")
    expect(words_of(desk)).to_have_count(1)
    desk.keyboard.press("0")
    expect(desk.locator("#call-next")).to_contain_text("Every result is decided")
    find(desk, "champ")
    desk.keyboard.press("g")
    expect(words_of(desk)).to_have_text("Me, if that helps. Nobody else has heard of it.")
    desk.keyboard.press("1")
    expect(desk.locator('[data-line="champion"]')).to_contain_text("Friendly, but without influence")
    desk.keyboard.press("x")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Nothing is bought here")
    expect(desk.locator(".practice-advice")).to_contain_text("When every result says decided, stop asking")
    expect(desk.locator("#in_vain-champion")).to_contain_text("BANT stops at budget; MEDDIC stops at metrics")
    expect(desk.locator(".practice-part").first).to_contain_text("Nothing that could still have decided")
    assert turns() == [
        ("asked", "budget", None, "heard"),
        ("probed", "budget", None, "heard"),
        ("rated", "budget", 0, "confirmed"),
        ("asked", "metrics", None, "heard"),
        ("rated", "metrics", 0, "heard"),
        ("asked", "champion", None, "heard"),
        ("rated", "champion", 1, "heard"),
    ]


def test_what_they_say_follows_the_language_of_the_call(desk, live_server, ola):
    call = begin(ola, SEASON)
    Talk(call).ask("budget")
    desk.goto(f"{live_server.url}/practice/{call.pk}/?ask=budget")
    desk.locator("#call-language [value=pl]").click()
    expect(words_of(desk)).to_have_text(
        "Jest na to pozycja w tegorocznym planie, między dwadzieścia a trzydzieści tysięcy."
    )


def test_what_is_asked_without_a_connection_is_asked_when_it_is_back(desk, live_server, ola):
    call = begin(ola, SEASON)
    desk.goto(f"{live_server.url}/practice/{call.pk}/?ask=budget")
    desk.context.set_offline(True)
    desk.keyboard.press("g")
    expect(desk.locator("#call-saved")).to_have_attribute("data-state", "kept")
    assert turns() == []
    desk.context.set_offline(False)
    expect(words_of(desk)).to_have_count(1)
    assert turns() == [("asked", "budget", None, "heard")]


def in_its_middle(ola):
    """With something said, something rated, and something left."""
    return Talk(begin(ola, MOVE)).hear("budget", "metrics").ask("timeline").call


def all_at_fault(ola):
    """Of every kind of finding at least one."""
    talk = Talk(begin(ola, MOVE)).hear("budget", "decision_process").ask("timeline", "authority").rate(timeline=2)
    talk.rate(authority=(4, "confirmed"), need=3, metrics=(2, "assumed")).ask("champion", "pain").rate(champion=4)
    return talk.end()


@pytest.mark.tour
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_pages_of_practice_have_no_accessibility_fault(desk, live_server, shots, ola, team, size, scheme, client):
    ended, going = all_at_fault(ola), in_its_middle(ola)
    desk.emulate_media(color_scheme=scheme)
    pages = {
        "call": f"/practice/{going.pk}/?ask=timeline",
        "review": f"/practice/{ended.pk}/",
        "list": "/practice/",
    }
    for name, address in pages.items():
        look_at(desk, f"{live_server.url}{address}", shots, f"practice-{name}-{scheme}-{size['width']}", size)
    sign_in(desk, client, live_server, UserFactory(manager=True, team=team))
    look_at(desk, f"{live_server.url}/practice/", shots, f"practice-team-{scheme}-{size['width']}", size)


def look_at(desk, url, shots, name, size):
    desk.set_viewport_size(size)
    desk.goto(url)
    shots(desk, name, full_page="call" not in name)
    # Tall enough that the bottom line covers nothing.
    desk.set_viewport_size({**size, "height": 4200})
    assert violations(desk) == []
    assert desk.evaluate("document.documentElement.scrollWidth") == size["width"]
