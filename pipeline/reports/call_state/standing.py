"""Of each criterion the answer that stands, with who said it and when: read as the evaluators read it."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from frameworks_app.verdict import Answer
from pipeline.scoring.facts import rows
from pipeline.scoring.inputs import Scope, expiry, standing_rows

DETAILS = """
    SELECT standing.criterion_id, standing.id, standing.rating, standing.evidence, standing.expires,
        standing.expires <= %(day)s AS is_stale,
        answer.call_id, answer.occurred_at, answer.quote, answer.value, answer.last_day,
        answer.source_id, answer.question_id,
        COALESCE(NULLIF(contact.name, ''), contact.email, '') AS said_by,
        answer.rating IS NULL AND answer.call_id IS NOT NULL AND EXISTS (
            SELECT FROM pipeline_answer earlier
            WHERE earlier.lead_id = answer.lead_id AND earlier.criterion_id = answer.criterion_id
                AND earlier.call_id = answer.call_id AND earlier.rating IS NOT NULL
        ) AS is_withdrawn,
        against.rating AS against_rating, against.occurred_at AS against_at, against.said_by AS against_by
    FROM ({standing}) AS standing
    JOIN pipeline_answer answer ON answer.id = standing.id
    LEFT JOIN pipeline_stakeholder source ON source.id = answer.source_id
    LEFT JOIN pipeline_contact contact ON contact.id = source.contact_id
    LEFT JOIN LATERAL ({against}) AS against ON standing.expires > standing.day
"""
# The latest answer of another call or person that says something else by two or more, and is as fresh. What the same
# person says in the same call once more is a correction.
AGAINST = """
    SELECT other.rating, other.occurred_at, COALESCE(NULLIF(who.name, ''), who.email, '') AS said_by
    FROM pipeline_answer other
    LEFT JOIN pipeline_stakeholder seat ON seat.id = other.source_id
    LEFT JOIN pipeline_contact who ON who.id = seat.contact_id
    WHERE other.lead_id = standing.lead_id AND other.criterion_id = standing.criterion_id
        AND abs(other.rating - standing.rating) >= 2 AND {expiry} > standing.day
        AND (other.call_id, other.source_id) IS DISTINCT FROM (answer.call_id, answer.source_id)
        AND NOT EXISTS (
            SELECT FROM pipeline_answer later
            WHERE later.lead_id = other.lead_id AND later.criterion_id = other.criterion_id
                AND (later.call_id, later.source_id) IS NOT DISTINCT FROM (other.call_id, other.source_id)
                AND (later.occurred_at, later.id) > (other.occurred_at, other.id)
        )
    ORDER BY other.occurred_at DESC, other.id DESC LIMIT 1
"""


@dataclass(frozen=True)
class Standing:
    """The latest that was said about one criterion; `rating` None: asked and not answered, or withdrawn."""

    id: int
    rating: int | None
    evidence: str
    expires: int | None
    is_stale: bool
    call_id: int | None
    occurred_at: datetime
    quote: str
    value: object
    last_day: date | None
    source_id: int | None
    question_id: int | None
    said_by: str
    is_withdrawn: bool
    # What contradicts it; None where nothing does.
    against_rating: int | None = None
    against_at: datetime | None = None
    against_by: str | None = None

    @property
    def is_known(self):
        return self.rating is not None and not self.is_stale

    @property
    def is_rated(self):
        return self.rating is not None

    @property
    def for_engine(self):
        return Answer(self.rating, self.evidence, self.expires, self.id)


def standing_answers(compiled, lead_id, today):
    """Criterion key to Standing, stale and withdrawn ones among them; one statement."""
    scope = Scope.ids([lead_id])
    keys = {pk: key for key, pk in compiled.keys.criteria.items()}
    select = DETAILS.format(
        standing=standing_rows(compiled.document, compiled.keys, scope),
        against=AGAINST.format(expiry=expiry(compiled.document, compiled.keys, "other")),
    )
    found = rows(select, **compiled.parameters(today, scope))
    return {keys[row.pop("criterion_id")]: Standing(**row | {"value": read_value(row["value"])}) for row in found}


def read_value(text):
    # Outside a model's field Django hands jsonb over as text.
    return None if text is None else json.loads(text)
