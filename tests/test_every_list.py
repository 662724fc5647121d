"""Every list leaves as a file, to whoever may open its page; every page that is empty says what to do next."""

import re
from urllib.parse import urljoin

import pytest
from django.urls import reverse

from accounts.models import Role, User
from pipeline.forms import exported  # noqa: F401  (offers the lists)
from pipeline.reports.exports import LISTS
from tests.factories import TeamFactory, UserFactory
from tests.product_pages import PAGES, cell_of, of_a_newcomer
from tests.working_day import working_day

ROWS = re.compile(r'<tbody[^>]*>\s*<tr|<[ou]l class="rows[ "]')
A_CALCULATION = "a calculation, to be read from line to line; the scores leave with the list of leads"
A_FORM = "the rows are fields of a form"
A_SCRIPT = "the script of a call, for the eyes of whoever holds it"
# Pages with rows and no file of them, and why.
NO_FILE = {
    "why": A_CALCULATION,
    "why-refused": A_CALCULATION,
    "why-changed": A_CALCULATION,
    "call": A_SCRIPT,
    "practice-call": A_SCRIPT,
    "search": "a few of each kind; the list of all that match is a click away",
    "import-preview": "the first rows of a file that whoever sees them has brought",
    "scoring-version": "a version leaves whole, as its document",
    "draft-fit": A_FORM,
    "draft-engagement": A_FORM,
    "draft-qualification": A_FORM,
    "nurture-mails": "letters, each to be read as it will be sent",
}


@pytest.fixture
def rows(client, shipped):
    return working_day(client)


def main_part(response):
    html = response.content.decode()
    return html[html.find("<main") :]


@pytest.mark.tour
@pytest.mark.django_db(transaction=True)
def test_a_page_with_rows_offers_them_as_a_file(client, rows):
    without = set()
    for person in set(PAGES) - {"stranger"}:
        client.force_login(User.objects.get(username=person))
        for name, page in PAGES[person](rows).items():
            html = main_part(client.get(page.address))
            if ROWS.search(html) and 'action="/exports/' not in html:
                without.add(name)
    assert sorted(without) == sorted(NO_FILE)


def pages_of_lists(rows):
    """Where each list stands: the address of its page, and what the file is asked for with."""
    lead, preview, backtest, act = (rows[name] for name in ("lead", "preview", "backtest", "act"))
    review = rows["review"]
    cell = cell_of(preview)
    return {
        "leads": ("/leads/", ""),
        "untouched": ("/leads/untouched/", ""),
        "reviews": ("/reviews/", ""),
        "review-leads": (f"/reviews/{review.pk}/", f"of={review.pk}"),
        "review-decisions": (f"/reviews/{review.pk}/notes/", f"of={review.pk}"),
        "review-items": (f"/reviews/{review.pk}/notes/", f"of={review.pk}"),
        "action-items": ("/reviews/items/", ""),
        "load": ("/reviews/load/", ""),
        "companies": ("/companies/", ""),
        "contacts": ("/contacts/", ""),
        "follow-ups": ("/follow-ups/", ""),
        "messages": ("/messages/", ""),
        "calls": ("/calls/", ""),
        "queue": ("/", ""),
        "hand-offs": ("/hand-offs/", ""),
        "triage": ("/triage/", ""),
        "acceptance": ("/triage/results/", "days=90"),
        "practice": ("/practice/", ""),
        "practice-team": ("/practice/", ""),
        "imports": ("/imports/", ""),
        "duplicates": ("/duplicates/", "tab=company"),
        "merges": ("/duplicates/?tab=merged", "tab=merged"),
        "nurture": ("/nurture/leads/", ""),
        "company-leads": (f"/companies/{lead.company_id}/", f"of={lead.company_id}"),
        "contact-leads": (f"/contacts/{lead.contact_id}/", f"of={lead.contact_id}"),
        "lead-changes": (f"/leads/{lead.pk}/changes/", f"of={lead.pk}"),
        "score-history": (f"/leads/{lead.pk}/score-history/", f"of={lead.pk}"),
        "bulk-act": (f"/leads/bulk/{act.pk}/", f"of={act.pk}"),
        "versions": ("/scoring/", ""),
        "definitions": ("/scoring/definitions/", ""),
        "sign-offs": ("/scoring/definitions/", ""),
        "questions": ("/questions/", "q=budget"),
        "audits": ("/scoring/audits/", ""),
        "audit-calls": ("/scoring/audit-calls/", ""),
        "backtests": ("/scoring/backtests/", ""),
        "backtest": (f"/scoring/backtests/{backtest.pk}/", f"of={backtest.pk}"),
        "preview-statuses": (f"/scoring/preview/{preview.pk}/", f"of={preview.pk}"),
        "preview-leads": (f"/scoring/preview/{preview.pk}/leads/?{cell}", f"of={preview.pk}&{cell}"),
    }


@pytest.mark.tour
@pytest.mark.django_db(transaction=True)
def test_a_list_leaves_to_whoever_may_open_its_page(client, rows):
    pages, told = pages_of_lists(rows), {}
    assert sorted(pages) == sorted(LISTS)
    for person in set(PAGES) - {"stranger"}:
        client.force_login(User.objects.get(username=person))
        for name, (address, query) in pages.items():
            may_open = client.get(address).status_code != 404
            files = [
                client.post(reverse("pipeline:list_export", args=[name, form]), {"query": query}) for form in FORMS
            ]
            if [response.status_code for response in files] != [200 if may_open else 404] * 2:
                told[person, name] = may_open, files
    assert told == {}


FORMS = ("csv", "xlsx")
# Empty to somebody, and nothing that they could do next: why.
NOTHING_TO_DO = {
    "empty-practice": "the people one practises with come with the product",
    "empty-scoring": "it shows what is in force, and that is never nothing once the product is set up",
}


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_an_empty_page_says_what_to_do_next(client, shipped, role):
    client.force_login(UserFactory(team=TeamFactory(), role=role))
    faults = {}
    for name, page in of_a_newcomer({}).items():
        response = client.get(page.address, follow=True)
        if response.status_code != 404 and name not in NOTHING_TO_DO:
            ways = next_steps(main_part(response))
            address = response.request["PATH_INFO"]
            if not ways or any(client.get(urljoin(address, way), follow=True).status_code != 200 for way in ways):
                faults[name] = ways
    assert faults == {}


def next_steps(html):
    """Where the first empty state of a page leads."""
    _before, _mark, empty = html.partition("data-empty")
    return re.findall(r'<a [^>]*href="([^"]+)"', empty.partition("</section>")[0])
