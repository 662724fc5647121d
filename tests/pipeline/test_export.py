"""A list as a file: what the page shows, for whoever may see it, and nothing that a spreadsheet would run."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from frameworks_app.models import Attribute
from pipeline.actions import exports, jobs
from pipeline.forms import exported  # noqa: F401
from pipeline.models import DiscoveryCall, FollowUp, Job, JobFile, Lead
from pipeline.reports.export_files import as_csv, as_it_was, as_xlsx, harmless
from pipeline.reports.lead_columns import all_columns
from tests.factories import CompanyFactory, ContactFactory, LeadFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(shipped):
    return TeamFactory()


@pytest.fixture
def maja(team):
    return UserFactory(sdr=True, team=team, first_name="Maja")


@pytest.fixture
def fetch(client, maja):
    def post(query="", form="csv", name="leads", person=maja):
        client.force_login(person)
        return client.post(reverse("pipeline:list_export", args=[name, form]), {"query": query})

    return post


def rows(response):
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))


EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", '=HYPERLINK("http://evil.example")']


@pytest.mark.parametrize("text", EVIL)
def test_a_text_that_begins_like_a_formula_stays_a_text(text):
    found = list(csv.reader(StringIO(as_csv(["Note"], [[text]]).decode("utf-8-sig"), newline="")))
    assert found == [["Note"], [f"'{text}"]]
    sheet = load_workbook(BytesIO(as_xlsx(["Note"], [[text]], "Leads"))).active
    cell = sheet["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.value == text.replace("\r", "\n")


@pytest.mark.parametrize("text", [*EVIL, "+48 22 555 01 10", "'quoted'", "Ann"])
def test_what_was_made_harmless_comes_back_as_it_was(text):
    assert as_it_was(harmless(text)) == text


@pytest.mark.parametrize("heading", ["=cmd", "@name"])
def test_a_heading_is_a_text_too(heading):
    assert as_csv([heading], []).decode("utf-8-sig") == f"'{heading}\r\n"
    assert load_workbook(BytesIO(as_xlsx([heading], [], "Leads"))).active["A1"].data_type == "s"


def test_numbers_days_and_hours_keep_their_types():
    row = [-5, Decimal("-12.50"), date(2026, 5, 1), datetime(2026, 5, 1, 12, 30, tzinfo=UTC), True, None, ["a", "b"]]
    said = as_csv([*"abcdefg"], [row]).decode("utf-8-sig").splitlines()[1]
    assert said == '-5,-12.50,2026-05-01,2026-05-01 12:30,yes,,"a, b"'
    sheet = load_workbook(BytesIO(as_xlsx([*"abcdefg"], [row], "Leads"))).active
    assert [cell.value for cell in sheet[2]] == [
        -5,
        -12.5,
        datetime(2026, 5, 1),
        datetime(2026, 5, 1, 12, 30),
        "yes",
        None,
        "a, b",
    ]
    assert [cell.number_format for cell in sheet[2]][:4] == ["0", "#,##0.00", "yyyy-mm-dd", "yyyy-mm-dd hh:mm"]
    assert (sheet.freeze_panes, sheet["A1"].font.bold) == ("A2", True)


def test_where_numbers_have_commas_cells_have_semicolons():
    with translation.override("pl"):
        assert as_csv(["a", "b"], [[Decimal("12.50"), "x"]]).decode("utf-8-sig") == "a;b\r\n12,50;x\r\n"


def test_what_no_file_can_hold_is_left_out():
    sheet = load_workbook(BytesIO(as_xlsx(["Note"], [["bad\x00\x0bletters"], ["x" * 40_000]], "a/b:c"))).active
    assert (sheet["A2"].value, len(sheet["A3"].value), sheet.title) == ("badletters", 32_767, "a b c")


def test_the_file_has_the_filters_order_and_columns_of_the_page(fetch, maja):
    for name, amount in (("Small", 100), ("Large", 900), ("Other", 500)):
        company = CompanyFactory(name=name, country="PL")
        source = "fair" if name != "Other" else "web"
        contact = ContactFactory(name="Ewa", company=company)
        LeadFactory(
            owner=maja, company=company, contact=contact, title="", source=source, amount=amount, currency="EUR"
        )
    response = fetch("source=fair&sort=amount&columns=lead,amount,country")
    assert rows(response) == [
        ["Company", "Contact", "About", "Amount", "Currency", "Country"],
        ["Large", "Ewa", "", "900.00", "EUR", "PL"],
        ["Small", "Ewa", "", "100.00", "EUR", "PL"],
    ]
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="leads-20')


def test_only_what_the_person_may_see_leaves(fetch, maja, team):
    mine, teams, hidden = LeadFactory(owner=maja), LeadFactory(team=team), LeadFactory()
    found = {row[0] for row in rows(fetch("columns=lead"))[1:]}
    assert found == {mine.company.name, teams.company.name}
    assert hidden.company.name in {row[0] for row in rows(fetch("columns=lead", person=UserFactory(admin=True)))}


def test_every_export_is_logged_with_who_what_and_how_many(fetch, maja):
    LeadFactory.create_batch(2, owner=maja)
    fetch("source=", form="xlsx")
    job = Job.objects.get()
    assert (job.kind, job.state, job.by, job.result) == ("export", "done", maja, {"rows": 2})
    assert job.arguments == {"list": "leads", "form": "xlsx", "query": "source="}


def test_a_list_or_a_form_that_nobody_offers_is_not_found(fetch):
    assert fetch(name="secrets").status_code == 404
    assert fetch(form="pdf").status_code == 404


def test_every_column_can_be_exported(fetch, maja):
    Attribute.objects.create(key="shoe_size", name={"en": "Shoe size"}, entity="contact", value_type="number")
    company = CompanyFactory(name="Bare")
    LeadFactory(owner=maja, company=company, contact=ContactFactory(name="Ewa", custom={"shoe_size": 39}))
    Lead.objects.create(title="Nothing known")
    keys = ",".join(all_columns())
    for person in (maja, UserFactory(admin=True)):
        header, *found = rows(fetch(f"columns={keys}", person=person))
        assert {len(row) for row in found} == {len(header)}
    assert header[-1] == "Shoe size"
    assert [row[-1] for row in found] == ["", "39"]


def test_a_long_list_is_written_by_a_worker_and_fetched_by_whoever_asked(fetch, client, maja, monkeypatch):
    monkeypatch.setattr(exports, "AT_ONCE", 2)
    LeadFactory.create_batch(3, owner=maja)
    hidden = LeadFactory()
    response = fetch("columns=lead&sort=newest")
    job = Job.objects.get()
    assert (response.url, job.state) == (reverse("pipeline:job_detail", args=[job.pk]), "waiting")
    jobs.run_jobs()
    job.refresh_from_db()
    assert (job.state, job.result, job.done, job.total) == ("done", {"rows": 3}, 3, 3)
    found = rows(client.get(reverse("pipeline:job_file", args=[job.pk, "output"])))
    assert [row[0] for row in found[1:]] == [
        lead.company.name for lead in Lead.objects.exclude(pk=hidden.pk).order_by("-pk")
    ]


def test_a_worker_writes_what_its_owner_may_see_by_then(fetch, maja, monkeypatch):
    monkeypatch.setattr(exports, "AT_ONCE", 0)
    LeadFactory(owner=maja)
    fetch()
    maja.is_active = False
    maja.save()
    jobs.run_jobs()
    job = Job.objects.get()
    assert (job.state, job.error) == ("failed", "Whoever asked for this may no longer sign in.")
    assert JobFile.objects.count() == 0


def test_companies_contacts_follow_ups_and_calls_leave_as_their_pages_show_them(fetch, maja):
    company = CompanyFactory(name="Baltic Yarn", country="PL")
    lead = LeadFactory(
        owner=maja, company=company, contact=ContactFactory(name="Ewa Zając", company=company), title="T"
    )
    LeadFactory()
    now = timezone.now()
    FollowUp.objects.create(lead=lead, owner=maja, due_at=now, note="Send the study")
    DiscoveryCall.objects.create(lead=lead, by=maja, started_at=now, ended_at=now, outcome="voicemail")
    found = {name: rows(fetch(name=name))[1:] for name in ("companies", "contacts", "follow-ups", "calls")}
    assert [row[:6] for row in found["companies"]] == [["Baltic Yarn", "", "", "", "", ""]]
    assert [row[:2] for row in found["contacts"]] == [["Ewa Zając", "Baltic Yarn"]]
    assert [row[1:] for row in found["follow-ups"]] == [
        ["Call", "Send the study", "Baltic Yarn", "Ewa Zając", "T", "Untouched", str(maja)]
    ]
    assert [row[1:7] for row in found["calls"]] == [[str(maja), "Phone", "Voicemail", "Baltic Yarn", "Ewa Zając", "T"]]
