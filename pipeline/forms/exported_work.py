"""The lists of daily work: queue, triage, acceptance, practice, imports, duplicates."""

from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Role
from pipeline.models import DuplicatePair, Merge, Twins
from pipeline.reports import triage
from pipeline.reports.acceptance import PERIODS, acceptance
from pipeline.reports.duplicates.pairs import LIKELIEST, merges_of, pairs_of, with_names, with_records
from pipeline.reports.exports import Exported, always, found_in_order, in_order, offer, only
from pipeline.reports.imports import imports_of, may_import
from pipeline.reports.practice import own_calls, team_of, tries_of
from pipeline.reports.queue import queue_of
from pipeline.reports.work_columns import ACCEPTANCE, DUPLICATES, IMPORTS, MEMBERS, MERGES, QUEUE, TRIAGE, TRIES
from pipeline.scoring.current import current

marketing = only(Role.MARKETING, Role.ADMIN)


def queue(user, _said):
    found = queue_of(user)
    mine = [line(entry, _("Your queue")) for entry in found.mine]
    return mine + [line(entry, _("Free in your team")) for entry in found.to_take]


def line(entry, whose):
    """The lead, with the words of its chip: the page alone knows them."""
    chip = render_to_string("pipeline/_reason.html", {"reason": entry.reason, "lead": entry.lead})
    entry.lead.whose, entry.lead.why_now = whose, " ".join(strip_tags(chip).split())
    return entry.lead


def to_triage(user, _said):
    return triage.in_turn(user)


def fill_triage(user, ids, _columns):
    return found_in_order(triage.with_return(triage.to_triage(user)).with_state(), ids)


def accepted(_user, said):
    days = said.get("days", "")
    found = acceptance(int(days) if days in map(str, PERIODS) else PERIODS[0])
    return found.rows


def tries(user, _said):
    return tries_of(own_calls(user), most=None)


def practised(user, _said):
    model = current()
    return team_of(user, model.document) if model else []


def imports(user, _said):
    return imports_of(user).order_by("-pk")


def fill_imports(user, ids, _columns):
    return found_in_order(imports_of(user), ids)


def duplicates(user, said):
    kind = said.get("tab", "")
    return in_order(pairs_of(user, kind if kind in Twins.values else Twins.COMPANY), LIKELIEST)


def fill_duplicates(user, ids, _columns):
    pairs = found_in_order(DuplicatePair.objects, ids)
    return with_records(user, pairs[0].kind, pairs) if pairs else []


def merges(user, _said):
    return merges_of(user).filter(undone_at=None).order_by("-pk")


def fill_merges(user, ids, _columns):
    return with_names(user, found_in_order(Merge.objects.select_related("by"), ids))


def makes_calls(user):
    return user.makes_calls


offer(Exported("queue", gettext_lazy("Queue"), queue, always(QUEUE)))
offer(Exported("triage", gettext_lazy("Triage"), to_triage, always(TRIAGE), fill_triage, marketing))
offer(Exported("acceptance", gettext_lazy("Acceptance"), accepted, always(ACCEPTANCE), is_for=marketing))
offer(Exported("practice", gettext_lazy("Your practice calls"), tries, always(TRIES), is_for=makes_calls))
offer(
    Exported(
        "practice-team",
        gettext_lazy("Your team, last 90 days"),
        practised,
        always(MEMBERS),
        is_for=makes_calls,
    )
)
offer(Exported("imports", gettext_lazy("Imports"), imports, always(IMPORTS), fill_imports, may_import))
offer(Exported("duplicates", gettext_lazy("Duplicates"), duplicates, always(DUPLICATES), fill_duplicates))
offer(Exported("merges", gettext_lazy("Merged"), merges, always(MERGES), fill_merges))
