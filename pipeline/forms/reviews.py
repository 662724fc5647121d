"""What a review asks people: its scope, when it comes again, what is decided about a lead, who takes on what."""

from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, Team, User
from frameworks_app.models import Product, Segment
from pipeline.models import Hold, Reason, ReviewDecision, ReviewSchedule, Stage
from pipeline.reports.holds import refusal, waited

from .outcomes import ReasonSelect, ReturnForm, named, return_error, told_of

KIND = ReviewDecision.Kind


def day_field(label, **kwargs):
    return forms.DateField(label=label, required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **kwargs)


def seen_by(user):
    """Teams whose reviews this person may hold."""
    return Team.objects.all() if user.role == Role.ADMIN else Team.objects.filter(pk=user.team_id)


class ManyKeys(forms.ModelMultipleChoiceField):
    """Some of these, kept by their keys; none means all."""

    def __init__(self, queryset, **kwargs):
        super().__init__(queryset, required=False, widget=forms.CheckboxSelectMultiple, **kwargs)

    def clean(self, value):
        return sorted(each.pk for each in super().clean(value))


class ScopeForm(forms.ModelForm):
    """Which leads; a manager's are those of the own team."""

    owners = ManyKeys(User.objects.none(), label=_("Owners"))
    stages = ManyKeys(Stage.objects.none(), label=_("Stages"))
    segments = ManyKeys(Segment.objects.none(), label=_("Segments"))
    products = ManyKeys(Product.objects.none(), label=_("Products"))
    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        required=False,
        label=_("People"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They read it, and get its notes by e-mail."),
    )

    class Meta:
        model = ReviewSchedule
        fields = ["team", "owners", "stages", "segments", "products"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        people = User.objects.active().colleagues_of(user).order_by("first_name", "last_name", "pk")
        self.fields["owners"].queryset = people.sellers()
        self.fields["people"].queryset = people
        self.fields["stages"].queryset = Stage.objects.active().of_kind(Stage.Kind.OPEN).order_by("position", "pk")
        self.fields["segments"].queryset = Segment.objects.active()
        self.fields["products"].queryset = Product.objects.active()
        self.offer_teams()

    def offer_teams(self):
        field = self.fields["team"]
        field.queryset = seen_by(self.user).order_by("name")
        field.empty_label = _("All teams")
        if self.user.role != Role.ADMIN:
            # A manager holds the reviews of one team: there is nothing to choose.
            del self.fields["team"]
            self.instance.team_id = self.user.team_id

    @property
    def narrowing(self):
        """The parts of the scope that are seldom asked for, and whether one is used."""
        names = ("owners", "stages", "segments", "products")
        return {"fields": [self[name] for name in names], "is_used": any(self[name].value() for name in names)}


class ScheduleForm(ScopeForm):
    class Meta(ScopeForm.Meta):
        fields = ["name", "weekday", "at", "every_weeks", "starts_on", *ScopeForm.Meta.fields, "people", "is_active"]
        widgets = {
            "at": forms.TimeInput({"type": "time"}, "%H:%M"),
            "starts_on": forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        }


class OpenForm(ScopeForm):
    """A review beside the scheduled ones. Compared with the last of the same scope, or with any day."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    since = day_field(
        _("Compare with the pipeline as of"),
        help_text=_("Empty: the last review of the same scope, or a week ago where there is none."),
    )
    field_order = ["title", "team", "since"]

    def clean_since(self):
        day = self.cleaned_data["since"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def compared_with(self):
        """The end of that day, in the reader's zone; now at the latest."""
        day = self.cleaned_data["since"]
        if not day:
            return None
        return min(timezone.make_aware(datetime.combine(day, time.max)), timezone.now())

    def _post_clean(self):
        """The scope stands beside the schedules: nothing of theirs is checked."""
        for name in ("team", "owners", "stages", "segments", "products"):
            if name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])


