"""The stored numbers once more, from nothing but the lines of a ledger. Source: frameworks_app.scoring.ledger."""

from collections import defaultdict

from frameworks_app.scoring.ledger import Section, Unit

WHOLE = 10_000


class DoesNotAddUp(Exception):
    """A ledger says another number than the score that it belongs to."""


def check_sums(score):
    """DoesNotAddUp names the first number that the lines of the score's ledger do not give."""
    said = {name: getattr(score, name) for name in ("fit_low", "fit_high", "engagement", "interest", "intent")}
    said |= {"qual_low": score.qual_low, "qual_high": score.qual_high}
    for name, added in sums(score.ledger, score.leading).items():
        if added != said[name]:
            raise DoesNotAddUp(f"{name}: the lines add up to {added}, the score is {said[name]}")


def sums(ledger, leading):
    """Every stored number by its name; `leading` is the framework whose bounds are stored."""
    sections = defaultdict(list)
    for line in ledger:
        sections[line.section].append(line)
    (fit_low, fit_high), (qual_low, qual_high) = fit_of(sections[Section.FIT]), bounds_of(sections, leading)
    signals = sections[Section.ENGAGEMENT]
    return {
        "fit_low": fit_low,
        "fit_high": fit_high,
        "engagement": sum(line.low for line in signals),
        "interest": kind_of(signals, "interest") + sum(line.low for line in sections[Section.INTEREST]),
        "intent": kind_of(signals, "intent") + sum(line.low for line in sections[Section.INTENT]),
        "qual_low": qual_low,
        "qual_high": qual_high,
    }


def kind_of(lines, kind):
    return sum(line.low for line in lines if line.parts.get("kind") == kind)


def fit_of(lines):
    """The greatest ends of the ICPs that do not exclude the lead."""
    groups = by_group(lines)
    if not groups:
        return 0, WHOLE
    found = [icp_of(own) for own in groups.values() if not any(line.what == "required_failed" for line in own)]
    return tuple(max((ends[end] for ends in found), default=0) for end in (0, 1))


def icp_of(lines):
    scale = {line.what: line.low for line in lines if line.what in {"least", "most"}}
    above = [end - scale["least"] for end in ends_of(line for line in lines if line.key)]
    span = scale["most"] - scale["least"]
    bare = [WHOLE * end // span if span else WHOLE for end in above]
    if tuple(bare) != ends_of(line for line in lines if line.what == "division"):
        raise DoesNotAddUp(f"{lines[0].group}: {bare} of its rules")
    return ends_of(line for line in lines if line.unit is Unit.BASIS_POINTS)


def bounds_of(sections, leading):
    if leading is None:
        return 0, WHOLE
    lines = by_group(sections[Section.QUALIFICATION])[leading]
    weight = next(line.parts["weight"] for line in lines if line.what == "division")
    cells = ends_of(line for line in lines if line.unit is Unit.CELL_HUNDREDTHS)
    return tuple(WHOLE * end // (400 * weight) if weight else 0 for end in cells)


def by_group(lines):
    groups = defaultdict(list)
    for line in lines:
        groups[line.group].append(line)
    return groups


def ends_of(lines):
    chosen = list(lines)
    return sum(line.low for line in chosen), sum(line.high for line in chosen)
