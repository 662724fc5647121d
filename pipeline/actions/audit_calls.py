"""Of the leads that the rules reject a few are called all the same: was it right?"""

from collections import Counter
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.calendar import home_day, home_zone
from pipeline.models import AuditCall, AuditRule, DiscoveryCall, Lead, RejectionCount, Stage
from pipeline.reports.cadence import ATTEMPTS
from pipeline.reports.rejections import Rejections, cause_of, score_by, what_fails, what_rejects

PERIOD = timedelta(days=365)
KEPT_OPEN = timedelta(days=30)
IN_PLAY = (Stage.Kind.OPEN, Stage.Kind.NURTURE)
HEARD = (DiscoveryCall.Outcome.REACHED, DiscoveryCall.Outcome.REPLIED)


def draw_audits(changes, routes):
    """Of the leads that these changes reject, mark some for an audit call; in the transaction that handles them.

    Whether a lead is drawn is settled by `ticket`, so that neither the order of work nor a killed worker has a say:
    what was rolled back comes out the same the next time.
    """
    leads = newly_rejected(changes, Rejections(routes))
    if not leads:
        return
    # One after the other, so that two workers do not both fill a team's week.
    rule = AuditRule.objects.select_for_update().first() or AuditRule(share=0)
    day = home_day()
    drawn = [lead for lead in leads if ticket(lead.pk, day) < rule.share / 100]
    # In the order of their tickets, so that the cap is no favour to old or new leads.
    taken, left = within_cap(sorted(drawn, key=lambda lead: ticket(lead.pk, day)), rule, day)
    AuditCall.objects.bulk_create(audit_of(lead) for lead in taken)
    count_rejections(leads, left, day)


def newly_rejected(changes, rejections):
    """Leads whose computed status has just begun to say no, that nobody has called or judged and one may call."""
    turned = {change.lead_id: change for change in changes if change.category_id != change.old_category_id}
    leads = callable_leads(turned) if turned else []
    return [
        lead
        for lead in leads
        if rejections.say_no(lead.state.team_id, lead.state.category_id)
        and not rejections.say_no(lead.state.team_id, turned[lead.pk].old_category_id)
    ]


def callable_leads(ids):
    reachable = ~Q(contact__phone="") & Q(contact__isnull=False) | ~Q(contact__email="") & Q(contact__isnull=False)
    reachable |= ~Q(company__phone="") & Q(company__isnull=False)
    somebodys = Q(state__team__isnull=False) | Q(state__owner__isnull=False)
    leads = Lead.objects.standing().contactable().filter(reachable, somebodys, pk__in=ids, calls=None)
    recent = AuditCall.objects.filter(Q(ended_at=None) | Q(drawn_at__gt=timezone.now() - PERIOD))
    fresh = leads.filter(state__override=None, state__stage__kind__in=IN_PLAY)
    return fresh.exclude(pk__in=recent.filter(lead__in=ids).values("lead")).select_related("state").order_by("pk")


def ticket(lead_id, day):
    """A number in 0..1 for a lead and the 365 days around: a keyed hash of the two, and of nothing about the lead.

    That makes it unbiased: every lead has the same chance, and without SECRET_KEY nobody can foresee or choose it.
    A lead that comes and goes holds one ticket for those days and not one for each time that it is rejected.
    """
    digest = salted_hmac("pipeline.audit_calls", f"{lead_id}:{day.toordinal() // PERIOD.days}", algorithm="sha256")
    return int.from_bytes(digest.digest()[:8]) / 2**64


def within_cap(leads, rule, day):
    monday = datetime.combine(day - timedelta(days=day.weekday()), time(), home_zone())
    so_far = Counter(AuditCall.objects.filter(drawn_at__gte=monday).values_list("team", flat=True)) if leads else {}
    taken, left = [], []
    for lead in leads:
        fits = so_far.get(lead.state.team_id, 0) < rule.most_per_week
        (taken if fits else left).append(lead)
        so_far[lead.state.team_id] = so_far.get(lead.state.team_id, 0) + fits
    return taken, left


def audit_of(lead):
    state = lead.state
    return AuditCall(
        lead=lead,
        team_id=state.team_id,
        version_id=state.model_version_id,
        category_id=state.category_id,
        rejected_by=what_rejects(score_by(state.model_version_id, lead.pk)),
    )


def count_rejections(leads, left, day):
    considered, over = (Counter(lead.state.team_id for lead in each) for each in (leads, left))
    for team_id, number in considered.items():
        row, _is_new = RejectionCount.objects.get_or_create(day=day, team_id=team_id)
        RejectionCount.objects.filter(pk=row.pk).update(
            considered=F("considered") + number, over_cap=F("over_cap") + over[team_id]
        )


def open_audit(lead_id):
    """With the lead as it stands, locked; None where no audit call is open."""
    audits = AuditCall.objects.open().select_for_update(of=["self"]).select_related("lead__state")
    return audits.filter(lead=lead_id).first()


def end_audit(*, audit, call, ended):
    """Judge by what was heard; a call that reached nobody is an attempt, of which the cadence allows so many."""
    if call.outcome not in HEARD:
        return tried_in_vain(audit, call)
    found = score_by(audit.version_id, audit.lead_id)
    category_id = found.current.model.categories[found.score.category].id
    if not Rejections().say_no(audit.lead.state.team_id, category_id):
        return close(audit, call, AuditCall.Outcome.WRONG, cause_of(audit.rejected_by, what_fails(found)))
    # A person's word names no criterion.
    is_wrong = is_sent_on(audit, ended)
    return close(audit, call, AuditCall.Outcome.WRONG if is_wrong else AuditCall.Outcome.RIGHT)


def is_sent_on(audit, ended):
    """A person's word against the rules, with their reason: the lead goes on to another stage of work, or gets another
    status."""
    if ended.category:
        return not Rejections().say_no(audit.lead.state.team_id, ended.category.pk)
    return ended.stage.is_open and ended.stage.pk != audit.lead.state.stage_id and bool(ended.summary)


def tried_in_vain(audit, call):
    tries = DiscoveryCall.objects.unanswered().filter(lead=audit.lead_id, started_at__gte=audit.drawn_at)
    if tries.count() >= ATTEMPTS:
        close(audit, call, AuditCall.Outcome.NOT_REACHED)


def close(audit, call, outcome, caused_by=""):
    audit.call, audit.ended_at, audit.outcome, audit.caused_by = call, timezone.now(), outcome, caused_by
    audit.save(update_fields=["call", "ended_at", "outcome", "caused_by"])


def reopen_audit(attempt):
    """The attempt that ended it is taken back."""
    ended = AuditCall.objects.filter(call=attempt, outcome=AuditCall.Outcome.NOT_REACHED)
    ended.update(ended_at=None, outcome="", call=None)


@transaction.atomic
def let_audits_go():
    """Those whose lead may not or need not be called any more, and those that nobody found the time for."""
    over = Q(lead__merged_into__isnull=False) | Q(lead__contact__do_not_contact=True)
    over |= ~Q(lead__state__stage__kind__in=IN_PLAY) | Q(drawn_at__lt=timezone.now() - KEPT_OPEN)
    # Whoever is on the phone with them ends it by that call.
    held = DiscoveryCall.objects.open().filter(lead=OuterRef("lead"))
    ids = list(AuditCall.objects.open().filter(over).exclude(Exists(held)).values_list("pk", flat=True))
    AuditCall.objects.filter(pk__in=ids).update(ended_at=timezone.now(), outcome=AuditCall.Outcome.LET_GO)
