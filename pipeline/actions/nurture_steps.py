"""The steps of a track, one at a time: each in a transaction of its own, and never twice for one lead."""

from dataclasses import replace
from datetime import datetime

from django.utils import translation

from accounts.calendar import Calendar
from accounts.models import Role, User
from frameworks_app.models import read
from pipeline import notify
from pipeline.models import Enrolment, EnrolmentStep, FollowUp, Message, TrackStep
from pipeline.reports.nurture_mail import facts_of, letter
from pipeline.reports.signature import signature

from .attempts import zone_of
from .follow_ups import NextStep, plan_follow_up
from .nurture import enter, go_on, leave

Kind, Skipped = TrackStep.Kind, EnrolmentStep.Skipped
# Two tracks that lead to each other end for a lead after so many changes.
MOST_CHANGES = 5


def take_step(enrolment, lead, now):
    """Do what is due, and go on. The caller has locked the enrolment and the lead's state."""
    step = enrolment.next_step
    if step.retired_at:
        return go_on(enrolment, now)
    if step.kind == Kind.WAIT and step.in_working_hours and (later := working_moment(lead, now)) > now:
        enrolment.next_at = later
        return enrolment.save(update_fields=["next_at"])
    did = {Kind.WAIT: wait, Kind.MAIL: write, Kind.TASK: plan, Kind.CHANGE: look_ahead}[step.kind](
        enrolment, lead, now
    )
    EnrolmentStep.objects.create(enrolment=enrolment, step=step, done_at=now, **did)
    if step.kind == Kind.CHANGE and not did:
        return change_track(enrolment, step.to_track, now)
    return go_on(enrolment, now)


def wait(enrolment, lead, now):
    """It is over."""
    return {}


def working_moment(lead, now):
    """Now, or the next moment at which its team works, by the lead's own clock."""
    calendar = Calendar.of(lead.state.team)
    calendar = replace(calendar, zone=zone_of(lead, calendar))
    day = calendar.later(calendar.day_of(now), 0)
    if now >= at(calendar, day, calendar.works_until):
        day = calendar.later(day, 1)
    return max(now, at(calendar, day, calendar.works_from))


def at(calendar, day, hour):
    return datetime.combine(day, hour, calendar.zone)


def write(enrolment, lead, now):
    """The letter as a row, which is sent by whoever sends letters; that one asks again whether it may be sent."""
    contact = lead.contact
    if not enrolment.track.sends_mail:
        return {"skipped": Skipped.MAIL_OFF}
    if not (contact and contact.email):
        return {"skipped": Skipped.NO_ADDRESS}
    if contact.do_not_contact:
        return {"skipped": Skipped.DO_NOT_CONTACT}
    found = letter(enrolment.next_step.template, facts_of(lead), contact.language or lead.language)
    cause = f"track:{enrolment.pk}:{enrolment.next_step_id}"
    notify.write(
        kind=Message.Kind.NURTURE,
        address=contact.email,
        cause=cause,
        subject=found.subject,
        text=found.text,
        language=found.language,
        contact=contact,
        lead=lead,
        **signature(lead, found.language),
    )
    return {"message": Message.objects.told(contact.email.strip().lower(), cause).get()}


def plan(enrolment, lead, now):
    """A task for whoever has the lead, in their words."""
    person = doer(lead)
    if person is None:
        return {"skipped": Skipped.NO_OWNER}
    with translation.override(person.language):
        words = read(enrolment.next_step.task).text
    step = NextStep(kind=FollowUp.Kind.TASK, due_at=working_moment(lead, now), note=words[:300])
    return {"follow_up": plan_follow_up(lead=lead, step=step, by=None, owner=person)}


def doer(lead):
    """The owner; where nobody has the lead any more, a manager of its team."""
    owner = lead.state.owner
    if owner and owner.is_active:
        return owner
    managers = User.objects.active().filter(role=Role.MANAGER, team_id=lead.state.team_id)
    return managers.order_by("pk").first() if lead.state.team_id else None


def look_ahead(enrolment, lead, now):
    target = enrolment.next_step.to_track
    is_open = target.is_active and target.team_id in (None, lead.state.team_id)
    return {} if is_open and target.steps.standing().exists() else {"skipped": Skipped.NO_TRACK}


def change_track(enrolment, track, now):
    if enrolment.changes >= MOST_CHANGES:
        return leave(enrolment, Enrolment.Left.LOOPED, now=now, what=track.name)
    leave(enrolment, Enrolment.Left.TRACK, now=now, what=track.name)
    said = {"what": enrolment.track.name, "ends_at": enrolment.ends_at, "changes": enrolment.changes + 1}
    # What began the one before has begun this one.
    said["entered_move_id"] = enrolment.entered_move_id
    return enter(enrolment.lead_id, track, Enrolment.Entered.TRACK, **said)
