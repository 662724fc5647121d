"""What the page of a practice call sends: a question that is put, and what is made of the answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pipeline.models import PracticeAnswer

from .call import KeptForm, RatedForm

QUESTIONS = [(kind.value, kind.label) for kind in (PracticeAnswer.Kind.ASKED, PracticeAnswer.Kind.PROBED)]
NOT_ASKED_HERE = {"invalid_choice": _("This criterion is not asked in this call.")}


class AskForm(KeptForm):
    """Asking, or asking on; the question itself says that it is put once."""

    client_id = forms.UUIDField(required=False)
    criterion = forms.ChoiceField(error_messages=NOT_ASKED_HERE)
    kind = forms.ChoiceField(choices=QUESTIONS)

    def __init__(self, *args, keys, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["criterion"].choices = [(key, key) for key in keys]


class PracticeAnswerForm(RatedForm):
    def said(self):
        return {**self.rated(), "criterion": self.cleaned_data["criterion"], "at": self.heard_at()}
