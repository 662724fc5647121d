"""Tracks as marketing and admins write them, and leads that people put into them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from frameworks_app.forms.definitions import KeyedForm
from frameworks_app.models import Category, SignalType
from pipeline.models import Enrolment, MailTemplate, NurtureTrack, TrackRule, TrackStep
from pipeline.reports.nurture_leads import Which
from pipeline.reports.nurture_rules import tracks_for

# Who reads these pages; marketing and admins also write them.
READERS = (Role.MARKETING, Role.ADMIN, Role.MANAGER)


class TrackForm(KeyedForm):
    class Meta:
        model = NurtureTrack
        fields = ("name", "description", "key", "team", "is_active", "sends_mail")
        help_texts = {
            "is_active": _("Off: nobody enters, and the leads in it wait where they are."),
            "sends_mail": _(
                "Off: its e-mail steps are passed over, and nobody is written to. "
                "On: letters go to contacts who may be written to, from the next e-mail step on."
            ),
        }


class StepForm(forms.ModelForm):
    class Meta:
        model = TrackStep
        fields = ("kind", "days", "in_working_hours", "template", "task", "to_track")
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args, track, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.track = track
        self.fields["kind"].choices = TrackStep.Kind.choices
        self.fields["days"].required = False
        self.fields["template"].queryset = MailTemplate.objects.active()
        self.fields["to_track"].queryset = NurtureTrack.objects.active().exclude(pk=track.pk)
        self.fields["days"].help_text = _("Whole days. 0: only until a working hour, or not at all.")
        self.fields["task"].help_text = _("What the owner is to do, in a few words.")

    def clean_days(self):
        return self.cleaned_data["days"] or 0

    def clean(self):
        cleaned = super().clean()
        wanted = ASKED.get(cleaned.get("kind"))
        if wanted and not cleaned.get(wanted[0]) and wanted[0] not in self.errors:
            self.add_error(wanted[0], wanted[1])
        return cleaned


# What a kind of step cannot do without.
ASKED = {
    TrackStep.Kind.MAIL: ("template", _("Choose what is written.")),
    TrackStep.Kind.TASK: ("task", _("Say what the owner is to do.")),
    TrackStep.Kind.CHANGE: ("to_track", _("Choose the track that follows.")),
}


class RuleForm(forms.ModelForm):
    """What brings leads in, or takes them out: each kind asks for its own."""

    class Meta:
        model = TrackRule
        fields = ("kind", "signal_type", "count", "days", "category", "at_least", "takes_over", "brings_back")
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args, track, way, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.track, self.instance.way = track, way
        is_entry = way == TrackRule.Way.ENTER
        kinds = ENTRIES if is_entry else TrackRule.Kind
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        self.fields["signal_type"].queryset = SignalType.objects.filter(is_active=True)
        self.fields["category"].queryset = Category.objects.active()
        self.fields["count"].required = False
        self.fields["count"].min_value = 1
        self.fields["days"].help_text = _("For a signal: within so many days; empty: since the lead is parked.")
        self.fields["at_least"].help_text = _("Qualification: 1 to 100 points. Engagement: level 1 to 4.")
        del self.fields["brings_back" if is_entry else "takes_over"]

    def clean_count(self):
        return self.cleaned_data["count"] or 1

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind")
        wanted = NEEDED.get(kind)
        if wanted and not cleaned.get(wanted[0]) and wanted[0] not in self.errors:
            self.add_error(wanted[0], wanted[1])
        most = {TrackRule.Kind.QUALIFICATION: 100, TrackRule.Kind.ENGAGEMENT: 4}.get(kind)
        if most and (cleaned.get("at_least") or 0) > most:
            self.add_error("at_least", _("At most %(most)d.") % {"most": most})
        return cleaned


ENTRIES = (TrackRule.Kind.SIGNAL, TrackRule.Kind.CATEGORY)
NEEDED = {
    TrackRule.Kind.SIGNAL: ("signal_type", _("Choose the signal.")),
    TrackRule.Kind.CATEGORY: ("category", _("Choose the status.")),
    TrackRule.Kind.QUALIFICATION: ("at_least", _("Say how many points.")),
    TrackRule.Kind.ENGAGEMENT: ("at_least", _("Say which level.")),
    TrackRule.Kind.DAYS: ("days", _("Say after how many days.")),
}


class MailForm(KeyedForm):
    class Meta:
        model = MailTemplate
        fields = ("name", "subject", "body", "key", "is_active")
        help_texts = {
            "name": _("What the step is called; the reader does not see it."),
            "is_active": _("A retired e-mail is offered to no new step."),
        }


class PutInForm(forms.Form):
    track = forms.ModelChoiceField(NurtureTrack.objects.none(), label=_("Track"))
    note = forms.CharField(label=_("Why"), required=False, max_length=300)

    def __init__(self, *args, lead, **kwargs):
        super().__init__(*args, **kwargs)
        inside = Enrolment.objects.open().filter(lead=lead).values("track")
        self.fields["track"].queryset = tracks_for(lead).exclude(pk__in=inside)

    def clean_track(self):
        return with_a_step(self.cleaned_data["track"])


def with_a_step(track):
    if not track.steps.standing().exists():
        raise ValidationError(_("This track has no step yet."))
    return track


class LeadsFilter(forms.Form):
    """Whatever the address says that makes no sense is as if it were not there."""

    which = forms.ChoiceField(label=_("Which leads"), choices=Which, required=False)
    track = forms.ModelChoiceField(
        NurtureTrack.objects.none(), label=_("Track"), required=False, empty_label=_("All tracks")
    )
    step = forms.ModelChoiceField(TrackStep.objects.all(), required=False, widget=forms.HiddenInput)
    why = forms.ChoiceField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["track"].queryset = NurtureTrack.objects.visible_to(user)
        for name in ("which", "track"):
            self.fields[name].widget.attrs["class"] = "form-select"
        self.fields["why"].choices = [("", ""), *Enrolment.Entered.choices, *Enrolment.Left.choices]

    def said(self):
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        return {**found, "which": Which(found.get("which", Which.INSIDE))}
