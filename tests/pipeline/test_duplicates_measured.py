"""The figures in docs/duplicates.md are those of the product."""

import importlib.util

import pytest

from leadqual.embedded import CHECKOUT

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
# What the order of equal things may change.
TOLERANCE = 0.005


def documented():
    """Blocking recall, precision, recall and F1 by the name of the set."""
    lines = [line.strip("| \n").split("|") for line in (CHECKOUT / "docs" / "duplicates.md").open()]
    rows = [[cell.strip() for cell in line] for line in lines if len(line) == 8]
    return {row[0]: [float(cell) for cell in row[4:]] for row in rows if row[1][:1].isdigit()}


def test_the_document_says_what_is_measured(real_data, shipped):
    spec = importlib.util.spec_from_file_location("measured", CHECKOUT / "script" / "measure_duplicates.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    measured = {
        each.name: [each.blocked, each.precision, each.recall, each.f1]
        for each in script.measure(real_data / "dedupe")
    }
    assert documented() == {name: pytest.approx(found, abs=TOLERANCE) for name, found in measured.items()}
