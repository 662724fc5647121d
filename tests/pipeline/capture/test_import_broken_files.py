"""A file that is no table, a mapping that says nothing sensible, a row that cannot be: one clear sentence each."""

import csv
import io
import json

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import User
from frameworks_app.models import Product
from pipeline.capture.refusals import Refused
from pipeline.capture.table import open_table
from pipeline.models import Contact, Lead

from .conftest import LEADS, numbers

BROKEN = {
    "empty": (b"", "The file is empty."),
    "blank": (b"\n  \n", "The file is empty."),
    "header alone": (b"Id,Title\n", "The file has a header and no rows."),
    "damaged workbook": (
        b"PK\x03\x04\x14\x00",
        "The workbook is damaged: open it in Excel and save it again, or save the sheet as CSV.",
    ),
    "old workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "This is a workbook of old Excel (xls): save it as XLSX or CSV.",
    ),
    "locked workbook": (
        b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        "The workbook is protected by a password: save it without one.",
    ),
    "picture": (b"\x89PNG\r\n", "This is not a text file but PNG: save it as CSV."),
    "document": (b"%PDF-1.7\n", "This is not a text file but PDF: save it as CSV."),
    "binary": (b"Id,Title\n1,a\x00b\n", "Line 2 holds bytes that are no text: the file is binary or damaged."),
    "ragged": (
        b"Id,Title\n1,a\n2,b,c\n",
        "Line 3 has 3 cells and the header has 2: the rows are ragged.",
    ),
    "quote left open": (b'Id,Title\n1,"a\n2,b\n', "Line 2 cannot be read: unexpected end of data."),
    "damaged": (
        "Id,Title\n1,Łódź\n2,".encode() + b"\xc5\n",
        "Line 3 is damaged: the file is UTF-8, but not there. Save it again as UTF-8.",
    ),
    "another separator": (
        b"Id^Title\n1^a\n",
        "None of the mapping's columns is in the file, which has: Id^Title.",
    ),
    "twice in the header": (b"Id,Title,Id\n1,a,2\n", "The column “Id” is in the header twice."),
}


def everything():
    return {model.__name__: model.objects.count() for model in apps.get_models(include_auto_created=True)}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_told_in_one_sentence_and_changes_nothing(run, kind):
    content, sentence = BROKEN[kind]
    before = everything()
    with pytest.raises(Refused) as refused:
        run(content)
    assert str(refused.value) == sentence
    assert everything() == before


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "Żółć Łąka"),
        ("utf-8-sig", "Żółć Łąka"),
        ("utf-16", "Żółć Łąka"),
        ("utf-16-le", "Zoe Lang from afar"),
        ("cp1250", "Wąż Krzyś Łąka"),
        ("cp1251", "Мария Петрова"),
        ("cp1252", "Señor Müller-Façade"),
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_files_of_old_and_new_programs_are_read(tmp_path, encoding, name, separator):
    file = tmp_path / "people.csv"
    file.write_bytes(f"Id{separator}Name\r\n1{separator}{name}\r\n".encode(encoding))
    assert list(open_table(file).rows()) == [(2, ["1", name])]


def test_a_comma_in_a_text_does_not_make_it_the_separator(tmp_path):
    file = tmp_path / "people.csv"
    file.write_text('Id;Note\n1;"a, b, c"\n2;x, y\n')
    assert list(open_table(file).rows()) == [(2, ["1", "a, b, c"]), (3, ["2", "x, y"])]


def test_rows_are_rejected_one_by_one_for_a_reason_a_person_understands(run):
    report = run(
        "Id,Came,Owner,People,Mail,Plan,Budget,Status\n"
        "1,31.12.2025,,10,a@b.example,Pro,yes,Won\n"
        "2,2025-12-31,,,,,,\n"
        "3,,Nobody,,,,,\n"
        "4,,,ten,,,,\n"
        "5,,,,a at b,,,\n"
        "6,,,,,Gold,,\n"
        "7,,,,,,maybe,\n"
        "8,,,,,,,Frozen\n",
        LEADS.replace("company.name: Company", "company.name: {value: Acme}"),
    )
    assert numbers(report) == (1, 0, 0, 7)
    assert report.rejected == {
        3: "Came: “2025-12-31”: it is not a date of the form %d.%m.%Y",
        4: "nobody here is called “Nobody”",
        5: "People: “ten”: it is not a number",
        6: "Mail: “a at b”: it is not an e-mail address",
        7: "Plan: “Gold”: it is not in the list of choices",
        8: "Budget: “maybe”: the mapping gives it no rating",
        9: "Status: “Frozen”: it is not in the table of the mapping",
    }


def test_unknown_owners_become_people_who_cannot_sign_in_where_the_mapping_says_so(run):
    run("Id,Owner\n1,Eva Ek\n2,eva ek\n3,bo@x.example\n", LEADS + "create_owners: true\nowner_role: manager\n")
    eva, bo = User.objects.order_by("pk")
    assert (str(eva), eva.role, eva.is_active, eva.has_usable_password()) == ("Eva Ek", "manager", False, False)
    assert (bo.username, bo.email, bo.is_active) == ("bo@x.example", "bo@x.example", False)


def test_a_rating_of_other_words_may_be_unknown(run):
    mapping = LEADS.replace("column: Budget\n", "column: Budget\n    otherwise: null\n")
    assert numbers(run("Id,Budget\n1,perhaps\n", mapping)) == (1, 0, 0, 0)
    assert Lead.objects.get().answers.get().rating is None


