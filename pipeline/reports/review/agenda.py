"""What a review talks about: leads with a flag, the most valuable first, few of them and few of one owner.

A flag looks at leads that are carried on, from the stage on that its ReviewFlag names. Waiting for a reason with a
date is neither stalled nor without a next step.
"""

from collections import defaultdict

from django.db import connection

from pipeline.models import Flag, ReviewFlag
from pipeline.scoring.current import current
from pipeline.scoring.gates import with_open_gates
from pipeline.scoring.reask import reasks

# Each as a condition on the table of the flow.
CONDITIONS = {
    Flag.STALLED: """
        flow.held_until IS NULL AND flow.days > flow.expected_days
        AND flow.days * 100 >= %(stalled_percent)s * flow.expected_days
    """,
    Flag.NO_NEXT_STEP: """
        flow.held_until IS NULL AND NOT EXISTS (
            SELECT FROM pipeline_followup step WHERE step.lead_id = flow.lead_id AND step.done_at IS NULL
        )
    """,
    Flag.SINGLE_THREADED: """
        (SELECT count(*) FROM (
            SELECT seat.contact_id FROM pipeline_stakeholder seat WHERE seat.lead_id = flow.lead_id
            UNION SELECT lead.contact_id FROM pipeline_lead lead
            WHERE lead.id = flow.lead_id AND lead.contact_id IS NOT NULL
        ) AS known) <= 1
    """,
    Flag.NO_ECONOMIC_BUYER: """
        NOT EXISTS (
            SELECT FROM pipeline_stakeholder seat
            WHERE seat.lead_id = flow.lead_id AND seat.role = 'economic_buyer'
        )
    """,
    Flag.FRAMEWORKS_DISAGREE: """
        EXISTS (SELECT FROM pipeline_leadstate state WHERE state.lead_id = flow.lead_id AND state.disagrees)
    """,
    Flag.SLIPPED: """
        flow.lead_id IN (
            SELECT lead_id FROM (
                SELECT kept.pgh_obj_id AS lead_id, kept.expected_close AS before,
                    lead(kept.expected_close, 1, present.expected_close)
                        OVER (PARTITION BY kept.pgh_obj_id ORDER BY kept.pgh_created_at, kept.pgh_id) AS after
                FROM pipeline_leadevent kept JOIN pipeline_lead present ON present.id = kept.pgh_obj_id
                WHERE kept.pgh_obj_id IN (SELECT lead_id FROM review_flow WHERE is_carried)
            ) AS changes WHERE after > before GROUP BY lead_id HAVING count(*) >= %(slips)s
        )
    """,
    Flag.LATE_HAND_OFF: """
        EXISTS (
            SELECT FROM pipeline_handoff passed
            WHERE passed.lead_id = flow.lead_id AND passed.returned_at IS NULL AND passed.reassigned_at IS NULL
                AND (passed.accepted_at IS NULL AND passed.accept_by < %(now)s
                    OR passed.accepted_at IS NOT NULL AND passed.first_attempt_at IS NULL
                    AND passed.attempt_by < %(now)s)
        )
    """,
}
FLAGGED = """
    SELECT flow.lead_id FROM review_flow flow LEFT JOIN pipeline_stage first ON first.id = %(first)s
    WHERE flow.is_carried AND (first.id IS NULL OR (flow.position, flow.stood_id) >= (first.position, first.id))
        AND {condition}
"""
# What is worth more first; of what nobody has put a worth on, what has more flags.
AGENDA = """
    SELECT lead_id FROM (
        SELECT flow.lead_id, flow.amount * flow.probability AS worth, told.number, state.priority, row_number() OVER (
            PARTITION BY flow.owner_id ORDER BY
            flow.amount * flow.probability DESC NULLS LAST, told.number DESC, state.priority DESC, flow.lead_id
        ) AS of_owner
        FROM review_flow flow JOIN pipeline_leadstate state ON state.lead_id = flow.lead_id
        JOIN unnest(%(leads)s::bigint[], %(numbers)s::int[]) AS told (lead_id, number) ON told.lead_id = flow.lead_id
    ) AS ranked
    WHERE of_owner <= %(most_per_owner)s
    ORDER BY worth DESC NULLS LAST, number DESC, priority DESC, lead_id LIMIT %(most_leads)s
"""


def flags(rule, now):
    """Flags by lead, in the order in which an admin sees them."""
    found = defaultdict(list)
    for flag in ReviewFlag.objects.filter(is_active=True).order_by("pk"):
        for lead_id in leads_with(flag, rule, now):
            found[lead_id].append(flag.kind)
    return dict(found)


def leads_with(flag, rule, now):
    asked = {
        "first": flag.from_stage_id,
        "stalled_percent": rule.stalled_percent,
        "slips": rule.slips,
        "now": now,
    }
    ids = keys(FLAGGED.format(condition=CONDITIONS.get(flag.kind, "true")), asked)
    return THROUGH_ANSWERS[flag.kind](ids) if flag.kind in THROUGH_ANSWERS else ids


def gate_open(ids):
    model = current()
    return with_open_gates(model, ids) if model else ()


def answer_aged(ids):
    """An answer is to be asked again in the framework that the lead is worked by."""
    model = current()
    return reasks(model, ids) if model else ()


THROUGH_ANSWERS = {Flag.GATE_OPEN: gate_open, Flag.ANSWER_AGED: answer_aged}


def agenda(found, rule):
    """Keys of the leads to talk about, in order."""
    return keys(
        AGENDA,
        {
            "leads": list(found),
            "numbers": [len(kinds) for kinds in found.values()],
            "most_per_owner": rule.most_per_owner,
            "most_leads": rule.most_leads,
        },
    )


def keys(query, parameters):
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return [key for (key,) in cursor.fetchall()]
