"""Random documents and facts, with the edges on purpose: no weight, thresholds hit exactly, caps below the points."""

from itertools import accumulate

from hypothesis import strategies as st

from frameworks_app.scoring import Event, Facts
from frameworks_app.verdict import Answer
from tests.frameworks_app.documents import (
    ALL_RULES,
    criterion,
    document,
    framework,
    icp,
    line,
    row,
    rule,
    signal_type,
)

TODAY = 20_000
RUNGS = ("assumed", "heard", "confirmed")
KEYS = ("budget", "authority", "need", "timeline", "pain", "company_fit")
KINDS = ("interest", "intent", "feedback", "negative")
SIGNALS = ("s0", "s1", "s2")
POINTS = (-30, -10, 0, 0, 10, 10, 20)
FRAMEWORKS = ("bant", "meddic", "three_filters")
# Usual ones, all alike, worth nothing until heard or confirmed, and ones that leave a remainder.
EVIDENCE = ((50, 80), (50, 80), (100, 100), (80, 80), (0, 0), (0, 100), (33, 67))
GRADES = ((75, 50, 25), (100, 50, 25), (100, 66, 33), (3, 2, 1), (100, 50, 1))
LEVELS = ((15, 40, 75), (5, 20, 30), (1, 2, 3), (20, 40, 100_000))
SHELF_LIVES = (1, 2, 30, 90, 90, 3650)


@st.composite
def lines(draw, key):
    return line(
        key,
        weight=draw(st.sampled_from((0, 1, 1, 2, 3, 7, 1000))),
        gate=draw(st.sampled_from((None, None, 1, 2, 2, 3, 4))),
        rung=draw(st.sampled_from((None, None, *RUNGS))),
        light=draw(st.sampled_from((None, "need", "person"))),
    )


@st.composite
def frameworks(draw, key="bant", most=3, keys=KEYS):
    """A framework that the fields would accept, of 1 to `most` criteria."""
    chosen = draw(st.lists(st.sampled_from(keys), min_size=1, max_size=most, unique=True))
    stated = [draw(lines(each)) for each in chosen]
    pass_rule = draw(st.sampled_from(ALL_RULES))
    if pass_rule != "threshold" and not any(each["gate"] for each in stated):
        stated[-1]["gate"] = 2
    threshold = None
    if pass_rule in ("threshold", "both"):
        stated[0]["weight"] = stated[0]["weight"] or 1
        threshold = draw(st.sampled_from((*reached_within(stated), 1, 20, 25, 40, 45, 50, 60, 75, 80, 100)))
    is_active = draw(st.booleans())
    return framework(key, *stated, rule=pass_rule, threshold=threshold, active=is_active)


