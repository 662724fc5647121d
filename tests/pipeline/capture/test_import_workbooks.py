"""Workbooks as people and programs write them, and as nobody should."""

import io
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest

from pipeline.capture import limits, workbook
from pipeline.capture.refusals import Refused
from pipeline.capture.table import read_table

from .conftest import LEADS


def book(*rows, sheets=("Leads",)):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name in sheets:
        page = made.create_sheet(name)
        for row in rows:
            page.append(row)
    return saved(made)


def saved(made):
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def cells(data, **options):
    return list(read_table(data, "leads.xlsx", **options).rows())


def test_cells_are_said_as_a_file_would_say_them():
    values = ["Łódź", 1200.5, 7, True, date(2026, 3, 4), datetime(2026, 3, 4, 15, 30), time(9, 5), 0.1 + 0.2, "#N/A"]
    data = book([f"c{number}" for number in range(9)], values)
    said = ["Łódź", "1200,5", "7", "true", "2026-03-04", "2026-03-04 15:30:00", "09:05:00", "0,3", ""]
    assert cells(data, decimal=",") == [(2, said)]


def test_rows_keep_the_numbers_that_a_person_sees_in_excel():
    data = book(["Leads of March"], [], ["Name", "City"], ["Acme", None], [], ["two\nlines", "Łódź"])
    assert cells(data) == [(4, ["Acme", ""]), (6, ["two\nlines", "Łódź"])]


def test_a_formula_counts_by_the_value_that_excel_kept():
    formula = '<c r="A2" t="str"><f>1+1</f><v>two</v></c>'
    data = replaced(book(["Name"], ["x"]), "xl/worksheets/sheet1.xml", lambda xml: second_row(xml, formula))
    assert cells(data) == [(2, ["two"])]


def second_row(xml, cell):
    head, _row, tail = xml.rpartition("<row")
    return f'{head}<row r="2">{cell}</row>{tail.partition("</row>")[2]}'


def replaced(data, part, change):
    """The workbook with one of its parts rewritten."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == part else content)
    return stream.getvalue()


def test_one_of_several_sheets_is_read_by_its_name():
    data = book(["Name"], ["Acme"], sheets=("About", "Leads"))
    assert workbook.sheet_names(data) == ["About", "Leads"]
    assert cells(data, sheet="Leads") == [(2, ["Acme"])]
    with pytest.raises(Refused, match="The workbook has no sheet “Deals”, only: About, Leads."):
        cells(data, sheet="Deals")


def test_of_a_long_sheet_only_the_beginning_is_read_for_a_look():
    data = book(["Name"], *([f"Company {number}"] for number in range(1000)))
    assert len(cells(data, most=10)) == 10
    assert workbook.rows_in(data, "Leads") == 1001


def archive(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "boom">]><a>&x;</a>'
DAMAGED = "The workbook is damaged: open it in Excel and save it again, or save the sheet as CSV."
WRONG = {
    "no workbook": (
        archive(readme="hello"),
        "This is an archive (ZIP) and no workbook: unpack it, and upload the table in it.",
    ),
    "binary workbook": (
        archive(**{"xl__workbook.bin": "x"}),
        "This is a binary workbook (xlsb): save it as XLSX or CSV.",
    ),
    "parts missing": (archive(xl__workbook_xml="<workbook/>"), DAMAGED),
    "cut short": (book(["Name"], ["Acme"])[:-40], DAMAGED),
    "entities": (replaced(book(["Name"], ["x"]), "xl/worksheets/sheet1.xml", lambda _xml: BOMB), DAMAGED),
    "nothing in it": (book(), "The sheet “Leads” is empty."),
    "header alone": (book(["Name"]), "The file has a header and no rows."),
    "twice in the header": (book(["Name", "Name"], ["a", "b"]), "The column “Name” is in the header twice."),
    "too wide": (book(["x"] * 600, ["y"] * 600), "The file has more than 500 columns."),
    "too long": (
        replaced(
            book(["Name"], ["x"]),
            "xl/worksheets/sheet1.xml",
            lambda xml: second_row(xml, "").replace('r="2"', 'r="99999999"'),
        ),
        "The file has more than 1000000 rows: split it.",
    ),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_workbook_that_cannot_be_read_is_told_in_one_sentence(kind):
    data, sentence = WRONG[kind]
    with pytest.raises(Refused) as refused:
        cells(data)
    assert str(refused.value) == sentence


def test_a_small_file_that_unpacks_to_a_huge_one_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_UNPACKED", limits.MEGABYTE)
    data = book(["Name"], ["x"])
    huge = replaced(data, "xl/styles.xml", lambda xml: xml + " " * limits.MEGABYTE)
    with pytest.raises(Refused, match="too large once it is unpacked"):
        cells(huge)


def test_a_workbook_is_imported_under_the_same_mapping_as_a_text(run):
    data = book(["Id", "Came", "People", "Title"], ["1", "31.12.2025", 10, "a"], [2, date(2026, 1, 2), 11, "b"])
    report = run(data, LEADS.replace("company.name: Company", "company.name: {value: Acme}"))
    assert (report.created, report.rejected) == (2, {})
