"""Who is away when: a person says it themselves, a manager for the team, an admin for everybody."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from .calendar import home_day
from .models import Absence, Role, User


def people_of(user):
    """For whom this person may say it."""
    people = User.objects.active().order_by("first_name", "last_name", "pk")
    if user.role == Role.ADMIN:
        return people
    is_lead = user.role == Role.MANAGER and user.team_id
    return people.filter(team=user.team_id) if is_lead else people.filter(pk=user.pk)


class AbsenceForm(forms.ModelForm):
    class Meta:
        model = Absence
        fields = ["person", "first_day", "last_day", "reason"]
        labels = {
            "person": pgettext_lazy("colleague", "Person"),
            "first_day": gettext_lazy("First day"),
            "last_day": gettext_lazy("Last day"),
            "reason": gettext_lazy("Reason"),
        }
        widgets = {
            "first_day": forms.DateInput({"type": "date"}, "%Y-%m-%d"),
            "last_day": forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_of(user)
        self.fields["person"].initial = user.pk
        self.fields["person"].empty_label = None


def absence_list(request):
    form = AbsenceForm(request.POST or None, user=request.user)
    if form.is_valid():
        absence = form.save()
        messages.success(request, _("Noted: %(person)s is away.") % {"person": absence.person})
        return redirect("accounts:absence_list")
    coming = Absence.objects.of_people_of(request.user).since(home_day()).select_related("person__team")
    context = {"form": form, "absences": coming, "is_for_others": len(form.fields["person"].choices) > 1}
    return render(request, "accounts/absence_list.html", context)


@require_POST
def absence_delete(request, pk):
    absence = get_object_or_404(Absence.objects.of_people_of(request.user).select_related("person"), pk=pk)
    absence.delete()
    messages.success(request, _("Taken back: %(person)s is there.") % {"person": absence.person})
    return redirect("accounts:absence_list")
