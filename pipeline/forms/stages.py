"""Stages as admins write them: a checklist, and what is asked before a lead leaves."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frameworks_app.forms.definitions import KeyedForm
from frameworks_app.forms.lists import ListField, TextsListField
from frameworks_app.models import Criterion, Evidence


class Asked(models.TextChoices):
    OWNER = "owner", gettext_lazy("has an owner")
    ATTEMPT = "attempt", gettext_lazy("was tried at least once")
    CONTACT_MADE = "contact_made", gettext_lazy("was reached")
    VERDICT_DECIDED = "verdict_decided", gettext_lazy("verdict is decided")
    FOLLOW_UP = "follow_up", gettext_lazy("has a next step")
    ACCEPTED = "accepted", gettext_lazy("was accepted")
    CRITERION = "criterion", gettext_lazy("criterion reaches a rating")
    FIELD = "field", gettext_lazy("field is filled in")
    STAKEHOLDERS = "stakeholders", gettext_lazy("stakeholders known, at least")
    CHECKLIST = "checklist", gettext_lazy("checklist line is done, number")


FIELDS = ("amount", "expected_close", "reason", "signed_on", "track")


class AskedRowWidget(forms.MultiWidget):
    template_name = "frameworks_app/row_widget.html"

    def __init__(self):
        blank = [("", "---------")]
        super().__init__(
            {
                "kind": forms.Select({"aria-label": gettext_lazy("What is asked")}, [*blank, *Asked.choices]),
                "key": forms.TextInput({"aria-label": gettext_lazy("Criterion or field"), "size": 20}),
                "number": forms.NumberInput({"aria-label": gettext_lazy("Rating or number"), "min": 0}),
                "evidence": forms.Select({"aria-label": gettext_lazy("Evidence")}, [*blank, *Evidence.choices]),
            }
        )

    def decompress(self, value):
        if not value:
            return [None] * 4
        # People count the lines of a checklist from 1.
        line = value["index"] + 1 if "index" in value else None
        number = value.get("rating", value.get("at_least", line))
        return [value["kind"], value.get("key"), number, value.get("evidence")]


class AskedRowField(forms.MultiValueField):
    """One thing that a stage asks for."""

    def __init__(self, **kwargs):
        fields = [
            forms.ChoiceField(choices=Asked.choices, required=False),
            forms.CharField(required=False),
            forms.IntegerField(required=False, min_value=0),
            forms.ChoiceField(choices=Evidence.choices, required=False),
        ]
        super().__init__(fields, widget=AskedRowWidget(), required=False, require_all_fields=False, **kwargs)

    def compress(self, data_list):
        kind, key, number, evidence = data_list
        match kind:
            case Asked.CRITERION:
                return asked_criterion(key, number, evidence)
            case Asked.FIELD:
                return asked_field(key)
            case Asked.STAKEHOLDERS:
                return {"kind": kind, "at_least": at_least_1(number)}
            case Asked.CHECKLIST:
                return {"kind": kind, "index": at_least_1(number) - 1}
            case "" | None:
                raise ValidationError(_("Say what is asked."))
        return {"kind": kind}


def asked_criterion(key, number, evidence):
    if not Criterion.objects.filter(key=key).exists():
        raise ValidationError(_("“%(key)s” is not the key of a criterion.") % {"key": key})
    if number is None or not 1 <= number <= 4:
        raise ValidationError(_("Name the least rating, 1 to 4."))
    return {"kind": Asked.CRITERION, "key": key, "rating": number, "evidence": evidence or None}


def asked_field(key):
    if key not in FIELDS:
        raise ValidationError(_("Only these fields can be asked for: %(known)s.") % {"known": ", ".join(FIELDS)})
    return {"kind": Asked.FIELD, "key": key}


def at_least_1(number):
    if not number:
        raise ValidationError(_("Name a number from 1."))
    return number


class StageForm(KeyedForm):
    checklist = TextsListField(
        label=gettext_lazy("Checklist"), spare=1, help_text=gettext_lazy("Empty a row to drop it.")
    )
    exit_criteria = ListField(
        AskedRowField(),
        label=gettext_lazy("Asked for"),
        help_text=gettext_lazy(
            "A criterion takes its key, a rating and perhaps evidence; a field its name: "
            "amount, expected_close, reason, signed_on or track."
        ),
    )

    def clean(self):
        cleaned = super().clean()
        lines = len(cleaned.get("checklist") or [])
        numbers = [each["index"] + 1 for each in cleaned.get("exit_criteria") or [] if "index" in each]
        if "checklist" in cleaned and any(number > lines for number in numbers):
            self.add_error("exit_criteria", _("The checklist has no line %(number)s.") % {"number": max(numbers)})
        return cleaned
