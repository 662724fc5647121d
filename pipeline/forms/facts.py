"""Companies, contacts and leads as admins correct them: values that scoring can read."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import validate_time_zone
from frameworks_app.models import Attribute
from frameworks_app.models.icp import is_date

from .wish import keep_wish


class DescribedForm(forms.ModelForm):
    """A custom attribute of the wrong type would silently count as unknown: it is refused here."""

    entity = None

    def clean_custom(self):
        custom = self.cleaned_data["custom"] or {}
        if not isinstance(custom, dict):
            raise ValidationError(_('Write values by key, such as {"subscribers": 5000}.'))
        known = {row.key: row for row in Attribute.objects.custom().of(self.entity)}
        problems = [problem for key, value in custom.items() if (problem := custom_problem(known, key, value))]
        if problems:
            raise ValidationError(problems)
        return custom


class PlacedForm(DescribedForm):
    def clean_time_zone(self):
        name = self.cleaned_data["time_zone"]
        if name:
            validate_time_zone(name)
        return name


def custom_problem(known, key, value):
    if key not in known:
        keys = ", ".join(known) or "-"
        return _("“%(key)s” is not a custom attribute. Keys: %(known)s.") % {"key": key, "known": keys}
    if not is_of_type(known[key].value_type, value):
        said = {"key": key, "type": known[key].get_value_type_display()}
        return _("“%(key)s” holds something else than its type says: %(type)s.") % said
    return None


def is_of_type(value_type, value):
    match value_type:
        case Attribute.Type.NUMBER:
            return isinstance(value, int | float) and not isinstance(value, bool)
        case Attribute.Type.BOOLEAN:
            return isinstance(value, bool)
        case Attribute.Type.DATE:
            return is_date(value)
        case Attribute.Type.CHOICES:
            return isinstance(value, list) and all(isinstance(each, str) for each in value)
    return isinstance(value, str)


class CompanyForm(PlacedForm):
    entity = Attribute.Entity.COMPANY
    country = forms.RegexField(
        "^[A-Za-z]{2}$",
        label=gettext_lazy("Country"),
        required=False,
        help_text=gettext_lazy("Two letters, as PL."),
        error_messages={"invalid": gettext_lazy("Write the country's two letters, as PL.")},
    )

    def clean_country(self):
        return self.cleaned_data["country"].upper()


class ContactForm(PlacedForm):
    entity = Attribute.Entity.CONTACT

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        keep_wish(self)


class LeadForm(DescribedForm):
    entity = Attribute.Entity.LEAD

    def clean_currency(self):
        return self.cleaned_data["currency"].upper()
