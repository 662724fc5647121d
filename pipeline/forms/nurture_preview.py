"""Whose facts a letter is read with, and in which language."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pipeline.models import Lead
from pipeline.reports.nurture_mail import leads_to_try


class PreviewForm(forms.Form):
    """Of leads that the person sees, some that have much to tell."""

    of = forms.ModelChoiceField(Lead.objects.none(), label=_("With the facts of"), required=False, empty_label=None)
    read_in = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.leads = leads_to_try(user)
        field = self.fields["of"]
        field.queryset = Lead.objects.visible_to(user)
        field.choices = [
            (lead.pk, f"{lead.headline}, {lead.about}" if lead.about else lead.headline) for lead in self.leads
        ]
        self.initial = {"of": self.leads[0].pk if self.leads else None, "read_in": self.language_here()}

    def language_here(self):
        code = get_language()
        return code if code in dict(settings.LANGUAGES) else "en"

    def lead(self):
        """The one chosen, else the first; None where there is no lead at all."""
        self.is_valid()
        chosen = getattr(self, "cleaned_data", {}).get("of")
        return next((lead for lead in self.leads if chosen and lead.pk == chosen.pk), next(iter(self.leads), None))

    def language(self):
        self.is_valid()
        return getattr(self, "cleaned_data", {}).get("read_in") or self.language_here()
