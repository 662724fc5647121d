"""The lists of the scoring pages, for whom these are there; ?of= is the key of a preview or a backtest."""

from types import SimpleNamespace

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from frameworks_app.models import ScoringModelVersion
from pipeline.models import AuditCall, Job, Lead
from pipeline.reports.audit_calls import Found
from pipeline.reports.audit_words import with_findings
from pipeline.reports.backtest import files
from pipeline.reports.backtest.runs import backtests, finished, runs_of
from pipeline.reports.exports import Exported, always, found_in_order, in_order, offer, only, whose
from pipeline.reports.preview.names import those_in
from pipeline.reports.preview.page import Report
from pipeline.reports.question_page import question_page
from pipeline.reports.scoring_columns import (
    AUDIT_CALLS,
    AUDITS,
    BACKTESTS,
    PREVIEW_STATUSES,
    PREVIEWED,
    QUESTIONS,
    VERSIONS,
)
from pipeline.reports.scoring_runs import audits

from .questions import QuestionFilter

readers = only(Role.ADMIN, Role.MANAGER, Role.MARKETING)
editors = only(Role.ADMIN)


def all_audits(_user, _said):
    return audits().order_by("-pk")


def fill_audits(_user, ids, _columns):
    return [
        SimpleNamespace(audit=audit, findings=found) for audit, found in with_findings(found_in_order(audits(), ids))
    ]


def audit_calls(user, _said):
    return AuditCall.objects.readable_by(user).order_by("-pk")


def fill_audit_calls(user, ids, _columns):
    found = Found(user)
    return [SimpleNamespace(**found.shown(audit)) for audit in found_in_order(found.rows, ids)]


def all_backtests(_user, _said):
    return backtests().order_by("-pk")


def fill_backtests(_user, ids, _columns):
    return runs_of(*found_in_order(backtests(), ids))


def backtest_tables(_user, said):
    return list(files.lines(whose(finished(), said).result))


def report_of(user, said):
    previews = Job.objects.filter(kind=Job.Kind.PREVIEW, state=Job.State.DONE)
    return Report.of(whose(previews, said), user)


def preview_statuses(user, said):
    matrix = report_of(user, said).matrix
    return [*matrix.moves, *matrix.stays]


def preview_leads(user, said):
    report = report_of(user, said)
    cell = report.matrix.cell(said.get("from", ""), said.get("to", ""))
    if cell is None:
        raise Http404
    return in_order(*those_in(report.job, cell, user))


def fill_preview_leads(_user, ids, _columns):
    return found_in_order(Lead.objects.with_state(), ids)


def versions(_user, _said):
    return ScoringModelVersion.objects.newest_first()


def fill_versions(_user, ids, _columns):
    return found_in_order(ScoringModelVersion.objects.select_related("published_by").defer("document"), ids)


def questions(_user, said):
    return [row for block in question_page(**QuestionFilter(said).said()) for row in block.rows]


offer(Exported("audits", _("Audits"), all_audits, always(AUDITS), fill_audits, readers))
offer(
    Exported(
        "audit-calls",
        _("Audit calls"),
        audit_calls,
        always(AUDIT_CALLS),
        fill_audit_calls,
        only(Role.MANAGER, Role.ADMIN),
    )
)
offer(Exported("backtests", _("Backtests"), all_backtests, always(BACKTESTS), fill_backtests, readers))
offer(Exported("backtest", _("Backtest"), backtest_tables, always(files.COLUMNS), is_for=readers))
offer(
    Exported("preview-statuses", _("Preview of a draft"), preview_statuses, always(PREVIEW_STATUSES), is_for=readers)
)
offer(
    Exported(
        "preview-leads",
        _("Leads of the preview"),
        preview_leads,
        always(PREVIEWED),
        fill_preview_leads,
        readers,
        key="whose",
    )
)
offer(Exported("versions", _("Versions"), versions, always(VERSIONS), fill_versions, readers))
offer(Exported("questions", _("Questions"), questions, always(QUESTIONS), is_for=editors))
