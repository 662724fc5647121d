"""The list of leads by hand and by keys: choosing many, columns, views; in both themes and sizes."""

import pytest

from accounts.models import User
from pipeline.actions.demo import load_demo
from pipeline.models import BulkAct, LeadTag, SavedView
from tests.visits import sign_in, violations

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = [{"width": 1440, "height": 900}, {"width": 390, "height": 844}]


@pytest.fixture
def leads(page, client, live_server, shipped):
    """The list over the demo company, for its manager."""
    load_demo()
    manager = User.objects.get(username="manager")
    manager.theme = "system"
    manager.save()
    sign_in(page, client, live_server, manager)
    return f"{live_server.url}/leads/"


def count(page):
    return page.locator("[data-count]").inner_text()


def test_many_leads_are_tagged_by_keys_and_the_tag_is_taken_back(page, leads):
    page.goto(leads)
    assert page.locator("[data-bulk]").is_hidden()
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert count(page) == "1"
    for _step in range(3):
        page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    assert count(page) == "4"
    page.keyboard.press("x")
    assert count(page) == "3"
    page.get_by_role("button", name="Tag", exact=True).click()
    page.get_by_label("Tag*", exact=True).fill("Fair 2026")
    page.get_by_role("button", name="Change 3 leads").click()
    page.get_by_text("3 leads tagged “Fair 2026”.").wait_for()
    assert LeadTag.objects.count() == 3
    page.keyboard.press("u")
    page.get_by_text("3 leads are as they were.").wait_for()
    assert (LeadTag.objects.count(), BulkAct.objects.get().undone_by.username) == (0, "manager")


def test_a_whole_page_is_chosen_at_once_and_dropped_by_escape(page, leads):
    page.goto(leads)
    page.get_by_label("Select all leads of this page").check()
    number = page.locator("[data-pick]").count()
    assert count(page) == str(number)
    page.locator("[data-pick]").first.uncheck()
    assert count(page) == str(number - 1)
    page.keyboard.press("Escape")
    assert page.locator("[data-bulk]").is_hidden()


def headings(page):
    return page.locator("thead th").all_inner_texts()[1:]


def test_columns_are_chosen_and_put_in_order_by_keys(page, leads):
    page.goto(leads)
    usual = headings(page)
    page.get_by_role("link", name="Columns").press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("checkbox", name="Phone").check()
    dialog.get_by_role("button", name="Move Owner up").press("Enter")
    dialog.get_by_role("button", name="Move Owner up").press("Enter")
    dialog.get_by_role("checkbox", name="Filters").uncheck()
    dialog.get_by_role("button", name="Show these columns").press("Enter")
    page.locator("th", has_text="Phone").wait_for()
    kept = [name for name in usual if name not in {"Filters", "Owner"}]
    assert headings(page) == [*kept[:-2], "Owner", *kept[-2:], "Phone"]


def test_a_view_is_saved_shared_and_deleted(page, leads):
    page.goto(f"{leads}?sort=amount&owner=nobody")
    page.get_by_role("link", name="Save view").click()
    page.get_by_label("Name").fill("To be given away")
    page.get_by_label("for the whole team", exact=False).check()
    page.get_by_role("button", name="Save view").click()
    tab = page.get_by_role("link", name="To be given away")
    tab.wait_for()
    assert tab.get_attribute("aria-current") == "page"
    assert SavedView.objects.get().is_shared is True
    page.get_by_role("button", name="What to do with the view").click()
    page.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete view").click()
    page.get_by_text("The leads are as they were.").wait_for()
    assert SavedView.objects.count() == 0


@pytest.mark.tour
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_the_list_opens_has_no_fault(page, leads, shots, scheme):
    page.emulate_media(color_scheme=scheme)
    for size in SIZES:
        page.set_viewport_size(size)
        for name, show in SCENES.items():
            page.goto(leads)
            show(page)
            shots(page, f"leads-{name}-{scheme}-{size['width']}", full_page=False)
            wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert (name, violations(page), wider) == (name, [], 0)


def chosen(page):
    page.locator("[data-pick]").nth(1).check()
    page.locator("[data-pick]").nth(2).check()


def stage(page):
    chosen(page)
    page.get_by_role("button", name="Stage").click()
    page.get_by_role("dialog").wait_for()


def columns(page):
    page.get_by_role("link", name="Columns").click()
    page.get_by_role("dialog").wait_for()


def export(page):
    page.get_by_role("button", name="Export").click()


def all_columns(page):
    said = "lead,tags,amount,expected_close,email,phone,country,employees,created,days_in_stage,grade,result,source"
    page.goto(f"{page.url.partition('?')[0]}?columns={said}")


SCENES = {"chosen": chosen, "stage": stage, "columns": columns, "export": export, "wide": all_columns}
