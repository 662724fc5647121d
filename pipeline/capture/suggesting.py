"""What each column of a file probably feeds: by the words of its header, by near words, by what it holds.

Nothing is guessed in silence: each suggestion says how sure it is, and a person decides.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from rapidfuzz import fuzz, process

from .columns import Column

WORDS = Path(__file__).resolve().parent / "header_words.yml"
NEAR = 88
SURE, LIKELY, GUESS, NONE = "sure", "likely", "guess", "none"
RANK = [SURE, LIKELY, GUESS, NONE]
# What a column may feed when its header says nothing, by what it holds.
BY_CONTENT = {
    "person": {"email": "contact.email", "phone": "contact.phone", "person": "contact.name"},
    "deal": {"email": "contact.email", "phone": "contact.phone"},
    "company": {"web": "company.domain", "phone": "company.phone", "country": "company.country"},
}
# A column that holds something else than its header promises is not believed.
FITTING = {
    "contact.email": {"email", "text", "empty", "list"},
    "occurred_at": {"date", "empty"},
    "stage_at": {"date", "empty"},
    "lead.expected_close": {"date", "empty"},
    "company.founded_on": {"date", "empty"},
    "company.employees": {"number", "boolean", "empty"},
    "company.annual_revenue": {"number", "boolean", "empty"},
    "lead.amount": {"number", "boolean", "empty"},
    "company.domain": {"web", "text", "empty", "list"},
    "contact.do_not_contact": {"boolean", "empty"},
    "consent": {"boolean", "list", "text", "empty"},
    "consent_on": {"date", "empty"},
    "contact.seniority": {"list", "text", "person", "empty"},
    "contact.time_zone": {"list", "text", "empty"},
    "company.country": {"country", "list", "empty"},
}


@dataclass(frozen=True)
class Suggestion:
    """`target` is empty where the column should be left out."""

    column: Column
    target: str = ""
    sureness: str = NONE


@cache
def words():
    """The table of header words, each bare of signs, capitals and spaces."""
    said = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return {
        "words": {bare(word): target for target, listed in said["words"].items() for word in listed},
        "by_subject": {bare(word): targets for word, targets in said["by_subject"].items()},
        "subjects": {name: {bare(word) for word in listed} for name, listed in said["subjects"].items()},
        "prefixes": {bare(word): name for name, listed in said["prefixes"].items() for word in listed},
        "nobody_needs": {bare(word) for word in said["nobody_needs"]},
        "stages": {bare(word): key for key, listed in said["stages"].items() for word in listed},
    }


def bare(text):
    """Letters and digits alone; the mark of a custom column goes, too."""
    return re.sub(r"[\W_]+", "", re.sub(r"__c$", "", text.strip().lower()))


def suggestions(columns, *, kind=None):
    """One per column, and what a row is; a target is suggested for one column, the surest."""
    subject = subject_of(columns)
    kind = kind or kind_of(columns, subject)
    found = [suggest(column, "company" if kind == "company" else subject) for column in columns]
    found = [each if is_of(each.target, kind) else Suggestion(each.column) for each in found]
    return kind, once_each(found)


def subject_of(columns):
    """Whose list it is: of purchases, people or companies."""
    told = Counter()
    for column in columns:
        head, _rest = split(column.name)
        told.update([words()["prefixes"].get(bare(head))] if head else [])
        told.update(name for name, listed in words()["subjects"].items() if bare(column.name) in listed)
    # A purchase has people and companies; a person has a company.
    return next((name for name in ("deal", "person", "company") if told[name]), "person")


def kind_of(columns, subject):
    targets = {suggest(column, subject).target for column in columns}
    if subject == "company" and "company.name" in targets:
        return "company"
    return "user" if "user.name" in targets and not targets & {"company.name", "external_id"} else "lead"


def suggest(column, subject):
    head, rest = split(column.name)
    if head and (named := words()["prefixes"].get(bare(head))):
        found = by_words(bare(column.name), named) or by_words(bare(rest), named)
    else:
        found = by_words(bare(column.name), subject)
    if found is None and bare(column.name) not in words()["nobody_needs"]:
        found = by_near_words(column.name) or by_content(column, subject)
    target, sureness = found or ("", NONE)
    if column.kind not in FITTING.get(target, {column.kind}):
        return Suggestion(column)
    return Suggestion(column, target, GUESS if column.kind == "empty" and sureness == SURE else sureness)


def split(name):
    """ "Person - Name" and "Lead Owner: Manager" name whose column it is first."""
    head, sign, rest = re.sub(r"\*", "", name).partition(" - ")
    return (head, rest) if sign else ("", name)


def by_words(word, subject):
    targets = words()["by_subject"].get(word)
    if targets is not None:
        return (targets[subject], LIKELY) if subject in targets else None
    target = words()["words"].get(word)
    return (target, SURE) if target else None


def by_near_words(name):
    found = process.extractOne(bare(name), words()["words"].keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
    return (words()["words"][found[0]], LIKELY) if found and len(bare(name)) > 4 else None


def by_content(column, subject):
    target = BY_CONTENT[subject].get(column.kind) or ("contact.email" if column.kind == "email" else "")
    return (target, GUESS) if target else None


def is_of(target, kind):
    """Whether rows of this kind can feed the target."""
    of_a_user = target.startswith("user.")
    match kind:
        case "company":
            return target == "external_id" or target.startswith("company.")
        case "user":
            return of_a_user
        case "signal":
            return target in {"external_id", "lead", "occurred_at", "signal"}
        case "stage_move":
            return target in {"lead", "stage", "stage_at"}
    return not of_a_user and target not in {"lead", "signal"}


def once_each(found):
    best = {}
    for each in found:
        known = best.get(each.target)
        if known is None or (RANK.index(each.sureness), each.column.kind == "empty") < (
            RANK.index(known.sureness),
            known.column.kind == "empty",
        ):
            best[each.target] = each
    return [each if best[each.target] is each else Suggestion(each.column) for each in found]


def stage_for(text):
    """The key of our stage that another program calls so; None: leave the lead where it is."""
    return words()["stages"].get(bare(text))
