"""What can be done to many leads at once, each as a few statements whatever their number.

Every statement touches only leads that the change would change, and answers with what stood there before.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.dateparse import parse_datetime

from pipeline.models import BulkAct, FollowUp, Lead
from pipeline.scoring.facts import rows

from .bulk_sql import PLAN, run
from .bulk_stages import move, move_back
from .bulk_tracks import put_in, take_out, undo_entries, undo_exits
from .hand_off_rules import ask_for_hand_over


@dataclass(frozen=True)
class Change:
    make: Callable
    take_back: Callable


# Owner and team


def give(ids, said, by, at):
    before = rows(GIVE, ids=ids, owner=said["owner"], team=said["team"])
    run(HAND, leads=[row["lead"] for row in before])
    return before


GIVE = """
    WITH old AS (
        SELECT lead_id AS lead, owner_id AS owner, team_id AS team FROM pipeline_leadstate
        WHERE lead_id = ANY(%(ids)s::bigint[]) AND owner_id IS DISTINCT FROM %(owner)s::bigint
        ORDER BY lead_id FOR UPDATE
    )
    UPDATE pipeline_leadstate state
    SET owner_id = %(owner)s, team_id = COALESCE(%(team)s::bigint, state.team_id), revision = state.revision + 1
    FROM old WHERE state.lead_id = old.lead
    RETURNING old.lead, old.owner, old.team
"""


# What waits to be accepted waits for whoever has the lead now; its clock runs on.
HAND = """
    UPDATE pipeline_handoff hand_off SET to_id = state.owner_id, team_id = COALESCE(state.team_id, hand_off.team_id)
    FROM pipeline_leadstate state
    WHERE state.lead_id = hand_off.lead_id AND hand_off.lead_id = ANY(%(leads)s::bigint[])
    AND hand_off.accepted_at IS NULL AND hand_off.returned_at IS NULL AND hand_off.reassigned_at IS NULL
"""


def take(act, by, at):
    back = [row["lead"] for row in rows(TAKE, act=act.pk, owner=act.said["owner"], team=act.said["team"])]
    run(HAND, leads=back)
    return len(back)


TAKE = """
    WITH old AS (
        SELECT before.* FROM pipeline_bulkact act,
        jsonb_to_recordset(act.before) AS before (lead bigint, owner bigint, team bigint)
        JOIN pipeline_leadstate state ON state.lead_id = before.lead
        WHERE act.id = %(act)s AND state.owner_id IS NOT DISTINCT FROM %(owner)s::bigint
        AND state.team_id IS NOT DISTINCT FROM COALESCE(%(team)s::bigint, before.team)
        ORDER BY before.lead FOR UPDATE OF state
    )
    UPDATE pipeline_leadstate state SET owner_id = old.owner, team_id = old.team, revision = state.revision + 1
    FROM old WHERE state.lead_id = old.lead
    RETURNING old.lead
"""


# Status by hand


def overrule(ids, said, by, at):
    ask_for_hand_over(ids)
    before = rows(TO_OVERRULE, ids=ids, category=said["category"])
    leads = [row["lead"] for row in before]
    put_overrides(leads, said["category"], said["why"], by, at)
    return before


TO_OVERRULE = """
    SELECT state.lead_id AS lead, state.override_id AS category, word.id AS override
    FROM pipeline_leadstate state
    LEFT JOIN pipeline_categoryoverride word ON word.lead_id = state.lead_id AND word.lifted_at IS NULL
    WHERE state.lead_id = ANY(%(ids)s::bigint[]) AND state.override_id IS DISTINCT FROM %(category)s
    ORDER BY state.lead_id FOR UPDATE OF state
"""


def put_overrides(leads, category, why, by, at):
    """A person's word on each of these leads; an earlier one is lifted."""
    lift(leads, by, at)
    run(SPEAK, leads=leads, category=category, why=why, by=by.pk, at=at)
    run(STAND, leads=leads, category=category)


def lift(leads, by, at):
    run(LIFT, leads=leads, by=by.pk, at=at)


