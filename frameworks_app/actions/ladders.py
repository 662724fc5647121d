"""Rules of an ICP on one attribute: which can never count, and what the best lead can earn."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from frameworks_app.models import Attribute, Operator

SIZES = {Operator.BETWEEN, Operator.AT_LEAST, Operator.AT_MOST}


@dataclass(frozen=True)
class Rule:
    """A rule as a document states it; rules of one ladder share `ladder`."""

    key: str
    name: dict
    ladder: str
    operator: str
    operand: Any
    points: int
    required: bool


def rules_of(icp):
    """The rules of a document's ICP; an attribute with many values gives each rule a ladder of its own."""
    for each in icp["criteria"]:
        attribute = f"{each['entity']}.{each['attribute']}"
        is_alone = each["value_type"] == Attribute.Type.CHOICES
        yield Rule(
            key=each["key"],
            name=each["name"],
            ladder=f"{attribute}#{each['key']}" if is_alone else attribute,
            operator=each["operator"],
            operand=each["operand"],
            points=each["points"],
            required=each["required"],
        )


def ladders_of(rules):
    found = defaultdict(list)
    for rule in rules:
        found[rule.ladder].append(rule)
    return list(found.values())


def shadowed_in(ladder):
    """Pairs (later, earlier) of one ladder: the later holds only where the earlier does."""
    for place, later in enumerate(ladder):
        if earlier := next((rule for rule in ladder[:place] if covers(rule, later)), None):
            yield later, earlier


def best_of(ladder):
    """The most that a lead inside the ICP can earn here: what is required holds, and the first that holds counts."""
    required = [rule for rule in ladder if rule.required]
    out = {later.key for later, _earlier in shadowed_in(ladder)}
    reach = ladder[: ladder.index(required[0]) + 1] if required else ladder
    earned = [
        rule.points for rule in reach if rule.key not in out and all(compatible(rule, other) for other in required)
    ]
    return max(earned, default=0) if required else max([0, *earned])


def compatible(one, other):
    """Whether some value makes both true; taken as possible where it cannot be told."""
    if Operator.IS_KNOWN in {one.operator, other.operator}:
        return True
    for first, second in ((one, other), (other, one)):
        if listed(first) is not None:
            return any(holds(second, value) for value in listed(first))
    if one.operator in SIZES and other.operator in SIZES:
        return bands_meet(band(one), band(other))
    return True


def shadowed(rules):
    """Pairs (later, earlier) of an ICP's rows: the later's points are never earned."""
    ladders = defaultdict(list)
    for rule in rules:
        if rule.attribute.value_type != Attribute.Type.CHOICES:
            ladders[rule.attribute_id].append(rule)
    for ladder in ladders.values():
        # Without points a rule is there to be required, which is judged by itself.
        yield from ((later, earlier) for later, earlier in shadowed_in(ladder) if later.points)


def covers(earlier, later):
    if earlier.operator == Operator.IS_KNOWN:
        return True
    if listed(later) is not None:
        return all(holds(earlier, value) for value in listed(later))
    if earlier.operator in SIZES and later.operator in SIZES:
        return band_covers(band(earlier), band(later))
    if {earlier.operator, later.operator} <= {Operator.IS_NOT, Operator.NONE_OF}:
        return excluded(earlier) <= excluded(later)
    return False


def listed(rule):
    """The values that make the rule true, where they can be counted."""
    match rule.operator:
        case Operator.IS:
            return [folded(rule.operand)]
        case Operator.ONE_OF:
            return [folded(value) for value in rule.operand]
    return None


def holds(rule, value):
    match rule.operator:
        case Operator.IS | Operator.ONE_OF:
            return value in listed(rule)
        case Operator.IS_NOT | Operator.NONE_OF:
            return value not in excluded(rule)
        case Operator.CONTAINS:
            return folded(rule.operand) in value
    low, high = band(rule)
    return (low is None or low <= value) and (high is None or value <= high)


def excluded(rule):
    return {folded(value) for value in (rule.operand if rule.operator == Operator.NONE_OF else [rule.operand])}


def band(rule):
    match rule.operator:
        case Operator.AT_LEAST:
            return rule.operand, None
        case Operator.AT_MOST:
            return None, rule.operand
    return rule.operand


def band_covers(wide, narrow):
    begins = wide[0] is None or (narrow[0] is not None and wide[0] <= narrow[0])
    ends = wide[1] is None or (narrow[1] is not None and narrow[1] <= wide[1])
    return begins and ends


def bands_meet(one, other):
    starts = [end for end in (one[0], other[0]) if end is not None]
    ends = [end for end in (one[1], other[1]) if end is not None]
    return not starts or not ends or max(starts) <= min(ends)


def folded(value):
    """As the scoring compares: texts without regard to case."""
    return value.lower() if isinstance(value, str) else value
