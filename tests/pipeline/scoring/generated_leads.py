"""Random leads as plain data, and documents whose ICPs ask about just what those leads have; the edges on purpose."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tests.frameworks_app.documents import icp, rule
from tests.frameworks_app.generated import FRAMEWORKS, KEYS, POINTS, RUNGS, SIGNALS, documents

# Behind and ahead of UTC, by half an hour, across the date line, and one where some midnights do not exist.
ZONES = ("Europe/Warsaw", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "America/Havana", "UTC")
# Both daylight-saving days of Warsaw and of New York, leap days and the day after, New Year, and a plain one.
DAYS = (
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2026, 3, 8),
    date(2026, 11, 1),
    date(2028, 2, 29),
    date(2028, 3, 1),
    date(2027, 1, 1),
    date(2026, 11, 22),
)
HOURS = (time(0), time(0, 30), time(2, 30), time(12), time(23, 59, 59, 999_999))
# At half-lives, at the end of 21 of them, at shelf lives, ten years back, and to come.
AGES = (0, 0, 0, 1, 1, 2, 3, 14, 21, 29, 30, 31, 63, 89, 90, 91, 630, 3650, 3653, -1, -1, -40)
# Within shelf lives mostly, at their ends, long stale, and heard tomorrow.
ANSWER_AGES = (0, 0, 0, 1, 1, 2, 3, 29, 30, 31, 89, 90, 91, 3650, -1)
RATINGS = (None, 0, 1, 2, 2, 3, 4, 4)
# Until an answer's own last day, where it names one.
DAYS_LEFT = (None, None, None, None, -1, 0, 1)
HAPPENS = (*SIGNALS, *SIGNALS, "of_no_type")
MOSTLY = (True, True, True, False)
ABSENT = object()
WORDS = ("Travel", "travel", "EVENTS", "Żółw", "ŻÓŁW", "ювелир", "100%", "o'clock", "a_b")
TEXTS = ("", *WORDS)
MANY = (None, [], ["Travel"], ["events", "ŻÓŁW"], ["100%"])
# What a lead may have, by entity, attribute and type. A custom attribute may be of a wrong type: then it is unknown.
POOLS = {
    ("company", "name", "text"): WORDS,
    ("company", "domain", "text"): TEXTS,
    ("company", "industry", "choice"): TEXTS,
    ("company", "region", "text"): TEXTS,
    ("company", "country", "choice"): ("", "PL", "DE"),
    ("company", "employees", "number"): (None, 0, 1, 2, 3, 100_000),
    ("company", "annual_revenue", "number"): (None, "0.00", "1.99", "2.00", "2.01"),
    ("company", "technologies", "choices"): MANY,
    ("company", "company_age", "number"): (
        None,
        "2024-02-29",
        "2026-01-01",
        "2025-10-25",
        "2025-10-26",
        "2023-10-26",
        "2023-11-22",
        "2023-11-23",
        "2024-01-02",
    ),
    ("contact", "title", "text"): TEXTS,
    ("contact", "seniority", "choice"): TEXTS,
    ("contact", "department", "choice"): TEXTS,
    ("contact", "free_mail", "boolean"): ("", "ann@GMAIL.com", "ANN@shop.example", "ann@gmail.com.example"),
    ("lead", "source", "choice"): ("", "x", "Travel", "travel"),
    ("lead", "campaign", "text"): TEXTS,
    ("lead", "product", "choice"): (None, "x", "z"),
    ("lead", "segment", "choice"): (None, "x", "z"),
    ("company", "visits", "number"): (ABSENT, None, 0, 1, 2, 1.5, -1, "many", True),
    ("contact", "renews_on", "date"): (ABSENT, "2026-01-01", "2026-02-28", "2026-03-01", "soon", "", 3),
    ("lead", "wants", "choices"): (ABSENT, None, [], ["Travel", None], ["EVENTS", 100], "travel", {"a": 1}),
    ("lead", "trial", "boolean"): (ABSENT, None, True, False, "yes", 1),
    ("lead", "topic", "text"): (ABSENT, None, 5, *TEXTS),
}
CUSTOM = {"visits", "renews_on", "wants", "trial", "topic"}
OPERANDS = {"number": (-1, 0, 1, 2, 3), "boolean": (True, False), "date": ("2026-01-01", "2026-02-28", "2026-03-01")}
KINDS_OF_VALUE = ("number", "text", "choice", "choices", "boolean", "date")
OF_ANY = ("is_known", "is", "is_not", "one_of", "none_of")
OF_TEXTS = (*OF_ANY, "contains")
BY_SIZE = (*OF_ANY, "at_least", "at_most", "between")
OPERATORS = {"number": BY_SIZE, "date": BY_SIZE, "boolean": OF_ANY}
TEAMS = (None, 0, 1)
SEGMENTS = (None, "x", "z")


def compared(pick, value_type):
    """An operator and an operand that the fields accept for this type. `pick` takes one of several things."""
    words = ("PL", "de", "x", *WORDS, *(word.swapcase() for word in WORDS))
    one = OPERANDS.get(value_type, words)
    operator = pick(OPERATORS.get(value_type, OF_TEXTS))
    match operator:
        case "is_known":
            return operator, None
        case "one_of" | "none_of":
            return operator, [pick(one) for _each in range(pick((1, 2, 3)))]
        case "between":
            low, high = sorted((pick(one), pick(one)))
            return operator, pick(([low, high], [low, None], [None, high]))
        case "contains":
            return operator, pick((*one, "ra", "%", "_", "ÓŁ"))
    return operator, pick(one)


def drawn_rule(pick, key, asked):
    entity, attribute, value_type = pick(asked)
    operator, operand = compared(pick, value_type)
    points = pick((*POINTS, *POINTS, 100_000, -100_000))
    required = pick((False, False, False, False, True))
    stated = rule(key, attribute, operator, operand, points, required=required, value_type=value_type)
    return {**stated, "entity": entity}


def by_seed(seed, what, how_many):
    """So many ways of picking. Hypothesis likes some integers better than others: `what` makes others of the same."""
    return [Random(f"{seed} {what} {number}").choice for number in range(how_many)]


@st.composite
def stored_icps(draw, key):
    """Rules on a few attributes, so that there are ladders; some drawn thing by thing, and more by their seeds."""

    def by_hand(of):
        return draw(st.sampled_from(of))

    kinds = [by_hand(KINDS_OF_VALUE) for _each in range(draw(st.integers(1, 4)))]
    asked = [by_hand([each for each in POOLS if each[2] == kind]) for kind in kinds]
    picks = [by_hand, *by_seed(draw(st.integers(0, 2**32 - 1)), key, draw(st.integers(0, 10)))]
    rules = [drawn_rule(pick, f"{key}{number}", asked) for number, pick in enumerate(picks)]
    return icp(key, *rules, threshold=draw(st.sampled_from((0, 25, 50, 100))))


@dataclass(frozen=True)
class Drawn:
    """One lead. `values` by entity and attribute; signals are (type, instant, is late) and answers (criterion,
    rating, rung, instant, days until its own last day, is late). What is late was written down only after the day.
    `back` and `hour` are the moment of its life that a backtest would look at."""

    entities: tuple
    values: dict
    amount: str | None
    currency: str
    team: int | None
    override: str | None
    signals: list
    answers: list
    late: str
    back: int
    hour: time


@dataclass(frozen=True)
class World:
    """A document, a day, the ways of working as (team, segment, framework), and leads."""

    document: dict
    today: date
    ways: list
    leads: list

    @property
    def zone(self):
        return ZoneInfo(self.document["time_zone"])

    def begins(self, day, hour=time(0)):
        return datetime.combine(day, hour, self.zone)

    @property
    def evening(self):
        """The first instant after today."""
        return self.begins(self.today + timedelta(days=1))

    def moment(self, drawn):
        """The day that a backtest looks at, and the instant from which on nothing counts."""
        day = self.today - timedelta(days=drawn.back)
        return day, self.begins(day + timedelta(days=1)) if drawn.hour == time(0) else self.begins(day, drawn.hour)


def drawn_lead(pick, asked, criteria, today, zone):
    """A lead with a value for everything that is asked, be it unknown. `pick` takes one of several things."""

    def some(most, make):
        return [make() for _each in range(pick(range(most + 1)))]

    def instant(ages):
        return datetime.combine(today - timedelta(days=pick(ages)), pick(HOURS), zone)

    def answer():
        return pick(criteria), pick(RATINGS), pick(RUNGS), pick(heard), pick(DAYS_LEFT), not pick(MOSTLY)

    def asked_in_order():
        """The first criteria, all answered alike: what thresholds are hit by."""
        alike = (pick((2, 4, 4)), pick(("heard", "confirmed", "confirmed")), datetime.combine(today, time(9), zone))
        return [(key, *alike, None, False) for key in criteria[: pick(range(1, len(criteria) + 1))]]

    # Few of them, so that several things happen in the same instant.
    done, heard = ([instant(ages) for _each in range(4)] for ages in (AGES, ANSWER_AGES))
    return Drawn(
        entities=tuple(name for name in ("company", "contact") if pick(MOSTLY)),
        values={(entity, key): pick(POOLS[entity, key, kind]) for entity, key, kind in asked},
        amount=pick((None, "0.99", "1.00", "1.01")),
        currency=pick(("EUR", "EUR", "PLN")),
        team=pick(TEAMS),
        override=pick((None, None, "mql", "outside")),
        signals=some(8, lambda: (pick(HAPPENS), pick(done), not pick(MOSTLY))),
        answers=asked_in_order() if not pick(MOSTLY) else some(8, answer),
        late=pick(("", "", "", "", "written", "happened")),
        back=pick((0, 0, 1, 3, 30)),
        hour=pick((time(0), time(0), time(12))),
    )


# Besides what the ICPs ask: a source, a product and a segment, at which the decision table looks.
ALWAYS = (("lead", "source", "choice"), ("lead", "product", "choice"), ("lead", "segment", "choice"))


@st.composite
def worlds(draw, most=16):
    """A few leads are drawn thing by thing, so that a failing one can be made small, and more by their seeds."""
    stated = draw(documents(icps=stored_icps)) | {"time_zone": draw(st.sampled_from(ZONES))}
    today = draw(st.sampled_from(DAYS))
    rules = [each for one in stated["icps"] for each in one["criteria"]]
    asked = dict.fromkeys([*ALWAYS, *((each["entity"], each["attribute"], each["value_type"]) for each in rules)])
    criteria = [each["key"] for each in stated["criteria"]] or list(KEYS)
    way = st.tuples(st.sampled_from(TEAMS), st.sampled_from(SEGMENTS), st.sampled_from((*FRAMEWORKS[:2], "spin")))

    def lead(pick):
        return drawn_lead(pick, asked, criteria, today, ZoneInfo(stated["time_zone"]))

    by_hand = [lead(lambda of: draw(st.sampled_from(of))) for _each in range(draw(st.integers(1, 2)))]
    more = by_seed(draw(st.integers(0, 2**32 - 1)), f"{today} {sorted(asked)}", draw(st.integers(0, most)))
    return World(
        document=stated,
        today=today,
        ways=draw(st.lists(way, max_size=9, unique_by=lambda each: each[:2])),
        leads=[*by_hand, *(lead(pick) for pick in more)],
    )
