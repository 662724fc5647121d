"""What both evaluators should be given, told from the drawn leads themselves: no SQL has touched it."""

from datetime import date
from decimal import Decimal

from frameworks_app.scoring import Event, Facts
from frameworks_app.verdict import Answer
from pipeline.scoring.attributes import FREE_MAIL_DOMAINS
from tests.pipeline.scoring.generated_leads import ABSENT, CUSTOM

EPOCH = date(1970, 1, 1)


def told(world, drawn, ids, *, day=None, happened_before=None, written_before=None):
    """The facts of one lead; `ids` are those of its signals and answers, in the order in which they were drawn."""
    day = day or world.today
    signals = [
        (at, pk, key)
        for (key, at, late), pk in zip(drawn.signals, ids.signals, strict=True)
        if counts(world, at, late, happened_before, written_before)
    ]
    answers = [
        (at, pk, each)
        for (*each, at, left, late), pk in zip(drawn.answers, ids.answers, strict=True)
        if counts(world, at, late, happened_before, written_before) and day_of(at, world) <= number(day)
        for each in [(*each, left)]
    ]
    source, product, segment = (known(drawn, "lead", key) for key in ("source", "product", "segment"))
    return Facts(
        today=number(day),
        results={
            icp["key"]: {each["key"]: holds(each, value(drawn, each, day)) for each in icp["criteria"]}
            for icp in world.document["icps"]
        },
        events=[Event(key, day_of(at, world), pk) for at, pk, key in sorted(signals)],
        answers=standing(world, sorted(answers, key=lambda each: each[:2])),
        leading=leading(world, drawn, segment),
        product=product,
        segment=segment,
        source=source,
        amount=None if drawn.amount is None else int(Decimal(drawn.amount) * 100),
        currency=drawn.currency,
    )


def counts(world, at, late, happened_before, written_before):
    written = world.evening if late else None
    is_written = written_before is None or written is None or written < written_before
    return is_written and (happened_before is None or at < happened_before)


def number(day):
    return (day - EPOCH).days


def day_of(at, world):
    return number(at.astimezone(world.zone).date())


def standing(world, answers):
    """Of each criterion the last one heard, unless it was withdrawn."""
    shelf_lives = {each["key"]: each["shelf_life"] for each in world.document["criteria"]}
    found = {}
    for at, pk, (key, rating, rung, left) in answers:
        # Of a criterion that the document lacks every answer is stale at once.
        last_days = [day_of(at, world) + shelf_lives.get(key, 0) - 1]
        if left is not None:
            last_days.append(number(world.today) + left)
        found[key] = None if rating is None else Answer(rating, rung, min(last_days) + 1, pk)
    return {key: answer for key, answer in found.items() if answer}


def leading(world, drawn, segment):
    """The closest way of working whose framework the document has, else the first active framework."""
    frameworks = {each["key"]: each["active"] for each in world.document["frameworks"]}
    ways = {(team, of): framework for team, of, framework in world.ways}
    places = [(drawn.team, segment), (drawn.team, None), (None, segment), (None, None)]
    chosen = [ways[place] for place in places if ways.get(place) in frameworks]
    return next(iter([*chosen, *(key for key, is_active in frameworks.items() if is_active)]), None)


def known(drawn, entity, key):
    """A value as it stands in its row; None where there is none."""
    if entity not in (*drawn.entities, "lead"):
        return None
    found = drawn.values.get((entity, key))
    return None if found is ABSENT or found == "" else found


def value(drawn, criterion, day):
    key = criterion["attribute"]
    found = known(drawn, criterion["entity"], key)
    if found is None:
        return None
    if key == "company_age":
        founded = date.fromisoformat(found)
        return day.year - founded.year - ((day.month, day.day) < (founded.month, founded.day))
    if key == "free_mail":
        return found.lower().partition("@")[2] in FREE_MAIL_DOMAINS
    return found if key not in CUSTOM or is_of_type(found, criterion["value_type"]) else None


def is_of_type(found, value_type):
    kinds = {"number": (int, float), "boolean": bool, "choices": list}
    return isinstance(found, kinds.get(value_type, str)) and not (value_type == "number" and isinstance(found, bool))


def holds(criterion, found):
    """Whether the rule holds of the value; None: unknown."""
    if found is None:
        return None
    operator, operand = criterion["operator"], criterion["operand"]
    if operator == "is_known":
        return True
    as_known = COMPARABLE.get(criterion["value_type"], str.lower)
    if criterion["value_type"] == "choices":
        return held_by_many([as_word(each) for each in found if each is not None], operator, operand)
    found = as_known(found)
    if operator == "between":
        low, high = operand
        return (low is None or found >= as_known(low)) and (high is None or found <= as_known(high))
    return ONE[operator](
        found, [as_known(each) for each in operand] if isinstance(operand, list) else as_known(operand)
    )


def as_word(element):
    return str(element).lower()


def held_by_many(elements, operator, operand):
    wanted = [as_word(each) for each in (operand if isinstance(operand, list) else [operand])]
    return any(each in wanted for each in elements) != (operator in ("is_not", "none_of"))


COMPARABLE = {"number": lambda each: Decimal(str(each)), "boolean": bool, "date": str, "choices": None}
ONE = {
    "is": lambda found, wanted: found == wanted,
    "is_not": lambda found, wanted: found != wanted,
    "one_of": lambda found, wanted: found in wanted,
    "none_of": lambda found, wanted: found not in wanted,
    "at_least": lambda found, wanted: found >= wanted,
    "at_most": lambda found, wanted: found <= wanted,
    "contains": lambda found, wanted: wanted in found,
}
