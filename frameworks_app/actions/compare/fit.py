from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.listing import listed
from frameworks_app.actions.rule_words import rule_in_words

from .line import Difference, Field, Kind, by_key, field_lines, moves, quoted, text_lines

OF_ICP = (Field("threshold", gettext_lazy("company filter passes from")),)
OF_RULE = (Field("points", gettext_lazy("points")), Field("required", gettext_lazy("required")))
ASKED = ("attribute", "entity", "value_type", "operator", "operand")


def fit_lines(old, new, names):
    before, places = by_key(old["icps"]), moves(old["icps"], new["icps"])
    for icp in new["icps"]:
        of, subject = ("icps", icp["key"]), icp_name(icp["key"], names)
        was = before.pop(icp["key"], None)
        if was is None:
            filters = _("company filter passes from %(points)s") % {"points": icp["threshold"]}
            yield Difference(Kind.ADDED, of, subject, _("added"), new=filters)
        else:
            yield from text_lines(_("name"), was["name"], icp["name"], of=of, subject=subject)
            yield from field_lines(OF_ICP, was, icp, of=of, subject=subject)
        if icp["key"] in places:
            yield Difference(Kind.MOVED, of, subject, places[icp["key"]].words())
        yield from rule_lines(was["criteria"] if was else [], icp["criteria"], names, of=of, subject=subject)
    for key in before:
        yield Difference(Kind.REMOVED, ("icps", key), icp_name(key, names), _("retired"))


def icp_name(key, names):
    return _("ICP %(name)s") % {"name": names["icps"][key]}


def rule_lines(old, new, names, *, of, subject):
    before, places = by_key(old), moves(old, new)
    for rule in new:
        said = rule_in_words(rule, names)
        was = before.pop(rule["key"], None)
        if was is None:
            what = _("rule “%(rule)s” added") % {"rule": said}
            yield Difference(Kind.ADDED, of, subject, what, new=worth(rule))
        else:
            yield from changed_rule(was, rule, names, of=of, subject=f"{subject} · {quoted(said)}")
        if rule["key"] in places:
            what = _("rule “%(rule)s” %(moved)s") % {"rule": said, "moved": places[rule["key"]].words()}
            yield Difference(Kind.MOVED, of, subject, what)
    for rule in before.values():
        what = _("rule “%(rule)s” removed") % {"rule": rule_in_words(rule, names)}
        yield Difference(Kind.REMOVED, of, subject, what, old=worth(rule))


def changed_rule(old, new, names, *, of, subject):
    if any(old[part] != new[part] for part in ASKED):
        words = rule_in_words(old, names), rule_in_words(new, names)
        yield Difference(Kind.CHANGED, of, subject, _("condition"), *words)
    yield from field_lines(OF_RULE, old, new, of=of, subject=subject)
    yield from text_lines(_("name"), old["name"], new["name"], of=of, subject=subject)


def worth(rule):
    points = ngettext("%(points)s point", "%(points)s points", abs(rule["points"])) % {"points": rule["points"]}
    return listed([points, _("required")]) if rule["required"] else points
