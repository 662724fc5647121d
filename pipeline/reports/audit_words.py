"""What an audit found, in words: the columns that differ by name, and what is stored in them as pages write it."""

from dataclasses import dataclass

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.listing import listed
from frameworks_app.models import Category
from pipeline.models import LeadState
from pipeline.templatetags.leads import cells, millionths

COLUMNS = {
    "fit_low": gettext_lazy("fit, low end"),
    "fit_high": gettext_lazy("fit, high end"),
    "engagement": gettext_lazy("engagement"),
    "interest": gettext_lazy("interest, points"),
    "intent": gettext_lazy("intent, points"),
    "qual_low": gettext_lazy("qualification, low end"),
    "qual_high": gettext_lazy("qualification, high end"),
    "verdict": gettext_lazy("qualification result"),
    "verdicts": gettext_lazy("results of the frameworks"),
    "disagrees": gettext_lazy("whether frameworks disagree"),
    "holds_until": gettext_lazy("how long the result holds"),
    "inclusion": gettext_lazy("place inside an ICP"),
    "company_light": gettext_lazy("company filter"),
    "need_light": gettext_lazy("need filter"),
    "person_light": gettext_lazy("person filter"),
    "category_id": gettext_lazy("status"),
    "category_settled": gettext_lazy("whether the status is settled"),
    "priority": gettext_lazy("place in lists"),
    "fades": gettext_lazy("what is left of signals"),
    "last_days": gettext_lazy("days of the last signals"),
    "codes": gettext_lazy("answers"),
    "expires": gettext_lazy("how long answers count"),
}
HUNDREDTHS = {"fit_low", "fit_high", "qual_low", "qual_high"}
MILLIONTHS = {"engagement", "interest", "intent"}
CHOICES = {
    "verdict": LeadState.Verdict,
    "inclusion": LeadState.Inclusion,
    "company_light": LeadState.Light,
    "need_light": LeadState.Light,
    "person_light": LeadState.Light,
}


@dataclass(frozen=True)
class Said:
    """One finding of an audit."""

    lead: int
    what: str
    stored: str
    expected: str


def with_findings(audits):
    """Pairs of an audit and its findings in words."""
    statuses = {row.pk: str(row) for row in Category.objects.all()} if any(each.findings for each in audits) else {}
    return [(audit, [said(found, statuses) for found in audit.findings]) for audit in audits]


def said(found, statuses):
    column = found["column"]
    stored, expected = (value_words(column, found[side], statuses) for side in ("stored", "expected"))
    return Said(found["lead"], COLUMNS.get(column, column), stored, expected)


def value_words(column, value, statuses):
    match value:
        case None:
            return "–"
        case bool():
            return _("yes") if value else _("no")
        case list():
            return listed(value)
    if column in HUNDREDTHS:
        return cells(value)
    if column in MILLIONTHS:
        return millionths(value)
    if column in CHOICES:
        return str(CHOICES[column](value).label)
    if column == "category_id":
        return statuses.get(value, str(value))
    return date_format(parse_date(value), "DATE_FORMAT") if column == "holds_until" else str(value)
