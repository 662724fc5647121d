"""One rule for who sees which lead; companies, contacts and calls follow it."""

from django.apps import apps
from django.db.models import F, Q

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


def seen_by_owner(owner, lead="lead"):
    """The same condition on rows of many people at once: `owner` names the column of the person."""
    sees_all = Q(**{f"{owner}__role__in": [Role.ADMIN, Role.MARKETING]})
    sees_team = Q(**{f"{owner}__role__in": [Role.MANAGER, Role.SDR], f"{lead}__state__team": F(f"{owner}__team")})
    return sees_all | sees_team | Q(**{f"{lead}__state__owner": F(owner)})


def all_leads():
    return apps.get_model("pipeline", "Lead").objects.all()


def leads_visible_to(user):
    return all_leads().visible_to(user)


def leads_editable_by(user):
    return all_leads().editable_by(user)
