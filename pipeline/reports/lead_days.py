"""The days of a lead: when something changed, since when it has a score, and what nobody can know any more."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db.models import Max, Min, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frameworks_app.models import ScoringModelVersion
from pipeline.models import CategoryOverride, Merge, RetentionRule, ScoreChange, Twins
from pipeline.scoring.past import override_as_of
from pipeline.scoring.sources import PRESENT, end_of


def days_around(lead, day, zone):
    """The nearest days before and after on which a score, a status or a person's word changed; None where none is."""
    start, end = (end_of(each, zone) for each in (day - timedelta(days=1), day))
    times = (
        (ScoreChange.objects.filter(lead=lead), "recorded_at"),
        (CategoryOverride.objects.filter(lead=lead), "created_at"),
        (CategoryOverride.objects.filter(lead=lead), "lifted_at"),
    )
    found = [nearest(rows, name, start, end) for rows, name in times]
    before = max((each["before"] for each in found if each["before"]), default=None)
    after = min((each["after"] for each in found if each["after"]), default=None)
    return tuple(moment and moment.astimezone(ZoneInfo(zone)).date() for moment in (before, after))


def nearest(rows, name, start, end):
    return rows.aggregate(
        before=Max(name, filter=Q(**{f"{name}__lt": start})), after=Min(name, filter=Q(**{f"{name}__gte": end}))
    )


def standing_word(lead, found):
    """A person's override as it stood where the score was taken."""
    words = CategoryOverride.objects.select_related("category", "by")
    if found.source is PRESENT:
        return words.filter(lead=lead, lifted_at=None).first()
    key = override_as_of(lead.pk, found.source)
    return words.filter(pk=key).first() if key else None


def absence(lead, day):
    """Why there is no score on a day: one sentence."""
    first = ScoringModelVersion.objects.order_by("pk").defer("document").first()
    if first is None:
        return _("No scoring model is published yet: an admin does it under Scoring.")
    if day < timezone.localdate(first.published_at):
        return _("On that day there was no scoring model yet: the first was published on %(day)s.") % {
            "day": shown(first.published_at)
        }
    if lead.recorded_at < lead.occurred_at:
        return _("This lead did not exist yet: it came on %(day)s.") % {"day": shown(lead.occurred_at)}
    return _("This lead did not exist yet: it was recorded on %(day)s.") % {"day": shown(lead.recorded_at)}


def gaps(lead, found):
    """Sentences on what history cannot tell of the day of this score; none of today."""
    if found.source is PRESENT:
        return []
    cut = found.source.cut
    return [*erased(lead, cut), *let_go(cut), *merged(lead, cut)]


def erased(lead, cut):
    gone = lead.contact and lead.contact.erased_at
    if gone and gone >= cut:
        yield _(
            "The person was erased on %(day)s with all that was known about them,"
            " so the score may then have been another."
        ) % {"day": shown(gone)}


def let_go(cut):
    days = RetentionRule.objects.filter(kind=RetentionRule.Kind.CHANGE_HISTORY).values_list("days", flat=True).first()
    if days and cut < timezone.now() - timedelta(days=days):
        yield ngettext(
            "Former values of companies, people and leads are kept for %(days)d day: older ones may be missing here.",
            "Former values of companies, people and leads are kept for %(days)d days: older ones may be missing here.",
            days,
        ) % {"days": days}


def merged(lead, cut):
    since = Merge.objects.filter(kind=Twins.LEAD, at__gte=cut, undone_at=None)
    for merge in since.filter(kept_id=lead.pk).order_by("pk"):
        yield _("Another lead was merged into this one on %(day)s: what it knew counts here from then on.") % {
            "day": shown(merge.at)
        }


def shown(moment):
    return date_format(timezone.localtime(moment), "DATE_FORMAT")
