"""Stages as admins write them: a checklist, and what is asked before a lead leaves."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Role
from frameworks_app.forms.definitions import KeyedForm
from frameworks_app.forms.lists import ListField, is_blank
from frameworks_app.models import Criterion, Evidence, Framework
from frameworks_app.models.texts import TextsFormField, TextsWidget
from pipeline.models import FollowUp
from pipeline.models.stage import line_key


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
    VERDICT = "verdict", gettext_lazy("framework’s result")
    OBJECTIONS_ANSWERED = "objections_answered", gettext_lazy("every objection is answered")


FIELDS = ("amount", "expected_close", "reason", "signed_on", "hand_over", "track")


class Wanted(models.TextChoices):
    """What the result of a framework is to be."""

    DECIDED = "decided", gettext_lazy("no longer open")
    QUALIFIED = "qualified", gettext_lazy("qualified")


class LineWidget(forms.MultiWidget):
    """A line of a checklist, with the key that its ticks are kept under, which another wording leaves as it is."""

    template_name = "frameworks_app/row_widget.html"

    def __init__(self):
        super().__init__({"was": forms.HiddenInput(), "texts": TextsWidget()})

    def decompress(self, value):
        return [
            line_key(value) if value else "",
            {name: text for name, text in (value or {}).items() if name != "key"},
        ]

    def value_from_datadict(self, data, files, name):
        was, texts = super().value_from_datadict(data, files, name)
        # A row that was emptied is dropped, and its key with it.
        return ["" if is_blank(texts) else was, texts]


class LineField(forms.MultiValueField):
    def __init__(self, **kwargs):
        fields = [forms.SlugField(required=False), TextsFormField(required=False)]
        super().__init__(fields, widget=LineWidget(), required=False, require_all_fields=False, **kwargs)

    def compress(self, data_list):
        was, texts = data_list
        return {**texts, "key": was} if was and line_key(texts) != was else texts


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
                "result": forms.Select({"aria-label": gettext_lazy("Result")}, [*blank, *Wanted.choices]),
            }
        )

    def decompress(self, value):
        if not value:
            return [None] * 5
        # People count the lines of a checklist from 1.
        line = value["index"] + 1 if "index" in value else None
        number = value.get("rating", value.get("at_least", line))
        return [value["kind"], value.get("key"), number, value.get("evidence"), value.get("verdict")]


class AskedRowField(forms.MultiValueField):
    """One thing that a stage asks for."""

    def __init__(self, **kwargs):
        fields = [
            forms.ChoiceField(choices=Asked.choices, required=False),
            forms.CharField(required=False),
            forms.IntegerField(required=False, min_value=0),
            forms.ChoiceField(choices=Evidence.choices, required=False),
            forms.ChoiceField(choices=Wanted.choices, required=False),
        ]
        super().__init__(fields, widget=AskedRowWidget(), required=False, require_all_fields=False, **kwargs)

    def compress(self, data_list):
        kind, key, number, evidence, result = data_list
        match kind:
            case Asked.CRITERION:
                return asked_criterion(key, number, evidence)
            case Asked.FIELD:
                return asked_field(key)
            case Asked.VERDICT:
                return asked_verdict(key, result)
            case Asked.FOLLOW_UP if key:
                return asked_step(key)
            case Asked.STAKEHOLDERS:
                return {"kind": kind, "at_least": at_least_1(number)}
            case Asked.CHECKLIST:
                return {"kind": kind, "index": at_least_1(number) - 1}
            case "" | None:
                raise ValidationError(_("Say what is asked."))
        return {"kind": kind}


def asked_criterion(key, number, evidence):
    criterion = Criterion.objects.filter(key=key).first()
    if criterion is None:
        raise ValidationError(_("“%(key)s” is not the key of a criterion.") % {"key": key})
    if criterion.derived_from:
        raise ValidationError(_("“%(key)s” is derived from the company: nobody can be asked for it.") % {"key": key})
    if number is None or not 1 <= number <= 4:
        raise ValidationError(_("Name the least rating, 1 to 4."))
    return {"kind": Asked.CRITERION, "key": key, "rating": number, "evidence": evidence or None}


def asked_field(key):
    if key not in FIELDS:
        raise ValidationError(_("Only these fields can be asked for: %(known)s.") % {"known": ", ".join(FIELDS)})
    return {"kind": Asked.FIELD, "key": key}


def asked_verdict(key, result):
    if not Framework.objects.filter(key=key).exists():
        raise ValidationError(_("“%(key)s” is not the key of a framework.") % {"key": key})
    return {"kind": Asked.VERDICT, "key": key, "verdict": result or Wanted.DECIDED}


def asked_step(key):
    if key not in FollowUp.Kind.values:
        known = ", ".join(FollowUp.Kind.values)
        raise ValidationError(_("A next step is one of these, or any: %(known)s.") % {"known": known})
    return {"kind": Asked.FOLLOW_UP, "key": key}


def at_least_1(number):
    if not number:
        raise ValidationError(_("Name a number from 1."))
    return number


class StageForm(KeyedForm):
    checklist = ListField(
        LineField(),
        spare=1,
        label=gettext_lazy("Checklist"),
        help_text=gettext_lazy("Empty a row to drop it. What is ticked stays ticked when a line is worded anew."),
    )
    exit_criteria = ListField(
        AskedRowField(),
        label=gettext_lazy("Asked for"),
        help_text=gettext_lazy(
            "Whoever moves a lead on is asked for what is missing, in place; a manager may overrule with a reason. "
            "A criterion takes its key, a rating and perhaps evidence; a framework’s result the framework’s key; a "
            "next step perhaps its kind, such as meeting; a field its name: "
            "amount, expected_close, reason, signed_on, hand_over or track."
        ),
    )
    movers = forms.MultipleChoiceField(
        label=gettext_lazy("Who may bring a lead here"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Only these roles, and admins, bring a lead into this stage. None: everybody who may edit the lead. "
            "Rules and imports are not asked, and whoever may edit a lead may take it out again."
        ),
    )

    def clean(self):
        cleaned = super().clean()
        if "checklist" in cleaned and "exit_criteria" in cleaned:
            self.follow_lines(cleaned)
        return cleaned

    def follow_lines(self, cleaned):
        """Numbers say lines as they were shown: rows that were emptied are gone, and those below move up."""
        rows = self.fields["checklist"].widget.value_from_datadict(self.data, self.files, self.add_prefix("checklist"))
        kept = [place for place, row in enumerate(rows) if not is_blank(row)]
        for asked in cleaned["exit_criteria"]:
            if "index" not in asked:
                continue
            if asked["index"] not in kept:
                number = asked["index"] + 1
                self.add_error("exit_criteria", _("The checklist has no line %(number)s.") % {"number": number})
                return
            asked["index"] = kept.index(asked["index"])
        keys = [line_key(line) for line in cleaned["checklist"]]
        if len(set(keys)) < len(keys):
            self.add_error("checklist", _("Two lines say the same: word one of them otherwise."))
