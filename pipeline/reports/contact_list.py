"""The list of contacts: which, in what order, and which leads they are part of."""

from dataclasses import dataclass

from django.db.models import Q

from pipeline.models import Contact, Lead, Stakeholder
from pipeline.models.contact import called

from .company_list import add, found, with_last_activity
from .keyset import Order
from .matches import contact_matches

BY_NAME = Order("called", descending=False, parse=str)


def contacts_of(user, text=""):
    """By name, else by address, those that hold the text; where none does, those that nearly do."""
    contacts = Contact.objects.standing().visible_to(user).annotate(called=called())
    return found(contacts, contact_matches, text)


@dataclass
class Row:
    contact: Contact
    open_leads: int = 0
    last_activity: object = None
    owners: tuple = ()
    roles: tuple = ()


def with_columns(contacts, user):
    """The contacts of one page with their company and with what this person may see of their leads."""
    ids = [contact.pk for contact in contacts]
    whole = Contact.objects.select_related("company").in_bulk(ids)
    rows = {pk: Row(whole[pk]) for pk in ids if pk in whole}
    seats = list(Stakeholder.objects.filter(contact__in=ids, lead__in=Lead.objects.visible_to(user)))
    for lead in leads_with(ids, seats, user):
        for pk in {lead.contact_id, *(seat.contact_id for seat in seats if seat.lead_id == lead.pk)} & rows.keys():
            add(rows[pk], lead)
    for seat in seats:
        if seat.get_role_display() not in rows[seat.contact_id].roles:
            rows[seat.contact_id].roles += (seat.get_role_display(),)
    return list(rows.values())


def leads_with(ids, seats, user):
    theirs = Q(contact__in=ids) | Q(pk__in={seat.lead_id for seat in seats})
    leads = Lead.objects.standing().visible_to(user).filter(theirs).select_related("state__stage", "state__owner")
    return with_last_activity(leads).order_by("-state__priority", "-pk")
