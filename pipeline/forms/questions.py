from django import forms
from django.utils.translation import gettext_lazy as _

from frameworks_app.models import Framework


class QuestionFilter(forms.Form):
    """Which questions are looked at; what cannot be read narrows nothing."""

    q = forms.CharField(required=False, max_length=100)
    framework = forms.ModelChoiceField(
        Framework.objects.filter(is_retired=False),
        to_field_name="key",
        label=_("Framework"),
        required=False,
        empty_label=_("All frameworks"),
    )
    missing = forms.BooleanField(label=_("Translation missing"), required=False)

    def said(self):
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
