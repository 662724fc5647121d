"""One rule for who sees which lead; companies, contacts and calls follow it."""

from django.apps import apps
from django.db.models import F, Q

from accounts.models import Role


def visible_leads(user, state="state"):
    """The condition under which this person sees a lead; `state` leads to its state. Whoever sees all has none, which
    must not be joined to another by OR."""
    own = Q(**{f"{state}__owner_id": user.pk})
    match user.role:
        case Role.ADMIN | Role.MARKETING:
            return Q()
        case Role.MANAGER | Role.SDR if user.team_id:
            return own | Q(**{f"{state}__team_id": user.team_id})
        case _:
            return own


def editable_leads(user, state="state"):
    """In the same way: leads this person may change: own ones, and the team's for managers or where the team allows
    it."""
    if user.role != Role.SDR or not user.team_id:
        return visible_leads(user, state)
    # Nobody's lead of the own team is there to be taken.
    theirs = Q(**{f"{state}__owner": None}) | Q(**{f"{state}__team__sdr_may_edit_team_leads": True})
    return Q(**{f"{state}__owner": user}) | Q(**{f"{state}__team_id": user.team_id}) & theirs


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
