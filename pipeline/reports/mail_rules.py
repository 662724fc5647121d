"""Whether a letter may go, and when: asked when it is sent, for what was true when it was written may not be."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from accounts.calendar import home_zone
from frameworks_app.models import SignalType
from pipeline.models import Bounce, Consent, DiscoveryCall, DoNotContact, Enrolment, MailRule, Message, Signal, Stage

WEEK = timedelta(days=7)
# The server was away: what a morning begins with is no news in its night.
HALF_A_DAY = timedelta(hours=12)
SATURDAY = 6
Withheld = Message.Withheld


def withheld_for(message, rule):
    """Why this letter must not go, or nothing."""
    if message.person_id and not message.person.is_active:
        return Withheld.LEFT
    if message.kind == Message.Kind.DIGEST and timezone.now() - message.created_at > HALF_A_DAY:
        return Withheld.LATE
    if message.person_id:
        return ""
    return withheld_from_contact(message, rule) if message.is_to_contact else ""


def withheld_from_contact(message, rule):
    contact = message.contact
    if contact is None or contact.erased_at:
        return Withheld.ERASED
    if contact.do_not_contact or DoNotContact.objects.asked_by(message.address):
        return Withheld.DO_NOT_CONTACT
    if is_over(message):
        return Withheld.OVER
    if Bounce.objects.standing().of_address(message.address).exists():
        return Withheld.BOUNCED
    return withheld_by_consent(message, rule)


def is_over(message):
    """Its track wrote it, and the lead is worked on again, has answered, or was taken out since."""
    silent = ~Q(lead__state__stage__kind=Stage.Kind.NURTURE) | ~Q(left_by__in=["", *Enrolment.LETTERS_GO])
    return Enrolment.objects.filter(silent, steps__message=message.pk).exists()


def withheld_by_consent(message, rule):
    state = consent_of(message.contact)
    if state == Consent.State.WITHDRAWN:
        return Withheld.UNSUBSCRIBED
    if state == Consent.State.GIVEN or rule.needs == MailRule.Needs.NOTHING:
        return ""
    if rule.needs == MailRule.Needs.CONSENT:
        return Withheld.NO_CONSENT
    return "" if has_turned_to_us(message) else Withheld.NO_INTEREST


def consent_of(contact):
    latest = Consent.objects.filter(contact=contact).latest_first().first()
    return latest.state if latest else Consent.State.UNKNOWN


def has_turned_to_us(message):
    """The person, or somebody of the lead, did something by themselves or talked with us."""
    theirs = Q(contact=message.contact) | Q(lead=message.lead_id, contact=None)
    done = Signal.objects.filter(theirs).exclude(type__kind=SignalType.Kind.NEGATIVE)
    return done.exists() or DiscoveryCall.objects.answered().filter(lead=message.lead_id).exists()


def may_go_at(message, rule, now):
    """The first moment, `now` or later, at which a letter may go to this reader."""
    if not message.is_to_contact:
        return now
    return in_hours(rule, zone_of(message), max(now, after_the_others(message, rule, now)))


def zone_of(message):
    """Where its reader is, as far as anybody has said."""
    contact = message.contact
    said = contact.time_zone or (contact.company.time_zone if contact.company else "")
    return ZoneInfo(said) if said else home_zone()


def after_the_others(message, rule, now):
    """When the week has room for one more letter to this person."""
    sent = Message.objects.sent_to_contacts().filter(contact=message.contact_id, sending_at__gt=now - WEEK)
    moments = list(sent.order_by("sending_at").values_list("sending_at", flat=True))
    too_many = len(moments) - rule.most_per_week
    return moments[too_many] + WEEK if too_many >= 0 else now


def in_hours(rule, zone, moment):
    """This moment where it lies in the hours of mail there, else the beginning of the next ones."""
    local = moment.astimezone(zone)
    if is_day_of_mail(rule, local.date()):
        if local.time() < rule.sends_from:
            return begin(local.date(), rule, zone)
        if local.time() < rule.sends_until:
            return moment
    day = local.date() + timedelta(days=1)
    while not is_day_of_mail(rule, day):
        day += timedelta(days=1)
    return begin(day, rule, zone)


def is_day_of_mail(rule, day):
    return rule.sends_on_weekends or day.isoweekday() < SATURDAY


def begin(day, rule, zone):
    return datetime.combine(day, rule.sends_from, zone).astimezone(timezone.get_default_timezone())
