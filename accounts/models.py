"""Who works here: people, their team and their one role."""

from datetime import time
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


def validate_time_zone(name):
    if name not in available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone, such as Europe/Warsaw."), params={"name": name})


def working_week():
    return [1, 2, 3, 4, 5]


class Team(models.Model):
    """Sells together. Teams are flat; a person has at most one."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    sdr_may_edit_team_leads = models.BooleanField(
        _("SDRs may edit each other's leads"),
        default=False,
        help_text=_("Otherwise an SDR reads the team's leads and edits only their own."),
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Europe/Warsaw", validators=[validate_time_zone]
    )
    working_days = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("working days"),
        default=working_week,
        help_text=_("1 is Monday, 7 is Sunday, separated by commas."),
    )
    works_from = models.TimeField(_("works from"), default=time(9))
    works_until = models.TimeField(_("works until"), default=time(17))
    holidays = ArrayField(
        models.DateField(), verbose_name=_("holidays"), default=list, blank=True, help_text=_("Dates, as 2026-12-25.")
    )

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def clean(self):
        if not self.working_days or not set(self.working_days) <= set(range(1, 8)):
            raise ValidationError({"working_days": _("Name at least one day from 1 (Monday) to 7 (Sunday).")})
        if self.works_from >= self.works_until:
            raise ValidationError({"works_until": _("The working day ends after it begins.")})


class Role(models.TextChoices):
    SDR = "sdr", _("SDR")
    ACCOUNT_EXECUTIVE = "account_executive", _("Account executive")
    MANAGER = "manager", _("Manager")
    MARKETING = "marketing", _("Marketing")
    ADMIN = "admin", _("Admin")


class Theme(models.TextChoices):
    SYSTEM = "system", _("As the system")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class UserQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def sellers(self):
        """People who can own a lead."""
        return self.filter(role__in=[Role.SDR, Role.ACCOUNT_EXECUTIVE, Role.MANAGER])

    def colleagues_of(self, user):
        """Whom this person may hand a lead to: the team, or everybody for the roles that see all teams."""
        if user.sees_all_teams:
            return self
        return self.filter(team_id=user.team_id) if user.team_id else self.filter(pk=user.pk)


class PeopleManager(UserManager.from_queryset(UserQuerySet)):
    def create_superuser(self, username, email=None, password=None, **extra):
        return super().create_superuser(username, email, password, **extra, role=Role.ADMIN)


class User(AbstractUser):
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.SDR)
    team = models.ForeignKey(
        Team, models.PROTECT, verbose_name=_("team"), null=True, blank=True, related_name="members"
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Europe/Warsaw", validators=[validate_time_zone]
    )
    # On from the first day: it is silent where nothing is due, and what nobody is told of is forgotten.
    digest_at = models.TimeField(
        _("daily digest at"),
        default=time(8),
        null=True,
        blank=True,
        help_text=_("What is due today, by e-mail on working days, when there is anything. Empty: never."),
    )
    # The last of this person's own days whose digest is settled, written or not.
    digested_on = models.DateField(null=True, blank=True, editable=False)
    theme = models.CharField(_("theme"), max_length=6, choices=Theme, default=Theme.SYSTEM)
    capacity = models.PositiveSmallIntegerField(
        _("open leads at most"),
        null=True,
        blank=True,
        help_text=_("Beyond them no rule gives this person another. Empty: no limit."),
    )
    # How this person last had a page, by the page's name, such as the columns of a list. It comes with the person,
    # on every device, and costs no statement.
    habits = models.JSONField(default=dict, blank=True, editable=False)

    objects = PeopleManager()

    class Meta(AbstractUser.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                condition=~models.Q(email=""),
                violation_error_message=_("Somebody has this e-mail address already."),
            ),
        ]

    def __str__(self):
        return self.get_full_name() or self.username

    def save(self, *args, **kwargs):
        # The admin pages are the admins' set-up pages: the role alone opens them.
        self.is_staff = self.is_superuser = self.role == Role.ADMIN
        super().save(*args, **kwargs)

    @property
    def sees_all_teams(self):
        return self.role in {Role.ADMIN, Role.MARKETING}

    @property
    def makes_calls(self):
        return self.role != Role.MARKETING

    @property
    def initials(self):
        words = str(self).split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words[:1])).upper()

    @cached_property
    def zone(self):
        return ZoneInfo(self.time_zone)


class AbsenceQuerySet(models.QuerySet):
    def of_people_of(self, user):
        """Own ones, and those of the people whose work this person hands out."""
        if user.role == Role.ADMIN:
            return self
        if user.role == Role.MANAGER and user.team_id:
            return self.filter(models.Q(person=user) | models.Q(person__team=user.team_id))
        return self.filter(person=user)

    def since(self, day):
        """Those that are not over by then."""
        return self.filter(last_day__gte=day)


class Absence(models.Model):
    """Days on which a person is away: no rule gives them a lead then, and no clock of theirs runs."""

    LONGEST = 1_100

    person = models.ForeignKey(User, models.CASCADE, verbose_name=_("person"), related_name="absences")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    reason = models.CharField(
        _("reason"), max_length=100, blank=True, help_text=_("Read by the person, their manager and admins.")
    )

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_it_begins",
                condition=models.Q(last_day__gte=models.F("first_day")),
                violation_error_message=_("The last day is not before the first."),
            ),
        ]
        indexes = [models.Index(fields=["last_day"], name="absences_by_end")]

    def __str__(self):
        return f"{self.person}: {self.first_day} – {self.last_day}"

    def clean(self):
        if self.first_day and self.last_day and (self.last_day - self.first_day).days > self.LONGEST:
            raise ValidationError({"last_day": _("Absences last three years at most: deactivate the person instead.")})
