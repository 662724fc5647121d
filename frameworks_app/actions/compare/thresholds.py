from django.utils.translation import gettext as _

from frameworks_app.models import Evidence

from .line import Difference, Kind

OF = ("settings", "")


def threshold_lines(old, new, names):
    for grade, points in new["grades"].items():
        yield from changed(_("grade %(grade)s from") % {"grade": grade}, old["grades"][grade], points)
    for level, ends in enumerate(zip(old["levels"], new["levels"], strict=True), start=2):
        yield from changed(_("engagement level %(level)s from") % {"level": level}, *ends)
    for rung, percent in new["evidence"].items():
        label = _("an answer counts, when %(evidence)s") % {"evidence": str(Evidence(rung).label).lower()}
        yield from changed(label, old["evidence"][rung], percent, "%")


def changed(what, old, new, unit=""):
    if old != new:
        yield Difference(Kind.CHANGED, OF, "", what, f"{old}{unit}", f"{new}{unit}")


def installation_lines(old, new, names):
    yield from changed(_("time zone"), old["time_zone"], new["time_zone"])
    yield from changed(_("currency"), old["currency"], new["currency"])
