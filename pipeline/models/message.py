"""Mail that leaves the building: a row, written with what caused it; a worker sends it soon."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from .contact import Contact
from .do_not_contact import fingerprint
from .lead import Lead
from .visibility import editable_leads, visible_leads

# Longer than any server is waited for: whoever was sending it then is not there any more.
LONGEST_SENDING = timedelta(minutes=10)
# Instead of an address whose time is over, before what still recognises it.
REMOVED = "removed:"


class MessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Letters to oneself, and about leads that one sees."""
        if user.sees_all_teams:
            return self
        return self.filter(Q(person=user) | visible_leads(user, "lead__state"))

    def editable_by(self, user):
        """Letters that this person may have sent once more."""
        if user.sees_all_teams:
            return self
        return self.filter(Q(person=user) | editable_leads(user, "lead__state"))

    def due(self):
        """Waiting, and not for a later hour."""
        return self.filter(state=Message.State.WAITING, send_after__lte=timezone.now())

    def unsure(self):
        """Nobody is sending them any more, and nobody knows whether they have gone out."""
        return self.filter(left_behind())

    def stopped(self):
        """They have not gone, and will not by themselves; what they said is still known."""
        halted = Q(state__in=[Message.State.FAILED, Message.State.WITHHELD]) | left_behind()
        return self.filter(halted, emptied_at=None)

    def told(self, address, cause):
        """What this cause has written to this address, also where the address itself has gone since."""
        return self.filter(address__in=[address, f"{REMOVED}{fingerprint(address)}"], cause=cause)

    def to_contacts(self):
        """To somebody outside, whether or not we still know to whom."""
        return self.filter(Q(contact__isnull=False) | Q(kind=Message.Kind.NURTURE, person=None))

    def over_before(self, moment):
        """Sent, refused or withheld before then; what waits or may still arrive is not over."""
        over = [Message.State.SENT, Message.State.FAILED, Message.State.WITHHELD]
        ended = self.annotate(ended_at=Coalesce("sent_at", "sending_at", "created_at"))
        return ended.filter(state__in=over, ended_at__lt=moment)

    def counts(self):
        """How many stand how, the unsure ones apart."""
        sending = Q(state=Message.State.SENDING)
        return self.aggregate(
            waiting=Count("pk", filter=Q(state=Message.State.WAITING)),
            sending=Count("pk", filter=sending & ~left_behind()),
            unsure=Count("pk", filter=left_behind()),
            failed=Count("pk", filter=Q(state=Message.State.FAILED)),
        )

    def sent_to_contacts(self):
        """What counts for how often somebody is written to: also what may have arrived."""
        return self.filter(state__in=[Message.State.SENT, Message.State.SENDING], contact__isnull=False)


def left_behind():
    silent = Q(sending_at__lt=timezone.now() - LONGEST_SENDING) | ~Q(error="")
    return Q(state=Message.State.SENDING) & silent


class Message(models.Model):
    """One letter to one address, for one cause: the same cause never writes to the same address twice."""

    class Kind(models.TextChoices):
        DIGEST = "digest", _("Daily digest")
        HAND_OFF = "hand_off", _("Hand-off")
        REVIEW = "review", _("Review notes")
        NURTURE = "nurture", _("Nurture")
        TEST = "test", _("Test")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        # Marked and committed before the server is spoken to: whoever dies then leaves it so, and nobody can know.
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Refused")
        WITHHELD = "withheld", _("Withheld")

    class Withheld(models.TextChoices):
        DO_NOT_CONTACT = "do_not_contact", _("The person asked to be left alone.")
        UNSUBSCRIBED = "unsubscribed", _("The person has unsubscribed.")
        NO_CONSENT = "no_consent", _("The person has not agreed to letters, as the rule of mail asks.")
        NO_INTEREST = "no_interest", _("The person has not turned to us, as the rule of mail asks.")
        BOUNCED = "bounced", _("The address does not exist: a letter came back.")
        ERASED = "erased", _("The person has been erased.")
        LEFT = "left", _("The colleague is no longer active.")
        LATE = "late", _("The day it was for is over.")
        OVER = "over", _("The lead left its nurture track before the letter could go.")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    address = models.EmailField(_("address"), max_length=254)
    # Such as "digest:2026-11-22": what must not be told twice.
    cause = models.CharField(_("cause"), max_length=200)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("colleague"), null=True, blank=True, related_name="+"
    )
    contact = models.ForeignKey(
        Contact, models.SET_NULL, verbose_name=_("contact"), null=True, blank=True, related_name="messages"
    )
    lead = models.ForeignKey(
        Lead, models.SET_NULL, verbose_name=_("lead"), null=True, blank=True, related_name="messages"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    # Under whose name, and where an answer goes: as it was when it was written, so that a resend is the same letter.
    sender_name = models.CharField(_("sender's name"), max_length=300, blank=True)
    reply_to = models.CharField(_("answers go to"), max_length=520, blank=True)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    html = models.TextField(_("text as HTML"), blank=True)
    # A calendar file that goes with it.
    attachment_name = models.CharField(_("attachment"), max_length=100, blank=True)
    attachment = models.TextField(_("attached text"), blank=True)
    # The same at every try, so that a mail program shows a letter once that may have been sent twice.
    message_id = models.CharField(_("Message-ID"), max_length=200, unique=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    # What the server answered. Of one being sent: what happened on the way, so that nobody knows.
    error = models.TextField(_("error"), blank=True)
    withheld_for = models.CharField(_("withheld because"), max_length=14, choices=Withheld, blank=True)
    # In public addresses: for unsubscribing, and for what comes back.
    token = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    created_at = models.DateTimeField(_("written"), db_default=Now(), editable=False)
    send_after = models.DateTimeField(_("not before"), default=timezone.now)
    sending_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    # A person wrote back.
    replied_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    # Subject, text and address have gone after their time; that there was a letter stays.
    emptied_at = models.DateTimeField(_("text removed"), null=True, blank=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["address", "cause"], name="one_message_per_recipient_and_cause"),
            models.CheckConstraint(
                name="message_sent_has_time", condition=~Q(state="sent") | Q(sent_at__isnull=False)
            ),
            models.CheckConstraint(
                name="message_withheld_says_why", condition=~Q(state="withheld") | ~Q(withheld_for="")
            ),
            models.CheckConstraint(
                name="message_being_sent_has_time", condition=~Q(state="sending") | Q(sending_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(
                fields=["send_after", "id"], name="messages_to_send", condition=Q(state__in=["waiting", "sending"])
            ),
            models.Index(fields=["lead", "-created_at"], name="messages_of_lead"),
        ]

    def __str__(self):
        return f"{self.subject} → {self.shown_address}"

    @property
    def heading(self):
        return pgettext("letter", "Text removed") if self.emptied_at else self.subject or "–"

    @property
    def shown_address(self):
        return "" if self.emptied_at else self.address

    @property
    def fingerprint(self):
        """Of its address, also where that has gone."""
        return self.address.removeprefix(REMOVED) if self.emptied_at else fingerprint(self.address)

    @property
    def is_unsure(self):
        if self.state != self.State.SENDING:
            return False
        return bool(self.error) or timezone.now() - self.sending_at > LONGEST_SENDING

    @property
    def is_to_contact(self):
        """To somebody outside: the rule of mail holds for it."""
        return self.contact_id is not None or self.kind == self.Kind.NURTURE and self.person_id is None
