from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.listing import listed
from frameworks_app.models import SignalType

from .line import Difference, Field, Kind, by_key, field_lines, moves, text_lines


def days(number):
    return ngettext("%(days)s day", "%(days)s days", number) % {"days": number}


def half_life(number):
    return _("never fades") if number is None else days(number)


def is_active(active):
    return _("active") if active else _("retired")


FIELDS = (
    Field("active", gettext_lazy("state"), is_active, otherwise=True),
    Field("kind", gettext_lazy("kind"), lambda kind: str(SignalType.Kind(kind).label)),
    Field("points", gettext_lazy("points")),
    Field("cap", gettext_lazy("cap")),
    Field("half_life", gettext_lazy("half-life"), half_life),
)


def engagement_lines(old, new, names):
    before, places = by_key(old["signal_types"]), moves(old["signal_types"], new["signal_types"])
    for kind in new["signal_types"]:
        of, subject = ("signal_types", kind["key"]), names["signal_types"][kind["key"]]
        was = before.pop(kind["key"], None)
        if was is None:
            yield Difference(Kind.ADDED, of, subject, _("added"), new=signal_words(kind))
            continue
        yield from text_lines(_("name"), was["name"], kind["name"], of=of, subject=subject)
        yield from field_lines(FIELDS, was, kind, of=of, subject=subject)
        if kind["key"] in places:
            yield Difference(Kind.MOVED, of, subject, places[kind["key"]].words())
    for key, kind in before.items():
        of = ("signal_types", key)
        yield Difference(Kind.REMOVED, of, names["signal_types"][key], _("not there yet"), old=signal_words(kind))


def signal_words(kind):
    points = ngettext("%(points)s point", "%(points)s points", abs(kind["points"])) % {"points": kind["points"]}
    fades = half_life(kind["half_life"])
    said = [points, _("cap %(cap)s") % {"cap": kind["cap"]}]
    said.append(fades if kind["half_life"] is None else _("half-life %(days)s") % {"days": fades})
    return listed(said if kind.get("active", True) else [*said, _("retired")])
