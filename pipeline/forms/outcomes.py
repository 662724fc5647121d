"""How a lead leaves the pipeline, and comes back: what each way out asks for."""

from itertools import groupby

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from frameworks_app.models import read
from pipeline.models import Reason, Stage
from pipeline.reports.asked import entry_of
from pipeline.reports.nurture import returns_on

from .movers import not_admitted

# Kinds of stage that nobody enters without saying why.
WITH_REASON = {Stage.Kind.DISQUALIFIED, Stage.Kind.NURTURE, Stage.Kind.LOST, Stage.Kind.WON}
# Bad data and duplicates are seen without trying to reach anybody.
WITHOUT_ATTEMPT = {"bad_contact_data", "already_in_work"}
CHOSE_COMPETITOR = "chose_competitor"
# Where no script puts the chosen reason's own words in its place.
TRACK_AND_DAY = _("Each has its track, and most a day on which the lead comes back.")


def reason_error(stage, reason):
    """What is wrong with this reason for this stage; None where it will do."""
    if stage.kind not in WITH_REASON:
        return None
    if reason is None:
        return _("Say why the lead goes to %(stage)s.") % {"stage": stage}
    if reason.kind != stage.kind:
        return _("Choose one of the reasons under “%(kind)s”.") % {"kind": stage.get_kind_display()}
    return None


def return_error(stage, reason, back_on):
    """A parked lead comes back on a day: one that is named, or so many days on as its reason says."""
    if stage.kind != Stage.Kind.NURTURE or back_on or reason.return_days is not None:
        return None
    if rule := read(reason.return_rule).text:
        return _("Say when to look at it again. For this reason: %(rule)s.") % {"rule": rule}
    return _("Say when to look at it again.")


def told_of(reason, team):
    """What the page shows of a reason to park a lead as soon as it is chosen."""
    back, track, rule = returns_on(team, reason), read(reason.track).text, read(reason.return_rule)
    words = [track and _("Track: %(track)s") % {"track": track}, rule.text]
    return {"data-told": " · ".join(filter(None, words)), "data-back-on": back.isoformat() if back else ""}


def by_kind(reasons):
    """Reasons as choices, under the kind of stage that they belong to."""
    found = sorted(reasons, key=lambda each: (each.kind, each.position, each.pk))
    groups = groupby(found, key=lambda each: each.get_kind_display())
    return [("", "---------"), *((kind, [(each.pk, str(each)) for each in group]) for kind, group in groups)]


class ReasonSelect(forms.Select):
    """Says of each reason what the page needs at once; `told` is, by id, a dictionary of attributes."""

    told = {}

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"].update(self.told.get(value, {}))
        return option


