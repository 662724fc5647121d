"""A lead with its company and its person, as people write them down."""

from zoneinfo import available_timezones

from babel import Locale
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from frameworks_app.models import Attribute, Product, Segment, read
from pipeline.models import Company, Contact, Lead

from .custom import CustomFields
from .wish import keep_wish

BLANK = [("", "---------")]


def countries():
    names = Locale.parse(to_locale(get_language() or "en")).territories
    return sorted(((code, name) for code, name in names.items() if is_country(code)), key=lambda pair: pair[1])


def is_country(code):
    return len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


def places():
    return [(name, name.replace("_", " ")) for name in sorted(available_timezones()) if "/" in name[3:]]


def built_in_choices(entity, key):
    attribute = Attribute.objects.filter(entity=entity, key=key).first()
    return [(each["value"], read(each.get("name")).text) for each in attribute.choices] if attribute else []


def choose(form, name, choices):
    """A list of what is usual; a value that is not on it stays, because somebody wrote it."""
    listed = [*BLANK, *choices]
    value = getattr(form.instance, name)
    if value and value not in dict(choices):
        listed.append((value, value))
    field = form.fields[name]
    form.fields[name] = forms.ChoiceField(
        choices=listed, label=field.label, required=False, initial=value, help_text=""
    )


class CompanyForm(CustomFields):
    entity = "company"

    class Meta:
        model = Company
        fields = [
            "name", "domain", "industry", "employees", "annual_revenue", "country", "region", "technologies",
            "phone", "time_zone",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A lead may begin with a person alone.
        self.fields["name"].required = bool(self.instance.pk)
        choose(self, "industry", built_in_choices("company", "industry"))
        choose(self, "country", countries())
        choose(self, "time_zone", places())

    def clean_domain(self):
        return self.bare_domain(self.cleaned_data["domain"])

    @staticmethod
    def bare_domain(said):
        """What people paste, such as https://www.example.com/about, down to example.com."""
        return said.strip().lower().split("://")[-1].split("/")[0].removeprefix("www.")

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("name") and any(cleaned.get(name) for name in cleaned if name != "name"):
            self.add_error("name", _("Give the company's name, too."))
        return cleaned

    def has_company(self):
        return bool(self.cleaned_data.get("name"))


class ContactForm(CustomFields):
    entity = "contact"

    class Meta:
        model = Contact
        fields = ["name", "email", "phone", "title", "seniority", "department", "language", "time_zone"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choose(self, "department", built_in_choices("contact", "department"))
        choose(self, "time_zone", places())

    def _get_validation_exclusions(self):
        # Whether there must be a person at all is judged in clean(), by the field; the row has only one answer.
        return super()._get_validation_exclusions() | {"name"}

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("name") and not cleaned.get("email") and self.is_needed(cleaned):
            self.add_error("name", _("Give at least a name or an e-mail address."))
        return cleaned

    def is_needed(self, cleaned):
        return self.instance.pk or any(cleaned.get(name) for name in cleaned)

    def has_contact(self):
        return bool(self.cleaned_data.get("name") or self.cleaned_data.get("email"))


class ContactEditForm(ContactForm):
    class Meta(ContactForm.Meta):
        fields = [*ContactForm.Meta.fields, "do_not_contact"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        keep_wish(self)


class LeadForm(CustomFields):
    entity = "lead"

    class Meta:
        model = Lead
        fields = [
            "title", "product", "segment", "source", "campaign", "amount", "currency", "expected_close", "language",
        ]  # fmt: skip
        widgets = {"expected_close": forms.DateInput({"type": "date"}, "%Y-%m-%d")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["product"].queryset = Product.objects.active()
        self.fields["segment"].queryset = Segment.objects.active()
        self.fields["segment"].help_text = _("Left empty, it follows from the number of employees.")
        self.fields["amount"].min_value = 0
        self.fields["currency"].widget.attrs["placeholder"] = settings.LEADQUAL_CURRENCY

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if amount is not None and amount < 0:
            raise ValidationError(_("An amount is not negative."))
        return amount

    def clean_currency(self):
        currency = self.cleaned_data["currency"].strip().upper()
        if currency and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
            raise ValidationError(_("Three letters, such as EUR."))
        return currency

    def clean(self):
        cleaned = super().clean()
        # An amount needs its currency: the house's own, unless another is said.
        if cleaned.get("amount") is not None and not cleaned.get("currency") and "currency" not in self.errors:
            cleaned["currency"] = settings.LEADQUAL_CURRENCY
        return cleaned


class NewLeadForm(LeadForm):
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Owner"),
        required=False,
        empty_label=_("Nobody: free to be taken by the team"),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        owners = User.objects.active().sellers().colleagues_of(user).order_by("first_name", "pk")
        self.fields["owner"].queryset = owners
        self.fields["owner"].initial = user.pk if user.makes_calls else None
