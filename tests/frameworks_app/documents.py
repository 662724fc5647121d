"""A complete scoring document, built by hand: small shops are wanted, BANT leads, MEDDIC doubts."""

from frameworks_app.scoring import fade

ALL_RULES = ("all_gates", "threshold", "both", "gates_in_order")


def text(english):
    return {"en": english}


def line(key, *, weight=1, gate=None, rung=None, light=None, label=None):
    """One criterion of a framework."""
    return {
        "key": key,
        "label": text(label) if label else None,
        "weight": weight,
        "gate": gate,
        "gate_evidence": rung,
        "light": light,
    }


def framework(key, *lines, rule="all_gates", threshold=None, active=True):
    return {
        "key": key,
        "name": text(key),
        "active": active,
        "pass_rule": rule,
        "threshold": threshold,
        "criteria": list(lines),
    }


def criterion(key, *, chapter="problem", shelf_life=90, derived_from=""):
    return {
        "key": key,
        "name": text(key),
        "chapter": chapter,
        "shelf_life": shelf_life,
        "rubric": [text(f"{key} {rating}") for rating in range(5)],
        "derived_from": derived_from,
    }


def rule(key, attribute, operator, operand, points, *, required=False, value_type="number"):
    """One criterion of an ICP, on an attribute of the company."""
    return {
        "key": key,
        "attribute": attribute,
        "entity": "company",
        "value_type": value_type,
        "operator": operator,
        "operand": operand,
        "points": points,
        "required": required,
        "name": text(key),
    }


def icp(key, *rules, threshold=25):
    return {"key": key, "name": text(key), "threshold": threshold, "criteria": list(rules)}


def signal_type(key, kind, points, cap, half_life):
    return {
        "key": key,
        "name": text(key),
        "kind": kind,
        "points": points,
        "cap": cap,
        "half_life": half_life,
    }


def category(number, key, kind, rank):
    return {"id": number, "key": key, "name": text(key), "kind": kind, "rank": rank}


def row(key, to, *conditions):
    return {"key": key, "category": to, "name": text(key), "conditions": list(conditions)}


def bant(**changes):
    keys = ("budget", "authority", "need", "timeline")
    return framework("bant", *(line(key, gate=2) for key in keys), **changes)


def meddic(**changes):
    return framework(
        "meddic",
        line("metrics", weight=2, gate=2),
        line("economic_buyer", weight=2, gate=2),
        line("decision_criteria", gate=2),
        line("decision_process", gate=2),
        line("pain", weight=2, gate=2),
        line("champion", weight=2, gate=2),
        **{"rule": "gates_in_order", **changes},
    )


def three_filters(**changes):
    return framework(
        "three_filters",
        line("company_fit", gate=2, light="company"),
        line("need", gate=2, light="need"),
        line("selection_process", gate=2, light="need"),
        line("authority", gate=1, light="person"),
        **{"rule": "gates_in_order", "active": False, **changes},
    )


def growing_online_sellers():
    return icp(
        "growing_online_sellers",
        rule("size", "employees", "between", [10, 500], 0, required=True),
        rule("best_size", "employees", "between", [20, 250], 20),
        rule("online", "industry", "one_of", ["online retail", "travel"], 20, value_type="choice"),
        rule("gambling", "industry", "is", "gambling", -10, value_type="choice"),
        rule("revenue", "revenue", "between", [1_000_000, 50_000_000], 10),
        rule("shop", "technologies", "one_of", ["shopify", "hubspot"], 15, value_type="choices"),
    )


def classic_signals():
    """The five signals of the classic table, with one common half-life."""
    return [
        signal_type("page_view", "interest", 5, 20, 14),
        signal_type("case_study", "interest", 10, 30, 14),
        signal_type("contact_form", "intent", 15, 30, 14),
        signal_type("webinar", "interest", 20, 40, 14),
        signal_type("positive_review", "feedback", 25, 50, 14),
    ]


def decision_table():
    qualified = {"kind": "verdict", "framework": "leading", "in": ["qualified"]}
    doubted = {"kind": "verdict", "framework": "any_other", "in": ["disqualified"]}
    lost = {"kind": "verdict", "framework": "leading", "in": ["disqualified"]}
    outside = {"kind": "inclusion", "in": ["excluded"]}
    wanted = {"kind": "fit_grade", "in": ["A", "B", "C"], "or_open": True}
    keen = {"kind": "engagement_level", "at_least": 2}
    return [
        row("r1", "check", outside, qualified),
        row("r2", "outside", outside),
        row("r3", "check", qualified, doubted),
        row("r4", "sql", qualified, wanted),
        row("r5", "check", qualified),
        row("r6", "nurture", lost),
        row("r7", "mql", {"kind": "fit_grade", "in": ["A"]}, keen),
        row("r8", "nurture", keen),
        row("r9", "inquiry"),
    ]


def categories():
    return [
        category(1, "inquiry", "new", 20),
        category(2, "mql", "marketing", 60),
        category(3, "sql", "sales", 90),
        category(4, "check", "sales", 80),
        category(5, "nurture", "nurture", 30),
        category(6, "outside", "disqualified", 10),
    ]


def document(**changes):
    """A valid document; `changes` replace whole parts, and the fade tables follow the signals."""
    frameworks = changes.get("frameworks", [bant(), meddic(), three_filters()])
    signal_types = changes.get("signal_types", classic_signals())
    keys = dict.fromkeys(each["key"] for stated in frameworks for each in stated["criteria"])
    derived = {"company_fit": "company_light"}
    half_lives = {each["half_life"] for each in signal_types} - {None}
    return {
        "format": 1,
        "time_zone": "Europe/Warsaw",
        "currency": "EUR",
        "evidence": {"assumed": 50, "heard": 80, "confirmed": 100},
        "grades": {"A": 75, "B": 50, "C": 25},
        "levels": [15, 40, 75],
        "fades": {str(half_life): list(fade(half_life)) for half_life in half_lives},
        "icps": [growing_online_sellers()],
        "criteria": [criterion(key, derived_from=derived.get(key, "")) for key in keys],
        "frameworks": frameworks,
        "signal_types": signal_types,
        "categories": categories(),
        "table": decision_table(),
        **changes,
    }
