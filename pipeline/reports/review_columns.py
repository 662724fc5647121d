"""The columns of the files of reviews."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pipeline.models import Flag

from .columns import Column, Money, followed, money, shown


def kept_currency(row):
    return row.currency


def currency_then(row):
    return row.currency_then


def flags(row):
    return [str(Flag(flag).label) for flag in row.flags]


def by_stage(load):
    return [f"{stage}: {number}" for stage, number in load.named]


def worth(load):
    return [f"{Money(*each).amount:.2f} {each.currency}" for each in load.worth]


REVIEWS = [
    Column("title", _("Review"), followed("title")),
    Column("team", _("Team"), shown("team")),
    Column("opened_by", _("Opened by"), shown("opened_by")),
    Column("opened_at", pgettext_lazy("review", "Opened"), followed("opened_at")),
    Column("closed_at", pgettext_lazy("review", "Closed"), followed("closed_at")),
    Column("since", _("Compared with"), followed("since")),
    Column("leads", _("Leads"), followed("leads_count")),
    Column("decisions", _("Decisions"), followed("decisions_count")),
    Column("open_items", _("Action items open"), followed("open_items")),
    Column("items", _("Action items"), followed("items_count")),
]
REVIEW_LEADS = [
    Column("lead", _("Lead"), followed("lead.headline")),
    Column("moved", _("What became of it"), shown("get_moved_display")),
    Column("stage_then", _("Stage then"), shown("stage_then")),
    Column("stage", _("Stage"), shown("stage")),
    Column("owner", _("Owner"), shown("owner")),
    Column("amount_then", _("Amount then"), money("amount_then", currency_then), is_money=True),
    Column("amount", _("Amount"), money("amount", kept_currency), is_money=True),
    Column("close_then", _("Expected close then"), followed("expected_close_then")),
    Column("close", _("Expected close"), followed("expected_close")),
    Column("days", _("Business days in stage"), followed("days")),
    Column("flags", _("Flags"), flags),
]
DECISIONS = [
    Column("lead", _("Lead"), followed("lead.headline")),
    Column("kind", _("Decision"), shown("get_kind_display")),
    Column("stage", _("Stage"), shown("stage")),
    Column("owner", _("Owner"), shown("owner")),
    Column("day", _("Date"), followed("day")),
    Column("reason", _("Reason"), shown("reason")),
    Column("note", _("Note"), followed("note")),
    Column("by", _("By"), shown("by")),
    Column("at", _("When"), followed("at")),
]
ITEMS = [
    Column("text", _("What"), followed("text")),
    Column("lead", _("Lead"), followed("lead.headline")),
    Column("owner", _("Who"), shown("owner")),
    Column("due_on", _("By when"), followed("due_on")),
    Column("done", _("Done"), followed("is_done")),
]
LOAD = [
    Column("owner", _("Owner"), shown("owner")),
    Column("leads", _("Leads"), followed("leads")),
    Column("stages", _("By stage"), by_stage),
    Column("worth", _("Weighted value"), worth),
    Column("stalled", pgettext_lazy("lead", "Stalled"), followed("stalled")),
    Column("untouched", pgettext_lazy("lead", "Untouched"), followed("untouched")),
    Column("waiting", _("On hold"), followed("waiting")),
    Column("no_next_step", _("No next step"), followed("no_next_step")),
    Column("overdue", pgettext_lazy("follow-ups", "Overdue"), followed("overdue")),
]
