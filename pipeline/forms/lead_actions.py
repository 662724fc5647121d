"""What people do on the page of a lead, one small form each."""

from datetime import datetime, time
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from frameworks_app.models import Category, SignalType
from pipeline.models import Contact, FollowUp, Stage, Stakeholder

from .movers import not_admitted

ALL_DAY = time(9)


class MoveForm(forms.Form):
    """Along the open stages. The ways out ask for more, and have forms of their own.

    `chosen` is the stage that was dropped on or picked already, `seen` the one in which the lead was seen.
    """

    stage = forms.ModelChoiceField(Stage.objects.none(), label=_("Stage"))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args, lead, by, chosen=None, seen=None, **kwargs):
        super().__init__(*args, initial={"stage": chosen and chosen.pk, "seen": seen}, **kwargs)
        stages = Stage.objects.active().for_team(lead.state.team_id).of_kind(Stage.Kind.OPEN)
        field = self.fields["stage"]
        field.queryset = stages.open_to(by).exclude(pk=lead.state.stage_id)
        self.may_go = chosen is not None and may_go(lead, chosen, by)
        if self.may_go:
            field.widget = forms.HiddenInput()
        elif chosen and not chosen.admits(by):
            field.error_messages["invalid_choice"] = not_admitted(chosen)


def may_go(lead, stage, by):
    """The same as the choices, of a stage that is known already."""
    is_theirs = stage.team_id in (None, lead.state.team_id) and stage.pk != lead.state.stage_id
    return stage.is_open and stage.is_active and is_theirs and stage.admits(by)


class AssignForm(forms.Form):
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Owner"), required=False, empty_label=_("Nobody"))

    def __init__(self, *args, lead, user, **kwargs):
        super().__init__(*args, initial={"owner": lead.state.owner_id}, **kwargs)
        self.fields["owner"].queryset = (
            User.objects.active().sellers().colleagues_of(user).order_by("first_name", "pk")
        )


class NoteForm(forms.Form):
    text = forms.CharField(label=_("Note"), widget=forms.Textarea({"rows": 3}))
    # Made once with the form, so that a second click writes nothing.
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class FollowUpForm(forms.Form):
    kind = forms.ChoiceField(label=_("What"), choices=FollowUp.Kind, initial=FollowUp.Kind.CALL)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    hour = forms.TimeField(
        label=_("Hour"),
        required=False,
        widget=forms.TimeInput({"type": "time"}, "%H:%M"),
        help_text=_("Where an hour is agreed; in your own time zone."),
    )
    note = forms.CharField(label=_("About"), required=False, max_length=300)

    def __init__(self, *args, lead, **kwargs):
        super().__init__(*args, **kwargs)
        if not lead.may_be_contacted:
            kind = self.fields["kind"]
            kind.choices = [choice for choice in FollowUp.Kind.choices if choice[0] not in FollowUp.REACHING]
            kind.help_text = _("The contact asked to be left alone: nobody is to be called or written to.")

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise ValidationError(_("This day has passed."))
        return day

    def step(self):
        said = self.cleaned_data
        due_at = timezone.make_aware(datetime.combine(said["day"], said["hour"] or ALL_DAY))
        return {"kind": said["kind"], "due_at": due_at, "has_hour": bool(said["hour"]), "note": said["note"]}


class SignalForm(forms.Form):
    type = forms.ModelChoiceField(SignalType.objects.filter(is_active=True), label=_("Signal"))
    occurred_at = forms.DateTimeField(
        label=_("When"), widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"), initial=timezone.now
    )


class StakeholderForm(forms.Form):
    contact = forms.ModelChoiceField(
        Contact.objects.none(), label=_("Person"), required=False, empty_label=_("Somebody new")
    )
    name = forms.CharField(label=pgettext_lazy("person", "Name"), required=False, max_length=200)
    title = forms.CharField(label=_("Title"), required=False, max_length=150)
    email = forms.EmailField(label=_("E-mail"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=Stakeholder.Role)
    stance = forms.ChoiceField(label=_("Stance"), choices=Stakeholder.Stance, initial=Stakeholder.Stance.NEUTRAL)
    cares_about = forms.CharField(label=_("Cares about"), required=False, max_length=200)

    def __init__(self, *args, lead, **kwargs):
        super().__init__(*args, **kwargs)
        known = Contact.objects.standing()
        # A lead without a company still has its own person.
        known = known.filter(company=lead.company_id) if lead.company_id else known.filter(pk=lead.contact_id)
        self.fields["contact"].queryset = known.order_by("name", "pk")

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("contact") and not (cleaned.get("name") or cleaned.get("email")):
            self.add_error("name", _("Choose a known person, or give at least a name or an e-mail address."))
        return cleaned

    def seat(self):
        said = self.cleaned_data
        contact = said["contact"] or Contact(name=said["name"], title=said["title"], email=said["email"])
        return {"contact": contact, **{name: said[name] for name in ("role", "stance", "cares_about")}}


class OverrideForm(forms.Form):
    category = forms.ModelChoiceField(Category.objects.active(), label=_("Status"))
    why = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("It stands beside the computed status, with your name, until it is lifted."),
    )
