"""Random leads, scored once more by the other evaluator and held against what is stored: scores and input rows."""

from datetime import date
from typing import NamedTuple

from django.db import connection, transaction

from frameworks_app.scoring import score
from pipeline.models import LeadInput, LeadState, RescorePass, StaleLead

from .cached import NEVER, UNKNOWN
from .current import InForce, in_force
from .days import number_of
from .facts import load_facts
from .inputs import RUNGS
from .parity import columns_of
from .passes import is_of
from .rescore import BUCKET, lock_buckets

# Of each random place among the ids the next lead.
RANDOM_LEADS = """
    WITH place AS MATERIALIZED (
        SELECT first + floor(random() * (last - first + 1))::bigint AS id
        FROM (SELECT min(lead_id) AS first, max(lead_id) AS last FROM pipeline_leadstate) AS ends,
            generate_series(1, %s)
    )
    SELECT DISTINCT found.lead_id FROM place, LATERAL (
        SELECT state.lead_id FROM pipeline_leadstate state
        WHERE state.lead_id >= place.id ORDER BY state.lead_id LIMIT 1
    ) AS found
    WHERE NOT EXISTS (SELECT FROM pipeline_stalelead mark WHERE mark.lead_id = found.lead_id)
"""


class Finding(NamedTuple):
    """What is stored of a lead, and what should be."""

    lead: int
    column: str
    stored: object
    expected: object


class Look(NamedTuple):
    standing: InForce
    checked: int
    findings: list

    @property
    def leads(self):
        return sorted({each.lead for each in self.findings})


def look(number):
    """Hold up to so many leads against the facts; None while their scores are still on their way."""
    standing = in_force()
    if standing is None or not is_through(standing):
        return None
    ids = random_leads(number)
    suspects = {each.lead for each in differences(standing, ids)}
    return Look(standing, len(ids), confirmed(standing, suspects) if suspects else [])


def is_through(standing):
    newest = RescorePass.objects.first()
    return is_of(newest, standing) and newest.finished_at is not None


def random_leads(number):
    with connection.cursor() as cursor:
        cursor.execute(RANDOM_LEADS, [number])
        return [lead_id for (lead_id,) in cursor.fetchall()]


@transaction.atomic
def confirmed(standing, ids):
    """The differences that are no mere moment between a fact and its score.

    No scorer takes a mark away under the lock. So a lead without one, after both sides were read, did not change.
    """
    lock_buckets({lead_id // BUCKET for lead_id in ids})
    if in_force() != standing:
        return []
    found = differences(standing, ids)
    marked = set(StaleLead.objects.filter(lead_id__in=ids).values_list("lead_id", flat=True))
    return [each for each in found if each.lead not in marked]


def differences(standing, ids):
    scores = {row["lead_id"]: row for row in LeadState.objects.filter(lead__in=ids).values()}
    rows = LeadInput.objects.filter(
        lead__in=ids, layout=standing.model.compiled.layout.id, day=number_of(standing.day)
    )
    rows = {row["lead_id"]: row for row in rows.values()}
    found = []
    for lead_id, facts in load_facts(standing.model.compiled, list(ids), standing.day).items():
        found += compare(lead_id, scores[lead_id], score_columns(standing, facts, scores[lead_id]["override_id"]))
        if lead_id in rows:
            found += compare(lead_id, rows[lead_id], row_columns(standing.model, facts))
    return found


def compare(lead_id, stored, expected):
    return [
        Finding(lead_id, name, plain(stored[name]), plain(value))
        for name, value in expected.items()
        if stored[name] != value
    ]


def plain(value):
    return value.isoformat() if isinstance(value, date) else value


def score_columns(standing, facts, override_id):
    document = standing.model.document
    rank = next((each["rank"] for each in document["categories"] if each["id"] == override_id), None)
    return columns_of(score(standing.model.model, facts), document, override_rank=rank)


def row_columns(model, facts):
    """The arrays of an input row, counted out by hand."""
    layout, keys = model.compiled.layout, model.compiled.keys
    types = {pk: key for key, pk in keys.signal_types.items()}
    criteria = {pk: key for key, pk in keys.criteria.items()}
    events = [each for each in facts.events if each.day <= facts.today]
    days = {pk: [each.day for each in events if each.type == types[pk]] for pk, _half_life in layout.types}
    answers = [facts.answers.get(criteria[pk]) for pk, _shelf_life in layout.criteria]
    standing = [each if each and each.expires > facts.today else None for each in answers]
    return {
        "fades": [
            sum(left(model.document, half_life, facts.today - day) for day in days[pk])
            for pk, half_life in layout.types
        ],
        "last_days": [max(found, default=NEVER) for found in [*days.values(), [each.day for each in events]]],
        "codes": [each.rating * 4 + RUNGS.index(each.evidence) if each else UNKNOWN for each in standing],
        "expires": [each.expires if each else 0 for each in standing],
    }


def left(document, half_life, age):
    if half_life is None:
        return 1_000_000
    fades = document["fades"][str(half_life)]
    return fades[age] if age < len(fades) else 0
