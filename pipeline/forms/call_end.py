"""How a call ends: what came of it, where the lead goes, and what is next."""

from datetime import datetime, time, timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from frameworks_app.models import Category
from pipeline.models import DiscoveryCall, FollowUp, Reason, Stage
from pipeline.models.stage import admitting

from .outcomes import TRACK_AND_DAY, WITH_REASON, ReasonSelect, by_kind, reason_error, return_error, told_of

MORNING = time(9)
WORKING_WEEK = [1, 2, 3, 4, 5]
Outcome = DiscoveryCall.Outcome
# How a call on the phone can end; the others are outcomes of e-mails and messages.
OUTCOMES = [choice for choice in Outcome.choices if choice[0] not in {Outcome.REPLIED, Outcome.SENT}]
# Nobody was talked to: the cadence says when to try again.
TRIED = {Outcome.NO_SHOW, Outcome.VOICEMAIL, Outcome.NO_ANSWER}


class StageSelect(forms.Select):
    """Says of each stage its kind, so that the page shows only what that kind asks for."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value:
            option["attrs"]["data-kind"] = value.instance.kind
        return option


class EndCallForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Outcome"), choices=OUTCOMES, widget=forms.RadioSelect)
    category = forms.ModelChoiceField(label=_("Status"), queryset=Category.objects.none(), empty_label=None)
    category_why = forms.CharField(
        label=_("Why another status"),
        required=False,
        max_length=500,
        help_text=_("Kept beside the computed status until somebody lifts it."),
    )
    stage = forms.ModelChoiceField(
        label=_("Stage"), queryset=Stage.objects.none(), empty_label=None, widget=StageSelect
    )
    reason = forms.ModelChoiceField(
        label=_("Reason"), queryset=Reason.objects.none(), required=False, widget=ReasonSelect, help_text=TRACK_AND_DAY
    )
    step_kind = forms.ChoiceField(label=_("Next step"), choices=FollowUp.Kind)
    step_date = forms.DateField(
        label=pgettext_lazy("date", "On"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "data-reason-day": True}, format="%Y-%m-%d"),
    )
    step_hour = forms.TimeField(
        label=_("At (if agreed)"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    step_note = forms.CharField(label=_("What"), required=False, max_length=300)
    summary = forms.CharField(
        label=_("Call summary"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args, call, proposal, by, next_try=None, **kwargs):
        """`next_try`: the moment at which the cadence would try again, had nobody been talked to."""
        self.call, self.proposal, self.by, self.next_try = call, proposal, by, next_try
        super().__init__(*args, initial=self.proposed(), **kwargs)
        self.leave_alone()
        self.fields["category"].queryset = Category.objects.filter(is_active=True)
        stages = Stage.objects.active().for_team(call.lead.state.team_id)
        # Won and lost are for whoever closes the deal, once it is one.
        stands = Q(pk=call.lead.state.stage_id)
        self.fields["stage"].queryset = stages.exclude(kind=Stage.Kind.WON).filter(stands | admitting(by))
        self.fields["reason"].queryset = Reason.objects.active().filter(kind__in=WITH_REASON - {Stage.Kind.WON})
        self.fields["reason"].choices = self.reasons_by_kind()
        # Read once, and not counted first, as list() alone would.
        for name in ("category", "stage"):
            self.fields[name].choices = list(iter(self.fields[name].choices))
        if self.hides_score:
            # An audit call: the status, computed or chosen, is not to be known before it has ended.
            del self.fields["category"], self.fields["category_why"]

    @property
    def hides_score(self):
        return self.call.lead.state.is_hidden

    def leave_alone(self):
        """Whoever asked for it is neither called nor written to, nor met."""
        if self.call.lead.may_be_contacted:
            return
        kind = self.fields["step_kind"]
        kind.choices = [choice for choice in FollowUp.Kind.choices if choice[0] not in FollowUp.REACHING]
        kind.help_text = _("The contact asked to be left alone: nobody is to be called or written to.")
        self.initial["step_kind"], self.next_try = FollowUp.Kind.TASK, None

    @property
    def tried_outcomes(self):
        return " ".join(TRIED)

    def proposed(self):
        chosen = {"outcome": Outcome.REACHED, "step_kind": FollowUp.Kind.CALL}
        if self.proposal is None:
            return chosen | {"stage": self.call.lead.state.stage_id, "category": self.standing}
        reason = self.proposal.reason
        return chosen | {
            "category": self.standing,
            "stage": self.proposal.stage.pk if self.proposal.stage.admits(self.by) else self.call.lead.state.stage_id,
            "reason": reason.pk if reason else None,
        }

    @property
    def standing(self):
        """A person's override while it stands, else what is computed now."""
        override = self.call.lead.state.override
        return override or (self.proposal and self.proposal.category) or self.call.lead.state.category

    def quick_days(self):
        """The next working days that people agree on, with their words."""
        today = timezone.localdate()
        choices = [(_("Next working day"), 1), (_("In 3 days"), 3), (_("In a week"), 7), (_("In 2 weeks"), 14)]
        return [(words, self.working_day(today + timedelta(days=days))) for words, days in choices]

    def working_day(self, day):
        """This day, or the first after it on which the team works."""
        team = self.by.team
        working = team.working_days if team else WORKING_WEEK
        holidays = team.holidays if team else []
        # Six weeks of holidays are longer than any team's; a calendar without a working day must not hang the page.
        days = (day + timedelta(days=offset) for offset in range(42))
        return next((each for each in days if each.isoweekday() in working and each not in holidays), day)

    def reasons_by_kind(self):
        found = list(self.fields["reason"].queryset)
        self.fields["reason"].widget.told = {each.pk: self.told(each) for each in found}
        return by_kind(found)

    def told(self, reason):
        parked = told_of(reason, self.call.lead.state.team) if reason.kind == Stage.Kind.NURTURE else {}
        return {"data-kind": reason.kind, **parked}

    def clean_step_date(self):
        day = self.cleaned_data["step_date"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("This day has passed: choose today or a later one."))
        return day

    def clean(self):
        found = super().clean()
        if found.get("category") and self.is_override(found["category"]) and not found.get("category_why"):
            self.add_error("category_why", self.why_missing())
        if found.get("stage"):
            self.try_again(found["stage"], found)
            self.check_stage(found["stage"], found)

    def try_again(self, stage, found):
        """A call that came to nothing goes on by the cadence, unless another day was chosen."""
        if self.errors or found.get("step_date") or not (stage.is_open and self.next_try):
            return
        if found.get("outcome") in TRIED:
            found["step_date"], found["step_kind"] = timezone.localdate(self.next_try), FollowUp.Kind.CALL

    def why_missing(self):
        if self.proposal is None:
            return _("Say why: the status is computed, and yours stands beside it.")
        return _("The answers lead to “%(computed)s”. Say why it should be another.") % {
            "computed": self.proposal.category
        }

    def is_override(self, category):
        computed = self.proposal and self.proposal.category
        return category not in {computed, self.standing}

    def check_stage(self, stage, found):
        reason = found.get("reason")
        if error := reason_error(stage, reason):
            self.add_error("reason", error)
        elif "step_date" not in self.errors and (error := return_error(stage, reason, found.get("step_date"))):
            self.add_error("step_date", error)
        if self.hides_score and self.is_moved_on(stage) and not found.get("summary"):
            self.add_error("summary", _("The rules say no: say in a sentence why this lead is worth the work."))
        if "step_date" in self.errors or found.get("step_date"):
            return
        if found.get("outcome") == Outcome.RESCHEDULED:
            self.add_error("step_date", _("Say which day was agreed instead."))
        elif stage.is_open:
            self.add_error("step_date", _("An open lead needs a dated next step."))

    def is_moved_on(self, stage):
        return stage.is_open and stage.pk != self.call.lead.state.stage_id

    def ended(self):
        found = self.cleaned_data
        override, category = self.call.lead.state.override, found.get("category")
        return {
            "outcome": found["outcome"],
            "stage": found["stage"],
            "reason": found["reason"] if found["stage"].kind in WITH_REASON else None,
            "category": category if category and self.is_override(category) else None,
            "category_why": found.get("category_why", ""),
            "lifts_override": bool(override) and category != override,
            "summary": found["summary"],
        }

    def next_step(self):
        found = self.cleaned_data
        if not found["step_date"]:
            return None
        hour = found["step_hour"]
        return {
            "kind": found["step_kind"],
            "due_at": self.next_try if self.is_next_try(found) else self.begins(found["step_date"], hour),
            "has_hour": hour is not None,
            "note": found["step_note"],
        }

    def is_next_try(self, found):
        """The very day that the cadence names: then its best hour counts too."""
        is_try = self.next_try and found["outcome"] in TRIED and not found["step_hour"]
        return bool(is_try and found["step_date"] == timezone.localdate(self.next_try))

    def begins(self, day, hour):
        morning = self.by.team.works_from if self.by.team else MORNING
        return timezone.make_aware(datetime.combine(day, hour or morning))
