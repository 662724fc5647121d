"""Calls of the past held once more, with as few questions as will do."""

from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks_app.verdict import Answer, Framework
from frameworks_app.verdict.replay import (
    all_as_listed,
    best_until_decided,
    cut,
    listed_until_decided,
    replay,
    with_call,
)
from tests.frameworks_app import generated
from tests.frameworks_app.documents import bant, document, framework, line


def read(stated):
    return Framework.from_document(document(frameworks=[stated]), stated["key"])


def told(**ratings):
    return {key: None if rating is None else Answer(rating, "heard") for key, rating in ratings.items()}


def asked(order, **ratings):
    held = replay(read(bant()), told(**ratings), order)
    return list(held.asked), held.verdict.value


def test_a_no_at_the_first_gate_ends_the_call():
    heard = {"budget": 0, "authority": 4, "need": 4, "timeline": 4}
    assert asked(all_as_listed, **heard) == (["budget", "authority", "need", "timeline"], "disqualified")
    assert asked(listed_until_decided, **heard) == (["budget"], "disqualified")


def test_what_earlier_calls_often_denied_is_asked_first():
    history = {"timeline": (9, 0, 0, 0, 0)}
    heard = {"budget": 4, "authority": 4, "need": 4, "timeline": 1}
    assert asked(listed_until_decided, **heard) == (["budget", "authority", "need", "timeline"], "disqualified")
    assert asked(best_until_decided(history), **heard) == (["timeline"], "disqualified")


def test_what_was_not_answered_is_asked_once_and_stays_unknown():
    heard = {"budget": None, "authority": 4, "need": 4, "timeline": 4}
    assert asked(best_until_decided({}), **heard) == (["budget", "authority", "need", "timeline"], "undecided")


def test_a_framework_is_cut_to_what_was_asked_and_keeps_its_weights():
    stated = framework("own", line("budget", weight=3, gate=2), line("need", weight=5), line("pain"), rule="both",
                       threshold=60)  # fmt: skip
    short = cut(read(stated), {"budget", "need"})
    assert [(each.key, each.weight, each.gate) for each in short.criteria] == [("budget", 3, 2), ("need", 5, None)]
    assert (short.threshold, short.weight) == (60, 8)


def test_only_calls_before_this_one_are_the_past():
    history = with_call(with_call({}, told(budget=0, need=None)), told(budget=4, need=2))
    assert history == {"budget": [1, 0, 0, 0, 1], "need": [0, 0, 1, 0, 0]}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_fewer_questions_never_change_the_verdict(data):
    short = read(data.draw(generated.frameworks(most=4, keys=("budget", "authority", "need", "pain"))))
    heard = {
        each.key: data.draw(st.none() | st.builds(Answer, st.integers(0, 4), st.sampled_from(["heard", "confirmed"])))
        for each in short.criteria
    }
    whole = replay(short, heard, all_as_listed)
    for order in (listed_until_decided, best_until_decided({})):
        assert replay(short, heard, order).verdict == whole.verdict
