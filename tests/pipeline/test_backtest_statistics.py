"""AUC, intervals, lift and thresholds: by hand on a few leads, and pair by pair on many small random samples."""

from fractions import Fraction
from itertools import product
from random import Random

import pytest

from pipeline.reports.backtest.separation import auc
from pipeline.reports.backtest.shares import share
from pipeline.reports.backtest.tally import Group, Tally
from pipeline.reports.backtest.tenths import tenths
from pipeline.reports.backtest.thresholds import thresholds


def groups_of(leads):
    """Of (score, whether it was won) pairs."""
    tally = Tally()
    for score, is_won in leads:
        tally.add(score, is_won)
    return tally.groups()


def sample(seed):
    """Thirty leads at most, of few scores, so that many are tied; at least two of them won and two not."""
    random = Random(seed)
    scores = random.choice((2, 5, 100))
    leads = [(random.randrange(scores), random.random() < 0.4) for _lead in range(random.randint(5, 26))]
    return [*leads, (0, True), (1, True), (0, False), (1, False)]


SAMPLES = range(60)


def test_leads_of_one_score_are_counted_together_best_first():
    assert groups_of([(5, True), (0, False), (5, False), (9, True), (5, True)]) == [
        Group(9, 1, 0),
        Group(5, 2, 1),
        Group(0, 0, 1),
    ]


def test_a_share_of_eight_in_ten_has_wilsons_interval():
    # (0.8 + z²/20 ± z √(0.016 + z²/400)) / (1 + z²/10) with z² = 3.8415.
    found = share(8, 10)
    assert [round(each, 4) for each in found] == [0.8, 0.4902, 0.9433]


def test_of_none_won_and_of_all_won_the_interval_stays_within_its_ends():
    assert [round(each, 4) for each in share(0, 10)] == [0.0, 0.0, 0.2775]
    assert [round(each, 4) for each in share(10, 10)] == [1.0, 0.7225, 1.0]


def test_nobody_has_no_share():
    assert share(0, 0) is None


def test_auc_of_four_leads_by_hand():
    # Pairs: 9-5 right, 9-1 right, 4-5 wrong, 4-1 right: three of four. Won leads beat 1 and 1/2, others lose to 1 and
    # 1/2: both variances are 1/8, their halves add up to 1/8, and 0.75 ± 1.96 x 0.3536 ends at 1.
    found = auc(groups_of([(9, True), (5, False), (4, True), (1, False)]))
    assert [round(each, 4) for each in found] == [0.75, 0.0570, 1.0]


def test_one_score_for_all_separates_nothing():
    assert auc([Group(7, 20, 30)]) == (0.5, 0.5, 0.5)


def test_complete_separation_is_no_certainty():
    found = auc([Group(9, 10, 0), Group(1, 0, 40)])
    assert [round(each, 4) for each in found] == [1.0, 0.7225, 1.0]
    assert [round(each, 4) for each in auc([Group(9, 0, 40), Group(1, 10, 0)])] == [0.0, 0.0, 0.2775]


def pair_by_pair(leads):
    """AUC and DeLong's variance as the definition has them: every won lead against every other one."""
    won = [score for score, is_won in leads if is_won]
    lost = [score for score, is_won in leads if not is_won]

    def right(one, other):
        return Fraction(1) if one > other else Fraction(1, 2) if one == other else Fraction(0)

    area = sum(right(*pair) for pair in product(won, lost)) / (len(won) * len(lost))
    of_won = [sum(right(one, other) for other in lost) / len(lost) for one in won]
    of_lost = [sum(right(one, other) for one in won) / len(won) for other in lost]
    variance = sum(
        sum((place - area) ** 2 for place in places) / (len(places) - 1) / len(places) for places in (of_won, of_lost)
    )
    return float(area), float(variance) ** 0.5


@pytest.mark.parametrize("seed", SAMPLES)
def test_auc_is_what_all_pairs_say(seed):
    leads = sample(seed)
    area, error = pair_by_pair(leads)
    found = auc(groups_of(leads))
    assert found.value == pytest.approx(area, abs=1e-12)
    assert found.low == pytest.approx(max(0, area - 1.959963984540054 * error), abs=1e-12)
    assert found.high == pytest.approx(min(1, area + 1.959963984540054 * error), abs=1e-12)


def test_lift_of_twenty_leads_of_which_the_best_two_were_won():
    rows = tenths(groups_of([(score, score > 17) for score in range(20)]))
    assert [row["won"] for row in rows] == [2, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    assert (rows[0]["lift"]["value"], rows[0]["gained"], rows[9]["gained"]) == (10.0, 1.0, 1.0)


def test_a_tie_over_all_gives_every_tenth_its_even_part():
    rows = tenths([Group(3, 7, 26)])
    assert [row["won"] for row in rows] == [pytest.approx(0.7)] * 10
    assert [row["lift"]["value"] for row in rows] == [pytest.approx(1.0)] * 10


def test_a_line_between_tenths_through_a_tie_divides_its_leads():
    # Fifteen leads: a tenth is one and a half. The first of the best three is the only one that was won.
    rows = tenths([Group(9, 1, 2), Group(1, 0, 12)])
    assert [row["won"] for row in rows] == [0.5, 0.5, 0, 0, 0, 0, 0, 0, 0, 0]


def lead_by_lead(leads):
    """Won per tenth, with every lead cut into ten pieces and the pieces of a tie shared out evenly."""
    scores = sorted({score for score, _is_won in leads}, reverse=True)
    pieces = []
    for score in scores:
        tied = [is_won for each, is_won in leads if each == score]
        pieces += [Fraction(sum(tied), len(tied)) / 10] * (10 * len(tied))
    size = len(leads)
    return [float(sum(pieces[start : start + size])) for start in range(0, 10 * size, size)]


@pytest.mark.parametrize("seed", SAMPLES)
def test_lift_is_what_shared_out_pieces_say(seed):
    leads = sample(seed)
    assert [row["won"] for row in tenths(groups_of(leads))] == pytest.approx(lead_by_lead(leads), abs=1e-6)


@pytest.mark.parametrize("seed", SAMPLES)
def test_the_order_of_leads_changes_nothing(seed):
    leads = sample(seed)
    mixed = Random(seed + 1).sample(leads, len(leads))
    assert (auc(groups_of(mixed)), tenths(groups_of(mixed))) == (auc(groups_of(leads)), tenths(groups_of(leads)))


def test_precision_and_recall_by_hand():
    rows = thresholds([Group(80, 3, 1), Group(50, 1, 5)], [("high", 80), ("any", 0), ("none", 90)])
    assert [(row["leads"], row["won"]) for row in rows] == [(4, 3), (10, 4), (0, 0)]
    assert [row["precision"] and row["precision"]["value"] for row in rows] == [0.75, 0.4, None]
    assert [row["recall"]["value"] for row in rows] == [0.75, 1.0, 0.0]


@pytest.mark.parametrize("seed", SAMPLES)
def test_precision_and_recall_are_what_counting_says(seed):
    leads = sample(seed)
    won = sum(is_won for _score, is_won in leads)
    for row in thresholds(groups_of(leads), [(least, least) for least in range(6)]):
        chosen = [is_won for score, is_won in leads if score >= row["at"]]
        assert (row["leads"], row["won"]) == (len(chosen), sum(chosen))
        assert row["recall"]["value"] == pytest.approx(sum(chosen) / won, abs=1e-6)
