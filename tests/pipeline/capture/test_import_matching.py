"""Who is meant: by key, then by address, then by domain and name; never by looking alike."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from frameworks_app.models import Criterion
from pipeline.capture.refusals import Refused
from pipeline.models import Answer, Company, Contact, Lead, LeadState, Signal, Stage, StageMove

from .conftest import numbers


def test_a_row_becomes_a_company_a_person_and_a_lead(run):
    User.objects.create_user("anna", "anna@tidepost.example", first_name="Anna", last_name="Nowak")
    report = run(
        "Id;Came;Owner;Company;Web;People;Name;Mail;Title;Plan;Budget;Status;Closed\n"
        "7;01.02.2026;Anna Nowak;Acme;https://www.acme.example/pl;120;Jan Lis;jan@acme.example;Letters;pro;yes;"
        "Won;03.02.2026\n"
    )
    lead = Lead.objects.get()
    assert numbers(report) == (1, 0, 0, 0)
    assert (lead.company.name, lead.company.domain, lead.company.employees) == ("Acme", "acme.example", 120)
    assert (lead.contact.name, lead.contact.email, lead.contact.company) == (
        "Jan Lis",
        "jan@acme.example",
        lead.company,
    )
    assert (lead.title, lead.custom, lead.occurred_at) == (
        "Letters",
        {"crm_plan": "Pro"},
        datetime(2026, 1, 31, 23, tzinfo=UTC),
    )
    assert lead.company.sources["employees"] == {"source": "crm", "verified": False}
    assert (lead.state.owner.username, lead.state.stage.key) == ("anna", "won")
    assert lead.state.stage_changed_at == datetime(2026, 2, 2, 23, tzinfo=UTC)
    assert Answer.objects.get().rating == 3
    job = lead.import_job
    assert job == lead.company.import_job == lead.contact.import_job == Answer.objects.get().import_job
    assert (job.kind, job.state, job.arguments["source"]) == ("import", "done", "crm")


def test_the_same_person_by_address_is_one_lead_in_any_spelling(run):
    run("Mail,Title\nann@acme.example,Letters\n")
    report = run("Mail,Title,Name\nANN@acme.example,Newsletters,Ann Bo\n")
    assert numbers(report) == (0, 1, 0, 0)
    assert (Lead.objects.get().title, Contact.objects.get().name) == ("Newsletters", "Ann Bo")


def test_a_closed_lead_is_not_opened_by_a_new_wish_of_the_same_person(run):
    run("Mail,Title,Status,Closed\nann@acme.example,Letters,Lost,01.02.2026\n")
    assert numbers(run("Mail,Title\nann@acme.example,Again\n")) == (1, 0, 0, 0)
    assert (Lead.objects.count(), Contact.objects.count()) == (2, 1)


def test_a_company_is_known_by_its_name_and_where_both_have_one_by_its_domain(run):
    acme = Company.objects.create(name="Acme", domain="acme.example")
    other = Company.objects.create(name="ACME", domain="acme.test")
    run("Id,Company,Web\n1,acme,acme.example\n2,Acme,www.acme.test\n3,Acme,acme.invalid\n")
    found = dict(Lead.objects.values_list("external_id", "company_id"))
    assert (found["1"], found["2"]) == (acme.pk, other.pk)
    assert found["3"] not in {acme.pk, other.pk}


def test_one_column_may_write_numbers_in_a_way_of_its_own(run):
    mapping = """
source: crm
row: lead
decimal: ","
fields:
  external_id: Id
  company.name: Company
  company.employees: {columns: [Staff, People]}
  company.annual_revenue: {column: Revenue, decimal: ".", times: 1000000}
"""
    run("Id,Company,Staff,People,Revenue\n1,Acme,,10,1.5\n", mapping)
    company = Company.objects.get()
    assert (company.employees, company.annual_revenue) == (10, 1_500_000)


def test_three_leads_of_one_company_share_it(run):
    run("Id,Company\n1,Acme\n2,ACME\n3,Acme\n")
    assert (Lead.objects.count(), Company.objects.count()) == (3, 1)
    assert numbers(run("Id,Company\n1,Acme\n2,ACME\n3,Acme\n")) == (0, 0, 3, 0)


def test_two_equal_rows_of_nobody_in_particular_are_two_leads_and_stay_two(run):
    assert numbers(run("Title,Plan\nLetters,Pro\nLetters,Pro\n")) == (2, 0, 0, 0)
    assert numbers(run("Title,Plan\nLetters,Pro\nLetters,Pro\n")) == (0, 0, 2, 0)
    assert Lead.objects.count() == 2


def test_a_key_twice_in_the_file_counts_once_and_is_refused_when_it_says_something_else(run):
    report = run("Id,Title\n1,Letters\n1,Letters\n1,Bills\n")
    assert numbers(report) == (1, 0, 1, 1)
    assert report.rejected == {4: "line 2 has the same key and says something else"}


def test_a_changed_row_keeps_what_it_replaced_and_an_empty_cell_erases_nothing(run):
    run("Id,Company,People,Title\n1,Acme,10,Letters\n")
    assert numbers(run("Id,Company,People,Title\n1,Acme,12,\n")) == (0, 1, 0, 0)
    company, lead = Company.objects.get(), Lead.objects.get()
    assert (company.employees, lead.title) == (12, "Letters")
    event = company.events.get()
    assert (event.employees, event.pgh_context.metadata["source"]) == (10, "crm")
    assert lead.events.count() == 0


def test_a_new_owner_is_written_with_the_old_one_in_history(run):
    anna, boris = (User.objects.create_user(name) for name in ("anna", "boris"))
    run("Id,Owner\n1,anna\n")
    assert numbers(run("Id,Owner\n1,boris\n")) == (0, 1, 0, 0)
    state = LeadState.objects.get()
    assert state.owner == boris
    event = apps.get_model("pipeline", "LeadStateEvent").objects.get(pgh_obj=state)
    assert event.owner == anna
    assert event.pgh_context["source"] == "crm"


def test_a_changed_answer_is_appended_and_one_that_comes_back_too(run):
    for budget in ("yes", "no", "no", "yes"):
        run(f"Id,Budget\n1,{budget}\n")
    lead = Lead.objects.get()
    assert list(lead.answers.order_by("pk").values_list("rating", flat=True)) == [3, 1, 3]
    assert Answer.objects.standing().get().rating == 3


def test_what_was_asked_and_not_answered_is_an_answer_without_rating(run):
    run("Id,Budget\n1,unknown\n2,\n")
    answer = Answer.objects.get()
    assert (answer.lead.external_id, answer.criterion, answer.rating) == (
        "1",
        Criterion.objects.get(key="budget"),
        None,
    )


def test_a_lead_that_a_person_reopened_is_not_closed_again_by_the_same_file(run):
    file = "Id,Came,Status,Closed\n1,01.01.2026,Lost,05.01.2026\n"
    run(file)
    state, discovery = LeadState.objects.get(), Stage.objects.get(key="discovery")
    StageMove.objects.create(lead=state.lead, from_stage=state.stage, to_stage=discovery)
    LeadState.objects.update(stage=discovery)
    assert numbers(run(file)) == (0, 0, 1, 0)
    assert LeadState.objects.get().stage == discovery


def test_events_of_another_file_become_signals_of_known_leads(run):
    run("Id\n1\n")
    events = """
