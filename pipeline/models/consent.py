"""Whether somebody agreed to be written to, and which addresses do not exist."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .contact import Contact
from .do_not_contact import fingerprint
from .facts import Fact, append_only
from .message import Message


class ConsentQuerySet(models.QuerySet):
    def latest_first(self):
        return self.order_by("-occurred_at", "-pk")


class Consent(Fact):
    """What somebody said about being written to. The latest holds; nobody who said nothing has refused."""

    class State(models.TextChoices):
        GIVEN = "given", _("Agreed")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        UNKNOWN = "unknown", _("Unknown")

    class Source(models.TextChoices):
        LINK = "link", _("link in a letter")
        MAIL_PROGRAM = "mail_program", _("button of the mail program")
        TOLD = "told", _("told us")
        FORM = "form", _("form")
        IMPORT = "import", _("import")

    contact = models.ForeignKey(Contact, models.CASCADE, verbose_name=_("contact"), related_name="consents")
    state = models.CharField(_("letters"), max_length=10, choices=State)
    source = models.CharField(_("how we know"), max_length=12, choices=Source, default=Source.TOLD)
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )

    import_job = models.ForeignKey(
        "pipeline.Job", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-occurred_at", "-pk"]
        indexes = [models.Index(fields=["contact", "-occurred_at", "-id"], name="consent_of_contact")]
        triggers = [append_only()]


class BounceQuerySet(models.QuerySet):
    def standing(self):
        """The address does not exist, as far as anybody knows."""
        return self.filter(is_hard=True, lifted_at=None)

    def of_address(self, email):
        return self.filter(fingerprint=fingerprint(email))


class Bounce(Fact):
    """A letter came back. It is about the address: a person who gets another one can be written to again."""

    contact = models.ForeignKey(
        Contact, models.SET_NULL, verbose_name=_("contact"), null=True, blank=True, related_name="bounces"
    )
    message = models.ForeignKey(Message, models.CASCADE, verbose_name=_("message"), related_name="bounces")
    fingerprint = models.CharField(max_length=64)
    is_hard = models.BooleanField(_("for good"))
    # What the server said, such as "5.1.1 no such user".
    answer = models.TextField(_("the server's answer"), blank=True)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = BounceQuerySet.as_manager()

    class Meta:
        verbose_name = _("bounce")
        verbose_name_plural = _("bounces")
        ordering = ["-occurred_at", "-pk"]
        constraints = [
            # The same report may be read twice.
            models.UniqueConstraint(fields=["message", "is_hard"], name="one_bounce_of_a_kind_per_message"),
        ]
        indexes = [
            models.Index(
                fields=["fingerprint"],
                name="bounce_of_address",
                condition=models.Q(is_hard=True, lifted_at=None),
            )
        ]
