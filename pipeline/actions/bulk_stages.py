"""Many leads from their stages to another, and back."""

import json
from datetime import datetime, timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.calendar import Calendar
from pipeline.models import FollowUp, Reason, Stage
from pipeline.reports.asked import open_before
from pipeline.scoring.facts import rows

from .bulk_sql import PLAN
from .follow_ups import drop_follow_ups, pick_up_follow_ups, senseless
from .nurture import enter_parked
from .nurture_undo import take_back_stays


def move(ids, said, by, at):
    stage = Stage.objects.get(pk=said["stage"])
    ids, overruled = ready_to_move(ids, stage, said)
    note = "\n".join(filter(None, [said["note"], said.get("overrule") if overruled else ""]))
    values = {"stage": stage.pk, "team": stage.team_id, "reason": said["reason"], "note": note}
    before = rows(MOVE, ids=ids, by=by.pk, at=at, overruled=json.dumps(overruled), **values)
    moved = [row["lead"] for row in before]
    said["dropped"] = drop_follow_ups(senseless(moved, stage), at=at)
    said["planned"] = plan_returns(moved, stage, said["reason"], by)
    if stage.kind == Stage.Kind.NURTURE:
        moves = {row["lead"]: row["move"] for row in before}
        enter_parked(moves=moves, reason=Reason.objects.get(pk=said["reason"]), by=by)
    return [{**row, "since": row["since"].isoformat()} for row in before]


def ready_to_move(ids, stage, said):
    """Leads whose stage asks for nothing more, or all where somebody overrules; with them what was open, by lead."""
    asked = open_before(ids, stage)
    waiting = asked.open
    if said.get("overrule"):
        return ids, {pk: asked.overruled(pk) for pk in waiting}
    said["left"] = sorted(waiting)
    return [pk for pk in ids if pk not in waiting], {}


MOVE = """
    WITH old AS (
        SELECT lead_id AS lead, stage_id AS stage, stage_changed_at AS since FROM pipeline_leadstate
        WHERE lead_id = ANY(%(ids)s::bigint[]) AND stage_id <> %(stage)s
        AND (%(team)s::bigint IS NULL OR team_id = %(team)s)
        ORDER BY lead_id FOR UPDATE
    ), moves AS (
        INSERT INTO pipeline_stagemove
            (lead_id, from_stage_id, to_stage_id, since, overruled, reason_id, note, competitor, by_id, occurred_at)
        SELECT lead, stage, %(stage)s, since, COALESCE(%(overruled)s::jsonb -> lead::text, '[]'), %(reason)s,
            %(note)s, '', %(by)s, %(at)s FROM old
        RETURNING id, lead_id
    )
    UPDATE pipeline_leadstate state
    SET stage_id = %(stage)s, stage_changed_at = %(at)s, revision = state.revision + 1
    FROM old JOIN moves ON moves.lead_id = old.lead WHERE state.lead_id = old.lead
    RETURNING old.lead, old.stage, old.since, moves.id AS move
"""


def plan_returns(ids, stage, reason_id, by):
    """Leads that are parked come back to their owners on the day that the reason names."""
    if stage.kind != Stage.Kind.NURTURE:
        return []
    reason = Reason.objects.get(pk=reason_id)
    if reason.return_days is None:
        return []
    calendar = Calendar.of(by.team)
    day = calendar.later(timezone.localdate() + timedelta(days=reason.return_days), 0)
    with translation.override(by.language):
        note = _("Back from nurture: %(reason)s") % {"reason": reason}
    due_at = datetime.combine(day, calendar.works_from, by.zone)
    return [row["id"] for row in rows(PLAN, ids=ids, by=by.pk, kind="call", due_at=due_at, note=note[:300])]


def move_back(act, by, at):
    found = rows(MOVE_BACK, act=act.pk, stage=act.said["stage"], made=act.at, by=by.pk, at=at)
    back = {row["lead"]: row["move"] for row in found}
    take_back_stays(moves=back, by=by)
    steps = FollowUp.objects.filter(lead__in=back)
    pick_up_follow_ups(list(steps.filter(pk__in=act.said["dropped"]).values_list("pk", flat=True)))
    steps.open().filter(pk__in=act.said["planned"]).delete()
    return len(back)


MOVE_BACK = """
    WITH old AS (
        SELECT before.*, move.id AS move FROM pipeline_bulkact act,
        jsonb_to_recordset(act.before) AS before (lead bigint, stage bigint, since timestamptz)
        JOIN pipeline_leadstate state ON state.lead_id = before.lead
        JOIN pipeline_stagemove move ON move.lead_id = before.lead AND move.occurred_at = %(made)s
            AND move.to_stage_id = %(stage)s
        WHERE act.id = %(act)s AND state.stage_id = %(stage)s AND state.stage_changed_at = %(made)s
        ORDER BY before.lead FOR UPDATE OF state
    ), moves AS (
        INSERT INTO pipeline_stagemove
            (lead_id, from_stage_id, to_stage_id, undoes_id, note, competitor, by_id, occurred_at)
        SELECT lead, %(stage)s, stage, move, '', '', %(by)s, %(at)s FROM old
    )
    UPDATE pipeline_leadstate state
    SET stage_id = old.stage, stage_changed_at = old.since, revision = state.revision + 1
    FROM old WHERE state.lead_id = old.lead
    RETURNING old.lead, old.move
"""
