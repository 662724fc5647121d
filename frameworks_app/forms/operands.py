"""What an ICP rule compares with, as people type it: `20`, `20, 250`, `PL, DE`, `yes`."""

import csv
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from frameworks_app.models import Attribute, Operator
from frameworks_app.models.icp import is_date

LISTS = {Operator.ONE_OF, Operator.NONE_OF}
YES = {"yes", "true", "1", "tak", "да", "是"}
NO = {"no", "false", "0", "nie", "нет", "否"}
# Part of a word may be compared with "contains", so that it need not be a choice.
FREE = {Operator.CONTAINS}


def shown(operand):
    """An operand as it would be typed."""
    match operand:
        case None:
            return ""
        case bool():
            return _("yes") if operand else _("no")
        case list():
            return ", ".join(quoted(shown(each)) for each in operand)
    return str(operand)


def quoted(text):
    return '"' + text.replace('"', '""') + '"' if "," in text or text.startswith('"') else text


def parsed(text, *, attribute, operator):
    """The operand that the text means for this attribute and operator. ValidationError: how to write it."""
    text = text.strip()
    if not text or operator == Operator.IS_KNOWN:
        return text or None
    if operator == Operator.BETWEEN:
        return ends(text, attribute)
    if operator in LISTS:
        return [value(part, attribute, operator) for part in parts(text) if part]
    return value(text, attribute, operator)


def parts(text):
    """Between commas; a text with a comma of its own stands in quotes."""
    return [part.strip() for part in next(csv.reader([text.replace("\n", ",")], skipinitialspace=True), [])]


def ends(text, attribute):
    found = parts(text)
    if len(found) != 2:
        raise ValidationError(_("Write two ends with a comma between them, such as 20, 250. One may be left out: 20,"))
    return [value(part, attribute, Operator.BETWEEN) if part else None for part in found]


def value(text, attribute, operator):
    match attribute.value_type:
        case Attribute.Type.NUMBER:
            return number(text)
        case Attribute.Type.BOOLEAN:
            return yes_or_no(text)
        case Attribute.Type.DATE:
            return day(text)
        case Attribute.Type.CHOICE | Attribute.Type.CHOICES if attribute.choices and operator not in FREE:
            return choice(text, attribute)
    return text


def number(text):
    digits = re.sub(r"[\s_\u00a0\u202f]", "", text)
    if not re.fullmatch(r"[+-]?\d{1,15}", digits):
        raise ValidationError(
            _("“%(text)s” is not a whole number. Write it without commas, such as 20000.") % {"text": text}
        )
    return int(digits)


def day(text):
    if not is_date(text):
        raise ValidationError(_("“%(text)s” is not a date. Write it as 2026-05-31.") % {"text": text})
    return text


def yes_or_no(text):
    said = text.casefold()
    if said in YES or said == _("yes"):
        return True
    if said in NO or said == _("no"):
        return False
    raise ValidationError(_("“%(text)s” is neither yes nor no.") % {"text": text})


def choice(text, attribute):
    """The value of a choice, named by its value or in any language."""
    for each in attribute.choices:
        if text.casefold() in {each["value"].casefold(), *(name.casefold() for name in each.get("name", {}).values())}:
            return each["value"]
    known = ", ".join(each["value"] for each in attribute.choices)
    raise ValidationError(
        _("“%(text)s” is not in the list of %(attribute)s: %(known)s.")
        % {"text": text, "attribute": attribute, "known": known}
    )
