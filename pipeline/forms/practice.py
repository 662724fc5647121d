"""What the page of a practice call sends: a question that is put, and what is made of the answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from frameworks_app.models import Evidence
from pipeline.models import PracticeAnswer

from .call import NO_RATING, RATINGS, KeptForm

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


class PracticeAnswerForm(KeptForm):
    criterion = forms.ChoiceField(error_messages=NOT_ASKED_HERE)
    rating = forms.ChoiceField(
        label=_("Rating"),
        choices=RATINGS,
        error_messages={
            "required": _("Choose 0 to 4, or “asked, not answered”."),
            "invalid_choice": _("A rating is 0 to 4."),
        },
    )
    evidence = forms.ChoiceField(label=_("How sure"), choices=Evidence, required=False)

    def __init__(self, *args, keys, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["criterion"].choices = [(key, key) for key in keys]

    def said(self):
        found = self.cleaned_data
        return {
            "client_id": found["client_id"],
            "criterion": found["criterion"],
            "rating": None if found["rating"] == NO_RATING else int(found["rating"]),
            "evidence": found["evidence"] or Evidence.HEARD,
            "at": self.heard_at(),
        }
