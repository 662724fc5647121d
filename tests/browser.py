"""A person's browser: the machine's Chromium, driven by Playwright."""

import os
import shutil
from pathlib import Path

import pytest

from leadqual.embedded import VAR

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
