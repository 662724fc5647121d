"""Of how many leads the primary contact is the person that a persona describes, before and after a change."""

from operator import contains, eq

from django.utils.translation import gettext as _

from pipeline.models import Lead
from pipeline.scoring.preview import MOST

from .effect import FIRST, counted

KINDS = {True: "pass", False: "fail", None: "open"}


def persona_effect(before, after):
    """`before` is None for a persona that does not exist yet."""
    leads = list(Lead.objects.standing().select_related("company", "contact").order_by("-pk")[: MOST + 1])
    matched = [(lead, before and matches(before, lead.contact), matches(after, lead.contact)) for lead in leads[:MOST]]
    return {
        "count": len(matched),
        "is_part": len(leads) > MOST,
        "contacts": counted(
            matched,
            lambda found: found[1:],
            [(True, _("Match")), (False, _("Do not match")), (None, _("Not known"))],
            KINDS,
        ),
        "joining": [lead for lead, was, becomes in matched if becomes and not was][:FIRST],
        "leaving": [lead for lead, was, becomes in matched if was and not becomes][:FIRST],
    }


def matches(persona, contact):
    """Each list that says something must name the person; None while that cannot be known."""
    if contact is None:
        return None
    said = [
        is_named(contact.seniority, persona.seniorities, eq),
        is_named(contact.department, persona.departments, eq),
        # The head of marketing for Poland is a head of marketing.
        is_named(contact.title, persona.titles, contains),
    ]
    return False if False in said else None if None in said else True


def is_named(value, wanted, test):
    if not wanted:
        return True
    return any(test(value.lower(), each.lower()) for each in wanted) if value else None
