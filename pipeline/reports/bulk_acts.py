"""What a change of many leads did, for the page that shows it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from frameworks_app.models import Category
from pipeline.models import BulkAct, Lead, NurtureTrack, Reason, Stage, Tag

MOST_SHOWN = 200
Kind = BulkAct.Kind
# What a kind of change replaces: under which word it is kept, and whose names these are.
REPLACES = {
    Kind.OWNER: ("owner", User),
    Kind.STAGE: ("stage", Stage),
    Kind.CATEGORY: ("category", Category),
    Kind.UNTRACK: ("track", NurtureTrack),
}
# What the leads become, in the same way.
TARGETS = {
    Kind.OWNER: ("owner", User),
    Kind.STAGE: ("stage", Stage),
    Kind.CATEGORY: ("category", Category),
    Kind.TAG: ("tag", Tag),
    Kind.UNTAG: ("tag", Tag),
    Kind.TRACK: ("track", NurtureTrack),
}


@dataclass(frozen=True)
class Line:
    lead: Lead
    before: str


def sentence(act):
    """What was done to how many leads."""
    said, number = act.said, act.count
    match act.kind:
        case Kind.OWNER if said["owner"] is None:
            words = ngettext("%(count)d lead is free to be taken.", "%(count)d leads are free to be taken.", number)
        case Kind.OWNER:
            words = ngettext("%(count)d lead given to %(what)s.", "%(count)d leads given to %(what)s.", number)
        case Kind.STAGE:
            words = ngettext("%(count)d lead moved to %(what)s.", "%(count)d leads moved to %(what)s.", number)
        case Kind.CATEGORY:
            words = ngettext(
                "%(count)d lead has the status %(what)s by hand.",
                "%(count)d leads have the status %(what)s by hand.",
                number,
            )
        case Kind.FOLLOW_UP:
            words = ngettext("%(count)d follow-up planned.", "%(count)d follow-ups planned.", number)
        case Kind.TAG:
            words = ngettext("%(count)d lead tagged “%(what)s”.", "%(count)d leads tagged “%(what)s”.", number)
        case Kind.UNTAG:
            words = ngettext("“%(what)s” taken off %(count)d lead.", "“%(what)s” taken off %(count)d leads.", number)
        case Kind.TRACK:
            words = ngettext(
                "%(count)d lead put into the track %(what)s.", "%(count)d leads put into the track %(what)s.", number
            )
        case Kind.UNTRACK:
            words = ngettext(
                "%(count)d lead taken out of its track.", "%(count)d leads taken out of their tracks.", number
            )
    return words % {"count": number, "what": target(act)}


def target(act):
    """What the leads became, by its name today."""
    if act.kind not in TARGETS:
        return ""
    name, model = TARGETS[act.kind]
    return str(model.objects.filter(pk=act.said[name]).first() or _("what is gone now"))


def reason_of(act):
    pk = act.said.get("reason")
    return Reason.objects.filter(pk=pk).first() if pk else None


def lines(act, user, most=MOST_SHOWN):
    """The first of the leads that the reader still sees, each with what stood there before."""
    before = {row["lead"]: row for row in act.before}
    leads = Lead.objects.visible_to(user).with_state().filter(pk__in=list(before)).order_by("pk")[:most]
    names = names_before(act)
    return [Line(lead, names(before[lead.pk])) for lead in leads]


def names_before(act):
    """A function from what was kept of a lead to the name of what stood there."""
    if act.kind not in REPLACES:
        return lambda _row: ""
    key, model = REPLACES[act.kind]
    found = model.objects.in_bulk({row[key] for row in act.before if row[key]})
    nothing = _("Nobody") if act.kind == Kind.OWNER else _("as computed")
    return lambda row: str(found.get(row[key]) or nothing)
