"""Ines of marketing brings a file over, looks before it is stored, and takes it back again; all in her browser."""

import re
import threading

import pytest
from django.db import connections
from playwright.sync_api import expect

from pipeline.models import Lead
from pipeline.tasks import jobs as run_jobs
from tests.factories import UserFactory
from tests.pipeline.import_stories import workbook
from tests.visits import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = [
    ["Eksport leadów, marzec 2026"],
    [],
    ["Nazwa firmy", "Strona www", "Imię", "Nazwisko", "E-mail", "Telefon", "Kwota", "Etap", "Data dodania", "Półki"],
    ["Łódzka Przędza", "przedza.example", "Ewa", "Zając", "ewa@przedza.example", "+48 42 111", 1200.5, "Nowy",
     "04.03.2026", 12],
    ["Żabia Wola sp. z o.o.", "zabia.example", "Jan", "Lis", "jan@zabia.example", "+48 22 222", 900, "Wygrana",
     "05.03.2026", 7],
    ["Bez Adresu", "bez.example", "Ola", "Kos", "ola at bez", "", "", "Nowy", "06.03.2026", 3],
]  # fmt: skip


@pytest.fixture
def ines(shipped):
    return UserFactory(marketing=True, first_name="Ines", last_name="Costa")


def work():
    """What a worker does elsewhere, on a thread with a connection of its own."""

    def once():
        run_jobs()
        connections.close_all()

    thread = threading.Thread(target=once)
    thread.start()
    thread.join()


def test_a_file_is_brought_over_and_taken_back(page, live_server, client, look, ines):
    sign_in(page, client, live_server, ines)
    page.goto(live_server.url + "/imports/")
    look(page, "imports-none")
    page.get_by_role("link", name="Import a file").first.click()
    look(page, "import-file")
    page.set_input_files("input[type=file]", {"name": "leady.xlsx", "mimeType": "", "buffer": workbook(ROWS)})
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(re.compile("/mapping/"))
    page.get_by_label("Name of the other system").fill("Old CRM")
    page.get_by_label("Currency of the amounts").fill("PLN")
    page.get_by_label("What “Półki” feeds").select_option("new.company")
    expect(page.get_by_label("Name of the attribute made of “Półki”")).to_be_visible()
    look(page, "import-columns")
    page.get_by_role("button", name="Preview").click()
    page.wait_for_url(re.compile("/preview/"))
    expect(page.get_by_text("E-mail: “ola at bez”: it is not an e-mail address")).to_be_visible()
    look(page, "import-preview")
    assert Lead.objects.count() == 0
    page.get_by_role("button", name="Import 3 rows").click()
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    look(page, "import-waiting")
    work()
    # The page finds out by itself.
    expect(page.get_by_role("link", name="See its leads")).to_be_visible()
    look(page, "import-done")
    assert Lead.objects.count() == 2
    page.get_by_role("link", name="Undo this import").click()
    look(page, "import-undo")
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    work()
    expect(page.get_by_role("heading", name="Taken back")).to_be_visible()
    look(page, "import-undone")
    assert Lead.objects.count() == 0
    page.goto(live_server.url + "/imports/")
    look(page, "imports")


def test_a_file_that_is_too_large_is_told_before_it_is_sent(page, live_server, client, ines):
    sign_in(page, client, live_server, ines)
    page.goto(live_server.url + "/imports/new/")
    page.evaluate(
        """() => {
            const input = document.querySelector("input[type=file]");
            const large = new File(["x"], "a.csv");
            Object.defineProperty(large, "size", {value: 60 * 1024 ** 2});
            Object.defineProperty(input, "files", {value: [large]});
            input.dispatchEvent(new Event("change", {bubbles: true}));
        }"""
    )
    expect(page.get_by_role("alert")).to_have_text("This file is larger than 50 MB: split it.")
