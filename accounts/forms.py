"""What a person may change about themselves."""

from zoneinfo import available_timezones

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from .models import User


def time_zones():
    """Places people live in; the sky above them, such as Etc/GMT+3, is left out."""
    return [
        ("UTC", "UTC"),
        *((name, name.replace("_", " ")) for name in sorted(available_timezones()) if is_place(name)),
    ]


def is_place(name):
    return "/" in name and not name.startswith(("Etc/", "SystemV/", "posix/", "right/", "US/"))


class PreferencesForm(forms.ModelForm):
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)

    class Meta:
        model = User
        fields = ["first_name", "last_name", "language", "time_zone", "theme", "digest_at"]
        labels = {
            "first_name": _("First name"),
            "last_name": _("Last name"),
            "language": _("Language"),
            "theme": _("Theme"),
            "digest_at": _("Daily digest at"),
        }
        widgets = {"theme": forms.RadioSelect, "digest_at": forms.TimeInput({"type": "time"}, "%H:%M")}


class SwitchForm(forms.ModelForm):
    """One choice from the person's menu: those that are not sent stay as they are."""

    class Meta:
        model = User
        fields = ["language", "theme"]

    def __init__(self, data, *, instance):
        super().__init__(data, instance=instance)
        for name in set(self.fields) - set(data):
            del self.fields[name]


class SignInForm(LoginForm):
    """Asks in our words, and says what it wants in the label instead of inside the field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail or user name")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