# What each decision asks for, beside the note.
ASKED = {
    KIND.KEEP: ("who", "by_day"),
    KIND.ADVANCE: ("stage", "who", "by_day"),
    KIND.SLIP: ("close_on",),
    KIND.REASSIGN: ("to", "by_day"),
    KIND.HOLD: ("until", "waits_for"),
    KIND.RETURN: ("return_reason",),
    KIND.NURTURE: ("nurture_reason", "back_on"),
    KIND.DISQUALIFY: ("disqualify_reason",),
}
NEEDED = {
    "stage": _("Choose the stage that it goes on to."),
    "close_on": _("Say when it is expected to close."),
    "to": _("Say who takes it over."),
    "until": _("Say until when it waits."),
    "waits_for": _("Say what it waits for."),
    "return_reason": _("Say why it goes back to marketing."),
    "nurture_reason": _("Say why it is parked."),
    "disqualify_reason": _("Say why it is disqualified."),
}
REASONS = {
    "return_reason": Reason.Kind.RETURNED,
    "nurture_reason": Reason.Kind.NURTURE,
    "disqualify_reason": Reason.Kind.DISQUALIFIED,
}
LETTERS = {
    KIND.KEEP: "k",
    KIND.ADVANCE: "a",
    KIND.SLIP: "s",
    KIND.REASSIGN: "o",
    KIND.HOLD: "h",
    KIND.RETURN: "r",
    KIND.NURTURE: "n",
    KIND.DISQUALIFY: "d",
}


