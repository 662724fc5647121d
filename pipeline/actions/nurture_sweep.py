"""What the clock drives in nurture: rules that something has touched, then steps that are due.

Whoever is held by somebody else at this moment is passed by, and met again by the next sweep: the clock waits for
nobody, so that it never stops a person.
"""

from django.db import transaction
from django.utils import timezone

from frameworks_app.models import Category
from pipeline.models import Enrolment, Lead, LeadState, NurtureLook, Stage, TrackRule
from pipeline.reports.nurture_rules import active_rules, happened_to, rule_to_enter, rule_to_leave

from .nurture import enter, leave, leave_open
from .nurture_return import come_back
from .nurture_steps import take_step

Entered, Left, Cause = Enrolment.Entered, Enrolment.Left, NurtureLook.Cause
LOOKS_AT_ONCE, STEPS_AT_ONCE = 500, 500
READY = (Category.Kind.MARKETING, Category.Kind.SALES)


def keep_nurture():
    """Look at what has happened, then take the steps that are due; the rest waits for the next sweep."""
    while look_at_some():
        pass
    for _step in range(STEPS_AT_ONCE):
        if not take_one_step():
            break


# What has happened


def look_at_changes(changes):
    """Of changed scores, those of leads in nurture are to be looked at. One statement where there is none."""
    ids = {change.lead_id for change in changes}
    asleep = set(LeadState.objects.filter(lead__in=ids, stage__kind=Stage.Kind.NURTURE).values_list("lead", flat=True))
    if not asleep:
        return
    kinds = dict(Category.objects.values_list("pk", "kind"))
    NurtureLook.objects.bulk_create(look_of(change, kinds) for change in changes if change.lead_id in asleep)


def look_of(change, kinds):
    old, new = kinds.get(change.old_category_id), kinds.get(change.category_id)
    return NurtureLook(
        lead_id=change.lead_id,
        cause=Cause.SCORE if change.old_category_id == change.category_id else Cause.CATEGORY,
        is_ready=new in READY and READY.index(new) > (READY.index(old) if old in READY else -1),
        at=change.recorded_at,
    )


@transaction.atomic
def look_at_some():
    """Claim some looks and act on them; returns how many leads were looked at."""
    looks = list(NurtureLook.objects.select_for_update(skip_locked=True).order_by("pk")[:LOOKS_AT_ONCE])
    if not looks:
        return 0
    ids = {look.lead_id for look in looks}
    asleep = Lead.objects.standing().filter(pk__in=ids, state__stage__kind=Stage.Kind.NURTURE)
    held = set(asleep.values_list("pk", flat=True))
    leads = list(asleep.with_state().select_for_update(skip_locked=True, of=["state"]).order_by("pk"))
    held -= {lead.pk for lead in leads}
    look_at(leads, looks)
    NurtureLook.objects.filter(pk__in=[look.pk for look in looks if look.lead_id not in held]).delete()
    return len(ids - held)


def look_at(leads, looks):
    if not leads:
        return
    now, rules = timezone.now(), active_rules()
    ids = [lead.pk for lead in leads]
    happened = happened_to(ids, [rule for way in rules.values() for rule in way], now)
    open_ones = {each.lead_id: each for each in Enrolment.objects.open().filter(lead__in=ids)}
    by_lead = {pk: [look for look in looks if look.lead_id == pk] for pk in ids}
    for lead in leads:
        look_at_one(lead, by_lead[lead.pk], open_ones.get(lead.pk), rules, happened[lead.pk], now)


def look_at_one(lead, looks, enrolment, rules, happened, now):
    """Back to the queue, out of its track, or into one: the first of these that a rule says."""
    if crosses(lead, looks):
        leave_open(lead.pk, Left.CATEGORY, what=lead.state.standing_category.name)
        Enrolment.objects.filter(pk=enrolment and enrolment.pk).update(came_back=True)
        return come_back(lead, now)
    if enrolment and (rule := rule_to_leave(enrolment, rules[TrackRule.Way.LEAVE], lead.state, happened, now)):
        return leave_by(rule, enrolment, lead, now)
    has_new_status = any(look.cause == Cause.CATEGORY for look in looks)
    track = enrolment and enrolment.track_id
    rule = rule_to_enter(rules[TrackRule.Way.ENTER], lead, happened, track, has_new_status, now)
    return rule and enter_by(rule, enrolment, lead, now)


def crosses(lead, looks):
    """Its status became one that sales work on after it was parked, and no person's word says otherwise."""
    category = lead.state.standing_category
    is_new = any(look.is_ready and look.at > lead.state.stage_changed_at for look in looks)
    return is_new and category is not None and category.kind in READY


def leave_by(rule, enrolment, lead, now):
    """The rule's own words stay with the enrolment: it may be changed or dropped later."""
    leave(enrolment, LEFT_BY[rule.kind], now=now, what=named(rule), came_back=rule.brings_back)
    if rule.brings_back:
        come_back(lead, now)


LEFT_BY = {
    TrackRule.Kind.SIGNAL: Left.SIGNAL,
    TrackRule.Kind.CATEGORY: Left.CATEGORY,
    TrackRule.Kind.REPLY: Left.REPLY,
    TrackRule.Kind.QUALIFICATION: Left.QUALIFICATION,
    TrackRule.Kind.ENGAGEMENT: Left.ENGAGEMENT,
    TrackRule.Kind.DAYS: Left.DATE,
}


def named(rule):
    what = rule.signal_type or rule.category
    return what.name if what else {}


def enter_by(rule, enrolment, lead, now):
    said = {"what": named(rule)}
    if enrolment:
        leave(enrolment, Left.TRACK, now=now, what=rule.track.name)
        said["ends_at"] = enrolment.ends_at
    entered_by = Entered.SIGNAL if rule.kind == TrackRule.Kind.SIGNAL else Entered.CATEGORY
    return enter(lead.pk, rule.track, entered_by, **said)


# What is due


@transaction.atomic
def take_one_step():
    """Claim a lead whose turn has come; False where there is none."""
    now = timezone.now()
    due = Enrolment.objects.due(now).filter(lead__state__stage__kind=Stage.Kind.NURTURE)
    claimed = due.select_related("lead__state", "track", "next_step__template", "next_step__to_track")
    claimed = claimed.select_for_update(skip_locked=True, of=["self", "lead__state"])
    enrolment = claimed.order_by("wakes_at", "pk").first()
    if enrolment is None:
        return False
    lead = Lead.objects.with_state().select_related("product").get(pk=enrolment.lead_id)
    rules = active_rules()[TrackRule.Way.LEAVE]
    happened = happened_to([lead.pk], [rule for rule in rules if rule.track_id == enrolment.track_id], now)
    if rule := rule_to_leave(enrolment, rules, lead.state, happened[lead.pk], now):
        leave_by(rule, enrolment, lead, now)
    elif enrolment.ends_at and enrolment.ends_at <= now:
        leave(enrolment, Left.DATE, now=now)
    else:
        take_step(enrolment, lead, now)
    return True
