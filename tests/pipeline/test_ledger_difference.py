"""What differs between two scores adds up to what their numbers differ by, to the last digit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks_app.scoring import Event, Facts, Model, score
from frameworks_app.verdict import Answer
from pipeline.reports.ledger_difference import Ends, difference
from pipeline.reports.ledger_sums import DoesNotAddUp, check_sums
from tests.frameworks_app import generated
from tests.frameworks_app.documents import document

TODAY = 20_000


def added(ends):
    found = list(ends)
    return Ends(sum(each.low for each in found), sum(each.high for each in found))


def of_total(found, section, counting):
    """What a section's total differs by, from its lines in basis points alone."""
    block = found.block(section, counting.group, "basis_points")
    lines = added(block.changes) if block else Ends()
    return lines.low + counting.switch.low, lines.high + counting.switch.high


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_lines_that_differ_add_up_to_what_the_scores_differ_by(data):
    stated = data.draw(generated.documents())
    other = data.draw(st.one_of(st.just(stated), generated.documents()))
    old = score(Model.from_document(stated), data.draw(generated.facts(stated)))
    new = score(Model.from_document(other), data.draw(generated.facts(other)))
    check_sums(old)
    check_sums(new)
    found = difference(old, new)
    assert [added(block.changes) for block in found.blocks] == [block.amount for block in found.blocks]
    signals = found.block("engagement", "", "millionths")
    assert (added(signals.changes).low if signals else 0) == new.engagement - old.engagement
    assert of_total(found, "fit", found.fit) == (new.fit_low - old.fit_low, new.fit_high - old.fit_high)
    bounds = (new.qual_low - old.qual_low, new.qual_high - old.qual_high)
    assert of_total(found, "qualification", found.qualification) == bounds


def told(**facts):
    return score(Model.from_document(document()), Facts(today=TODAY, **facts))


def test_two_equal_scores_differ_in_nothing():
    assert difference(told(), told()).blocks == ()


def test_an_answer_and_a_signal_are_named_with_what_they_bring():
    old = told(events=[Event("webinar", TODAY, id=1)])
    new = told(
        events=[Event("webinar", TODAY, id=1), Event("webinar", TODAY, id=2)], answers={"need": Answer(3, "heard")}
    )
    found = difference(old, new)
    (signal,) = found.block("engagement", "", "millionths").changes
    assert (signal.kind, signal.line.group, signal.line.fact, signal.low) == ("added", "webinar", 2, 20_000_000)
    (answer,) = found.block("qualification", new.leading, "cell_hundredths").changes
    assert (answer.kind, answer.line.key, answer.old.what, answer.new.what) == ("changed", "need", "unknown", "answer")


def test_a_ledger_that_says_another_number_is_found():
    found = told(events=[Event("webinar", TODAY, id=1)])
    signal = next(line for line in found.ledger if line.fact == 1)
    spoiled = type(found)(**{**vars(found), "ledger": found.ledger + (signal,)})
    with pytest.raises(DoesNotAddUp):
        check_sums(spoiled)
