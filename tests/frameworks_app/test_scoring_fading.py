from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks_app.scoring import fade


@pytest.mark.parametrize("half_life", [1, 3, 14, 30, 365])
def test_fixed_vectors(half_life):
    table = fade(half_life)
    half_lives = [table[number * half_life] for number in (0, 1, 7, 21)]
    assert half_lives == [1_000_000, 500_000, 7_813, 0]
    assert len(table) == 21 * half_life + 1


def test_one_day_of_thirty():
    assert fade(30)[1] == 977_160


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 400), st.data())
def test_every_day_is_the_formula(half_life, data):
    day = data.draw(st.integers(0, 21 * half_life))
    with localcontext() as context:
        context.prec = 80
        exact = 1_000_000 * Decimal(2) ** (Decimal(-day) / half_life) + Decimal("0.5")
    assert fade(half_life)[day] == int(exact)


def test_the_longest_half_life_falls_all_the_way():
    table = fade(3_650)
    assert all(one >= other for one, other in zip(table, table[1:], strict=False))
    assert (table[3_650], table[-1]) == (500_000, 0)