LIFT = """
    UPDATE pipeline_categoryoverride SET lifted_at = %(at)s, lifted_by_id = %(by)s
    WHERE lead_id = ANY(%(leads)s::bigint[]) AND lifted_at IS NULL
"""
SPEAK = """
    INSERT INTO pipeline_categoryoverride (lead_id, category_id, why, by_id, created_at)
    SELECT lead, %(category)s, %(why)s, %(by)s, %(at)s FROM unnest(%(leads)s::bigint[]) AS lead
"""
STAND = """
    UPDATE pipeline_leadstate SET override_id = %(category)s, revision = revision + 1
    WHERE lead_id = ANY(%(leads)s::bigint[])
"""


def let_speak_again(act, by, at):
    standing = rows(STILL_SPOKEN, act=act.pk, category=act.said["category"], made=act.at)
    leads = [row["lead"] for row in standing]
    lift(leads, by, at)
    run(SPEAK_AGAIN, earlier=[row["override"] for row in standing if row["override"]], at=at)
    run(STAND_AGAIN, before=json.dumps(standing))
    return len(leads)


STILL_SPOKEN = """
    SELECT before.* FROM pipeline_bulkact act,
    jsonb_to_recordset(act.before) AS before (lead bigint, category bigint, override bigint)
    JOIN pipeline_leadstate state ON state.lead_id = before.lead
    JOIN pipeline_categoryoverride word ON word.lead_id = before.lead AND word.lifted_at IS NULL
    WHERE act.id = %(act)s AND word.category_id = %(category)s AND word.created_at = %(made)s
    ORDER BY before.lead FOR UPDATE OF state
"""
# A lifted word stays lifted in the history: the same person's same word stands anew.
SPEAK_AGAIN = """
    INSERT INTO pipeline_categoryoverride (lead_id, category_id, why, by_id, created_at)
    SELECT lead_id, category_id, why, by_id, %(at)s FROM pipeline_categoryoverride
    WHERE id = ANY(%(earlier)s::bigint[])
"""
STAND_AGAIN = """
    UPDATE pipeline_leadstate state SET override_id = before.category, revision = state.revision + 1
    FROM jsonb_to_recordset(%(before)s::jsonb) AS before (lead bigint, category bigint)
    WHERE state.lead_id = before.lead
"""


# Follow-up


def plan(ids, said, by, at):
    if said["kind"] in FollowUp.REACHING:
        ids = list(Lead.objects.contactable().filter(pk__in=ids).values_list("pk", flat=True))
    values = {"kind": said["kind"], "due_at": parse_datetime(said["due_at"]), "note": said["note"]}
    return [{"lead": row["lead"], "step": row["id"]} for row in rows(PLAN, ids=ids, by=by.pk, **values)]


def unplan(act, by, at):
    """Steps that nobody has done, moved, reworded or given away."""
    steps = [row["step"] for row in act.before]
    said = act.said
    untouched = FollowUp.objects.open().filter(
        pk__in=steps, kind=said["kind"], note=said["note"], due_at=parse_datetime(said["due_at"])
    )
    count, _by_table = untouched.delete()
    return count


# Tags


def tag(ids, said, by, at):
    return rows(TAG, ids=ids, tag=said["tag"], by=by.pk)


TAG = """
    INSERT INTO pipeline_leadtag (lead_id, tag_id, by_id)
    SELECT lead, %(tag)s, %(by)s FROM unnest(%(ids)s::bigint[]) AS lead
    ON CONFLICT DO NOTHING RETURNING lead_id AS lead
"""


def untag(ids, said, by, at):
    return rows(UNTAG, ids=ids, tag=said["tag"])


UNTAG = """
    DELETE FROM pipeline_leadtag WHERE lead_id = ANY(%(ids)s::bigint[]) AND tag_id = %(tag)s
    RETURNING lead_id AS lead, by_id AS by
"""


def tag_back(act, by, at):
    return len(rows(TAG, ids=[row["lead"] for row in act.before], tag=act.said["tag"], by=by.pk))


def untag_back(act, by, at):
    return len(rows(UNTAG, ids=[row["lead"] for row in act.before], tag=act.said["tag"]))


Kind = BulkAct.Kind
CHANGES = {
    Kind.OWNER: Change(give, take),
    Kind.STAGE: Change(move, move_back),
    Kind.CATEGORY: Change(overrule, let_speak_again),
    Kind.FOLLOW_UP: Change(plan, unplan),
    Kind.TAG: Change(tag, untag_back),
    Kind.UNTAG: Change(untag, tag_back),
    Kind.TRACK: Change(put_in, undo_entries),
    Kind.UNTRACK: Change(take_out, undo_exits),
}
