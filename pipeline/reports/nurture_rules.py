"""Which rule of a track speaks of a lead: the facts it looks at, and the first rule that holds."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Max

from pipeline.models import DiscoveryCall, Enrolment, NurtureTrack, Signal, TrackRule

from .levels import level, levels_in_force

Kind = TrackRule.Kind
REPLY_SIGNAL = "personal_reply"
# Nobody asks for signals within a longer time than this.
FURTHEST = timedelta(days=730)


@dataclass
class Happened:
    """Of one lead: when which signals were, by type; when somebody spoke with it; when it entered which track last."""

    signals: dict = field(default_factory=lambda: defaultdict(list))
    replies: list = field(default_factory=list)
    entered: dict = field(default_factory=dict)

    def number(self, type_id, since):
        return sum(moment > since for moment in self.signals[type_id])


def happened_to(lead_ids, rules, now):
    """What the rules ask about, for each of these leads, in three statements whatever their number."""
    found = defaultdict(Happened)
    types = {rule.signal_type_id for rule in rules if rule.signal_type_id}
    signals = Signal.objects.filter(lead__in=lead_ids, occurred_at__gt=now - FURTHEST)
    wanted = signals.filter(type__in=types) | signals.filter(type__key=REPLY_SIGNAL)
    for lead_id, type_id, key, at in wanted.values_list("lead_id", "type_id", "type__key", "occurred_at"):
        found[lead_id].signals[type_id].append(at)
        if key == REPLY_SIGNAL:
            found[lead_id].replies.append(at)
    spoken = DiscoveryCall.objects.answered().filter(lead__in=lead_ids, ended_at__gt=now - FURTHEST)
    for lead_id, at in spoken.values_list("lead_id", "ended_at"):
        found[lead_id].replies.append(at)
    stays = Enrolment.objects.filter(lead__in=lead_ids).order_by().values("lead_id", "track_id")
    for stay in stays.annotate(last=Max("entered_at")):
        found[stay["lead_id"]].entered[stay["track_id"]] = stay["last"]
    return found


def active_rules():
    """By way, in the order of the tracks and their rules; only of tracks that are at work."""
    rules = TrackRule.objects.filter(track__is_active=True).select_related("track", "signal_type", "category")
    found = defaultdict(list)
    for rule in rules.order_by("track__position", "track", "pk"):
        found[rule.way].append(rule)
    return found


def rule_to_leave(enrolment, rules, state, happened, now):
    """The first rule of its track under which the lead leaves; None where it stays."""
    mine = (rule for rule in rules if rule.track_id == enrolment.track_id)
    return next((rule for rule in mine if takes_out(rule, enrolment, state, happened, now)), None)


def takes_out(rule, enrolment, state, happened, now):
    since = enrolment.entered_at
    match rule.kind:
        case Kind.SIGNAL:
            return happened.number(rule.signal_type_id, reaching(rule, since, now)) >= rule.count
        case Kind.REPLY:
            return any(moment > since for moment in happened.replies)
        case Kind.CATEGORY:
            return stands_in(state) == rule.category_id
        case Kind.QUALIFICATION:
            return state.qual_low >= rule.at_least * 100
        case Kind.ENGAGEMENT:
            return engagement_level(state) >= rule.at_least
    return now >= since + timedelta(days=rule.days)


def reaching(rule, since, now):
    """From when on signals count."""
    return max(since, now - timedelta(days=rule.days)) if rule.days else since


def stands_in(state):
    """The key of the status that stands: a person's word before the computed one."""
    return state.override_id or state.category_id


def engagement_level(state):
    return level(state.engagement, levels_in_force())


def rule_to_enter(rules, lead, happened, open_track, has_new_status, now):
    """The first rule that brings the lead in; from another track only a rule that takes over."""
    for rule in rules:
        if rule.track_id == open_track or open_track and not rule.takes_over:
            continue
        if is_for(rule.track, lead.state) and brings_in(rule, lead.state, happened, has_new_status, now):
            return rule
    return None


def is_for(track, state):
    return track.is_active and track.team_id in (None, state.team_id)


def brings_in(rule, state, happened, has_new_status, now):
    if rule.kind == Kind.CATEGORY:
        return has_new_status and stands_in(state) == rule.category_id
    # What brought the lead into this track once does not bring it in again.
    since = happened.entered.get(rule.track_id, datetime.min.replace(tzinfo=now.tzinfo))
    return happened.number(rule.signal_type_id, reaching(rule, since, now)) >= rule.count


def tracks_for(lead):
    """Tracks that a person may put this lead into."""
    return NurtureTrack.objects.active().for_team(lead.state.team_id)
