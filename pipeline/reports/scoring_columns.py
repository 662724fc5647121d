"""The columns of the files of what belongs to scoring: versions, questions, backtests, previews, audits."""

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .columns import Column, followed, shown
from .lead_columns import columns_of


def findings(row):
    """Of an audit, each lead that differs."""
    words = _("%(what)s: stored %(stored)s, should be %(expected)s")
    return [
        f"{_('Lead %(number)s') % {'number': each.lead}}: "
        + words % {"what": each.what, "stored": each.stored, "expected": each.expected}
        for each in row.findings
    ]


def outcome(row):
    return _("Waits for its call") if row.audit.is_open else row.audit.get_outcome_display()


def what_was_wrong(row):
    is_wrong = row.audit.outcome == row.audit.Outcome.WRONG
    return (row.caused_by or _("a person's word against the rules")) if is_wrong else ""


def in_each_language(label, value):
    """A column for every language; `value` takes the question as one language has it."""
    return [
        Column(code, format_lazy("{} ({})", label, name), lambda row, n=number: value(row.columns[n]))
        for number, (code, name) in enumerate(settings.LANGUAGES)
    ]


AUDITS = [
    Column("at", gettext_lazy("When"), followed("audit.ran_at")),
    Column("version", gettext_lazy("Version"), followed("audit.version_id")),
    Column("checked", gettext_lazy("Leads checked"), followed("audit.checked")),
    Column("different", gettext_lazy("Leads that differ"), followed("audit.different")),
    Column("findings", gettext_lazy("What was found"), findings),
    Column("seen_by", gettext_lazy("Seen by"), shown("audit.seen_by")),
    Column("seen_at", gettext_lazy("Seen"), followed("audit.seen_at")),
]
AUDIT_CALLS = [
    Column("company", gettext_lazy("Company"), shown("lead.company")),
    Column("contact", gettext_lazy("Contact"), shown("lead.contact")),
    Column("team", gettext_lazy("Team"), shown("audit.team")),
    Column("status", gettext_lazy("Rejected as"), shown("audit.category")),
    Column("rejected_by", gettext_lazy("Rejected by"), followed("rejected_by")),
    Column("drawn_at", pgettext_lazy("at random", "Drawn on"), followed("audit.drawn_at")),
    Column("outcome", gettext_lazy("What the call found"), outcome),
    Column("caused_by", gettext_lazy("What was wrong"), what_was_wrong),
    Column("by", gettext_lazy("Call by"), shown("audit.call.by")),
]
BACKTESTS = [
    Column("number", gettext_lazy("Number"), followed("job.pk")),
    Column("version", gettext_lazy("Version"), followed("title")),
    Column("question", gettext_lazy("What was asked"), followed("question")),
    Column("state", gettext_lazy("State"), followed("job.get_state_display")),
    Column("score", gettext_lazy("Score"), shown("headline_of")),
    Column("found", gettext_lazy("What was found"), followed("headline")),
    Column("by", gettext_lazy("By"), shown("job.by")),
    Column("at", gettext_lazy("When"), followed("job.started_at")),
]
PREVIEWED = columns_of(("owner", "team"))
PREVIEW_STATUSES = [
    Column("origin", gettext_lazy("Status now"), shown("origin")),
    Column("target", gettext_lazy("Status under the draft"), shown("target")),
    Column("count", gettext_lazy("Leads"), followed("count")),
]
VERSIONS = [
    Column("number", gettext_lazy("Version"), followed("pk")),
    Column("at", gettext_lazy("Published"), followed("published_at")),
    Column("by", gettext_lazy("By"), lambda version: str(version.published_by or _("the system"))),
    Column("why", gettext_lazy("Why"), followed("why")),
    Column("restores", gettext_lazy("Rolled back to"), followed("restores_id")),
    Column("acts", gettext_lazy("Acted on changed statuses"), followed("acts_on_changes")),
]
QUESTIONS = [
    Column("chapter", gettext_lazy("Chapter"), followed("question.criterion.get_chapter_display")),
    Column("criterion", gettext_lazy("Criterion"), shown("question.criterion")),
    *in_each_language(gettext_lazy("Question"), lambda wording: wording.text),
    *in_each_language(gettext_lazy("Follow-up questions"), lambda wording: wording.probes),
    Column("framework", gettext_lazy("Only for"), shown("question.framework")),
    Column("active", gettext_lazy("Active"), followed("question.is_active")),
    Column("asked", gettext_lazy("Asked, last 90 days"), followed("lately.asked")),
    Column("answered", gettext_lazy("Answered, last 90 days"), followed("lately.answered")),
    Column("changed", gettext_lazy("Verdict changed, last 90 days"), followed("lately.changed")),
    Column("ever_asked", gettext_lazy("Asked, ever"), followed("together.ever.asked")),
    Column("ever_answered", gettext_lazy("Answered, ever"), followed("together.ever.answered")),
    Column("ever_changed", gettext_lazy("Verdict changed, ever"), followed("together.ever.changed")),
]
