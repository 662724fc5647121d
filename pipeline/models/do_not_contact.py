from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


def fingerprint(email):
    """Recognises an address without keeping it: nobody can compute it, or test a guess, without SECRET_KEY."""
    address = email.strip().lower()
    return salted_hmac("leadqual.do-not-contact", address, algorithm="sha256").hexdigest() if address else ""


class DoNotContactQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(lifted_at=None)

    def fingerprints(self):
        return self.standing().exclude(fingerprint="")

    def asked_by(self, email):
        """Whoever has this address has asked to be left alone."""
        found = fingerprint(email)
        return bool(found) and self.standing().filter(fingerprint=found).exists()


class DoNotContact(models.Model):
    """Somebody asked to be left alone; it holds for the address after the person is erased, until it is lifted."""

    contact = models.ForeignKey(
        "pipeline.Contact", models.SET_NULL, null=True, blank=True, related_name="wishes", verbose_name=_("contact")
    )
    fingerprint = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("when"), db_default=Now())
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    why = models.TextField(_("why"), blank=True)

    objects = DoNotContactQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("wish not to be contacted")
        verbose_name_plural = _("wishes not to be contacted")
        constraints = [
            models.CheckConstraint(name="lifted_wish_says_why", condition=Q(lifted_at=None) | ~Q(why="")),
        ]
        indexes = [models.Index(fields=["fingerprint"], name="wish_of_address", condition=Q(lifted_at=None))]
