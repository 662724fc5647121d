"""The conditions of the decision table in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext


class Words:
    """Turns a document's conditions into sentences, with the document's own names."""

    def __init__(self, names):
        self.names = names

    def sentence(self, condition):
        return getattr(self, condition["kind"])(condition)

    def fit_grade(self, condition):
        return _("fit is %(grades)s") % {"grades": either(condition["in"])}

    def inclusion(self, condition):
        words = {"included": _("inside an ICP"), "open": _("still open"), "excluded": _("outside every ICP")}
        return _("the company is %(places)s") % {"places": either([words[each] for each in condition["in"]])}

    def icp(self, condition):
        return _("inside the ICP %(icp)s") % {"icp": self.name("icps", condition["key"])}

    def segment(self, condition):
        return _("segment is %(values)s") % {"values": either(condition["in"])}

    def product(self, condition):
        return _("product is %(values)s") % {"values": either(condition["in"])}

    def source(self, condition):
        return _("source is %(values)s") % {"values": either(condition["in"])}

    def amount(self, condition):
        money = {side: condition.get(side) and condition[side] // 100 for side in ("at_least", "at_most")}
        return _("amount in %(currency)s is %(bounds)s") % {
            "currency": condition["currency"],
            "bounds": between(money),
        }

    def engagement_level(self, condition):
        return _("engagement level is %(bounds)s") % {"bounds": between(condition)}

    def intent_points(self, condition):
        return _("intent points are %(bounds)s") % {"bounds": between(condition)}

    def signal_within(self, condition):
        types = either([self.name("signal_types", key) for key in condition["types"]])
        days = condition["days"]
        text = ngettext("%(types)s in the last day", "%(types)s in the last %(days)s days", days)
        return text % {"types": types, "days": days}

    def last_signal_age(self, condition):
        return _("days since the last signal are %(bounds)s") % {"bounds": between(condition)}

    def verdict(self, condition):
        words = {
            "qualified": _("Qualified"),
            "disqualified": _("Not qualified"),
            "undecided": pgettext("result", "Open"),
        }
        results = either([words[each] for each in condition["in"]])
        return _("%(framework)s says %(results)s") % {"framework": self.framework(condition), "results": results}

    def gate_failed(self, condition):
        criteria = either([self.name("criteria", key) for key in condition["criteria"]])
        return _("%(framework)s stops at %(criteria)s") % {
            "framework": self.framework(condition),
            "criteria": criteria,
        }

    def framework(self, condition):
        special = {"leading": _("the leading framework"), "any_other": _("another framework")}
        return special.get(condition["framework"]) or self.name("frameworks", condition["framework"])

    def name(self, part, key):
        return self.names[part].get(key, key)


def either(words):
    return _(" or ").join(str(word) for word in words)


def between(condition):
    low, high = condition.get("at_least"), condition.get("at_most")
    if low is None:
        return _("at most %(high)s") % {"high": high}
    if high is None:
        return _("at least %(low)s") % {"low": low}
    return _("%(low)s to %(high)s") % {"low": low, "high": high}
