"""What a review writes down of each lead when it opens: selects over the flow, which stands in a table of its own.

The table is temporary, so that what takes several looks (business days, flags, the agenda) is told of the same rows,
and the snapshot is written once.
"""

from accounts.calendar import Calendar, home_zone
from accounts.models import Team

FLOW = "review_flow"

# One row for each lead of the flow. What left the scope and is one with another lead stands where that was left.
BEGIN = """
    CREATE TEMPORARY TABLE review_flow ON COMMIT DROP AS
    SELECT flow.*, coalesce(flow.stage_id, state.stage_id) AS stood_id, stage.position,
        stage.expected_days, stage.probability, state.team_id AS calendar_id, state.held_until,
        coalesce(state.clock_restarted_at, state.stage_changed_at) AS since, hold.since AS waits_since, 0 AS days
    FROM ({flow}) AS flow
    JOIN pipeline_leadstate state ON state.lead_id = flow.lead_id
    JOIN pipeline_stage stage ON stage.id = coalesce(flow.stage_id, state.stage_id)
    LEFT JOIN pipeline_hold hold ON hold.lead_id = flow.lead_id AND hold.ended_at IS NULL
"""
# The calendars, and the days on which clocks began and stand still: few, however many leads.
SPANS = """
    SELECT DISTINCT flow.calendar_id, (flow.since AT TIME ZONE coalesce(team.time_zone, %(home)s))::date,
        flow.waits_since
    FROM review_flow flow LEFT JOIN accounts_team team ON team.id = flow.calendar_id
"""
DAYS = """
    UPDATE review_flow flow SET days = span.days
    FROM review_flow same LEFT JOIN accounts_team team ON team.id = same.calendar_id
    JOIN unnest(%(calendars)s::bigint[], %(firsts)s::date[], %(lasts)s::date[], %(days)s::int[])
        AS span (calendar_id, first, last, days)
        ON span.calendar_id IS NOT DISTINCT FROM same.calendar_id
        AND span.last IS NOT DISTINCT FROM same.waits_since
        AND span.first = (same.since AT TIME ZONE coalesce(team.time_zone, %(home)s))::date
    WHERE same.lead_id = flow.lead_id AND span.days > 0
"""
NEXT_STEPS = """
    SELECT lead_id, min(due_at) AS due_at FROM pipeline_followup
    WHERE done_at IS NULL AND lead_id IN (SELECT lead_id FROM review_flow) GROUP BY lead_id
"""
WRITE = f"""
    INSERT INTO pipeline_reviewlead (
        review_id, lead_id, moved, was_in_scope, is_in_scope, is_carried, stage_then_id, amount_then, currency_then,
        expected_close_then, stage_id, owner_id, team_id, amount, currency, expected_close, probability, category_id,
        verdict, fit_low, fit_high, qual_low, qual_high, days, held_until, next_step_at, flags, place
    )
    SELECT %(review)s, flow.lead_id, flow.moved, flow.was_in_scope, flow.is_in_scope, flow.is_carried,
        flow.stage_then_id, flow.amount_then, flow.currency_then, flow.expected_close_then, flow.stood_id,
        flow.owner_id, flow.team_id, flow.amount, flow.currency, flow.expected_close, flow.probability,
        coalesce(state.override_id, state.category_id), state.verdict, state.fit_low, state.fit_high, state.qual_low,
        state.qual_high, flow.days, flow.held_until, step.due_at, coalesce(flag.kinds, '{{}}'), agenda.place
    FROM review_flow flow JOIN pipeline_leadstate state ON state.lead_id = flow.lead_id
    LEFT JOIN ({NEXT_STEPS}) AS step ON step.lead_id = flow.lead_id
    LEFT JOIN unnest(%(flagged)s::bigint[], %(flags)s::text[]) AS told (lead_id, kinds) ON told.lead_id = flow.lead_id
    LEFT JOIN LATERAL (SELECT string_to_array(told.kinds, ',') AS kinds) AS flag ON told.kinds IS NOT NULL
    LEFT JOIN unnest(%(agenda)s::bigint[]) WITH ORDINALITY AS agenda (lead_id, place) ON agenda.lead_id = flow.lead_id
"""


def spans_with_days(spans, now):
    """Of each calendar, first day and day on which the clock stands (None: it runs), the business days between."""
    calendars = {None: Calendar.of(None), **{team.pk: Calendar.of(team) for team in Team.objects.all()}}
    told = {"calendars": [], "firsts": [], "lasts": [], "days": [], "home": home_zone().key}
    for key, first, stands in spans:
        calendar = calendars[key]
        told["calendars"].append(key)
        told["firsts"].append(first)
        told["lasts"].append(stands)
        told["days"].append(calendar.days_between(first, stands or calendar.day_of(now)))
    return told
