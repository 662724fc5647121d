from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked

from .digits import digits_of
from .facts import External, unique_external_id
from .stale import marks
from .visibility import all_leads, leads_editable_by, leads_visible_to


class Described(models.Model):
    """A company or contact: what is known of it, from where, and whether somebody checked."""

    custom = models.JSONField(_("custom attributes"), default=dict, blank=True)
    sources = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text=_("By attribute: where its value came from, and whether it was verified."),
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    import_job = models.ForeignKey(
        "pipeline.Job", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="merged"
    )

    class Meta:
        abstract = True


class CompanyQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.sees_all_teams else self.filter(of_leads(leads_visible_to(user)) | lone(user))

    def editable_by(self, user):
        """Whoever may change one of its leads may change the company."""
        return self if user.sees_all_teams else self.filter(of_leads(leads_editable_by(user)) | lone(user))

    def standing(self):
        return self.filter(merged_into=None)


def of_leads(leads):
    return Exists(leads.filter(company_id=OuterRef("pk")))


def lone(user):
    """What somebody has written down and nobody has made a lead of."""
    # The cheap half first: the database asks in this order.
    return Q(created_by=user) & Q(~of_leads(all_leads()))


@tracked(exclude=["created_at", "created_by", "import_job"])
class Company(Described, External):
    name = models.CharField(_("name"), max_length=200)
    domain = models.CharField(_("domain"), max_length=200, blank=True, help_text=_("As in example.com."))
    industry = models.CharField(_("industry"), max_length=100, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    annual_revenue = models.DecimalField(_("annual revenue"), max_digits=14, decimal_places=2, null=True, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("Two letters, as PL."))
    region = models.CharField(_("region"), max_length=100, blank=True)
    technologies = ArrayField(
        models.CharField(max_length=100),
        verbose_name=_("technologies"),
        null=True,
        blank=True,
        help_text=_("Separated by commas."),
    )
    founded_on = models.DateField(_("founded"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        triggers = marks("SELECT lead.id FROM changed JOIN pipeline_lead lead ON lead.company_id = changed.id")
        constraints = [
            unique_external_id("company_external_id_unique_in_source"),
            models.CheckConstraint(
                name="company_country_two_letters", condition=Q(country="") | Q(country__regex="^[A-Z]{2}$")
            ),
        ]
        indexes = [
            models.Index(fields=["domain"], name="company_domain", condition=~Q(domain="")),
            models.Index(Lower("name"), name="company_name_lower"),
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="company_name_trigrams"),
            GinIndex(fields=["domain"], opclasses=["gin_trgm_ops"], name="company_domain_trigrams"),
            GinIndex(OpClass(digits_of("phone"), "gin_trgm_ops"), name="company_phone_trigrams"),
        ]

    def __str__(self):
        return self.name
