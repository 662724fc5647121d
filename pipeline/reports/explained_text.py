"""The score of one lead in lines for a terminal: the same words as on its page."""

from django.utils.translation import gettext as _

from pipeline.templatetags.leads import cells, millionths

from .explained import stored
from .lead_days import gaps, standing_word
from .lead_page import Known
from .ledger_sums import check_sums
from .why import why
from .why_changed import changed


def score_lines(lead, found):
    """DoesNotAddUp where the lines of the ledger do not give the score."""
    check_sums(found.score)
    told = why(found, Known(found.current, lead.pk, day=found.day, source=found.source))
    return [
        f"{lead} · {found.day} · " + _("scoring model version %(number)s") % {"number": found.current.version_id},
        *status_lines(lead, found),
        *gaps(lead, found),
        *fit_lines(found, told),
        *engagement_lines(found, told),
        *qualification_lines(found, told),
        *table_lines(told),
    ]


def status_lines(lead, found):
    yield _("Status: %(status)s, by the row “%(row)s”") % {"status": found.category_name, "row": found.row_name}
    if word := standing_word(lead, found):
        yield _("Set by hand to %(status)s by %(person)s: “%(why)s”") % {
            "status": word.category,
            "person": word.by,
            "why": word.why,
        }
    if stored(lead, found) == "stale":
        yield _("Stale: lists still show the score before the last change.")


def fit_lines(found, told):
    yield from headed(_("Fit"), span(found.score.fit_low, found.score.fit_high))
    for icp in told.icps:
        yield f"  {icp.name}  {span(icp.result.low, icp.result.high)}"
        for rule in icp.rules:
            yield line(rule.label, rule.fact, points(rule.low, rule.high), rule.note)
        scale = icp.scale
        yield line(_("Sum"), "", points(icp.earned.low, icp.earned.high), "")
        yield "    " + _("counted from the least possible, %(least)s: %(low)s to %(high)s of %(all)s points") % {
            "least": scale["least"],
            "low": scale["above"].low,
            "high": scale["above"].high,
            "all": scale["all"],
        }
        yield from required_lines(icp)


def required_lines(icp):
    if "required_failed" in icp.ends:
        yield "    " + _("a required rule fails: 0")
    if "required_open" in icp.ends:
        yield "    " + _("a required rule is still open: the low end is 0")


def engagement_lines(found, told):
    yield from headed(_("Engagement"), millionths(found.score.engagement))
    for trace in told.traces:
        yield line(trace.name, trace.day or "", millionths(trace.amount), trace.note)


def qualification_lines(found, told):
    yield from headed(_("Qualification"), span(found.score.qual_low, found.score.qual_high))
    for part in told.frameworks:
        group = part["sum"]
        yield f"  {group.name}  {span(part['card'].low, part['card'].high)}  {part['card'].verdict}"
        for rule in group.rules:
            yield line(rule.label, rule.fact, span(rule.low, rule.high), rule.note)
        earned = span(group.earned.low, group.earned.high)
        yield line(_("Sum, of %(cells)s") % {"cells": part["cells"]}, "", earned, "")


def table_lines(told):
    yield from headed(_("Status"), "")
    for row in told.rows:
        yield f"  {'→' if row.what == 'wins' else ' '} {row.category}: {row.name}"


def difference_lines(old, new):
    said = [_("Since %(day)s") % {"day": old.day}]
    for each in changed(old, new):
        said += ["", f"{each.name}: {each.old} → {each.new}  {each.amount}".rstrip()]
        said += [line(row.label, f"{row.old} → {row.new}", row.amount, row.note) for row in each.rows]
    return said


def headed(name, score):
    return ["", f"{name}  {score}".rstrip()]


def line(label, fact, amount, note):
    said = f"    {label:<44} {fact!s:<36} {amount:>14}"
    return f"{said}  {note}".rstrip()


def span(low, high):
    """Hundredths, as they are kept: "96.29–100"."""
    return cells(low) if low == high else f"{cells(low)}–{cells(high)}"


def points(low, high):
    return str(low) if low == high else f"{low}…{high}"
