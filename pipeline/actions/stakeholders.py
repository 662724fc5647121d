from django.db import transaction

from pipeline.models import Stakeholder


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
