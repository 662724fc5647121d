"""People and teams: added, given a role, and deactivated; nobody is deleted, because history names them."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from .forms import time_zones
from .models import Absence, Role, Team, User

# A role says it all; groups would be a second answer to the same question.
admin.site.unregister(Group)


def default_of(name):
    return Team._meta.get_field(name).get_default()


class TeamForm(forms.ModelForm):
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=time_zones,
        initial=default_of("time_zone"),
        help_text=gettext_lazy("In which the working hours are counted, and calls to leads without one are planned."),
    )
    working_days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Working days"),
        coerce=int,
        initial=default_of("working_days"),
        choices=[(number + 1, name) for number, name in WEEKDAYS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Business days: stages, attempts and follow-ups count by them."),
    )


@admin.register(Team)
class TeamAdmin(admin.ModelAdmin):
    form = TeamForm
    list_display = ("name", "time_zone", "works_from", "works_until", "sdr_may_edit_team_leads")
    search_fields = ("name",)
    actions = None


class PersonForm(UserChangeForm):
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=time_zones)

    def clean(self):
        cleaned = super().clean()
        if is_last_admin(self.instance):
            if cleaned.get("role") != Role.ADMIN:
                self.add_error("role", _("This is the last active admin: give the role to somebody else first."))
            if not cleaned.get("is_active"):
                self.add_error("is_active", _("This is the last active admin: somebody must be able to sign in here."))
        return cleaned


def is_last_admin(person):
    admins = User.objects.active().filter(role=Role.ADMIN)
    return admins.filter(pk=person.pk).exists() and not admins.exclude(pk=person.pk).exists()


class NewPersonForm(AdminUserCreationForm):
    """With a password, or without one for people who sign in through the company's own sign-in."""

    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("username", "email", "first_name", "last_name", "role", "team", "language")


SAYS = {
    "role": gettext_lazy(
        "SDR: own leads, and reads the team's. Account executive: leads handed to them. Manager: the team. "
        "Marketing: all leads, no calls. Admin: everything, these pages included."
    ),
    "team": gettext_lazy("Whose leads this person sees. Marketing and admins see all, and need none."),
    "is_active": gettext_lazy("Who has left is deactivated, never deleted: history names them."),
    "email": gettext_lazy("For signing in, and for messages."),
    "language": gettext_lazy("Of the pages; each person may change it under Preferences."),
}
WHO = ("username", "email", "first_name", "last_name")


@admin.register(User)
class PersonAdmin(UserAdmin):
    form = PersonForm
    add_form = NewPersonForm
    list_display = ("username", "full_name", "email", "role", "team", "is_active", "last_login")
    list_filter = ("role", "team", "is_active")
    list_select_related = ("team",)
    filter_horizontal = ()
    ordering = ("username",)
    actions = ("deactivate", "activate")
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": (*WHO, "password")}),
        (gettext_lazy("What they do here"), {"fields": ("role", "team", "capacity", "is_active")}),
        (gettext_lazy("How they read it"), {"fields": ("language", "time_zone", "theme")}),
        (gettext_lazy("Since when"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": (*WHO, "role", "team", "language")}),
        (gettext_lazy("Password"), {"fields": ("usable_password", "password1", "password2")}),
    )

    def has_delete_permission(self, request, obj=None):
        return False

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in SAYS:
            field.help_text = SAYS[db_field.name]
        return field

    @admin.display(description=pgettext_lazy("person", "name"), ordering="last_name")
    def full_name(self, person):
        return person.get_full_name()

    @admin.action(description=gettext_lazy("Deactivate"))
    def deactivate(self, request, queryset):
        leaving = queryset.active()
        remaining = User.objects.active().filter(role=Role.ADMIN).exclude(pk__in=leaving)
        if not remaining.exists():
            self.message_user(request, _("Somebody must remain who can sign in here: an active admin."), "ERROR")
            return
        self.set_active(request, leaving, False)

    @admin.action(description=gettext_lazy("Activate"))
    def activate(self, request, queryset):
        self.set_active(request, queryset.filter(is_active=False), True)

    def set_active(self, request, people, active):
        people = list(people)
        for person in people:
            person.is_active = active
            person.save(update_fields=["is_active"])
            self.log_change(request, person, [{"changed": {"fields": ["active"]}}])
        said = ngettext("%(count)s person changed.", "%(count)s people changed.", len(people))
        self.message_user(request, said % {"count": len(people)})


@admin.register(Absence)
class AbsenceAdmin(admin.ModelAdmin):
    list_display = ("person", "first_day", "last_day", "reason")
    list_select_related = ("person",)
    list_filter = ("person__team",)
    search_fields = ("person__first_name", "person__last_name", "person__username")
    date_hierarchy = "first_day"
    actions = None
