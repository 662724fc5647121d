from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.calendar import ONE_DAY, home_day
from frameworks_app.actions.sign_off import LATEST_REVIEW, REVIEWED_AFTER

from .publishing import NOTE_LIMIT

ISO = ["%Y-%m-%d"]


class SignOffForm(forms.Form):
    """One side's name to one definition, until a day."""

    review_on = forms.DateField(
        label=_("To be reviewed on"),
        input_formats=ISO,
        widget=forms.DateInput({"type": "date"}, ISO[0]),
        error_messages={"required": _("Choose the day on which you look at it again.")},
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=NOTE_LIMIT, widget=forms.Textarea({"rows": 2}))

    def __init__(self, data=None, *, agreement, signature):
        self.signature = signature
        today = home_day()
        # Who signs second proposes the day of the first.
        proposed = min((day for day in agreement.review_days if day > today), default=today + REVIEWED_AFTER)
        super().__init__(data, initial={"review_on": proposed}, prefix=signature.side)
        ends = {"min": today + ONE_DAY, "max": today + LATEST_REVIEW}
        self.fields["review_on"].widget.attrs |= {name: day.isoformat() for name, day in ends.items()}
