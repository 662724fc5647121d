from django.db import transaction

from pipeline.models import Contact, Stakeholder


@transaction.atomic
def add_stakeholder(*, lead, contact, role, stance, cares_about, by):
    """Seat a contact, new or known, in the lead's buying committee; the same role twice is one."""
    if contact.pk is None:
        contact.company, contact.created_by = lead.company, by
        contact.save()
    stakeholder, _is_new = Stakeholder.objects.update_or_create(
        lead=lead, contact=contact, role=role, defaults={"stance": stance, "cares_about": cares_about}
    )
    return stakeholder


@transaction.atomic
def name_stakeholder(*, lead, name, title, role, by):
    """Somebody who came up in the conversation; a person of that name at the company is not made twice."""
    known = Contact.objects.standing().filter(company=lead.company, name__iexact=name) if lead.company_id else None
    contact = (known and known.first()) or Contact.objects.create(
        name=name, title=title, company=lead.company, created_by=by
    )
    return Stakeholder.objects.get_or_create(lead=lead, contact=contact, role=role)[0]
