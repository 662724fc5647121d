"""A person's browser: the machine's Chromium, driven by Playwright."""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from threading import Condition

import pytest

from leadqual.embedded import VAR
from tests.visits import WHOLE, violations

SIZES = [{"width": 1440, "height": 900}, {"width": 390, "height": 844}]
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    """Browser tests come last: Playwright's event loop stays once it runs."""
    items.sort(key=lambda item: uses_browser(item))
    for item in items:
        if uses_browser(item):
            item.add_marker(pytest.mark.browser)


def uses_browser(item):
    return "browser" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def browser():
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Django would take the loop, in which nothing of ours runs, for asynchronous code.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(autouse=True)
def everything_is_answered(request):
    """The database is emptied when no request is under way: a page that asks by itself may have asked just now."""
    if not uses_browser(request.node):
        yield
        return
    # So that this ends before the database is emptied.
    request.getfixturevalue("transactional_db")
    with requests_under_way() as none_is:
        yield
        none_is(timeout=10)


@contextmanager
def requests_under_way():
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.signals import request_finished, request_started

    changed, number = Condition(), 0

    def count(by, sender):
        nonlocal number
        # The tests' own client waits for its answers, and workers call themselves by other names.
        if isinstance(sender, type) and issubclass(sender, WSGIHandler):
            with changed:
                number += by
                changed.notify_all()

    def begun(sender, **_environment):
        count(1, sender)

    def ended(sender, **_environment):
        count(-1, sender)

    def wait(timeout):
        with changed:
            changed.wait_for(lambda: number <= 0, timeout)

    request_started.connect(begun)
    request_finished.connect(ended)
    try:
        yield wait
    finally:
        request_started.disconnect(begun)
        request_finished.disconnect(ended)


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def shots():
    """Save a picture: shots(page, "queue"). LEADQUAL_PICTURES names another folder, such as docs/pictures."""
    folder = Path(os.environ.get("LEADQUAL_PICTURES") or VAR / "pictures")
    folder.mkdir(parents=True, exist_ok=True)

    def take(page, name, **options):
        path = folder / f"{name}.png"
        page.screenshot(path=path, **{"full_page": True, **options})
        return path

    return take


@pytest.fixture
def look(shots, pytestconfig):
    """look(page, "imports"): a picture in both themes and sizes and no fault in any, in the middle of a story.

    By --slow alone, for it takes longer than the story.
    """

    def look(page, name):
        before = page.viewport_size
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for size in SIZES:
                page.set_viewport_size(size)
                shots(page, f"{name}-{scheme}-{size['width']}")
                wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                page.set_viewport_size({**size, "height": WHOLE})
                assert (name, scheme, size["width"], violations(page), wider) == (name, scheme, size["width"], [], 0)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(before)

    return look if pytestconfig.getoption("--slow") else lambda _page, _name: None
