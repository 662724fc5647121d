"""What other programs write above their columns is recognised; what nobody can know is left for a person to say."""

import csv

import pytest

from pipeline.capture.choices import Choices, document
from pipeline.capture.columns import Column, columns_of, decimal_of
from pipeline.capture.definitions import Definitions
from pipeline.capture.importing import import_table
from pipeline.capture.mapping import parse_document
from pipeline.capture.refusals import Refused
from pipeline.capture.suggesting import stage_for, suggestions
from pipeline.capture.table import open_table
from pipeline.models import Company, Job, Lead

HEADERS = {
    "Salesforce report: Leads": (
        "Lead Owner,First Name,Last Name,Title,Company / Account,Lead Source,Rating,Street,Email",
        "owner,contact.first_name,contact.last_name,contact.title,company.name,lead.source,,,contact.email",
    ),
    "Salesforce report: Contacts": (
        "Salutation,First Name,Last Name,Title,Phone,Mobile,Fax,Email,Account Owner,Account Name",
        ",contact.first_name,contact.last_name,contact.title,,contact.phone,,contact.email,owner,company.name",
    ),
    "HubSpot: Companies": (
        "Record ID,Company name,Website URL",
        "external_id,company.name,company.domain",
    ),
    "HubSpot: Deals": (
        "Record ID,Deal Name,Deal Stage,Pipeline,Deal owner,Associated Company",
        "external_id,lead.title,stage,,owner,company.name",
    ),
    "Pipedrive: sample": (
        "Person - Name*,Person - Phone,Person - Email (Work),Organization - Name*,Deal - Title,Activity - Subject*",
        "contact.name,contact.phone,contact.email,company.name,lead.title,",
    ),
    "Google Contacts": (
        "Given Name,Family Name,E-mail 1 - Value,Phone 1 - Value,Organization 1 - Name",
        "contact.first_name,contact.last_name,contact.email,contact.phone,company.name",
    ),
    "Atomic CRM": (
        "first_name,last_name,gender,title,status,company,email_work,email_home",
        "contact.first_name,contact.last_name,,contact.title,stage,company.name,contact.email,",
    ),
    "Mailing list": (
        "Email Address,First Name,Email opt-in,Consent date,Consent source,Option",
        "contact.email,contact.first_name,consent,,consent_how,",
    ),
    "Consent in Polish": ("E-mail;Zgoda na newsletter;Źródło zgody", "contact.email,consent,consent_how"),
    "Consent in Russian": ("Почта;Согласие на рассылку;Источник согласия", "contact.email,consent,consent_how"),
    "Consent in Chinese": ("邮箱;同意接收邮件;同意来源", "contact.email,consent,consent_how"),
    "Polish": (
        "Nazwa firmy;Imię i nazwisko;Adres e-mail;Stanowisko;Opiekun;Źródło",
        "company.name,contact.name,contact.email,contact.title,owner,lead.source",
    ),
    "Russian": (
        "Компания;ФИО;Электронная почта;Должность;Ответственный;Источник",
        "company.name,contact.name,contact.email,contact.title,owner,lead.source",
    ),
    "Chinese": (
        "公司名称;联系人;邮箱;职位;负责人;线索来源",
        "company.name,contact.name,contact.email,contact.title,owner,lead.source",
    ),
}


def suggested(names, kind="text"):
    columns = [Column(number, name, kind, ("x",)) for number, name in enumerate(names)]
    return [each.target for each in suggestions(columns)[1]]


@pytest.mark.parametrize("system", HEADERS)
def test_headers_of_other_programs_are_recognised(system):
    header, targets = HEADERS[system]
    assert suggested(header.split(";" if ";" in header else ",")) == targets.split(",")


def test_a_header_that_is_nearly_right_is_likely_and_not_sure():
    (found,) = suggestions([Column(0, "Companny name", "text", ("Acme",))])[1]
    assert (found.target, found.sureness) == ("company.name", "likely")


def test_a_header_that_says_nothing_is_judged_by_what_stands_below_it():
    (found,) = suggestions([Column(0, "Field 7", "email", ("ann@acme.example",))])[1]
    assert (found.target, found.sureness) == ("contact.email", "guess")


def test_a_column_is_not_believed_where_it_holds_something_else():
    assert suggested(["Annual revenue"], kind="phone") == [""]


@pytest.mark.parametrize(("text", "stage"), [("Closed Won", "won"), ("Wygrana", "won"), ("Frozen", None)])
def test_stages_of_other_programs_are_known_by_their_words(text, stage):
    assert stage_for(text) == stage


