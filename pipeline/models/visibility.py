"""One rule for who sees which lead; companies, contacts and calls follow it."""

from django.apps import apps
from django.db.models import Q

from accounts.models import Role


def visible_leads(user):
    """The condition on a lead's state under which this person sees the lead."""
    match user.role:
        case Role.ADMIN | Role.MARKETING:
            return Q()
        case Role.MANAGER | Role.SDR if user.team_id:
            return Q(state__team_id=user.team_id) | Q(state__owner_id=user.pk)
        case _:
            return Q(state__owner_id=user.pk)


def all_leads():
    return apps.get_model("pipeline", "Lead").objects.all()


def leads_visible_to(user):
    return all_leads().visible_to(user)


def leads_editable_by(user):
    return all_leads().editable_by(user)
