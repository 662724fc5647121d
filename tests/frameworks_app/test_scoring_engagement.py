"""What leads did: caps on both sides, the floor, fading, and days that are yet to come."""

import pytest

from frameworks_app.scoring import Event, Model
from frameworks_app.scoring.engagement import measure_engagement
from tests.frameworks_app.documents import document, signal_type

TODAY = 20_000
POINT = 1_000_000


def signal_types():
    return [
        signal_type("page_view", "interest", 5, 20, 14),
        signal_type("pricing", "intent", 15, 30, 10),
        signal_type("no_show", "negative", -10, 20, 30),
        signal_type("bounce", "negative", -20, 20, None),
        signal_type("regret", "interest", -30, 30, None),
    ]


def measured(*events, today=TODAY):
    model = Model.from_document(document(signal_types=signal_types()))
    return measure_engagement(model, [Event(*event) for event in events], today)


def test_a_type_moves_the_score_no_further_than_its_cap():
    """Six page views on one day are worth four."""
    assert measured(*[("page_view", TODAY)] * 6).total == 20 * POINT


def test_a_negative_type_moves_it_no_further_down_than_its_cap():
    """Adam did not come five times; he did look at prices twice."""
    events = [("no_show", TODAY)] * 5 + [("pricing", TODAY)] * 2
    assert measured(*events).total == 10 * POINT


def test_a_capped_type_fades_only_once_its_raw_sum_is_under_the_cap():
    events = [("page_view", TODAY - 14)] * 8
    assert measured(*events).total == 20 * POINT
    assert measured(*events, today=TODAY + 14).total == 10 * POINT


def test_the_whole_is_never_below_nothing():
    found = measured(("no_show", TODAY), ("page_view", TODAY))
    assert (found.total, found.interest, found.intent, found.level) == (0, 5 * POINT, 0, 1)


def test_interest_is_never_below_nothing_by_itself():
    found = measured(("regret", TODAY), ("pricing", TODAY), ("pricing", TODAY))
    assert (found.total, found.interest, found.intent) == (0, 0, 30 * POINT)


def test_what_never_fades_is_whole_after_ten_years():
    events = [("bounce", TODAY - 3_650), ("pricing", TODAY), ("pricing", TODAY)]
    assert measured(*events).total == 10 * POINT


def test_a_webinar_next_week_does_not_count_yet():
    assert measured(("page_view", TODAY + 1)).total == 0
    assert measured(("page_view", TODAY + 1), today=TODAY + 1).total == 5 * POINT


def test_nothing_is_left_after_twenty_one_half_lives():
    assert measured(("pricing", TODAY - 209)).total == 15
    assert measured(("pricing", TODAY - 210)).total == 0
    assert measured(("pricing", TODAY - 9_999)).total == 0


def test_a_signal_of_a_type_that_the_model_lacks_adds_nothing():
    assert measured(("smoke_signal", TODAY)).total == 0


@pytest.mark.parametrize(("count", "level"), [(0, 1), (2, 1), (3, 2), (7, 2), (8, 3), (14, 3), (15, 4)])
def test_levels_begin_at_their_whole_point(count, level):
    types = [signal_type("page_view", "interest", 5, 100, None)]
    model = Model.from_document(document(signal_types=types))
    events = [Event("page_view", TODAY)] * count
    assert measure_engagement(model, events, TODAY).level == level


def test_a_hair_under_a_level_is_not_that_level():
    """One of the three views is a day old, and 15 points are needed."""
    types = [signal_type("page_view", "interest", 5, 100, 3_650)]
    model = Model.from_document(document(signal_types=types))
    events = [Event("page_view", TODAY), Event("page_view", TODAY), Event("page_view", TODAY - 1)]
    found = measure_engagement(model, events, TODAY)
    assert (found.total, found.level) == (14_999_050, 1)


def test_a_retired_type_keeps_its_points_and_counts_nothing():
    retired = signal_type("page_view", "interest", 5, 100, None) | {"active": False}
    model = Model.from_document(document(signal_types=[retired, signal_type("demo", "intent", 40, 80, None)]))
    found = measure_engagement(model, [Event("page_view", TODAY), Event("demo", TODAY)], TODAY)
    assert (found.total, found.interest, found.intent) == (40 * POINT, 0, 40 * POINT)
