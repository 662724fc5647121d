from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from pipeline.scoring.days import EPOCH

ISO = ["%Y-%m-%d"]


def day_field(label):
    return forms.DateField(
        label=label,
        required=False,
        input_formats=ISO,
        widget=forms.DateInput({"type": "date"}, ISO[0]),
        # Days are counted from there.
        validators=[MinValueValidator(EPOCH, _("Choose a day since 1970."))],
    )


class WhyForm(forms.Form):
    """Of which day a score is explained, and since which other one."""

    since = day_field(_("Changed since"))
    on = day_field(_("As of"))

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        for field in self.fields.values():
            field.widget.attrs["max"] = today.isoformat()

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day and day > self.today:
            self.add_error("on", _("This day has not come yet."))
        return day

    def clean(self):
        found = super().clean()
        since, on = found.get("since"), found.get("on") or self.today
        if since and "on" not in self.errors and since >= on:
            self.add_error("since", _("Choose a day before the other one."))
        return found

    @property
    def day(self):
        return self.cleaned_data.get("on") or self.today

    @property
    def former_day(self):
        return self.cleaned_data.get("since")