def test_an_absent_column_is_a_warning_and_a_required_one_a_refusal(run):
    report = run("Id,Title\n1,Letters\n")
    assert "The file has no column “Status”." in report.warnings
    with pytest.raises(Refused, match="The file has no column “Came”, which the mapping requires."):
        run("Id,Title\n1,Letters\n", LEADS.replace("occurred_at: Came", "occurred_at: {column: Came, required: true}"))


def test_text_that_looks_like_a_formula_stays_text(run):
    run("Id,Title\n1,=1+1\n2,@SUM(A1)\n")
    assert sorted(Lead.objects.values_list("title", flat=True)) == ["=1+1", "@SUM(A1)"]


def test_a_file_does_not_lift_the_wish_not_to_be_contacted(run):
    Contact.objects.create(name="Ann", email="ann@x.example", do_not_contact=True)
    run("Mail,Name\nann@x.example,Ann\n", LEADS.replace("contact.name: Name", "contact.do_not_contact: {value: no}"))
    assert Contact.objects.get().do_not_contact is True


WRONG = {
    "nothing of this name": ("colour: red", "The mapping, at colour: nothing of this name is known."),
    "attribute": (
        "fields: {lead.titel: T}",
        "The mapping, at fields.lead.titel: nothing here has the key “titel”. Did you mean “title”?",
    ),
    "criterion": (
        "answers: {budgets: {column: B, ratings: {a: {rating: 1, because: x}}}}",
        "The mapping, at answers.budgets: nothing here has the key “budgets”. Did you mean “budget”?",
    ),
    "rating": (
        "answers: {budget: {column: B, ratings: {a: {rating: 5, because: x}}}}",
        "The mapping, at answers.budget.ratings.a.rating: this is 0 to 4, or null for “asked and not answered”",
    ),
    "no reason": (
        "answers: {budget: {column: B, ratings: {a: {rating: 3}}}}",
        "The mapping, at answers.budget.ratings.a.because: say why the text stands for this rating",
    ),
    "rung": (
        "answers: {budget: {column: B, evidence: herd, ratings: {a: {rating: 3, because: x}}}}",
        "The mapping, at answers.budget.evidence: nothing here has the key “herd”. Did you mean “heard”?",
    ),
    "stage": (
        "outcome: {stage: {column: S, values: {Won: wun}}}",
        "The mapping, at outcome.stage: nothing here has the key “wun”. Did you mean “won”?",
    ),
    "date": (
        "dates: {format: '%d'}",
        "The mapping, at dates.format: this is iso, or a form with year, month and day",
    ),
    "zone": (
        "dates: {time_zone: Mars}",
        "The mapping, at dates.time_zone: it is not a time zone such as Europe/Warsaw",
    ),
    "money without currency": (
        "fields: {lead.amount: A}",
        "The mapping, at fields.lead.amount: an amount needs its currency: add lead.currency, such as {value: EUR}",
    ),
    "twice": ("row: lead", "Line 1 of the mapping: “row” is written twice."),
    "not yaml": ("fields: [", "The mapping is not YAML, at line 4."),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_mapping_is_told_by_its_place(run, kind):
    text, sentence = WRONG[kind]
    with pytest.raises(Refused) as refused:
        run("A\n1\n", f"source: crm\nrow: lead\n{text}\n")
    assert str(refused.value) == sentence


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "leads.csv").write_text("Id,Owner,Title\n1,,Letters\n2,Zed,Bills\n")
    (tmp_path / "map.yml").write_text(LEADS)
    return tmp_path


def test_the_command_prints_one_line_of_json_and_keeps_the_rejected_rows(files, capsys):
    call_command("import_leads", "in/leads.csv", mapping="map.yml", json=True)
    said = json.loads(capsys.readouterr().out)
    assert said.pop("seconds") > 0
    reason = "nobody here is called “Zed”"
    assert said == {
        "rows": 2,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "rejected": [{"line": 3, "reason": reason}],
    }
    kept = (files / "leads.rejected.csv").read_text(encoding="utf-8-sig")
    assert list(csv.reader(io.StringIO(kept))) == [
        ["line", "reason", "Id", "Owner", "Title"],
        ["3", reason, "2", "Zed", "Bills"],
    ]
    assert [path.name for path in (files / "in").iterdir()] == ["leads.csv"]


def test_a_dry_run_reports_the_same_and_changes_nothing(files, capsys):
    mapping = files / "map.yml"
    mapping.write_text(LEADS + "create_owners: true\ncreate_products: true\n")
    before = everything()
    call_command("import_leads", "in/leads.csv", mapping="map.yml", dry_run=True, json=True)
    dry = capsys.readouterr()
    assert everything() == before
    assert "This was a dry run: nothing was changed." in dry.err
    call_command("import_leads", "in/leads.csv", mapping="map.yml", json=True)
    real = capsys.readouterr()
    assert json.loads(dry.out) | {"seconds": 0} == json.loads(real.out) | {"seconds": 0}
    assert (Lead.objects.count(), Product.objects.count()) == (2, 0)


def test_the_command_says_why_it_stops_in_json_too(files, capsys):
    with pytest.raises(CommandError, match="The file in/absent.csv cannot be opened: No such file or directory."):
        call_command("import_leads", "in/absent.csv", mapping="map.yml", json=True)
    assert json.loads(capsys.readouterr().out) == {
        "error": "The file in/absent.csv cannot be opened: No such file or directory."
    }


def test_a_mapping_that_is_not_there_names_the_shipped_ones(files):
    shipped = "maven, maven_accounts, maven_teams, olist_deals, olist_leads, salvirt, xeducation"
    sentence = f"There is no mapping crm: give a file, or one of {shipped}."
    with pytest.raises(CommandError, match=sentence):
        call_command("import_leads", "in/leads.csv", mapping="crm")
