"""Rules of an ICP that can never count, because an earlier one on the same attribute always holds first."""

from collections import defaultdict

from frameworks_app.models import Attribute, Operator

SIZES = {Operator.BETWEEN, Operator.AT_LEAST, Operator.AT_MOST}


def shadowed(rules):
    """Pairs (later, earlier): the later holds only where the earlier does, so that its points are never earned."""
    ladders = defaultdict(list)
    for rule in rules:
        if rule.attribute.value_type != Attribute.Type.CHOICES:
            ladders[rule.attribute_id].append(rule)
    for ladder in ladders.values():
        for place, later in enumerate(ladder):
            earlier = next((rule for rule in ladder[:place] if covers(rule, later)), None)
            # Without points a rule is there to be required, which is judged by itself.
            if earlier and later.points:
                yield later, earlier


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


def folded(value):
    """As the scoring compares: texts without regard to case."""
    return value.lower() if isinstance(value, str) else value
