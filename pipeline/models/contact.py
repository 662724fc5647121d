import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.history import tracked
from accounts.models import Role
from frameworks_app.models import Seniority

from .company import Company, Described
from .digits import digits_of
from .do_not_contact import DoNotContact
from .facts import External, unique_external_id
from .stale import marks
from .visibility import all_leads, leads_editable_by, leads_visible_to, visible_leads


class ContactQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.sees_all_teams else self.filter(in_leads(leads_visible_to(user)) | lone(user))

    def editable_by(self, user):
        """Whoever may change one of the person's leads may change the person."""
        return self if user.sees_all_teams else self.filter(in_leads(leads_editable_by(user)) | lone(user))

    def standing(self):
        """Neither joined to another record nor erased."""
        return self.filter(merged_into=None, erased_at=None)

    def erasable_by(self, user):
        """People whom this person may erase: a manager only those of whom no other team knows."""
        if user.sees_all_teams:
            return self
        if user.role != Role.MANAGER:
            return self.none()
        hidden = all_leads().exclude(visible_leads(user))
        return self.visible_to(user).exclude(in_leads(hidden))


def in_leads(leads):
    """Somebody's first contact, or one of a buying committee."""
    return Exists(leads.filter(contact_id=OuterRef("pk"))) | Exists(
        leads.filter(stakeholders__contact_id=OuterRef("pk"))
    )


def lone(user):
    """Whom somebody has written down and nobody has made part of a lead."""
    # The cheap half first: the database asks in this order.
    return Q(created_by=user) & Q(~in_leads(all_leads()))


def called():
    """What a list goes by: the name, else the address."""
    return Lower(Coalesce(NullIf("name", Value("")), "email", output_field=models.CharField()))


@tracked(exclude=["created_at", "created_by", "import_job", "erased_at"])
class Contact(Described, External):
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), null=True, blank=True, related_name="contacts"
    )
    name = models.CharField(pgettext_lazy("person", "name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    title = models.CharField(pgettext_lazy("person", "title"), max_length=150, blank=True)
    seniority = models.CharField(_("seniority"), max_length=20, choices=Seniority, blank=True)
    department = models.CharField(_("department"), max_length=50, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    do_not_contact = models.BooleanField(_("do not contact"), default=False)
    # What identified the person is gone; the row stays, so that leads, calls and counts do.
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        triggers = [
            *marks("SELECT lead.id FROM changed JOIN pipeline_lead lead ON lead.contact_id = changed.id"),
            # A hard bounce counts until the address changes, whoever changes it by whichever way.
            pgtrigger.Trigger(
                name="new_address_has_not_bounced",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("email"),
                # A file that writes addresses in capitals, or brings the first one, has nothing to take back.
                condition=pgtrigger.Condition(
                    "OLD.email <> '' AND lower(OLD.email) <> lower(NEW.email) AND NEW.erased_at IS NULL"
                ),
                func="""
                    DELETE FROM pipeline_signal signal USING frameworks_app_signaltype type
                    WHERE signal.contact_id = NEW.id AND type.id = signal.type_id AND type.key = 'hard_bounce';
                    RETURN NULL;
                """,
            ),
        ]
        constraints = [
            unique_external_id("contact_external_id_unique_in_source"),
            models.CheckConstraint(
                name="contact_has_name_or_email",
                condition=~Q(name="", email="") | Q(erased_at__isnull=False),
                violation_error_message=_("Give at least a name or an e-mail address."),
            ),
        ]
        indexes = [
            models.Index(Lower("email"), name="contact_email_lower", condition=~Q(email="")),
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="contact_name_trigrams"),
            GinIndex(fields=["email"], opclasses=["gin_trgm_ops"], name="contact_email_trigrams"),
            GinIndex(OpClass(digits_of("phone"), "gin_trgm_ops"), name="contact_phone_trigrams"),
            models.Index(called(), name="contact_called"),
        ]

    def __str__(self):
        return self.name or self.email or str(_("Erased person"))

    def save(self, *args, update_fields=None, **kwargs):
        # Whoever asked to be left alone is so under whichever door the address comes in again.
        if self.email and not self.do_not_contact and DoNotContact.objects.asked_by(self.email):
            self.do_not_contact = True
            update_fields = update_fields and {*update_fields, "do_not_contact"}
        super().save(*args, update_fields=update_fields, **kwargs)
