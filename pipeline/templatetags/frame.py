"""The frame around the pages: where one can go, and where one is."""

from typing import NamedTuple

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Role

register = template.Library()


class Room(NamedTuple):
    view: str
    icon: str
    label: str
    pages: tuple  # how the names of its pages begin
    roles: tuple = tuple(Role)


SELLERS = (Role.SDR, Role.ACCOUNT_EXECUTIVE, Role.MANAGER)
ROOMS = (
    Room("pipeline:queue", "queue", _("Queue"), ("pipeline:queue", "pipeline:hand_off"), SELLERS),
    Room(
        "pipeline:triage",
        "filter",
        _("Triage"),
        ("pipeline:triage", "pipeline:hand_off"),
        (Role.MARKETING, Role.ADMIN),
    ),
    Room(
        "pipeline:lead_list",
        "leads",
        _("Leads"),
        (
            "pipeline:lead",
            "pipeline:untouched",
            "pipeline:company",
            "pipeline:contact",
            "pipeline:import",
            "pipeline:duplicate",
            "pipeline:nurture",
        ),
    ),  # fmt: skip
    Room("pipeline:board", "columns", _("Board"), ("pipeline:board",)),
    Room("pipeline:review_list", "history", _("Review"), ("pipeline:review",)),
    Room("pipeline:follow_up_list", "calendar", _("Follow-ups"), ("pipeline:follow_up",)),
    Room("pipeline:call_list", "phone", _("Calls"), ("pipeline:call", "pipeline:practice")),
    Room(
        "frameworks_app:model",
        "scale",
        _("Scoring"),
        ("frameworks_app:", "pipeline:question", "pipeline:preview", "pipeline:backtest", "pipeline:audit"),
        (Role.MANAGER, Role.MARKETING, Role.ADMIN),
    ),
    Room("admin:index", "settings", _("Set-up"), ("admin:",), (Role.ADMIN,)),
)


@register.simple_tag(takes_context=True)
def rooms(context):
    """The rooms that exist for this person, each with its address and whether the reader is in it."""
    request, user = context.get("request"), context.get("user")
    if not user or not user.is_authenticated:
        return []
    match = getattr(request, "resolver_match", None)
    here = match.view_name if match else ""
    return [
        {"url": url, "icon": room.icon, "label": room.label, "is_here": here.startswith(room.pages), "view": room.view}
        for room in ROOMS
        if user.role in room.roles and (url := address(room.view))
    ]


def address(view):
    try:
        return reverse(view)
    except NoReverseMatch:
        return ""


@register.simple_tag
def language_names():
    """Languages as their own speakers write them, so that one finds one's own in a foreign page."""
    return (("en", "English"), ("pl", "Polski"), ("ru", "Русский"), ("zh-hans", "简体中文"))