def reached_within(stated):
    """Thresholds that the best or the middle ratings of the first criteria hit exactly."""
    whole = sum(each["weight"] for each in stated)
    sums = accumulate(each["weight"] for each in stated)
    found = {percent * part // whole for part in sums for percent in (50, 100) if percent * part % whole == 0}
    return sorted(found - {0})


@st.composite
def answers(draw, keys=KEYS):
    """Some of the criteria, answered; among them stale ones and some that go stale tomorrow."""
    chosen = draw(st.lists(st.sampled_from(keys), unique=True))
    return {
        key: Answer(
            rating=draw(st.integers(0, 4)),
            evidence=draw(st.sampled_from(RUNGS)),
            expires=draw(st.sampled_from((None, None, TODAY - 1, TODAY, TODAY + 1, TODAY + 30))),
            id=number,
        )
        for number, key in enumerate(chosen, start=1)
    }


@st.composite
def icps(draw, key="small_shops"):
    """Rules on two attributes with one value each and on one with many."""
    stated = []
    for number in range(draw(st.integers(1, 5))):
        attribute = draw(st.sampled_from(("employees", "industry", "technologies")))
        stated.append(
            rule(
                f"{key}_{number}",
                attribute,
                "is",
                number,
                draw(st.sampled_from(POINTS)),
                required=draw(st.sampled_from((False, False, True))),
                value_type="choices" if attribute == "technologies" else "number",
            )
        )
    return icp(key, *stated, threshold=draw(st.sampled_from((0, 25, 50, 100))))


@st.composite
def results(draw, stated):
    """What the rules of one ICP say: an attribute is known to all of its rules or to none."""
    known = {
        attribute: draw(st.booleans()) for attribute in dict.fromkeys(each["attribute"] for each in stated["criteria"])
    }
    return {each["key"]: draw(st.booleans()) if known[each["attribute"]] else None for each in stated["criteria"]}


@st.composite
def signal_types(draw, key):
    """Caps of nothing, below one signal's points, hit exactly, out of reach; fading within a day and in decades."""
    return signal_type(
        key,
        draw(st.sampled_from(KINDS)),
        draw(st.sampled_from((-25, -10, 0, 5, 15, 20, 40, 100_000))),
        draw(st.sampled_from((0, 5, 20, 30, 100, 100_000))),
        draw(st.sampled_from((None, 1, 3, 14, 14, 30, 30, 30, 3650))),
    )


@st.composite
def conditions(draw):
    """A condition of any kind, marked "or still open" or not."""
    grades = st.lists(st.sampled_from("ABCD"), unique=True)
    verdicts = st.lists(st.sampled_from(("qualified", "disqualified", "undecided")), unique=True)
    named = st.sampled_from(("leading", "bant", "meddic", "unheard_of"))
    either = st.sampled_from(("at_least", "at_most"))
    states = st.lists(st.sampled_from(("open", "included", "excluded")), unique=True)
    found = draw(
        st.one_of(
            st.fixed_dictionaries({"kind": st.just("fit_grade"), "in": grades}),
            st.fixed_dictionaries({"kind": st.just("fit_grade"), "in": grades}),
            st.fixed_dictionaries({"kind": st.just("inclusion"), "in": states}),
            st.sampled_from([{"kind": "icp", "key": key} for key in ("small_shops", "agencies", "nobody")]),
            st.sampled_from([{"kind": kind, "in": ["x", "y"]} for kind in ("segment", "product", "source")]),
            st.sampled_from(
                [
                    {"kind": "amount", "currency": "EUR", "at_least": 100, "at_most": None},
                    {"kind": "amount", "currency": "EUR", "at_most": 100},
                    {"kind": "amount", "currency": "EUR", "at_least": 100, "at_most": 100},
                ]
            ),
            st.builds(lambda end, n: {"kind": "engagement_level", end: n}, either, st.integers(1, 4)),
            st.builds(lambda end, n: {"kind": "intent_points", end: n}, either, st.integers(0, 60)),
            st.fixed_dictionaries(
                {
                    "kind": st.just("signal_within"),
                    "types": st.lists(st.sampled_from((*SIGNALS, "unheard_of")), min_size=1, unique=True),
                    "days": st.sampled_from((0, 1, 2, 30)),
                }
            ),
            st.builds(lambda end, n: {"kind": "last_signal_age", end: n}, either, st.sampled_from((0, 1, 2, 3, 30))),
            st.fixed_dictionaries(
                {
                    "kind": st.just("verdict"),
                    "framework": st.one_of(named, st.just("any_other")),
                    "in": verdicts,
                }
            ),
            st.fixed_dictionaries(
                {
                    "kind": st.just("gate_failed"),
                    "framework": named,
                    "criteria": st.lists(st.sampled_from(KEYS), unique=True),
                }
            ),
        )
    )
    return {**found, "or_open": True} if draw(st.booleans()) else found


@st.composite
def tables(draw):
    to = st.sampled_from(("inquiry", "mql", "sql", "nurture", "outside"))
    rows = [
        row(f"r{number}", draw(to), *draw(st.lists(conditions(), min_size=1, max_size=3)))
        for number in range(draw(st.integers(0, 8)))
    ]
    return [*rows, row("rest", draw(to))]


@st.composite
def documents(draw, icps=icps):
    """Whole documents; `icps` makes an ICP of a key, and takes what the caller wants asked of its leads."""
    frameworks_stated = [
        draw(frameworks(key, most=5)) for key in FRAMEWORKS[: draw(st.sampled_from((0, 1, 2, 2, 3, 3)))]
    ]
    signal_types_stated = [draw(signal_types(key)) for key in SIGNALS]
    assumed, heard = draw(st.sampled_from(EVIDENCE))
    return document(
        icps=[draw(icps(key)) for key in ("small_shops", "agencies")[: draw(st.sampled_from((0, 1, 1, 2)))]],
        frameworks=frameworks_stated,
        criteria=draw(criteria(frameworks_stated)),
        signal_types=signal_types_stated,
        table=draw(tables()),
        evidence={"assumed": assumed, "heard": heard, "confirmed": 100},
        grades=dict(zip("ABC", draw(st.sampled_from(GRADES)), strict=True)),
        levels=draw(st.sampled_from((reached_by(signal_types_stated), *map(list, LEVELS)))),
    )


def reached_by(stated):
    """Levels that one signal, or a type at its cap, hits exactly."""
    worth = {each[part] for each in stated for part in ("points", "cap") if each[part] > 0}
    first = sorted(worth)[:3]
    return [*first, *range(200_000, 200_003 - len(first))]


@st.composite
def criteria(draw, stated):
    """The criteria of these frameworks, each with a shelf life of its own."""
    keys = dict.fromkeys(each["key"] for one in stated for each in one["criteria"])
    derived = {"company_fit": "company_light"}
    return [
        criterion(key, shelf_life=draw(st.sampled_from(SHELF_LIVES)), derived_from=derived.get(key, ""))
        for key in keys
    ]


@st.composite
def facts(draw, stated):
    """One lead under the document `stated`."""
    text = st.sampled_from((None, "x", "z"))
    events = st.builds(
        Event,
        type=st.sampled_from((*SIGNALS, "of_no_type")),
        day=st.sampled_from([TODAY + 1, *(TODAY - age for age in (0, 0, 1, 2, 3, 14, 20, 21, 700))]),
        id=st.integers(1, 9),
    )
    return Facts(
        today=TODAY,
        results={each["key"]: draw(results(each)) for each in stated["icps"]},
        events=draw(st.lists(events, max_size=8)),
        answers=draw(answers()),
        leading=draw(st.sampled_from((None, "bant", "meddic", "unheard_of"))),
        product=draw(text),
        segment=draw(text),
        source=draw(text),
        amount=draw(st.sampled_from((None, 99, 100, 101))),
        currency=draw(st.sampled_from((None, "EUR", "PLN"))),
    )
