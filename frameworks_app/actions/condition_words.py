"""The conditions of a document's decision table in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext


class Words:
    """Turns conditions into sentences; `names` are texts by key, by the part of the document that they name."""

    def __init__(self, names):
        self.names = names

    def sentence(self, condition):
        return getattr(self, condition["kind"])(condition)

    def whole(self, condition):
        """The sentence with its mark, as it stands in the table."""
        said = self.sentence(condition)
        return _("%(condition)s, or still open") % {"condition": said} if condition.get("or_open") else said

    def fit_grade(self, condition):
        return _("fit is %(grades)s") % {"grades": either(condition["in"])}

    def inclusion(self, condition):
        words = {"included": _("inside an ICP"), "open": _("still open"), "excluded": _("outside every ICP")}
        return _("the company is %(places)s") % {"places": either([words[each] for each in condition["in"]])}

    def icp(self, condition):
        return _("inside the ICP %(icp)s") % {"icp": self.name("icps", condition["key"])}

    def segment(self, condition):
        return _("segment is %(values)s") % {"values": self.either_of("segments", condition["in"])}

    def product(self, condition):
        return _("product is %(values)s") % {"values": self.either_of("products", condition["in"])}

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
        types = self.either_of("signal_types", condition["types"])
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
        criteria = self.either_of("criteria", condition["criteria"])
        return _("%(framework)s stops at %(criteria)s") % {
            "framework": self.framework(condition),
            "criteria": criteria,
        }

    def framework(self, condition):
        special = {"leading": _("the leading framework"), "any_other": _("another framework")}
        return special.get(condition["framework"]) or self.name("frameworks", condition["framework"])

    def either_of(self, part, keys):
        return either([self.name(part, key) for key in keys])

    def name(self, part, key):
        """A key that the names lack, as of a row that the document does not hold, stands for itself."""
        return self.names.get(part, {}).get(key, key)


def either(words):
    return _(" or ").join(str(word) for word in words)


def between(condition):
    low, high = condition.get("at_least"), condition.get("at_most")
    if low is None:
        return _("at most %(high)s") % {"high": high}
    if high is None:
        return _("at least %(low)s") % {"low": low}
    return _("%(low)s to %(high)s") % {"low": low, "high": high}