source: crm
row: signal
fields: {external_id: event, lead: lead, occurred_at: at}
signals:
  - type: {column: what, values: {Demo: demo_request, Page: product_page_view}, otherwise: null}
"""
    file = "event,lead,at,what\na,1,2026-01-05 10:00,Demo\nb,1,2026-01-06 10:00,Page\nc,9,2026-01-06,Page\n"
    report = run(file, events)
    assert numbers(report) == (2, 0, 0, 1)
    assert report.rejected == {4: "there is no lead with the key “9” of crm"}
    assert numbers(run(file, events)) == (0, 0, 2, 1)
    assert Signal.objects.count() == 2


def test_stages_that_a_lead_went_through_are_told_by_one_row_each(run):
    run("Id\n1\n")
    moves = """
source: crm
row: stage_move
fields: {lead: deal}
outcome: {stage: {column: stage, values: {Talk: discovery, Offer: proposal, Won: won}}, at: at}
"""
    file = "deal,stage,at\n1,Talk,2026-01-05\n1,Won,2026-02-05\n1,Offer,2026-01-15\n"
    assert numbers(run(file, moves)) == (3, 0, 0, 0)
    assert numbers(run(file, moves)) == (0, 0, 3, 0)
    told = StageMove.objects.order_by("occurred_at").values_list("from_stage__key", "to_stage__key")
    assert list(told) == [("untouched", "discovery"), ("discovery", "proposal"), ("proposal", "won")]
    assert LeadState.objects.get().stage.key == "won"


def test_companies_and_people_have_files_of_their_own(run):
    companies = "source: crm\nrow: company\nfields: {external_id: id, company.name: name, company.country: land}\n"
    assert numbers(run("id,name,land\n1,Acme,Poland\n2,Beta,FR\n", companies)) == (2, 0, 0, 0)
    assert numbers(run("id,name,land\n1,Acme,Poland\n2,Beta,DE\n", companies)) == (0, 1, 1, 0)
    assert dict(Company.objects.values_list("name", "country")) == {"Acme": "PL", "Beta": "DE"}
    people = "source: crm\nrow: user\nowner_role: manager\nfields: {user.name: agent, user.team: office}\n"
    assert numbers(run("agent,office\nAnna Nowak,East\nBob Lee,West\n", people)) == (2, 0, 0, 0)
    assert numbers(run("agent,office\nAnna Nowak,East\nBob Lee,East\n", people)) == (0, 1, 1, 0)
    anna = User.objects.get(first_name="Anna")
    assert (str(anna), anna.team.name, anna.role, anna.is_active) == ("Anna Nowak", "East", "manager", False)


cells = st.sampled_from(["", "1", "2", "x"])
mails = st.sampled_from(["", "ann@a.example", "bob@b.example", "nobody"])


@given(st.lists(st.tuples(cells, mails, cells, st.sampled_from(["yes", "no", "maybe", ""])), min_size=1, max_size=8))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_is_created_updated_unchanged_or_rejected_and_the_second_time_nothing_is_new(run, rows):
    file = "Id,Mail,Title,Budget,Owner\n" + "".join(",".join([*row, ""]) + "\n" for row in rows)
    telling = [row for row in rows if any(row)]
    if not telling:
        with pytest.raises(Refused):
            run(file)
        return
    first = run(file)
    assert sum(numbers(first)) == first.rows == len(telling)
    again = run(file)
    assert sum(numbers(again)) == len(telling)
    assert numbers(again)[0] == 0
    assert again.rejected == first.rejected


def test_the_number_of_statements_does_not_grow_with_the_rows(run):
    counts = []
    # The first one also reads what is kept for the next.
    for rows in (range(1), range(1, 2), range(2, 32)):
        lines = "".join(f"{n},Company {n},p{n}@c{n}.example,yes,Won\n" for n in rows)
        with CaptureQueriesContext(connection) as statements:
            run(f"Id,Company,Mail,Budget,Status\n{lines}")
        counts.append(len(statements))
    assert counts[1] == counts[2] <= 80
