"""Which companies or people somebody looks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pipeline.reports.matches import TRIGRAM


class Finding(forms.Form):
    """The one field over a list of companies or of people."""

    q = forms.CharField(label=_("Search"), required=False, min_length=TRIGRAM, max_length=200)

    @property
    def text(self):
        return self.cleaned_data.get("q", "") if self.is_valid() else ""
