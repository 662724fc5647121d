"""The score that the documents work by hand is the one that the product computes."""

from pathlib import Path

import pytest

from leadqual.embedded import CHECKOUT
from pipeline.actions.demo import load_demo
from pipeline.models import Lead
from pipeline.reports.lead_score import lead_score

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture
def worked():
    return Path(CHECKOUT, "docs", "score-by-hand.md").read_text()


@pytest.fixture
def computed():
    load_demo()
    return lead_score(Lead.objects.get(company__name="Brightloom Textiles").pk)


def test_the_three_scores_are_those_of_the_document(worked, computed):
    score = computed.score
    lines = {line.strip() for line in worked.splitlines()}
    assert (score.fit.low, score.fit.high) == (9629, 10000)
    assert "low   10000 × (105 + 25) / (110 + 25) = 9629      shown as 96" in lines
    assert (score.qualification.low, score.qualification.high) == (3125, 6875)
    assert "low   10000 × 500  / (4 × 400) = 3125      shown as 31" in lines
    assert "high  10000 × 1100 / (4 × 400) = 6875      shown as 68" in lines
    assert score.engagement_parts.total == 42_902_875
    assert "| **Sum** | | | | | **42.902875** |" in lines


def test_each_signal_is_a_line_of_the_document(worked, computed):
    traces = [trace for kind in computed.score.engagement_parts.types for trace in kind.traces]
    amounts = sorted(f"{trace.amount / 1_000_000:.6f}" for trace in traces)
    assert amounts == ["10.606605", "16.624760", "3.047535", "3.714985", "8.908990"]
    assert [amount for amount in amounts if f"| {amount} |" not in worked] == []


def test_the_status_is_that_of_the_document(worked, computed):
    assert (computed.score.category, computed.score.outcome.row) == ("mql", "r10a")
    assert "The status is **MQL**." in worked
