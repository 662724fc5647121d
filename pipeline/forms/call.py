"""What the page of a call sends: an answer, a note, a person who came up."""

from datetime import UTC, datetime, timedelta

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from frameworks_app.models import Evidence
from pipeline.models import Stakeholder

NO_RATING = "none"
RATINGS = [*((str(rating), str(rating)) for rating in range(5)), (NO_RATING, _("no answer"))]
# The parts of each kind of value, by the names of their fields.
VALUE_PARTS = {
    "money": ("amount", "currency"),
    "date": ("day",),
    "number": ("number",),
    "people": ("words",),
    "text": ("words",),
    "need": ("asked", "effect"),
}
LONGEST_WAIT = timedelta(days=14)


class KeptForm(forms.Form):
    """Something that the browser made and may have kept for a while before it could be sent."""

    client_id = forms.UUIDField()
    heard = forms.IntegerField(required=False, help_text=_("Milliseconds since 1970, by the server's clock."))

    def heard_at(self):
        """When it was said: as the browser counted from the server's time, and never later than now.

        Within one browser the order is kept, whatever the network does to two answers on their way.
        """
        now = timezone.now()
        heard = self.cleaned_data.get("heard")
        if heard is None:
            return now
        first, last = (now - LONGEST_WAIT).timestamp(), now.timestamp()
        return datetime.fromtimestamp(min(max(heard / 1000, first), last), UTC)


class RatedForm(KeptForm):
    """A criterion, of those whose `keys` are asked, with its rating and how sure it is."""

    criterion = forms.ChoiceField(error_messages={"invalid_choice": _("This criterion is not asked in this call.")})
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

    def rated(self):
        found = self.cleaned_data
        return {
            "client_id": found["client_id"],
            "rating": None if found["rating"] == NO_RATING else int(found["rating"]),
            "evidence": found["evidence"] or Evidence.HEARD,
        }


class AnswerForm(RatedForm):
    """One answer; `call` comes with what `answerable` adds, `criteria` maps the keys that are asked to ids."""

    question = forms.IntegerField(required=False)
    source = forms.IntegerField(label=_("Who said it"), required=False)
    quote = forms.CharField(label=_("In their words"), required=False, max_length=2000)
    last_day = forms.DateField(label=_("Named date ends it"), required=False)
    amount = forms.DecimalField(
        label=_("Amount"), required=False, min_value=0, max_digits=14, decimal_places=2, localize=False
    )
    currency = forms.RegexField(
        r"^[A-Za-z]{3}$",
        label=_("Currency"),
        required=False,
        error_messages={"invalid": _("A currency has three letters, such as EUR.")},
    )
    day = forms.DateField(label=_("Date"), required=False)
    number = forms.DecimalField(label=_("Number"), required=False, max_digits=18, decimal_places=4)
    words = forms.CharField(label=_("In short"), required=False, max_length=300)
    asked = forms.CharField(label=_("What they ask for"), required=False, max_length=300)
    effect = forms.CharField(label=_("What it is to change"), required=False, max_length=300)
    # The answer of this call that the page showed, 0 for none.
    seen = forms.IntegerField(required=False)

    def __init__(self, *args, call, criteria, **kwargs):
        super().__init__(*args, keys=criteria, **kwargs)
        self.call, self.criteria = call, criteria

    def clean_source(self):
        source = self.cleaned_data["source"]
        if source and source not in self.call.source_ids:
            raise ValidationError(_("This person is not part of this lead."))
        return source

    def clean_question(self):
        # A wording that an admin retired or moved meanwhile is no reason to lose the answer.
        question = self.cleaned_data["question"]
        return question if question in self.call.question_ids else None

    def clean(self):
        found = super().clean()
        if found.get("rating", NO_RATING) != NO_RATING and not found.get("evidence"):
            self.cleaned_data["evidence"] = Evidence.HEARD

    def said(self):
        found = self.cleaned_data
        return {
            **self.rated(),
            "criterion_id": self.criteria[found["criterion"]],
            "question_id": found["question"],
            "source_id": found["source"],
            "quote": found["quote"],
            "value": self.value(),
            "last_day": found["last_day"],
            "heard_at": self.heard_at(),
        }

    def value(self):
        """What stands behind the rating, by the criterion's kind of value; None where nothing was given."""
        kind = self.call.value_kind
        parts = {name: self.cleaned_data[name] for name in VALUE_PARTS.get(kind, ())}
        if kind == "money" and parts["amount"] is not None:
            currency = (parts["currency"] or settings.LEADQUAL_CURRENCY).upper()
            return {"amount": str(parts["amount"]), "currency": currency}
        given = {name: str(part) for name, part in parts.items() if part not in (None, "") and kind != "money"}
        return given or None


class NoteForm(KeptForm):
    text = forms.CharField(label=_("Note"), max_length=5000, error_messages={"required": _("Write something first.")})
    tag = forms.ChoiceField(label=_("About"), required=False)

    def __init__(self, *args, criteria, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        self.fields["tag"].choices = [("", ""), *((key, key) for key in criteria)]

    def criterion_id(self):
        return self.criteria.get(self.cleaned_data["tag"])


class PassedForm(KeptForm):
    question = forms.IntegerField(min_value=1)


class WrapUpForm(forms.Form):
    """What a note says about a criterion; without a rating it is only tagged."""

    tag = forms.ChoiceField(
        label=_("About"), error_messages={"required": _("Choose what the note is about."), "invalid_choice": _(
            "This criterion is not asked in this call."
        )},
    )  # fmt: skip
    rating = forms.TypedChoiceField(
        label=_("Rating"), choices=RATINGS[:-1], coerce=int, required=False, empty_value=None
    )
    evidence = forms.ChoiceField(label=_("How sure"), choices=Evidence, initial=Evidence.HEARD)

    def __init__(self, *args, criteria, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        self.fields["tag"].choices = [("", "---------"), *criteria.items()]


class PersonForm(forms.Form):
    """Somebody of the buying committee who came up in the conversation."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=200)
    title = forms.CharField(label=_("Title"), max_length=150, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=Stakeholder.Role, initial=Stakeholder.Role.INFLUENCER)


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES)
