"""The columns of the files of daily work: queue, triage, acceptance, practice, imports, duplicates."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .columns import Column, followed, shown
from .duplicates.words import in_words
from .lead_columns import columns_of


def of_result(name):
    return lambda job: job.result.get(name)


def of_group(state):
    return lambda row: row.groups[state].count


def why_returned(row):
    return [f"{reason} ({count})" for reason, count in row.groups["returned"].reasons]


def why_alike(each):
    return [reason["text"] for reason in in_words(each.pair.reasons)]


def side(name):
    """The facts of one of two records."""
    return lambda each: [f"{fact.label}: {said}" for fact in each.facts if (said := getattr(fact, name))]


def finding(kind, label):
    return Column(kind, label, lambda row: row.counts[kind])


QUEUE = [
    Column("whose", gettext_lazy("Whose"), followed("whose")),
    Column("reason", gettext_lazy("Why now"), followed("why_now")),
    *columns_of(("status", "filters", "fit", "qualification", "last_signal", "phone", "owner")),
]
TRIAGE = [
    *columns_of(("status", "filters", "fit", "qualification", "source", "campaign", "created")),
    Column("returned_at", gettext_lazy("Returned on"), followed("returned_at")),
    Column("answer_by", gettext_lazy("Answer by"), followed("answer_by")),
]
ACCEPTANCE = [
    Column("source", gettext_lazy("Source"), followed("source")),
    Column("campaign", gettext_lazy("Campaign"), followed("campaign")),
    Column("passed", gettext_lazy("Passed on"), followed("passed")),
    Column("accepted", gettext_lazy("Accepted"), of_group("accepted")),
    Column("returned", gettext_lazy("Returned"), of_group("returned")),
    Column("waiting", gettext_lazy("Waiting"), of_group("waiting")),
    Column("acceptance", gettext_lazy("Accepted of those decided, %"), followed("acceptance")),
    Column("to_accept", gettext_lazy("Median to accept, working minutes"), followed("to_accept")),
    Column("to_attempt", gettext_lazy("Median to first attempt, working minutes"), followed("to_attempt")),
    Column("late", gettext_lazy("Late, %"), followed("late_share")),
    Column("reasons", gettext_lazy("Why they came back"), why_returned),
]
FINDINGS = [
    finding("missed", gettext_lazy("Missed")),
    finding("otherwise", gettext_lazy("Rated otherwise")),
    finding("assumed", gettext_lazy("Left as assumption")),
    finding("in_vain", gettext_lazy("Asked in vain")),
]
TRIES = [
    Column("scenario", gettext_lazy("Scenario"), followed("name")),
    Column("right", gettext_lazy("Right result"), followed("is_right")),
    *FINDINGS,
    Column("asked", gettext_lazy("Questions"), followed("asked")),
    Column("best", gettext_lazy("Questions needed"), followed("best")),
    Column("at", gettext_lazy("When"), followed("call.ended_at")),
]
MEMBERS = [
    Column("person", pgettext_lazy("colleague", "Person"), shown("person")),
    Column("work_on", gettext_lazy("To work on"), followed("work_on")),
    Column("calls", gettext_lazy("Calls"), lambda member: len(member.calls)),
    Column("right", gettext_lazy("Right result"), followed("right")),
    *FINDINGS,
    Column("latest", pgettext_lazy("practice", "Last"), followed("latest")),
]
IMPORTS = [
    Column("file", gettext_lazy("File"), lambda job: job.arguments.get("file") or _("A file that is gone")),
    Column("state", gettext_lazy("State"), followed("get_state_display")),
    Column("rows", gettext_lazy("Rows"), lambda job: job.arguments.get("rows")),
    Column("created", gettext_lazy("Created"), of_result("created")),
    Column("updated", gettext_lazy("Updated"), of_result("updated")),
    Column("rejected", gettext_lazy("Rejected"), of_result("rejected")),
    Column("by", gettext_lazy("By"), shown("by")),
    Column("at", gettext_lazy("When"), followed("started_at")),
]
DUPLICATES = [
    Column("likelihood", gettext_lazy("Likelihood, %"), followed("pair.likelihood")),
    Column("why", gettext_lazy("Why"), why_alike),
    Column("first", gettext_lazy("One"), shown("first")),
    Column("first_facts", gettext_lazy("What is known of it"), side("first")),
    Column("second", gettext_lazy("The other"), shown("second")),
    Column("second_facts", gettext_lazy("What is known of it"), side("second")),
]
MERGES = [
    Column("kind", gettext_lazy("What"), followed("get_kind_display")),
    Column("kept", gettext_lazy("Kept"), shown("kept")),
    Column("merged", gettext_lazy("Merged into it"), shown("merged")),
    Column("by", gettext_lazy("By"), shown("by")),
    Column("at", gettext_lazy("When"), followed("at")),
]
