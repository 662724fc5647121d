"""Random documents and facts, with the edges on purpose: zero weights, thresholds hit, caps."""

from hypothesis import strategies as st

from frameworks_app.scoring import Event, Facts
from frameworks_app.verdict import Answer
from tests.frameworks_app.documents import (
    ALL_RULES,
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


@st.composite
def lines(draw, key):
    return line(
        key,
        weight=draw(st.sampled_from((0, 1, 1, 2, 3, 10))),
        gate=draw(st.sampled_from((None, None, 1, 2, 3, 4))),
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
        threshold = draw(st.sampled_from((1, 20, 25, 40, 45, 50, 60, 75, 80, 100)))
        stated[0]["weight"] = stated[0]["weight"] or 1
    is_active = draw(st.booleans())
    return framework(key, *stated, rule=pass_rule, threshold=threshold, active=is_active)


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
                draw(st.sampled_from((-30, -10, 0, 0, 10, 20, 25))),
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
    found = signal_type(
        key,
        draw(st.sampled_from(KINDS)),
        draw(st.sampled_from((-25, -10, 0, 5, 15, 40))),
        draw(st.sampled_from((0, 5, 20, 30, 100))),
        draw(st.sampled_from((None, 1, 14, 30))),
    )
    return found | {"active": draw(st.sampled_from((True, True, True, False)))}


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
            st.fixed_dictionaries({"kind": st.just("inclusion"), "in": states}),
            st.sampled_from([{"kind": "icp", "key": key} for key in ("small_shops", "agencies", "nobody")]),
            st.sampled_from([{"kind": kind, "in": ["x", "y"]} for kind in ("segment", "product", "source")]),
            st.sampled_from(
                [
                    {"kind": "amount", "currency": "EUR", "at_least": 100, "at_most": None},
                    {"kind": "amount", "currency": "EUR", "at_least": None, "at_most": 100},
                ]
            ),
            st.builds(lambda end, n: {"kind": "engagement_level", end: n}, either, st.integers(1, 4)),
            st.builds(lambda end, n: {"kind": "intent_points", end: n}, either, st.integers(0, 60)),
            st.sampled_from([{"kind": "signal_within", "types": ["s0", "s1"], "days": days} for days in (0, 2)]),
            st.builds(lambda end, n: {"kind": "last_signal_age", end: n}, either, st.integers(0, 3)),
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
        for number in range(draw(st.integers(0, 5)))
    ]
    return [*rows, row("rest", draw(to))]


@st.composite
def documents(draw):
    keys = ("bant", "meddic", "three_filters")[: draw(st.integers(0, 3))]
    return document(
        icps=[draw(icps(key)) for key in ("small_shops", "agencies")[: draw(st.integers(0, 2))]],
        frameworks=[draw(frameworks(key, most=5)) for key in keys],
        signal_types=[draw(signal_types(f"s{number}")) for number in range(3)],
        table=draw(tables()),
    )


@st.composite
def facts(draw, stated):
    """One lead under the document `stated`."""
    text = st.sampled_from((None, "x", "z"))
    events = st.builds(
        Event,
        type=st.sampled_from(("s0", "s1", "s2", "of_no_type")),
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
