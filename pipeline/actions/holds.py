"""A lead waits for a known reason until a day; it comes back by itself, or somebody brings it back."""

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Greatest, Now
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.calendar import Calendar
from accounts.models import Team
from pipeline.models import FollowUp, Hold, LeadState
from pipeline.reports.holds import refusal, waited

# At once, so that a sweep after a long night stays short.
MANY = 1_000
# By this much the day begins earlier in the east than by UTC.
FURTHEST_EAST = timedelta(hours=14)


class CannotWait(Exception):
    """One sentence for the person who asked; nothing has been changed."""


@transaction.atomic
def put_on_hold(*, lead, until, kind, reason="", by):
    """Let the lead wait in its stage until this day; what it has been waiting for so far ends."""
    state = LeadState.objects.select_for_update(of=("self",)).select_related("stage", "team").get(lead=lead)
    if not state.stage.is_open:
        raise CannotWait(_("Only a lead that is worked can wait: this one is in %(stage)s.") % {"stage": state.stage})
    now = timezone.now()
    found = waited(state)
    if sentence := refusal(state, found, until):
        raise CannotWait(sentence)
    end(Hold.objects.open().filter(lead=lead), Hold.End.PERSON, by=by, at=now)
    return Hold.objects.create(
        lead=lead,
        stage=state.stage,
        kind=kind,
        reason=reason,
        since=found.today,
        until=until,
        by=by,
        occurred_at=now,
    )


@transaction.atomic
def end_hold(*, lead, by):
    """The lead is worked again before its day; returns what it had been waiting for, or None."""
    LeadState.objects.select_for_update().get(lead=lead)
    hold = Hold.objects.open().filter(lead=lead).first()
    if hold:
        end(Hold.objects.filter(pk=hold.pk), Hold.End.PERSON, by=by, at=timezone.now())
    return hold


@transaction.atomic
def take_back_hold(*, hold, by):
    """It was not meant: it does not count, and the lead waits as before. False where it is over already."""
    LeadState.objects.select_for_update().get(lead=hold.lead_id)
    if not end(Hold.objects.open().filter(pk=hold.pk), Hold.End.UNDONE, by=by, at=timezone.now()):
        return False
    reopen(Hold.objects.filter(lead=hold.lead_id, ended_at=hold.occurred_at, ended_how=Hold.End.PERSON))
    return True


@transaction.atomic
def resume_hold(*, hold, by):
    """It goes on after all, while the lead stands where it waited; False otherwise."""
    state = LeadState.objects.select_for_update().get(lead=hold.lead_id)
    is_free = not Hold.objects.open().filter(lead=hold.lead_id).exists()
    held = Hold.objects.of_stay(state).filter(pk=hold.pk, ended_how=Hold.End.PERSON, until__gt=timezone.localdate())
    return is_free and bool(reopen(held))


def end(holds, how, *, at, by=None):
    return holds.update(ended_at=Greatest("occurred_at", at), ended_how=how, ended_by=by, changed_at=Now())


def reopen(holds):
    return holds.update(ended_at=None, ended_how=Hold.End.OPEN, ended_by=None, changed_at=Now())


def bring_back():
    """Leads whose day has come, when their team's working day begins. Says how many.

    The clock runs since that morning even where nobody looked for a week: whenever it is done, and however often, the
    same comes of it.
    """
    now, number = timezone.now(), 0
    held = LeadState.objects.filter(held_until__lte=(now + FURTHEST_EAST).date())
    days = list(held.values_list("team", "held_until").distinct())
    teams = Team.objects.in_bulk({team for team, _until in days if team}) if days else {}
    for team_id, until in days:
        calendar = Calendar.of(teams.get(team_id))
        morning, _evening = calendar.hours_of(calendar.later(until, 0))
        while morning <= now and (found := bring_back_some(team_id, until, morning)):
            number += found
    return number


@transaction.atomic
def bring_back_some(team_id, until, morning):
    """States are locked before holds, as everywhere; what another worker has taken is left to it."""
    states = LeadState.objects.filter(team=team_id, held_until=until).select_for_update(skip_locked=True)
    leads = list(states.order_by("pk").values_list("pk", flat=True)[:MANY])
    holds = list(open_holds(leads))
    remind(holds, morning)
    end(Hold.objects.filter(pk__in=[hold.pk for hold in holds]), Hold.End.DAY, at=morning)
    return len(holds)


def open_holds(leads):
    return Hold.objects.open().filter(lead__in=leads).select_related("by", "lead__contact", "lead__state__owner")


def remind(holds, morning):
    """A step for that morning, for the lead's owner; of nobody's leads for whoever let it wait."""
    standing = [hold for hold in holds if hold.lead.merged_into_id is None]
    owners = {hold: owner for hold in standing if (owner := hold.lead.state.owner or hold.by) and owner.is_active}
    steps = FollowUp.objects.bulk_create(
        FollowUp(
            lead=hold.lead, owner=owner, kind=FollowUp.Kind.TASK, due_at=morning, note=said_of_return(hold, owner)
        )
        for hold, owner in owners.items()
    )
    for hold, step in zip(owners, steps, strict=True):
        hold.follow_up = step
    Hold.objects.bulk_update(owners, ["follow_up"])


def said_of_return(hold, owner):
    """For the owner to read, and so in their language."""
    with translation.override(owner.language):
        return (_("Back from waiting: %(reason)s") % {"reason": hold.why})[:300]
