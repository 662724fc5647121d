"""Why a lead would move: what of its score breakdown the draft changes, kept by keys and told in words later.

Amounts are shares of the whole scale, in basis points for fit and qualification, in millionths for engagement: so the
rules of one ICP can be held against those of another, whatever their points add up to.
"""

from collections import defaultdict
from dataclasses import dataclass

from pipeline.scoring.facts import pure_scores

MOST = 3
FULL = 10_000
MILLION = 1_000_000


LOOKS = {
    "row": lambda score: score.row,
    "grade": lambda score: score.grade_low,
    "level": lambda score: score.level,
    "verdict": lambda score: score.verdict.number,
}


@dataclass(frozen=True)
class Part:
    """One thing that counts in a score: `low` as an amount, `what` the state that it is in."""

    low: int
    what: str = ""


def reasons(before, model, compiled, ids, today):
    """By lead id what decides its status now and then, and the biggest differences of its score."""
    old = pure_scores(before.model, before.compiled, ids, today)
    new = pure_scores(model, compiled, ids, today)
    full = max(compiled.document["levels"]) * MILLION
    return {
        pk: {"steps": steps(old[pk], new[pk]), "parts": biggest(old[pk], new[pk], full)}
        for pk in old.keys() & new.keys()
    }


def steps(old, new):
    """What conditions look at: the same points may be another grade or level than before."""
    return {name: [look(old), look(new)] for name, look in LOOKS.items() if look(old) != look(new) or name == "row"}


def biggest(old, new, full_engagement):
    was, becomes = parts(old, new), parts(new, old)
    if old.leading != new.leading:
        was["qualification", "", ""] = Part(old.qual_low, old.leading or "")
        becomes["qualification", "", ""] = Part(new.qual_low, new.leading or "")
    if (icp := named(old, new)) != named(new, old):
        was["fit", "", ""] = Part(old.fit_low, icp or "")
        becomes["fit", "", ""] = Part(new.fit_low, named(new, old) or "")
    found = [difference(place, was.get(place), becomes.get(place)) for place in {**becomes, **was}]
    moved = [each for each in found if size(each, full_engagement)]
    return sorted(moved, key=lambda each: -size(each, full_engagement))[:MOST]


def difference(place, was, becomes):
    """An amount is None where that side has no such thing."""
    return {
        "place": list(place),
        "low": [part.low if part else None for part in (was, becomes)],
        "what": [part.what if part else "" for part in (was, becomes)],
    }


def size(each, full_engagement):
    was, becomes = (low or 0 for low in each["low"])
    return abs(becomes - was) * FULL // (full_engagement if each["place"][0] == "engagement" else FULL)


def named(score, other):
    """The ICP that fit is measured by; outside every ICP the one that the other side names."""
    return score.icp or other.icp


def parts(score, other):
    """What makes up the shown figures: the rules of one ICP, the signals by type, the leading framework's answers.

    Where the other side is measured by another ICP or framework, its parts are no parts of this one.
    """
    lines = defaultdict(list)
    for line in score.ledger:
        lines[line.section.value].append(line)
    found = signal_parts(lines["engagement"])
    if named(score, other) == named(other, score):
        found |= fit_parts([line for line in lines["fit"] if line.group == named(score, other)])
    if score.leading == other.leading:
        found |= answer_parts([line for line in lines["qualification"] if line.group == score.leading])
    return found


def fit_parts(lines):
    """Points as shares of what the ICP's rules can give; what no rule earns is where its scale begins."""
    rules, ends = [line for line in lines if line.key], {line.what: line for line in lines if not line.key}
    least, most = (ends[what].low if what in ends else 0 for what in ("least", "most"))
    if least == most:
        return {}
    found = {("fit", line.group, line.key): Part(FULL * line.low // (most - least), line.what) for line in rules}
    for what, line in ends.items():
        if what == "least":
            found["fit", line.group, what] = Part(-FULL * least // (most - least), what)
        if what in {"required_failed", "required_open"}:
            found["fit", line.group, what] = Part(line.low, required(rules, "fails" if "failed" in what else "open"))
    return found


def required(rules, state):
    """The key of the first required rule in this state."""
    return next((line.key for line in rules if line.parts["required"] and line.what == state), "")


def signal_parts(lines):
    sums = defaultdict(int)
    for line in lines:
        if line.group:
            sums[line.group] += line.low
    return {("engagement", group, ""): Part(total) for group, total in sums.items()}


def answer_parts(lines):
    weight = next((line.parts["weight"] for line in lines if not line.key), 0)
    if not weight:
        return {}
    return {
        ("qualification", line.group, line.key): Part(FULL * line.low // (400 * weight), state(line))
        for line in lines
        if line.key
    }


def state(line):
    """Unknown, too old, waiting for a gate before it; else it counts."""
    if line.what in {"unknown", "stale"}:
        return line.what
    return "counts" if line.parts["counts_low"] else "waits"
