"""An objection, and our answer to it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pipeline.models import Objection


class ObjectionForm(forms.ModelForm):
    class Meta:
        model = Objection
        fields = ("kind", "text", "answer")
        widgets = {"text": forms.Textarea({"rows": 2}), "answer": forms.Textarea({"rows": 2})}
        help_texts = {"answer": _("It may wait: an objection without an answer stays open.")}


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Our answer"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text=_("Emptied, the objection is open again."),
    )  # fmt: skip
