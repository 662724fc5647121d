"""Marketing brings files of other programs: what is suggested, asked, shown before, and done once."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from pipeline.actions import jobs
from pipeline.models import Company, Consent, Job, Lead, SavedMapping
from pipeline.tasks import jobs as run_jobs
from tests.factories import CompanyFactory, LeadFactory, TeamFactory, UserFactory

from .import_stories import LEADS, brought, imported, mapped, page, suggested, upload, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines(client, shipped):
    ines = UserFactory(marketing=True, time_zone="Europe/Warsaw")
    client.force_login(ines)
    return ines


@pytest.fixture
def no_pulse(monkeypatch):
    """A test that rolls back is seen by no second connection."""
    monkeypatch.setattr("pipeline.actions.pulse.Pulse.beat", lambda self: None)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_pulse")]


def test_a_polish_workbook_with_a_title_over_it_comes_in_as_it_was_meant(client, ines):
    UserFactory(sdr=True, first_name="Anna", last_name="Nowak")
    rows = [
        ["Eksport leadów, marzec 2026"],
        [],
        ["Nazwa firmy", "Strona www", "Imię", "Nazwisko", "E-mail", "Kwota", "Etap", "Opiekun", "Data dodania",
         "Uwagi"],
        ["Łódzka Przędza", "www.przedza.example", "Ewa", "Zając", "ewa@przedza.example", 1200.5, "Wygrana",
         "Anna Nowak", datetime(2026, 3, 4), "=1+1"],
        ["Żabka", "zabka.example", "Jan", "Lis", "jan@zabka.example", "1 300,25", "Nowy", "Nikt", "05.03.2026", ""],
    ]  # fmt: skip
    job = brought(client, workbook(rows, cover="O pliku"), "leady.xlsx")
    form = client.get(page("mapping", job)).context["form"]
    assert [(row["column"].name, row["target"].value()) for row in form.rows()] == [
        ("Nazwa firmy", "company.name"),
        ("Strona www", "company.domain"),
        ("Imię", "contact.first_name"),
        ("Nazwisko", "contact.last_name"),
        ("E-mail", "contact.email"),
        ("Kwota", "lead.amount"),
        ("Etap", "stage"),
        ("Opiekun", "owner"),
        ("Data dodania", "occurred_at"),
        ("Uwagi", ""),
    ]
    mapped(client, job, decimal=",", currency="PLN")
    client.post(page("start", job))
    run_jobs()
    first, second = Lead.objects.order_by("pk")
    assert (str(first.company), first.company.domain, str(first.contact)) == (
        "Łódzka Przędza",
        "przedza.example",
        "Ewa Zając",
    )
    assert (first.amount, second.amount, first.currency) == (Decimal("1200.50"), Decimal("1300.25"), "PLN")
    assert (first.state.stage.key, str(first.state.owner)) == ("won", "Anna Nowak")
    assert (first.occurred_at, second.occurred_at) == (
        datetime(2026, 3, 3, 23, tzinfo=UTC),
        datetime(2026, 3, 4, 23, tzinfo=UTC),
    )
    assert (second.state.stage.key, second.state.owner) == ("untouched", None)


def test_the_preview_shows_rows_as_they_will_be_stored_and_stores_nothing(client, ines):
    job = brought(client, LEADS)
    mapped(client, job, currency="EUR")
    seen = client.get(page("preview", job)).context["seen"]
    assert Lead.objects.count() == Company.objects.count() == 0
    assert (seen.report.created, len(seen.report.refusals)) == (2, 1)
    first = dict(zip(seen.columns, seen.rows[0].values, strict=True))
    assert first["Company: name"] == "Acme"
    assert first["Person: name"] == "Ann Bo"
    assert (seen.rows[0].line, seen.rows[0].fate) == (2, "created")
    assert [(row.line, row.wrong, row.reason) for row in seen.problems] == [
        (4, "Email", "Email: “eva at beta”: it is not an e-mail address")
    ]


def test_back_at_the_columns_everything_chosen_is_still_there(client, ines):
    job = brought(client, LEADS)
    mapped(client, job, currency="EUR", unknown="N/A, none", **{"target-1": "", "name-1": "Firm"})
    form = client.get(page("mapping", job)).context["form"]
    assert [form[name].value() for name in ("source", "currency", "unknown", "target-1", "target-4")] == [
        "crm",
        "EUR",
        "N/A, none",
        "",
        "contact.last_name",
    ]


def test_an_import_is_told_in_numbers_with_the_rejected_rows_to_fetch(client, ines):
    job = imported(client, LEADS, currency="EUR")
    assert job.state == Job.State.DONE
    kept = {name: job.result[name] for name in ("rows", "created", "updated", "unchanged", "rejected")}
    assert kept == {"rows": 3, "created": 2, "updated": 0, "unchanged": 0, "rejected": 1}
    assert job.result["reasons"] == [{"column": "Email", "what": "it is not an e-mail address", "count": 1, "line": 4}]
    file = client.get(page("rejected", job)).content.decode("utf-8-sig").splitlines()
    assert file[0] == "line,reason,Lead ID,Company,Website,First Name,Last Name,Email,Lead Status,Amount,Created Date"
    assert file[1].startswith("4,Email: “eva at beta”: it is not an e-mail address,3,Beta")
    assert client.get(page("detail", job)).status_code == 200


def test_a_rejected_row_that_looks_like_a_formula_is_only_text(client, ines):
    file = "Email,Company\n=cmd|' /C calc'!A0,=1+1\n+48 12 345,x\n"
    job = imported(client, file)
    kept = client.get(page("rejected", job)).content.decode("utf-8-sig").splitlines()
    assert kept[1].endswith(",'=cmd|' /C calc'!A0,'=1+1")
    assert kept[2].endswith(",'+48 12 345,x")


def test_two_clicks_import_once(client, ines):
    job = brought(client, LEADS)
    mapped(client, job, currency="EUR")
    first, second = client.post(page("start", job)), client.post(page("start", job))
    assert first.url == second.url == page("detail", job)
    run_jobs()
    run_jobs()
    assert Lead.objects.count() == 2


def test_a_worker_that_died_is_replaced_and_what_it_did_is_not_done_twice(client, ines):
    job = brought(client, LEADS)
    mapped(client, job, currency="EUR")
    client.post(page("start", job))
    silent = jobs.claim()
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=5))
    run_jobs()
    # It was not dead after all, and comes to its end late.
    jobs.run(silent)
    job.refresh_from_db()
    assert (Lead.objects.count(), job.state, job.result["created"], job.tries) == (2, Job.State.DONE, 2, 2)


def test_the_same_file_again_warns_and_makes_nothing_twice(client, ines):
    imported(client, LEADS, currency="EUR")
    again = brought(client, LEADS)
    mapped(client, again, currency="EUR")
    assert client.get(page("preview", again)).context["twin"].arguments["file"] == "leads.csv"
    client.post(page("start", again))
    run_jobs()
    again.refresh_from_db()
    assert (again.result["created"], again.result["unchanged"], Lead.objects.count()) == (0, 2, 2)


def test_a_mapping_kept_under_a_name_is_offered_to_the_next_file(client, ines):
    imported(client, LEADS, currency="EUR", save_as="Our CRM")
    saved = SavedMapping.objects.get()
    job = brought(client, LEADS.replace("Acme", "Gamma").replace("acme", "gamma"))
    offers = client.get(page("mapping", job)).context["offers"]
    assert [(offer["name"], offer["key"]) for offer in offers if offer["fits"]] == [("Our CRM", f"saved-{saved.pk}")]
    assert client.post(page("use", job), {"mapping": f"saved-{saved.pk}"}).url == page("preview", job)
    assert client.get(page("preview", job)).context["seen"].report.updated == 2


def test_dates_that_can_be_read_in_two_ways_are_asked_about(client, ines):
    file = "Company,Created Date\nAcme,03/04/2026\n"
    assert Lead.objects.count() == 0
    imported(client, file, day_first="no")
    assert Lead.objects.get().occurred_at == datetime(2026, 3, 3, 23, tzinfo=UTC)


def test_an_unknown_column_becomes_an_attribute_with_its_own_type(client, ines):
    job = brought(client, "Company,Shelves\nAcme,12\n")
    mapped(client, job, **{"target-1": "new.company", "name-1": "Shelves in the shop"})
    client.post(page("start", job))
    run_jobs()
    assert Company.objects.get().custom == {"crm_shelves": 12}


def test_a_stage_column_that_was_chosen_late_is_asked_about_before_going_on(client, ines):
    job = brought(client, "Company,Where\nAcme,Won\nBeta,Frozen\n")
    said = {**suggested(client, job), "source": "crm", "target-1": "stage"}
    asked = client.post(page("mapping", job), said)
    assert asked.context["asks_again"]
    assert [field.label for listed in asked.context["form"].value_rows() for field in listed["fields"]] == [
        "Frozen",
        "Won",
    ]
    answer = {"value-1-0": "nurture", "value-1-1": "won"}
    assert client.post(page("mapping", job), {**said, **answer}).url == page("preview", job)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n", "This is not a text file but PNG: save it as CSV."),
        (b"Name\n", "The file has a header and no rows."),
        (b"a,a\n1,2\n", "The column “a” is in the header twice."),
    ],
)
def test_a_file_that_is_no_table_is_told_beside_the_field(client, ines, content, sentence):
    assert upload(client, content).context["form"].errors == {"file": [sentence]}
    assert Job.objects.count() == 0


def test_two_columns_cannot_feed_the_same(client, ines):
    job = brought(client, "Company,Firm\nAcme,Acme\n")
    said = {**suggested(client, job), "source": "crm", "target-0": "company.name", "target-1": "company.name"}
    form = client.post(page("mapping", job), said).context["form"]
    assert form.errors == {"target-1": ["“Company” feeds this already: choose one of the two."]}


CONSENTS = (
    "Name,E-mail,Zgoda na newsletter,Data zgody,Źródło zgody\n"
    "Anna Berg,anna@brightloom.example,tak,03.02.2025,formularz\n"
    "Jan Lis,jan@mill.example,nie,,\n"
    "Eva Ek,eva@mill.example,może,,\n"
)


def test_what_people_said_of_letters_is_shown_before_and_kept_with_its_source(client, ines):
    job = brought(client, CONSENTS)
    form = client.get(page("mapping", job)).context["form"]
    assert [row["target"].value() for row in form.rows()][2:] == ["consent", "consent_on", "consent_how"]
    mapped(client, job)
    seen = client.get(page("preview", job)).context["seen"]
    assert (seen.columns[2:], [row.values[2:] for row in seen.rows]) == (
        ["Consent to letters", "Consent given on", "Consent: how"],
        [["Agreed", "Feb. 3, 2025", "formularz"], ["Withdrawn", seen.rows[1].values[3], ""]],
    )
    assert [(row.line, row.wrong) for row in seen.problems] == [(4, "Zgoda na newsletter")]
    assert Consent.objects.count() == 0


def test_when_without_whether_is_told_beside_its_column(client, ines):
    job = brought(client, CONSENTS)
    response = client.post(page("mapping", job), {**suggested(client, job), "source": "crm", "target-2": ""})
    sentence = "Say also which column holds the consent itself: yes, no or unknown."
    assert response.context["form"].errors == {"target-3": [sentence], "target-4": [sentence]}


def test_another_sheet_is_read_when_somebody_says_so(client, ines):
    book = workbook([["Company"], ["Acme"]], title="One")
    job = brought(client, book, "one.xlsx")
    assert (job.arguments["sheet"], job.arguments["found_header"], job.arguments["rows"]) == ("One", 1, 1)
    client.post(page("read", job), {"header": "2"})
    job.refresh_from_db()
    assert job.arguments["header"] is None


def test_a_manager_imports_into_the_own_team_alone(client, shipped):
    north, south = TeamFactory(name="North"), TeamFactory(name="South")
    helena = UserFactory(manager=True, team=north)
    LeadFactory(company=CompanyFactory(name="Acme", domain="acme.example"), team=south)
    client.force_login(helena)
    job = imported(client, "Company,Website\nAcme,acme.example\nBeta,beta.example\n", kind="lead")
    lead = Lead.objects.get(company__name="Beta")
    assert lead.state.team == north
    assert job.result["reasons"][0]["count"] == 1
    assert Lead.objects.filter(company__name="Acme").count() == 1


def test_an_sdr_finds_no_import(client, shipped):
    client.force_login(UserFactory(sdr=True))
    assert client.get(reverse("pipeline:import_list")).status_code == 404
    assert client.get(reverse("pipeline:import_create")).status_code == 404


@pytest.mark.parametrize("import_count", [1, 30])
def test_the_list_of_imports_costs_the_same_however_long_it_is(client, ines, import_count, django_assert_num_queries):
    said = {"file": "a.csv", "rows": 1}
    result = {"created": 1, "updated": 0, "rejected": 0}
    for _number in range(import_count):
        Job.objects.create(kind=Job.Kind.IMPORT, by=ines, state=Job.State.DONE, arguments=said, result=result)
    with django_assert_num_queries(3):
        response = client.get(reverse("pipeline:import_list"))
    assert response.content.decode().count("import-row") == import_count


def test_the_leads_of_an_import_are_one_click_away(client, ines):
    job = imported(client, LEADS, currency="EUR")
    LeadFactory()
    response = client.get(reverse("pipeline:lead_list"), {"import": job.pk})
    assert sorted(str(lead.company) for lead in response.context["leads"]) == ["Acme", "Acme"]
    assert [(str(chip["label"]), chip["value"]) for chip in response.context["chips"]] == [("Import", job.pk)]
