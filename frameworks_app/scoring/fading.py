"""How much of a signal is left after some days. Source: scoring.md, Arithmetic."""

from decimal import ROUND_FLOOR, Decimal, localcontext
from functools import lru_cache

FADE_ONE = 1_000_000
HALF_LIVES = 21
DIGITS = 50


@lru_cache
def fade(half_life: int) -> tuple[int, ...]:
    """Millionths left on day 0, 1, ... 21 x half_life, for a half-life of 1..3650 days:
    F(d) = floor(1000000 x 2^(-d / half_life) + 1/2). Afterwards nothing is left."""
    with localcontext() as context:
        context.prec = DIGITS
        first = [Decimal(2) ** (Decimal(-day) / half_life) for day in range(half_life)]
        return tuple(
            _rounded(FADE_ONE * first[day % half_life] / 2 ** (day // half_life))
            for day in range(HALF_LIVES * half_life + 1)
        )


def _rounded(value: Decimal) -> int:
    return int((value + Decimal("0.5")).to_integral_value(ROUND_FLOOR))
