"""What a list says of letters: kept as facts with their day, never against somebody's own no, and told."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from pipeline.actions.consent import record_consent, unsubscribe
from pipeline.capture.refusals import Refused
from pipeline.models import Consent, Contact
from pipeline.reports.mail_rules import consent_of
from tests.pipeline.mail_stories import interested_lead, to_contact

from .conftest import numbers

LIST = """
source: crm
row: lead
dates: {format: "%d.%m.%Y", time_zone: Europe/Warsaw}
fields:
  contact.name: Name
  contact.email: Mail
  consent: Letters
  consent_on: Since
  consent_how: How
"""
OTHER = LIST.replace("source: crm", "source: newsletter")
HEAD = "Name,Mail,Letters,Since,How\n"
ANNA = "anna@brightloom.example"


def said(email=ANNA):
    """Everything about one person, the oldest first."""
    facts = Consent.objects.filter(contact__email=email).order_by("occurred_at", "pk")
    return list(facts.values_list("state", "source", "note"))


def anna_says(state, source=Consent.Source.TOLD, **more):
    contact = Contact.objects.filter(email=ANNA).first() or interested_lead().contact
    return record_consent(contact=contact, state=state, source=source, by=None, **more)


def test_a_yes_is_a_fact_of_its_day_with_the_import_as_its_source(run):
    report = run(f"{HEAD}Anna,{ANNA},yes,03.02.2025,web form\n", LIST)
    fact = Consent.objects.get()
    assert numbers(report) == (1, 0, 0, 0)
    assert (fact.state, fact.source, fact.note, fact.occurred_at) == (
        "given",
        "import",
        "web form",
        datetime(2025, 2, 2, 23, tzinfo=UTC),
    )
    assert fact.import_job == fact.contact.import_job


def test_without_a_day_it_holds_from_the_import(run):
    before = timezone.now()
    run(f"{HEAD}Anna,{ANNA},yes,,\n", LIST)
    assert before < Consent.objects.get().occurred_at < timezone.now()


@pytest.mark.parametrize(
    ("word", "state"),
    [
        *((word, "given") for word in ("Yes", "true", "1", "Tak", "да", "是")),
        *((word, "withdrawn") for word in ("NO", "false", "0", "nie", "Нет", "否")),
        *((word, "unknown") for word in ("Unknown", "nieznane", "неизвестно", "未知")),
    ],
)
def test_yes_no_and_not_knowing_are_read_in_four_languages(run, word, state):
    run(f"{HEAD}Anna,{ANNA},{word},,\n", LIST)
    assert Consent.objects.get().state == state


def test_an_empty_cell_says_nothing(run):
    assert numbers(run(f"{HEAD}Anna,{ANNA},,03.02.2025,web form\n", LIST)) == (1, 0, 0, 0)
    assert said() == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (f"Anna,{ANNA},maybe,,", "Letters: “maybe”: it is neither yes, no nor unknown"),
        (f"Anna,{ANNA},yes,soon,", "Since: “soon”: it is not a date of the form %d.%m.%Y"),
        (f"Anna,{ANNA},yes,03.02.2199,", "Since: “03.02.2199”: it is in the future"),
        (f"Anna,{ANNA},yes,,{'x' * 301}", f"How: “{'x' * 59}…”: it is longer than 300 characters"),
        (",,no,,", "consent is a person's, and the row names nobody"),
    ],
)
def test_what_cannot_be_read_is_rejected_by_its_column(run, row, reason):
    report = run(f"{HEAD}{row}\n", LIST)
    assert report.rejected == {2: reason}
    assert Consent.objects.count() == 0


def test_the_same_file_twice_says_nothing_twice(run):
    text = (
        f"{HEAD}Anna,{ANNA},yes,03.02.2025,form\nJan,jan@mill.example,no,04.02.2025,\n"
        "Eva,eva@mill.example,unknown,,\nOla,ola@mill.example,yes,,fair\nIda,ida@mill.example,no,,\n"
    )
    assert numbers(run(text, LIST)) == (5, 0, 0, 0)
    first = list(Consent.objects.order_by("pk").values())
    assert numbers(run(text, LIST)) == (0, 0, 5, 0)
    assert list(Consent.objects.order_by("pk").values()) == first


@pytest.mark.parametrize("since", ["", "01.01.2020"])
def test_a_no_holds_whatever_was_said_before(run, since):
    anna_says("given", at=datetime(2025, 6, 1, tzinfo=UTC))
    assert numbers(run(f"{HEAD}Anna,{ANNA},no,{since},\n", LIST)) == (0, 1, 0, 0)
    assert said() == [("given", "told", ""), ("withdrawn", "import", "")]
    assert consent_of(Contact.objects.get(email=ANNA)) == "withdrawn"


def test_a_no_where_nobody_said_anything_is_of_its_day(run):
    run(f"{HEAD}Anna,{ANNA},no,03.02.2025,\n", LIST)
    assert Consent.objects.get().occurred_at == datetime(2025, 2, 2, 23, tzinfo=UTC)


@pytest.mark.parametrize("source", ["link", "mail_program", "told", "form"])
@pytest.mark.parametrize("since", ["", "01.01.2020", "01.11.2026"])
def test_a_yes_never_overrules_somebodys_own_no_and_the_rows_are_told(run, source, since):
    anna_says("withdrawn", source=source, at=datetime(2026, 5, 1, tzinfo=UTC))
    report = run(f"{HEAD}Jan,jan@mill.example,yes,,\nAnna,{ANNA},yes,{since},\n", LIST)
    assert (said(), said("jan@mill.example")) == ([("withdrawn", source, "")], [("given", "import", "")])
    assert (report.overruled, report.warnings) == (
        [3],
        ["1 row says yes to letters of somebody who has said no: the no stays. Line 3."],
    )
    assert numbers(report) == (1, 1, 0, 0)


def test_a_no_of_the_same_program_is_taken_back_by_its_own_later_yes_alone(run):
    run(f"{HEAD}Anna,{ANNA},no,01.03.2026,\n", LIST)
    assert run(f"{HEAD}Anna,{ANNA},yes,01.02.2026,\n", LIST).overruled == [2]
    assert run(f"{HEAD}Anna,{ANNA},yes,,\n", OTHER).overruled == [2]
    assert run(f"{HEAD}Anna,{ANNA},yes,01.04.2026,\n", LIST).overruled == []
    assert said() == [("withdrawn", "import", ""), ("given", "import", "")]


def test_her_own_click_counts_also_where_a_file_said_no_before(run):
    letter = to_contact(interested_lead())
    run(f"{HEAD}Anna,{ANNA},no,01.03.2026,\n", LIST)
    letter.refresh_from_db()
    assert [unsubscribe(message=letter, source=Consent.Source.LINK) for _click in range(2)] == [True, False]
    assert run(f"{HEAD}Anna,{ANNA},yes,,\n", LIST).overruled == [2]
    assert [source for _state, source, _note in said()] == ["import", "link"]


def test_not_knowing_takes_nothing_away(run):
    anna_says("given")
    run(f"{HEAD}Anna,{ANNA},unknown,,\n", LIST)
    assert said() == [("given", "told", "")]


def test_a_nightly_file_does_not_talk_a_colleague_down(run):
    run(f"{HEAD}Anna,{ANNA},yes,,\n", LIST)
    anna_says("unknown")
    run(f"{HEAD}Anna,{ANNA},yes,,\n", LIST)
    assert said() == [("given", "import", ""), ("unknown", "told", "")]


def test_of_two_rows_about_one_person_the_no_counts(run):
    mapping = LIST.replace("fields:", "fields:\n  external_id: Id")
    head = f"Id,{HEAD}"
    run(f"{head}1,Anna,{ANNA},yes,,\n2,Anna,{ANNA},no,,\n3,Anna,{ANNA},yes,,\n", mapping)
    assert said() == [("withdrawn", "import", "")]


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        (LIST.replace("  consent: Letters\n", ""), "fields.consent_on: say with consent whether the person agreed"),
        (
            "source: crm\nrow: company\nfields:\n  company.name: Name\n  consent: Letters\n",
            "fields.consent: consent belongs to the person of a lead",
        ),
    ],
)
def test_a_mapping_that_makes_no_sense_is_told_where(run, mapping, sentence):
    with pytest.raises(Refused) as refusal:
        run(f"{HEAD}Anna,{ANNA},yes,,\n", mapping)
    assert str(refusal.value) == f"The mapping, at {sentence}"
