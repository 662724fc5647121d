"""Steps up that lead down: a better grade, level, intent or result that, all else equal, gives a lower status.

A small grid of made-up leads goes through the evaluator that scores real ones. All that the table never asks for is
left out of the grid; what has no better and worse (segment, product, signals, ages) stands as some row asks for it.
"""

from dataclasses import replace
from itertools import islice, product

from django.utils.translation import gettext as _

from accounts.listing import listed
from frameworks_app.models import read
from frameworks_app.scoring import Model
from frameworks_app.scoring.category import decide

from .doubt import Doubt
from .made_up import MadeUp, case_of, words_of
from .table_doubts import ANY_OTHER, LEADING

MOST_CASES = 6000
MOST_DOUBTS = 8
RATINGS = ("disqualified", "undecided", "qualified")


def falling_steps(document):
    """Doubts with a worked lead each, one for every pair of rows and kind of step."""
    if not document["table"] or document["table"][-1]["conditions"]:
        return
    model = Model.from_document(document)
    ranks = {each["key"]: each["rank"] for each in document["categories"]}
    for worse, better, step in islice(found(model, ranks), MOST_DOUBTS):
        yield said(document, model, worse, better, step)


def found(model, ranks):
    outcomes, told = {}, set()

    def of(lead):
        if lead not in outcomes:
            outcomes[lead] = decide(case_of(model, lead))
        return outcomes[lead]

    for worse, better, step in steps(model):
        before, after = of(worse), of(better)
        pair = (step, before.row, after.row)
        if ranks[after.category] < ranks[before.category] and pair not in told:
            told.add(pair)
            yield *plainest(of, worse, better, step), step


def plainest(of, worse, better, step):
    """The same step with every other result left open, as long as the same two rows win."""
    for key, verdict in worse.verdicts:
        if ("verdict", key) != step and verdict != "undecided":
            low, high = opened(worse, key), opened(better, key)
            if (of(low).row, of(high).row) == (of(worse).row, of(better).row):
                worse, better = low, high
    return worse, better


def opened(lead, framework):
    return replace(
        lead, verdicts=tuple((key, "undecided" if key == framework else each) for key, each in lead.verdicts)
    )


def steps(model):
    """Pairs of leads that differ by one step up, in no more than so many cases."""
    axes = axes_of(model)
    for context in islice(contexts(model), max(1, MOST_CASES // size(axes))):
        grid = {values: placed(context, dict(zip(axes, values, strict=True))) for values in product(*axes.values())}
        likely = {values: lead for values, lead in grid.items() if is_likely(model, lead)}
        for values, worse in likely.items():
            for place, (axis, rungs) in enumerate(axes.items()):
                if better := likely.get(raised(values, place, rungs)):
                    yield worse, better, axis


def raised(values, place, rungs):
    """The same values with the one in this place a step higher; None where it is the highest."""
    step = rungs.index(values[place]) + 1
    return (*values[:place], rungs[step], *values[place + 1 :]) if step < len(rungs) else None


def size(axes):
    total = 1
    for rungs in axes.values():
        total *= len(rungs)
    return total


def placed(context, values):
    verdicts = tuple((axis[1], value) for axis, value in values.items() if isinstance(axis, tuple))
    plain = {axis: value for axis, value in values.items() if isinstance(axis, str)}
    return replace(context, verdicts=verdicts, **plain)


def is_likely(model, lead):
    """Whoever is outside every ICP has fit 0; and intent is part of the engagement that gives the level."""
    if lead.inclusion == "excluded" and lead.grade not in {None, "D"}:
        return False
    return lead.level is None or lead.level > sum((lead.intent or 0) >= least for least in model.levels)


def axes_of(model):
    """What can be better or worse, worst first: only what the table asks for, and only values that it tells apart."""
    conditions = [each for row in model.table for each in row.conditions]
    axes = {}
    if asked := of_kind(conditions, "fit_grade"):
        axes["grade"] = told_apart("DCBA", [lambda grade, each=each: grade in each["in"] for each in asked])
    if of_kind(conditions, "inclusion"):
        axes["inclusion"] = ("excluded", "included")
    if asked := of_kind(conditions, "engagement_level"):
        axes["level"] = told_apart(range(1, 5), [lambda level, each=each: is_in(level, each) for each in asked])
    if asked := of_kind(conditions, "intent_points"):
        axes["intent"] = tuple(sorted({0} | {end for each in asked for end in ends(each)}))
    for framework in dict.fromkeys(stands_for(model, each["framework"]) for each in of_kind(conditions, "verdict")):
        if framework:
            axes["verdict", framework] = RATINGS
    return axes


def of_kind(conditions, kind):
    return [each for each in conditions if each["kind"] == kind]


def told_apart(values, tests):
    kept, before = [], None
    for value in values:
        answers = tuple(test(value) for test in tests)
        if answers != before:
            kept.append(value)
        before = answers
    return tuple(kept)


def is_in(value, condition):
    low, high = condition.get("at_least"), condition.get("at_most")
    return (low is None or value >= low) and (high is None or value <= high)


def ends(condition):
    """The first value inside, and the first beyond."""
    if condition.get("at_least") is not None:
        yield condition["at_least"]
    if condition.get("at_most") is not None:
        yield condition["at_most"] + 1


def stands_for(model, named):
    """The framework that a condition looks at for a lead of a team that works by the first one."""
    active = model.active_frameworks
    if named == LEADING:
        return active[0] if active else None
    if named == ANY_OTHER:
        return active[1] if len(active) > 1 else None
    return named if named in model.frameworks else None


def contexts(model):
    """A plain lead, and for every row one that has what the row asks for besides scores."""
    plain = MadeUp()
    yield from dict.fromkeys([plain, *(context_for(model, row, plain) for row in model.table)])


def context_for(model, row, lead):
    for each in row.conditions:
        match each["kind"]:
            case "segment" | "product" | "source":
                lead = replace(lead, **{each["kind"]: each["in"][0]})
            case "icp":
                lead = replace(lead, icp=each["key"])
            case "amount":
                end = next(value for value in (each.get("at_least"), each.get("at_most")) if value is not None)
                lead = replace(lead, amount=end, currency=each["currency"])
            case "signal_within":
                lead = replace(lead, signal=each["types"][0])
            case "last_signal_age":
                lead = replace(lead, age=max(lead.age, each.get("at_least") or 0))
            case "gate_failed" if framework := stands_for(model, each["framework"]):
                lead = replace(lead, failed=((framework, each["criteria"][0]),))
    return lead


def said(document, model, worse, better, step):
    before, after = decide(case_of(model, worse)), decide(case_of(model, better))
    names = {each["key"]: read(each["name"]).text for each in document["categories"]}
    row = next(each for each in document["table"] if each["key"] == after.row)
    sentence = _(
        "Better, and lower: a lead with %(lead)s becomes %(before)s; with %(step)s instead, all else equal, it "
        "becomes %(after)s, by the row “%(row)s”."
    )
    words = {
        "lead": listed(words_of(document, worse)),
        "before": names[before.category],
        "step": words_of(document, better, only=step)[0],
        "after": names[after.category],
        "row": read(row["name"]).text or row["key"],
    }
    return Doubt("statuses", sentence % words, f"row-{after.row}")
