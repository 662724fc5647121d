from django import forms
from django.utils.translation import gettext_lazy as _

NOTE_LIMIT = 1000


class WhyForm(forms.Form):
    """Whoever reads the list of versions later wants to know why."""

    note = forms.CharField(
        label=_("Why?"),
        max_length=NOTE_LIMIT,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Say in a few words what for, so that others understand it later.")},
    )


class PublishForm(WhyForm):
    acts_on_changes = forms.BooleanField(
        label=_("Act on changed statuses"),
        required=False,
        help_text=_(
            "Hand leads over and move untouched ones to their stages, as if the status had changed by itself. "
            "Otherwise the new statuses are only noted."
        ),
    )
