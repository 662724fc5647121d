"""The ledger adds up: every stored number follows from its lines, by sums and one division."""

from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks_app.scoring import Event, Facts, Model, score
from frameworks_app.verdict import Answer
from tests.frameworks_app import generated
from tests.frameworks_app.documents import document

TODAY = 20_000


def of(found, section, group=None):
    return [each for each in found.ledger if each.section == section and (group is None or each.group == group)]


def ends(lines, *what, unit=None):
    chosen = [each for each in lines if (not what or each.what in what) and (unit is None or each.unit == unit)]
    return sum(each.low for each in chosen), sum(each.high for each in chosen)


def check(found):
    check_fit(found)
    check_engagement(found)
    for key, judgement in found.verdicts.items():
        check_qualification(of(found, "qualification", key), judgement)
    check_category(found)


def check_fit(found):
    totals = []
    for each in found.fit.icps:
        lines = of(found, "fit", each.icp.key)
        (least, _), (most, _) = ends(lines, "least"), ends(lines, "most")
        earned = ends(lines, "holds", "fails", "open", "shadowed")
        for end, bare in zip(earned, ends(lines, "division"), strict=True):
            assert bare == (10_000 * (end - least) // (most - least) if most > least else 10_000)
        total = ends(lines, unit="basis_points")
        assert total == (each.low, each.high)
        if not any(entry.what == "required_failed" for entry in lines):
            totals.append(total)
    if found.fit.icps:
        best = tuple(max((total[end] for total in totals), default=0) for end in (0, 1))
        assert (found.fit_low, found.fit_high) == best


def check_engagement(found):
    lines = of(found, "engagement")
    assert ends(lines) == (found.engagement, found.engagement)
    for kind, total in (("interest", found.interest), ("intent", found.intent)):
        own = [each for each in lines if each.parts.get("kind") == kind] + of(found, kind)
        assert ends(own) == (total, total)
    for each in lines:
        if each.what in ("event", "future"):
            assert each.low == each.parts["points"] * each.parts["left"]


def check_qualification(lines, judgement):
    bounds = (judgement.bounds.low, judgement.bounds.high)
    assert ends(lines, "division") == bounds
    (division,) = [each for each in lines if each.what == "division"]
    weight = division.parts["weight"]
    cells = ends(lines, unit="cell_hundredths")
    assert bounds == tuple(10_000 * end // (400 * weight) if weight else 0 for end in cells)


def check_category(found):
    lines = of(found, "category")
    (winner,) = [each for each in lines if each.what == "wins"]
    assert (winner.group, winner.key) == (found.row, found.category)
    assert [each.parts["is_past"] for each in lines] == [at > lines.index(winner) for at in range(len(lines))]


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_every_ledger_adds_up(data):
    stated = data.draw(generated.documents())
    facts = data.draw(generated.facts(stated))
    check(score(Model.from_document(stated), facts))


def told(**facts):
    return score(Model.from_document(document()), Facts(today=TODAY, **facts))


def test_fit_of_a_known_shop_with_an_unknown_revenue():
    results = {
        "size": True,
        "best_size": False,
        "online": True,
        "gambling": True,
        "shop": None,
    }
    found = told(results={"growing_online_sellers": results})
    assert [(each.key, each.what, each.low, each.high) for each in of(found, "fit")] == [
        ("size", "holds", 0, 0),
        ("best_size", "fails", 0, 0),
        ("online", "holds", 20, 20),
        ("gambling", "shadowed", 0, 0),
        ("revenue", "open", 0, 10),
        ("shop", "open", 0, 15),
        ("", "least", -10, -10),
        ("", "most", 65, 65),
        ("", "division", 4_000, 7_333),
    ]
    check(found)


def test_engagement_with_a_cap_and_a_day_to_come():
    events = [Event("page_view", TODAY, id=number) for number in range(1, 6)]
    found = told(events=[*events, Event("webinar", TODAY + 3, id=6)])
    lines = [(each.group, each.what, each.fact, each.low) for each in of(found, "engagement")]
    assert lines == [
        *[("page_view", "event", number, 5_000_000) for number in range(1, 6)],
        ("page_view", "over_cap", None, -5_000_000),
        ("webinar", "future", 6, 0),
    ]
    check(found)


def test_qualification_names_what_is_stale():
    answers = {
        "budget": Answer(3, "heard", id=7),
        "timeline": Answer(4, "confirmed", expires=TODAY, id=8),
    }
    found = told(answers=answers)
    lines = [(each.key, each.what, each.fact, each.low, each.high) for each in of(found, "qualification", "bant")]
    assert lines == [
        ("budget", "answer", 7, 240, 300),
        ("authority", "unknown", None, 0, 400),
        ("need", "unknown", None, 0, 400),
        ("timeline", "stale", 8, 0, 400),
        ("", "division", None, 1_500, 9_375),
    ]
    check(found)


def test_a_derived_criterion_says_so():
    results = {"size": True, "online": True, "best_size": True}
    found = told(
        results={"growing_online_sellers": results},
        answers={"company_fit": Answer(0, "confirmed", id=9)},
    )
    first = of(found, "qualification", "three_filters")[0]
    assert (first.key, first.what, first.fact, first.low) == ("company_fit", "derived", None, 400)


def test_what_stands_behind_an_open_gate_says_why_it_does_not_count():
    """Nobody asked about the economic buyer, so the pain that Iga confirmed waits behind it."""
    answers = {"metrics": Answer(2, "confirmed"), "pain": Answer(4, "confirmed")}
    lines = of(told(answers=answers), "qualification", "meddic")
    shown = [(each.key, each.low, each.high, each.parts.get("counts_low")) for each in lines]
    assert shown[:2] == [("metrics", 400, 400, True), ("economic_buyer", 0, 800, False)]
    assert shown[4:] == [
        ("pain", 0, 800, False),
        ("champion", 0, 800, False),
        ("", 1_000, 9_000, None),
    ]
