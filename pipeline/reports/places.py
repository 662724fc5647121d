"""Pages and actions that a search finds by their names in the reader's language."""

import unicodedata
from typing import NamedTuple

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Role
from pipeline.templatetags.frame import ROOMS, address

IMPORTERS = (Role.MANAGER, Role.MARKETING, Role.ADMIN)


class Place(NamedTuple):
    title: str
    url: str
    icon: str
    about: str = ""


class Door(NamedTuple):
    """`also` holds other words that people look for it by."""

    view: str
    icon: str
    title: str
    also: str = ""
    roles: tuple = tuple(Role)


ACTIONS = (
    Door("pipeline:lead_create", "plus", _("New lead"), pgettext_lazy("search words", "add create")),
    Door("pipeline:contact_create", "plus", _("New contact"), pgettext_lazy("search words", "add create person")),
    Door("pipeline:import_create", "upload", _("Import a file"), "CSV XLSX Excel", IMPORTERS),
)
PAGES = (
    Door("pipeline:company_list", "company", _("Companies"), pgettext_lazy("search words", "accounts customers")),
    Door("pipeline:contact_list", "person", _("Contacts"), pgettext_lazy("search words", "people")),
    Door("pipeline:import_list", "upload", _("Imports"), "CSV XLSX Excel", IMPORTERS),
    Door("pipeline:duplicate_list", "swap", _("Duplicates"), pgettext_lazy("search words", "merge twins")),
    Door(
        "pipeline:practice_list",
        "phone",
        _("Practice"),
        pgettext_lazy("search words", "training learn made up"),
        tuple(role for role in Role if role != Role.MARKETING),
    ),
    Door(
        "frameworks_app:definition_list",
        "scale",
        _("Agreed definitions"),
        pgettext_lazy("search words", "MQL SQL PQL ICP sign off what is"),
    ),
    Door("pipeline:questions", "note", _("Questions side by side"), roles=(Role.ADMIN,)),
    Door("pipeline:message_list", "mail", _("Letters"), pgettext_lazy("search words", "e-mail messages digest sent")),
    Door("pipeline:calendar_feed", "calendar", _("Calendar feed"), "iCalendar ICS"),
    Door("pipeline:mail_setup", "mail", _("Mail set-up"), "SMTP", (Role.ADMIN,)),
    Door(
        "accounts:preferences",
        "settings",
        _("Preferences"),
        pgettext_lazy("search words", "language time zone theme dark light"),
    ),
    Door("account_change_password", "key", _("Password")),
    Door("mfa_index", "shield", _("Two-step sign-in"), "2FA TOTP"),
)


def actions(user):
    return [place for place, _also in opened(ACTIONS, user)]


def places(request, text):
    """Those whose name, or another word for it, has a word that begins with the text."""
    rooms = [Door(room.view, room.icon, room.label, "", room.roles) for room in ROOMS]
    known = [*opened([*ACTIONS, *rooms, *PAGES], request.user), *set_up_pages(request)]
    wanted = folded(text)
    return [place for place, words in known if f" {wanted}" in f" {folded(words)}"]


def opened(doors, user):
    """Pages that exist and that this person may enter, each with the words it is found by."""
    return [
        (Place(str(door.title), url, door.icon), f"{door.title} {door.also}")
        for door in doors
        if user.role in door.roles and (url := address(door.view))
    ]


def set_up_pages(request):
    if request.user.role != Role.ADMIN:
        return []
    return [
        (Place(str(page["name"]), page["admin_url"], "settings", str(group["name"])), str(page["name"]))
        for group in admin.site.get_app_list(request)
        for page in group["models"]
        if page["admin_url"]
    ]


def folded(text):
    """Without capitals and accents, as people type in a hurry."""
    parts = unicodedata.normalize("NFKD", str(text).casefold())
    return "".join(each for each in parts if not unicodedata.combining(each)).replace("ł", "l")
