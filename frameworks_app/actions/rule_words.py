"""A rule of an ICP in words, such as “Country is one of PL, DE”."""

from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.listing import listed
from frameworks_app.models import Operator, read

SENTENCES = {
    Operator.IS: gettext_lazy("%(attribute)s is %(value)s"),
    Operator.IS_NOT: gettext_lazy("%(attribute)s is not %(value)s"),
    Operator.ONE_OF: gettext_lazy("%(attribute)s is one of %(value)s"),
    Operator.NONE_OF: gettext_lazy("%(attribute)s is none of %(value)s"),
    Operator.AT_LEAST: gettext_lazy("%(attribute)s is at least %(value)s"),
    Operator.AT_MOST: gettext_lazy("%(attribute)s is at most %(value)s"),
    Operator.CONTAINS: gettext_lazy("%(attribute)s contains %(value)s"),
    Operator.IS_KNOWN: gettext_lazy("%(attribute)s is known"),
}

GROUPED_FROM = 10_000


def rule_in_words(rule, names):
    """`names` may hold texts of attributes and of their choices by key; else the rule's own name has to do."""
    attribute = names.get("attributes", {}).get(rule["attribute"]) or rule_name(rule)
    choices = names.get("choices", {}).get(rule["attribute"], {})
    operator, operand = rule["operator"], rule["operand"]
    if operator == Operator.BETWEEN:
        return band_in_words(attribute, *(value_in_words(end, rule["value_type"], choices) for end in operand))
    return SENTENCES[operator] % {
        "attribute": attribute,
        "value": value_in_words(operand, rule["value_type"], choices),
    }


def band_in_words(attribute, low, high):
    if not high:
        return SENTENCES[Operator.AT_LEAST] % {"attribute": attribute, "value": low}
    if not low:
        return SENTENCES[Operator.AT_MOST] % {"attribute": attribute, "value": high}
    return _("%(attribute)s is between %(low)s and %(high)s") % {"attribute": attribute, "low": low, "high": high}


def value_in_words(value, value_type, choices):
    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case list():
            return listed(value_in_words(each, value_type, choices) for each in value)
        # Short ones stay as they are typed: they may be years.
        case int():
            return number_format(value, force_grouping=abs(value) >= GROUPED_FROM)
    if value_type == "date":
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    return choices.get(value, str(value))


def rule_name(rule):
    return read(rule["name"]).text or rule["attribute"]
