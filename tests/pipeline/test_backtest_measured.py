"""The figures in docs/backtest.md are those of the product."""

import importlib.util

import pytest

from leadqual.embedded import CHECKOUT

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_the_document_says_what_is_measured(real_data, shipped):
    spec = importlib.util.spec_from_file_location("measured", CHECKOUT / "script" / "measure_backtest.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    said = (CHECKOUT / "docs" / "backtest.md").read_text(encoding="utf-8").splitlines()
    halves = tuple(f"| {tried.name} ({half})" for tried in script.SETS for half in script.HALVES)
    assert [line for line in said if line.startswith(halves)] == script.printed(real_data)
