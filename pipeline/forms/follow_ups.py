"""A planned step changed: another day, another word, another person."""

from datetime import date, datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.calendar import Calendar
from accounts.models import User
from pipeline.models import Lead

from .lead_actions import FollowUpForm

MONDAY = 1


class EditFollowUpForm(FollowUpForm):
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Owner"), empty_label=None)

    def __init__(self, *args, step, user, **kwargs):
        self.planned = step
        due = timezone.localtime(step.due_at)
        self.day_before = due.date()
        initial = {
            "kind": step.kind,
            "day": due.date(),
            "hour": due.time() if step.has_hour else None,
            "note": step.note,
            "owner": step.owner_id,
        }
        super().__init__(*args, lead=step.lead, initial=initial, **kwargs)
        people = User.objects.active().sellers().colleagues_of(user) | User.objects.filter(pk=step.owner_id)
        self.fields["owner"].queryset = people.order_by("first_name", "last_name", "pk")

    def clean_day(self):
        """What is overdue may stay so while its words are mended."""
        return self.day_before if self.cleaned_data["day"] == self.day_before else super().clean_day()

    def clean_owner(self):
        owner = self.cleaned_data["owner"]
        if not Lead.objects.visible_to(owner).filter(pk=self.planned.lead_id).exists():
            raise ValidationError(
                _("%(person)s does not see this lead. Give them the lead first.") % {"person": owner}
            )
        return owner


class SnoozeForm(forms.Form):
    """One day on, the next Monday, a day, or (to take a snooze back) a moment."""

    to = forms.CharField()

    def __init__(self, *args, step, team, **kwargs):
        super().__init__(*args, **kwargs)
        self.due, self.calendar = timezone.localtime(step.due_at), Calendar.of(team)

    def clean_to(self):
        wanted = self.cleaned_data["to"]
        from_day = max(self.due.date(), timezone.localdate())
        match wanted:
            case "day":
                return self.at_its_hour(self.calendar.later(from_day, 1))
            case "monday":
                to_monday = (MONDAY - from_day.isoweekday()) % 7 or 7
                return self.at_its_hour(self.calendar.later(from_day + timedelta(days=to_monday), 0))
        return self.moment(wanted)

    def moment(self, wanted):
        try:
            if "T" in wanted:
                return timezone.make_aware(datetime.fromisoformat(wanted))
            day = date.fromisoformat(wanted)
        except (ValueError, OverflowError) as error:
            raise ValidationError(_("Choose a day.")) from error
        if day < timezone.localdate():
            raise ValidationError(_("This day has passed."))
        return self.at_its_hour(day)

    def at_its_hour(self, day):
        return timezone.make_aware(datetime.combine(day, self.due.time()))
