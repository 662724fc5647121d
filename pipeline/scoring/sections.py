"""Which stored scores stand although another version was published: those that nothing in it bears upon.

A publication seldom changes more than one part. Of the others a state row holds what the new version would compute
again, as long as it was scored under the version before, on this day, from facts that nobody has changed since.
"""

import json
from difflib import SequenceMatcher

LABELS = {"name", "label", "rubric", "chapter"}
FIT = {
    "fit_low": "state.fit_low::bigint",
    "fit_high": "state.fit_high::bigint",
    "inclusion": "state.inclusion::int",
    "company_light": "state.company_light::int",
}
ENGAGEMENT = {name: f"state.{name}" for name in ("engagement", "interest", "intent")}
QUALIFICATION = {
    "qual_low": "state.qual_low::bigint",
    "qual_high": "state.qual_high::bigint",
    "verdict": "state.verdict::int",
    "verdicts": "state.verdicts",
    "disagrees": "state.disagrees",
    "holds_until": "(state.holds_until - DATE '1970-01-01')",
    "need_light": "state.need_light::int",
    "person_light": "state.person_light::int",
}


def columns_that_stand(before, document):
    """SQL of the stored columns that `document` computes as the document `before` it did, by name."""
    found = {}
    if same(before, document, "icps"):
        found |= FIT
    if same(before, document, "signal_types", "fades", "time_zone"):
        found |= ENGAGEMENT
    # A criterion may be derived from the company light, which is of the fit.
    if FIT.items() <= found.items() and same(before, document, "criteria", "frameworks", "evidence", "time_zone"):
        found |= QUALIFICATION | each_verdict(document)
    return found


def same(before, document, *parts):
    return all(is_same(before.get(part), document.get(part)) for part in parts)


def is_same(one, other):
    """Taken apart only where it differs at all: fade tables are long."""
    return one == other or plain(one) == plain(other)


def plain(part):
    """Without the words, which change no score."""
    if isinstance(part, dict):
        return {key: plain(value) for key, value in part.items() if key not in LABELS}
    return [plain(each) for each in part] if isinstance(part, list) else part


def each_verdict(document):
    """State rows keep the verdicts of all active frameworks in their order."""
    active = [index for index, framework in enumerate(document["frameworks"]) if framework["active"]]
    return {f"v_{index}": f"state.verdicts[{place}]::int" for place, index in enumerate(active, 1)}


def rows_touched(before, document):
    """The rows of the decision table that only one of the documents has, or has elsewhere, of both; None where more
    than the table differs.

    A lead for which none of them is possible gets what it had: the other rows stand in the same order in both.
    """
    parts = before.keys() | document.keys()
    if not same(before, document, *(parts - {"table", "format", "currency"})):
        return None
    old, new = ([json.dumps(plain(row), sort_keys=True) for row in each["table"]] for each in (before, document))
    touched = []
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            touched += before["table"][old_from:old_to] + document["table"][new_from:new_to]
    return touched