class StageRadios(forms.RadioSelect):
    """Says of each stage its kind, so that the page shows only what that kind asks for."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value:
            option["attrs"]["data-kind"] = value.instance.kind
        return option


class LeavingForm(forms.Form):
    """Stage, reason, note. The stage is asked for only where there is a choice."""

    kinds = ()
    stage = forms.ModelChoiceField(
        Stage.objects.none(), label=_("Stage"), widget=StageRadios, empty_label=None, error_messages={
            "required": _("There is no stage for this: an admin sets one up."),
        },
    )  # fmt: skip
    reason = forms.ModelChoiceField(Reason.objects.none(), label=_("Reason"), widget=ReasonSelect)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2}), help_text=""
    )

    def __init__(self, *args, lead, by, chosen=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.lead, self.by = lead, by
        self.offer_stages(chosen)
        self.offer_reasons()

    def offer_stages(self, chosen):
        stages = Stage.objects.active().for_team(self.lead.state.team_id).of_kind(*self.kinds)
        field = self.fields["stage"]
        every = list(stages)
        found = self.stages = [each for each in every if each.admits(self.by)]
        field.queryset = stages.filter(pk__in=[each.pk for each in found])
        if every and not found:
            field.error_messages["required"] = not_admitted(every[0])
        self.initial["stage"] = chosen if chosen in {each.pk for each in found} else None
        if len(found) == 1:
            field.widget, self.initial["stage"] = forms.HiddenInput(), found[0].pk
            self.fields["reason"].widget.attrs["autofocus"] = True

    def offer_reasons(self):
        field = self.fields["reason"]
        field.queryset = Reason.objects.active().filter(kind__in=self.kinds)
        reasons = list(field.queryset)
        field.choices = by_kind(reasons) if len(self.kinds) > 1 else [("", "---------"), *named(reasons)]
        field.widget.told = {each.pk: self.told(each) for each in reasons}

    def told(self, reason):
        return {"data-kind": reason.kind}

    def clean(self):
        found = super().clean()
        stage, reason = found.get("stage"), found.get("reason")
        if stage and reason and (error := reason_error(stage, reason)):
            self.add_error("reason", error)
        return found


def named(reasons):
    return [(each.pk, str(each)) for each in reasons]


class DisqualifyForm(LeavingForm):
    kinds = (Stage.Kind.DISQUALIFIED,)
    referral = forms.CharField(
        label=_("Would anyone else there, or a friend, need it?"),
        required=False,
        max_length=500,
        help_text=_("A name and how to reach them: it is kept with the lead."),
    )
    field_order = ["stage", "reason", "referral", "note"]


class NurtureForm(LeavingForm):
    kinds = (Stage.Kind.NURTURE,)
    back_on = forms.DateField(
        label=_("Back on"),
        required=False,
        widget=forms.DateInput({"type": "date", "data-reason-day": True}, "%Y-%m-%d"),
        help_text=_("Its owner is reminded on this day. Empty: as the reason says."),
    )
    field_order = ["stage", "reason", "back_on", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = TRACK_AND_DAY

    def told(self, reason):
        return told_of(reason, self.lead.state.team)

    def clean_back_on(self):
        day = self.cleaned_data["back_on"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a later day than today."))
        return day

    def clean(self):
        found = super().clean()
        stage, reason = found.get("stage"), found.get("reason")
        is_known = stage and reason and "back_on" not in self.errors
        if is_known and (error := return_error(stage, reason, found.get("back_on"))):
            self.add_error("back_on", error)
        return found


class CloseForm(LeavingForm):
    kinds = (Stage.Kind.WON, Stage.Kind.LOST)
    amount = forms.DecimalField(label=_("Amount"), required=False, min_value=0, max_digits=14, decimal_places=2)
    currency = forms.CharField(
        label=_("Currency"), required=False, max_length=3, widget=forms.TextInput({"size": 3, "maxlength": 3})
    )
    competitor = forms.CharField(
        label=_("Competitor"), required=False, max_length=200, help_text=_("Whom they chose, or who was left behind.")
    )
    closed_on = forms.DateField(
        label=_("Closed on"),
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text=_("Where it was won: the day on which it was signed."),
    )
    field_order = ["stage", "reason", "amount", "currency", "competitor", "closed_on", "note"]

    def __init__(self, *args, lead, **kwargs):
        initial = {
            "amount": lead.amount,
            "currency": lead.currency or settings.LEADQUAL_CURRENCY,
            "closed_on": timezone.localdate(),
        }
        super().__init__(*args, lead=lead, initial=initial, **kwargs)
        self.fields["stage"].label = _("Won or lost")
        if self.stages:
            self.fields["stage"].error_messages["required"] = _("Say whether it was won or lost.")
        wanted = [each for each in self.stages if each.kind == Stage.Kind.WON]
        chosen = next((each for each in wanted if each.pk == self.initial["stage"]), None)
        self.won = chosen or next(iter(wanted), None)
        self.entry_fields, self.lines = entry_of(self.won) if self.won else (set(), {})
        self.ask_for_lines()

    def ask_for_lines(self):
        """What the won stage wants done, each as a box to be ticked."""
        if "hand_over" in self.entry_fields:
            self.fields["note"].help_text = _(
                "Where it was won: the hand-over note. What was agreed, for whoever serves them next?"
            )
        for key, line in self.lines.items():
            self.fields[f"line-{key}"] = forms.BooleanField(
                label=read(line).text, required=False, widget=forms.CheckboxInput({"data-for-kind": Stage.Kind.WON})
            )

    def ticks(self):
        return tuple((self.won, key) for key in self.lines if self.cleaned_data[f"line-{key}"])

    def closing(self):
        """What is said of the end itself."""
        names = ("stage", "reason", "amount", "currency", "competitor", "closed_on", "note")
        return {name: self.cleaned_data[name] for name in names}

    @property
    def is_won(self):
        return self.cleaned_data["stage"].kind == Stage.Kind.WON

    def clean_currency(self):
        currency = self.cleaned_data["currency"].strip().upper()
        if currency and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
            raise forms.ValidationError(_("A currency has three letters, such as EUR."))
        return currency

    def clean_closed_on(self):
        day = self.cleaned_data["closed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        if day < (entered := timezone.localdate(self.lead.state.stage_changed_at)):
            raise forms.ValidationError(
                _("The lead came to %(stage)s after this day, on %(day)s.")
                % {"stage": self.lead.state.stage, "day": entered.isoformat()}
            )
        return day

    def clean(self):
        found = super().clean()
        stage, reason = found.get("stage"), found.get("reason")
        if stage and self.is_won:
            self.check_won(found)
        if found.get("amount") is not None and not found.get("currency") and "currency" not in self.errors:
            self.add_error("currency", _("An amount needs its currency, such as EUR."))
        if reason and reason.key == CHOSE_COMPETITOR and not found.get("competitor"):
            self.add_error("competitor", _("Say whom they chose."))
        return found

    def check_won(self, found):
        if found.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", _("Say what was won."))
        if "hand_over" in self.entry_fields and not found.get("note", "").strip():
            self.add_error("note", _("Write the hand-over note: what was agreed, and with whom?"))
        for key in self.lines:
            if not found.get(f"line-{key}"):
                self.add_error(f"line-{key}", _("This is to be done before it is won."))


class ReturnForm(forms.Form):
    reason = forms.ModelChoiceField(Reason.objects.none(), label=_("Reason"))
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Marketing reads it: what should they know?"),
    )

    def __init__(self, *args, lead, **kwargs):
        super().__init__(*args, **kwargs)
        self.lead = lead
        self.fields["reason"].queryset = Reason.objects.active().filter(kind=Reason.Kind.RETURNED)
        self.fields["reason"].widget.attrs["autofocus"] = True

    def clean_reason(self):
        reason = self.cleaned_data["reason"]
        if reason.key not in WITHOUT_ATTEMPT and not self.lead.calls.attempts().exists():
            raise forms.ValidationError(
                _("Try to reach them first: only wrong data and duplicates are returned without an attempt.")
            )
        return reason


class ReopenForm(forms.Form):
    note = forms.CharField(label=_("Why now"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2}))
