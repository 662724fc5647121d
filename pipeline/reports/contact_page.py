"""What the page of a person gathers: their leads and roles, and what they said."""

from dataclasses import dataclass

from django.db.models import Case, Exists, OuterRef, Q, When

from frameworks_app.models import read
from pipeline.models import Answer, Bounce, Company, Consent, Contact, Lead, Stage, Stakeholder

from .audit_veil import veil
from .duplicates import Duplicates, Typed
from .duplicates.typed import be_near, likely_contacts, owners_of
from .last_signal import with_last_signal
from .lead_list import next_due

MOST = 200


def contact_rows(user):
    """People this person may see, each with whether they may be changed and erased."""
    itself = {"pk": OuterRef("pk")}
    return (
        Contact.objects.visible_to(user)
        .select_related("company")
        .annotate(
            may_edit=Exists(Contact.objects.editable_by(user).filter(**itself)),
            may_erase=Exists(Contact.objects.erasable_by(user).filter(**itself)),
        )
    )


@dataclass(frozen=True)
class Part:
    """A lead, and what the person is in it."""

    lead: Lead
    seats: list
    is_primary: bool


def parts_of(contact, user):
    """Their leads, the open ones first, the best of them first."""
    seats = list(Stakeholder.objects.filter(contact=contact, lead__in=Lead.objects.visible_to(user)))
    theirs = Q(contact=contact) | Q(pk__in=[seat.lead_id for seat in seats])
    leads = Lead.objects.standing().visible_to(user).filter(theirs).with_state().select_related("product")
    shut = Case(When(state__stage__kind=Stage.Kind.OPEN, then=0), default=1)
    shown = with_last_signal(leads.annotate(next_due=next_due())).order_by(shut, "-state__priority", "-pk")
    return [
        Part(lead, [seat for seat in seats if seat.lead_id == lead.pk], lead.contact_id == contact.pk)
        for lead in veil(list(shown[:MOST]), user)
    ]


@dataclass(frozen=True)
class Said:
    """An answer that came from this person."""

    answer: Answer
    name: str
    level: str
    lead: Lead


def said_by(contact, parts):
    """The latest that they said of each criterion of each of these leads."""
    leads = {part.lead.pk: part.lead for part in parts}
    heard = Answer.objects.filter(source__contact=contact, lead__in=list(leads), rating__isnull=False)
    latest = heard.filter(pk__in=heard.standing().values("pk")).with_source().latest_first()[:MOST]
    return [
        Said(
            answer,
            read(answer.criterion.name).text,
            read(answer.criterion.rubric[answer.rating]).text,
            leads[answer.lead_id],
        )
        for answer in latest
    ]


@dataclass(frozen=True)
class Letters:
    """What the person said last about letters, and the report that their address does not exist."""

    consent: Consent | None
    bounce: Bounce | None


def letters_of(contact):
    bounced = Bounce.objects.standing().of_address(contact.email) if contact.email else Bounce.objects.none()
    return Letters(contact.consents.latest_first().first(), bounced.first())


def namesakes(user, company, person):
    """Whom we may have already under this name, address or number; of the unseen only to whom they belong."""
    be_near()
    found = likely_contacts(Typed(company or Company(), person))
    pks = Contact.objects.visible_to(user).filter(pk__in=[each.pk for each in found]).values_list("pk", flat=True)
    seen = set(pks)
    unseen = [each for each in found if each.pk not in seen]
    return Duplicates(contacts=[each for each in found if each.pk in seen], owners=owners_of([], [], unseen))
