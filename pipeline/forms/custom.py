"""Custom attributes as fields: one of the right type for each that an admin has added."""

from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from frameworks_app.models import Attribute, read

YES_OR_NO = [("", _("not known")), ("true", _("yes")), ("false", _("no"))]
TRUTH = {"true": True, "false": False}


class CustomFields(forms.ModelForm):
    """A form of a company, contact or lead that also asks its custom attributes; empty means not known."""

    entity = ""

    def __init__(self, *args, with_custom=False, **kwargs):
        super().__init__(*args, **kwargs)
        attributes = Attribute.objects.custom().active().of(self.entity) if with_custom else []
        self.custom = {f"custom_{each.key}": each for each in attributes}
        for name, attribute in self.custom.items():
            field = field_of(attribute, self.instance.custom.get(attribute.key))
            field.label, field.help_text, field.required = str(attribute), read(attribute.description).text, False
            self.fields[name] = field

    def save(self, commit=True):
        values = dict(self.instance.custom)
        for name, attribute in self.custom.items():
            value = stored(self.cleaned_data[name])
            if value is None:
                values.pop(attribute.key, None)
            else:
                values[attribute.key] = value
        self.instance.custom = values
        return super().save(commit=commit)


def field_of(attribute, value):
    choices = [(each["value"], read(each.get("name")).text or each["value"]) for each in attribute.choices]
    match attribute.value_type:
        case Attribute.Type.NUMBER:
            return forms.DecimalField(initial=value)
        case Attribute.Type.DATE:
            widget = forms.DateInput({"type": "date"}, "%Y-%m-%d")
            return forms.DateField(initial=parse_date(value) if value else None, widget=widget)
        case Attribute.Type.BOOLEAN:
            known = {True: "true", False: "false"}.get(value, "")
            return forms.TypedChoiceField(choices=YES_OR_NO, coerce=TRUTH.get, empty_value=None, initial=known)
        case Attribute.Type.CHOICE if choices:
            return forms.ChoiceField(choices=[("", "---------"), *choices], initial=value)
        case Attribute.Type.CHOICES if choices:
            return forms.MultipleChoiceField(choices=choices, initial=value)
        case Attribute.Type.CHOICES:
            return Words(initial=", ".join(value or []), help_text=_("Separated by commas."))
        case _:
            return forms.CharField(initial=value, max_length=500)


class Words(forms.CharField):
    def clean(self, value):
        return [word.strip() for word in super().clean(value).split(",") if word.strip()]


def stored(value):
    """As JSON keeps it; None for what is not known."""
    if value in ("", None, []):
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "as_tuple"):
        return int(value) if value == int(value) else float(value)
    return value