class DecisionForm(forms.Form):
    """What becomes of a lead; only what the chosen decision asks for is looked at."""

    kind = forms.ChoiceField(
        label=_("Decision"),
        choices=KIND.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of this lead.")},
    )
    stage = forms.ModelChoiceField(Stage.objects.none(), required=False, label=_("To the stage"))
    close_on = day_field(_("New close date"))
    to = forms.ModelChoiceField(User.objects.none(), required=False, label=_("New owner"))
    until = day_field(_("On hold until"))
    waits_for = forms.ChoiceField(required=False, label=_("Because of"))
    return_reason = forms.ModelChoiceField(Reason.objects.none(), required=False, label=_("Reason"))
    nurture_reason = forms.ModelChoiceField(
        Reason.objects.none(), required=False, label=_("Reason"), widget=ReasonSelect
    )
    back_on = day_field(_("Back on"), help_text=_("Empty: as the reason says."))
    disqualify_reason = forms.ModelChoiceField(Reason.objects.none(), required=False, label=_("Reason"))
    note = forms.CharField(
        required=False, max_length=2000, label=_("What next, or why"), widget=forms.Textarea({"rows": 2})
    )
    who = forms.ModelChoiceField(User.objects.none(), required=False, label=_("Who"))
    by_day = day_field(_("By when"))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, lead, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.lead, self.user = lead, user
        self.offer_people()
        self.offer_stages()
        self.offer_reasons()
        kinds = [(each.value, capfirst(each.label)) for each in Hold.Kind]
        self.fields["waits_for"].choices = [("", "---------"), *kinds]

    def offer_people(self):
        people = User.objects.active().sellers().colleagues_of(self.user).order_by("first_name", "pk")
        found = [(person.pk, str(person)) for person in people]
        for name, empty in (("to", "---------"), ("who", _("Its owner"))):
            self.fields[name].queryset = people
            self.fields[name].choices = [("", empty), *found]

    def offer_stages(self):
        """Those after its own first: to advance is to go on."""
        stages = Stage.objects.active().for_team(self.lead.state.team_id).of_kind(Stage.Kind.OPEN).open_to(self.user)
        here = self.lead.state.stage
        later = [each for each in stages if (each.position, each.pk) > (here.position, here.pk)]
        field = self.fields["stage"]
        field.queryset = stages
        field.choices = [("", "---------"), *((each.pk, str(each)) for each in later)]
        self.initial.setdefault("stage", later[0].pk if later else None)

    def offer_reasons(self):
        reasons = list(Reason.objects.active().filter(kind__in=REASONS.values()))
        for name, kind in REASONS.items():
            field, mine = self.fields[name], [each for each in reasons if each.kind == kind]
            field.queryset = Reason.objects.active().filter(kind=kind)
            field.choices = [("", "---------"), *named(mine)]
        parked = [each for each in reasons if each.kind == Reason.Kind.NURTURE]
        self.fields["nurture_reason"].widget.told = {each.pk: told_of(each, self.lead.state.team) for each in parked}

    @property
    def choices(self):
        """Each decision with the letter that chooses it."""
        chosen = self["kind"].value()
        return [{"kind": each, "letter": LETTERS[each], "is_chosen": chosen == each.value} for each in KIND]

    @property
    def parts(self):
        """Every field with the decisions that ask for it."""
        names = dict.fromkeys(name for asked in ASKED.values() for name in asked)
        first = [name for name in names if name not in ("who", "by_day")]
        return [self.part(name) for name in first]

    def part(self, name):
        return {"field": self[name], "kinds": [kind.value for kind, asked in ASKED.items() if name in asked]}

    def item_parts(self):
        return [self.part(name) for name in ("who", "by_day")]

    def clean(self):
        found = super().clean()
        kind = found.get("kind")
        if not kind:
            return found
        asked = ASKED[KIND(kind)]
        # What belongs to another decision was typed before this one was chosen: it is no error of this one.
        for name in [name for name in self.errors if name not in (*asked, "kind", "note", "seen")]:
            del self.errors[name]
        for name in asked:
            if name in NEEDED and not found.get(name) and name not in self.errors:
                self.add_error(name, NEEDED[name])
        if not self.errors:
            getattr(self, f"check_{kind}", lambda _found: None)(found)
        return found

    def check_keep(self, found):
        self.check_item(found)

    def check_advance(self, found):
        self.check_item(found)

    def check_item(self, found):
        day = found.get("by_day")
        if found.get("who") and not day:
            self.add_error("by_day", _("Say by when: an action item has a name and a date."))
        elif day and day < timezone.localdate():
            self.add_error("by_day", _("This day has passed."))

    def check_reassign(self, found):
        if found["to"].pk == self.lead.state.owner_id:
            self.add_error("to", _("The lead is theirs already."))
        self.check_item({**found, "who": None})

    def check_slip(self, found):
        before = self.lead.expected_close
        if found["close_on"] <= timezone.localdate() or before and found["close_on"] <= before:
            self.add_error("close_on", _("Choose a day later than the one it had."))

    def check_hold(self, found):
        if sentence := refusal(self.lead.state, waited(self.lead.state), found["until"]):
            self.add_error("until", sentence)
        elif found["waits_for"] == Hold.Kind.OTHER and not found["note"].strip():
            self.add_error("note", _("Say what the lead waits for."))

    def check_return(self, found):
        asked = ReturnForm({"reason": found["return_reason"].pk, "note": found["note"]}, lead=self.lead)
        for error in asked.errors.get("reason", ()):
            self.add_error("return_reason", error)

    def check_nurture(self, found):
        day = found.get("back_on")
        if day and day <= timezone.localdate():
            self.add_error("back_on", _("Choose a later day than today."))
            return
        stage = Stage(kind=Stage.Kind.NURTURE)
        if error := return_error(stage, found["nurture_reason"], day):
            self.add_error("back_on", error)

    def said(self):
        """As the action takes it."""
        found, kind = self.cleaned_data, self.cleaned_data["kind"]
        asked = ASKED[KIND(kind)]
        said = {name: found.get(name) for name in asked}
        reason = next((said[name] for name in REASONS if name in said), None)
        days = ("close_on", "until", "back_on", "by_day")
        return {
            "kind": kind,
            "note": found["note"].strip()[: 200 if kind == KIND.HOLD else 2000],
            "stage": said.get("stage"),
            "owner": said.get("to") or said.get("who"),
            "day": next((said[name] for name in days if name in said), None),
            "reason": reason,
            "waits_for": said.get("waits_for") or "",
        }


class ItemForm(forms.Form):
    """What somebody takes on: words, a name, a date."""

    text = forms.CharField(label=_("What"), max_length=300)
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Who"))
    due_on = forms.DateField(label=_("By when"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        found = User.objects.active().colleagues_of(user).order_by("first_name", "pk")
        self.fields["owner"].queryset = found
        self.fields["owner"].choices = [("", _("Who")), *((person.pk, str(person)) for person in found)]

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day has passed."))
        return day


class LaterForm(forms.Form):
    to = forms.DateField(label=_("New date"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    def clean_to(self):
        day = self.cleaned_data["to"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a later day than today."))
        return day


class NotesForm(forms.Form):
    notes = forms.CharField(
        label=_("Review notes"), required=False, max_length=20_000, widget=forms.Textarea({"rows": 6})
    )
    was = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
