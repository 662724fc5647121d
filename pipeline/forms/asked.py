"""What a stage asks, each as a small form of its own; what is left empty is not given, and is no error."""

from uuid import uuid4

from django import forms
from django.conf import settings
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from frameworks_app.models import Evidence
from pipeline.models import DiscoveryCall, FollowUp

from .call import RatedForm
from .lead_actions import FollowUpForm, StakeholderForm

OUTCOMES, CHANNELS = DiscoveryCall.Outcome, DiscoveryCall.Channel


class Give(forms.Form):
    """One thing to be given; `telling` names the fields of which one at least says that it was."""

    use_required_attribute = False
    template = "pipeline/_asked_fields.html"
    telling = ()

    @property
    def is_given(self):
        return self.is_bound and any(self.data.get(self.add_prefix(name)) for name in self.telling)

    def full_clean(self):
        if self.is_given:
            super().full_clean()
        else:
            self._errors, self.cleaned_data = ErrorDict(), {}


class RatingGive(Give, RatedForm):
    """A criterion with its rating; `people` are seats of the buying committee, by their keys."""

    template = "pipeline/_asked_rating.html"
    telling = ("rating", "quote")
    source = forms.TypedChoiceField(label=_("Who said it"), required=False, coerce=int, empty_value=None)
    quote = forms.CharField(
        label=_("In their words"), required=False, max_length=2000, widget=forms.Textarea({"rows": 1})
    )

    def __init__(self, *args, key, name, levels, people, contact, **kwargs):
        super().__init__(*args, keys=[key], **kwargs)
        self.key, self.name, self.levels = key, name, levels
        self.initial |= {"criterion": key, "client_id": uuid4(), "evidence": Evidence.HEARD}
        self.fields["rating"].choices = [(str(rating), words) for rating, words in enumerate(levels)]
        self.fields["rating"].error_messages["required"] = _("Choose 0 to 4: what they said is kept with it.")
        self.fields["source"].choices = [("", contact or _("Not named")), *people]

    def said(self):
        return {"key": self.key, **self.rated(), "source": self.cleaned_data["source"], **self.words()}

    def words(self):
        return {"quote": self.cleaned_data["quote"]}


class StepGive(Give, FollowUpForm):
    telling = ("day",)

    def __init__(self, *args, kind=None, **kwargs):
        super().__init__(*args, **kwargs)
        if kind:
            self.fields["kind"].choices = [(kind, FollowUp.Kind(kind).label)]
            self.initial["kind"] = kind


class SeatGive(Give, StakeholderForm):
    telling = ("contact", "name", "email")


class AmountGive(Give):
    telling = ("amount",)
    amount = forms.DecimalField(label=_("Amount"), min_value=0, max_digits=14, decimal_places=2)
    currency = forms.RegexField(
        r"^[A-Za-z]{3}$",
        label=_("Currency"),
        initial=settings.LEADQUAL_CURRENCY,
        error_messages={"invalid": _("A currency has three letters, such as EUR.")},
        widget=forms.TextInput({"size": 3, "maxlength": 3}),
    )

    def said(self):
        return {"amount": self.cleaned_data["amount"], "currency": self.cleaned_data["currency"].upper()}


class CloseDayGive(Give):
    telling = ("expected_close",)
    expected_close = forms.DateField(label=_("Expected close"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    def clean_expected_close(self):
        day = self.cleaned_data["expected_close"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day has passed."))
        return day

    def said(self):
        return self.cleaned_data


class TickGive(Give):
    telling = ("done",)
    done = forms.BooleanField(label=_("Done"), required=False)


# What somebody did to reach them, and how it went.
TRIED = {
    "no_answer": (_("Called: no answer"), OUTCOMES.NO_ANSWER, CHANNELS.PHONE),
    "voicemail": (_("Called: voicemail"), OUTCOMES.VOICEMAIL, CHANNELS.PHONE),
    "email": (_("E-mail sent"), OUTCOMES.SENT, CHANNELS.EMAIL),
    "social": (_("Message on a social network"), OUTCOMES.SENT, CHANNELS.SOCIAL),
}
REACHED = {
    "talked": (_("Talked on the phone"), OUTCOMES.REACHED, CHANNELS.PHONE),
    "replied": (_("They replied to an e-mail"), OUTCOMES.REPLIED, CHANNELS.EMAIL),
    "social": (_("They replied on a social network"), OUTCOMES.REPLIED, CHANNELS.SOCIAL),
}


class TriedGive(Give):
    ways = TRIED | {"talked": REACHED["talked"], "replied": REACHED["replied"]}
    telling = ("how",)
    how = forms.ChoiceField(label=_("How it went"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = [("", "---------"), *((name, way[0]) for name, way in self.ways.items())]

    def said(self):
        return self.ways[self.cleaned_data["how"]][1:]


class ReachedGive(TriedGive):
    ways = REACHED


class AcceptGive(Give):
    telling = ("accept",)
    accept = forms.BooleanField(label=_("I accept it"), required=False)


class PersonGive(Give):
    """One of the colleagues to whom this person may give a lead."""

    telling = ("person",)
    person = forms.ModelChoiceField(User.objects.none(), label=_("Owner"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = self.people(user).order_by("first_name", "pk")

    def people(self, user):
        return User.objects.active().sellers().colleagues_of(user)


class CloserGive(PersonGive):
    person = forms.ModelChoiceField(User.objects.none(), label=_("Pass it on to"))

    def people(self, user):
        return super().people(user).filter(role=Role.ACCOUNT_EXECUTIVE, team__isnull=False)


class AnswerGive(Give):
    template = "pipeline/_asked_objection.html"
    telling = ("answer",)
    answer = forms.CharField(label=_("Our answer"), max_length=2000, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args, objection, **kwargs):
        super().__init__(*args, **kwargs)
        self.objection = objection


class OverruleForm(forms.Form):
    """A manager moves the lead all the same: with a reason, which shows."""

    prefix = "overrule"
    why = forms.CharField(
        label=_("Why it moves all the same"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("It stands with the move, with your name and what was open."),
    )
    wanted = forms.CharField(required=False)

    def clean(self):
        found = super().clean()
        if found.get("wanted") and not (found.get("why") or "").strip():
            self.add_error("why", _("Say why: it is read in the next review."))
        return found

    @property
    def reason(self):
        return self.cleaned_data.get("why", "") if self.is_bound and self.is_valid() else ""
