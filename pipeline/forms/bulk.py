"""Many leads at once: which ones, and what is to become of them."""

from datetime import datetime
from types import SimpleNamespace
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.keys import key_in
from accounts.models import User
from frameworks_app.models import Category
from pipeline.models import BulkAct, FollowUp, Lead, NurtureTrack, Reason, Stage, Tag
from pipeline.models.stage import may_overrule
from pipeline.reports.asked import entry_of
from pipeline.reports.lead_list import count, leads_of

from .lead_actions import ALL_DAY
from .lead_filters import LeadFilter
from .nurture import with_a_step
from .outcomes import by_kind

MOST = 10_000


class Ids(forms.Field):
    """Whole numbers under one name."""

    widget = forms.MultipleHiddenInput

    def clean(self, value):
        return [key for key in map(key_in, map(str, value or [])) if key is not None][:MOST]


class SelectionForm(forms.Form):
    """Some leads by their keys, or all that match the filters of the list. `seen` is how many the person was told."""

    kind = forms.ChoiceField(choices=BulkAct.Kind, widget=forms.HiddenInput)
    lead = Ids(required=False)
    everything = forms.BooleanField(required=False, widget=forms.HiddenInput)
    query = forms.CharField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def leads(self, user):
        """What was chosen, as far as this person sees it."""
        leads = leads_of(user)
        if not self.cleaned_data["everything"]:
            return leads.filter(pk__in=self.cleaned_data["lead"])
        said = QueryDict(self.cleaned_data["query"])
        return LeadFilter(said, queryset=leads, request=SimpleNamespace(user=user)).qs

    def asked_again(self, number):
        """The same selection, to be sent with the form; `number` is what the person is told now."""
        token = self.cleaned_data["token"] or uuid4()
        return SelectionForm(initial={**self.cleaned_data, "seen": number, "token": token}, prefix=None)


class Chosen:
    """A selection found: how many leads, and those of them that the person may change."""

    def __init__(self, selection, user):
        leads = selection.leads(user)
        self.total = count(leads, MOST)
        self.is_too_many = self.total > MOST
        mine = Lead.objects.editable_by(user).filter(pk__in=leads.order_by().values("pk"))
        self.ids = [] if self.is_too_many else sorted(mine.values_list("pk", flat=True))
        self.seen = selection.cleaned_data["seen"]
        self.has_grown = selection.cleaned_data["everything"] and self.seen is not None and self.total > self.seen

    @property
    def refused(self):
        return self.total - len(self.ids)


class OwnerForm(forms.Form):
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Owner"), required=False, empty_label=_("Nobody"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = (
            User.objects.active().sellers().colleagues_of(user).order_by("first_name", "pk")
        )

    def said(self, by):
        owner = self.cleaned_data["owner"]
        return {"owner": owner and owner.pk, "team": owner and owner.team_id}


class StageForm(forms.Form):
    stage = forms.ModelChoiceField(Stage.objects.none(), label=_("Stage"))
    reason = forms.ModelChoiceField(
        Reason.objects.none(),
        label=_("Reason"),
        required=False,
        help_text=_("Asked where a lead is won, lost, parked or disqualified."),
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea({"rows": 2}))
    overrule = forms.CharField(
        label=_("Move those too whose stage still asks for something, because"),
        required=False,
        max_length=1000,
        help_text=_("Empty: such leads stay. The reason stands with each move, with your name and what was open."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_overrule(user):
            del self.fields["overrule"]
        stages = Stage.objects.active().open_to(user)
        self.fields["stage"].queryset = stages if user.sees_all_teams else stages.for_team(user.team_id)
        reasons = Reason.objects.active().exclude(kind=Reason.Kind.RETURNED)
        self.fields["reason"].queryset = reasons
        self.fields["reason"].choices = by_kind(reasons)

    def clean(self):
        cleaned = super().clean()
        stage, reason = cleaned.get("stage"), cleaned.get("reason")
        if stage and stage.is_open:
            cleaned["reason"] = None
        elif stage and reason is None:
            self.add_error("reason", _("Say why the leads go to %(stage)s.") % {"stage": stage})
        elif stage and reason.kind != stage.kind:
            kind = stage.get_kind_display()
            self.add_error("reason", _("Choose one of the reasons under “%(kind)s”.") % {"kind": kind})
        if stage and "hand_over" in entry_of(stage)[0] and not cleaned.get("note", "").strip():
            self.add_error("note", _("Write the hand-over note: what was agreed, and with whom?"))
        return cleaned

    def said(self, by):
        reason = self.cleaned_data["reason"]
        return {
            "stage": self.cleaned_data["stage"].pk,
            "reason": reason and reason.pk,
            "note": self.cleaned_data["note"],
            "overrule": self.cleaned_data.get("overrule", "").strip(),
        }


class StatusForm(forms.Form):
    category = forms.ModelChoiceField(Category.objects.active(), label=_("Status"))
    why = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("It stands beside the computed status, with your name, until it is lifted."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)

    def said(self, by):
        return {"category": self.cleaned_data["category"].pk, "why": self.cleaned_data["why"]}


class FollowUpForm(forms.Form):
    what = forms.ChoiceField(label=_("What"), choices=FollowUp.Kind, initial=FollowUp.Kind.CALL)
    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text=_("Each lead's owner gets one; where nobody owns the lead, you do."),
    )
    note = forms.CharField(label=_("About"), required=False, max_length=300)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise ValidationError(_("This day has passed."))
        return day

    def said(self, by):
        due_at = timezone.make_aware(datetime.combine(self.cleaned_data["day"], ALL_DAY))
        return {
            "kind": self.cleaned_data["what"],
            "due_at": due_at.isoformat(),
            "note": self.cleaned_data["note"],
        }


class TagForm(forms.Form):
    """A tag by its name; `said` has no key for one that is still to be made."""

    name = forms.CharField(
        label=_("Tag"), max_length=50, widget=forms.TextInput({"list": "tag-names", "autocomplete": "off"})
    )

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())


class UntagForm(TagForm):
    def clean_name(self):
        name = super().clean_name()
        if Tag.objects.called(name) is None:
            raise ValidationError(_("No tag is called “%(name)s”."), params={"name": name})
        return name


class TrackForm(forms.Form):
    track = forms.ModelChoiceField(NurtureTrack.objects.none(), label=_("Nurture track"))
    note = forms.CharField(label=_("Why"), required=False, max_length=300)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        tracks = NurtureTrack.objects.active()
        self.fields["track"].queryset = tracks if user.sees_all_teams else tracks.for_team(user.team_id)

    def clean_track(self):
        return with_a_step(self.cleaned_data["track"])

    def said(self, by):
        return {"track": self.cleaned_data["track"].pk, "note": self.cleaned_data["note"]}


class UntrackForm(forms.Form):
    """Nothing is asked but whether it is meant."""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)

    def said(self, by):
        return {}


FORMS = {
    BulkAct.Kind.OWNER: OwnerForm,
    BulkAct.Kind.STAGE: StageForm,
    BulkAct.Kind.CATEGORY: StatusForm,
    BulkAct.Kind.FOLLOW_UP: FollowUpForm,
    BulkAct.Kind.TAG: TagForm,
    BulkAct.Kind.UNTAG: UntagForm,
    BulkAct.Kind.TRACK: TrackForm,
    BulkAct.Kind.UNTRACK: UntrackForm,
}