def judged(tmp_path, cells):
    file = tmp_path / "file.csv"
    file.write_text("Value\n" + "".join(f'"{cell}"\n' for cell in cells))
    table = open_table(file)
    (column,) = columns_of(table)
    return column, decimal_of([column], table)


def test_days_that_tell_which_is_the_month_are_not_asked_about(tmp_path):
    clear, _decimal = judged(tmp_path, ["03/04/2026", "25/04/2026"])
    unclear, _decimal = judged(tmp_path, ["03/04/2026", "05/04/2026"])
    assert (clear.kind, clear.formats, clear.is_ambiguous) == ("date", ("%d/%m/%Y",), False)
    assert unclear.is_ambiguous


def test_the_decimal_sign_is_seen_in_the_numbers(tmp_path):
    assert judged(tmp_path, ["1 200,50", "3,5"])[1] == ","
    assert judged(tmp_path, ["1,200.50", "3.5"])[1] == "."


# What the page says when the person, too, finds nothing in the columns.
NOTHING = "Say what at least one column feeds."
# The vendor's own samples: which rows come in by the suggestion alone, or the sentence that says why none does.
FIXTURES = {
    "20kRows.csv": NOTHING,
    "acctsWithBinaryDataInRTF.csv": ("lead", 1, 0),
    "csvEscapedQuotes.csv": NOTHING,
    "csvtext.csv": NOTHING,
    "csvtext_BOM_UTF8.csv": NOTHING,
    "dateOnlyWithTimeZone.csv": ("company", 2, 0),
    "dateUsingDefaultTimeZone.csv": ("company", 1, 0),
    "dateWithTimeZone.csv": ("company", 2, 0),
    "insertAccountCsv.csv": ("company", 100, 0),
    "license.txt": NOTHING,
    "opportunityData.csv": ("lead", 38, 0),
    "timeZoneFormatTesting.csv": ("lead", 12, 0),
    "upsertAccountCsvTemplate.csv": ("company", 100, 0),
}


def outcome(path):
    """Kind of rows, created, rejected; or why nothing can be imported."""
    try:
        table = open_table(path)
        columns = columns_of(table)
        kind, found = suggestions(columns)
        targets = {each.column.name: each.target for each in found if each.target}
        if not targets:
            return NOTHING
        stages = {
            text: stage_for(text) or "" for each in found if each.target == "stage" for text in each.column.values
        }
        choices = Choices(
            kind=kind, source="crm", targets=targets, stages=stages, currency="USD", unknown_owners="leave_out"
        )
        definitions = Definitions.load()
        mapping = parse_document(document(choices, columns), path.name, definitions)
        job = Job.objects.create(kind=Job.Kind.IMPORT, arguments={"source": "crm"})
        report = import_table(table, mapping, definitions, job=job)
    except Refused as refusal:
        return str(refusal)
    return kind, report.created, len(report.refusals)


@pytest.mark.parametrize("name", FIXTURES)
def test_the_vendors_own_samples_come_in_or_are_told_in_one_sentence(real_data, name):
    assert outcome(real_data / "import_fixtures" / "salesforce_dataloader" / name) == FIXTURES[name]


def test_no_sample_is_left_out(real_data):
    folder = real_data / "import_fixtures"
    assert {path.name for path in folder.rglob("*") if path.is_file()} - {"crm_export_headers.csv"} == set(FIXTURES)


def test_opportunities_of_salesforce_come_with_stage_amount_and_dates(real_data):
    outcome(real_data / "import_fixtures" / "salesforce_dataloader" / "opportunityData.csv")
    lead = Lead.objects.get(external_id="006x0000001YtCrAAK")
    assert (lead.title, lead.amount, lead.currency, lead.state.stage.key, lead.source) == (
        "George Foundation - 5000 Widgets", 500000, "USD", "won", "Advertisement",
    )  # fmt: skip


def test_the_list_of_headers_is_itself_a_file_that_is_no_list_of_leads(real_data):
    table = open_table(real_data / "import_fixtures" / "crm_export_headers.csv")
    assert len(list(table.rows())) == 21


def test_nine_in_ten_headers_that_name_something_of_ours_are_found(real_data):
    path = real_data / "import_fixtures" / "crm_export_headers.csv"
    with path.open(encoding="utf-8") as stream:
        listed = [row["header"] for row in csv.DictReader(stream) if not row["header"].startswith("see ")]
    wanted = {"Email", "First Name", "Last Name", "Company", "Company name", "Deal Name", "Deal Stage", "Website"}
    names = [next(csv.reader([header])) for header in listed]
    missed = [
        name
        for header in names
        for name, target in zip(header, suggested(header), strict=True)
        if name in wanted and not target
    ]
    assert missed == []
    assert Company.objects.count() == 0
