"""Erasing a person and leaving one alone: asked twice, because nothing brings the erased back."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Shorter ones stand in too many texts that have nothing to do with the person.
SHORTEST = 2


class ErasureForm(forms.Form):
    also = forms.CharField(
        label=gettext_lazy("Other words that name them"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy(
            "Separated by commas: a nickname, a maiden name, a surname as it is declined. Each goes from every text."
        ),
    )
    remembers = forms.BooleanField(
        label=gettext_lazy("Recognise the address if it comes in again, so that nobody contacts them"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Kept is a fingerprint that cannot be read back, not the address."),
    )
    name = forms.CharField()

    def __init__(self, *args, contact, **kwargs):
        super().__init__(*args, **kwargs)
        self.contact = contact
        self.fields["name"].label = _("Type “%(name)s” to erase for good") % {"name": contact}
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        if not contact.email:
            del self.fields["remembers"]

    def clean_also(self):
        words = words_in(self.cleaned_data["also"])
        for word in words:
            if len(word) < SHORTEST or word.isdigit():
                raise ValidationError(_("“%(word)s” stands in too many other texts.") % {"word": word})
        return words

    def clean_name(self):
        typed = self.cleaned_data["name"]
        if typed.split() != str(self.contact).split():
            raise ValidationError(_("This is not the name: nothing was erased."))
        return typed

    def words_so_far(self):
        """What has been typed by now, right or wrong, to be counted."""
        said = self.data.get("also", "") if self.is_bound else ""
        return [word for word in words_in(said) if len(word) >= SHORTEST and not word.isdigit()]


def words_in(said):
    return [" ".join(word.split()) for word in re.split("[,;\n]", said) if word.strip()]


class LiftForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why may they be contacted again?"),
        max_length=500,
        help_text=gettext_lazy("Such as: asked for a call on 12 May. It is kept with your name."),
    )
