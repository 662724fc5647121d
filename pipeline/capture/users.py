"""Rows that are people who work here: added as people who cannot sign in yet, with their team."""

from django.contrib.auth.hashers import make_password

from accounts.models import Role, Team, User
from pipeline.models import LeadState

from .people import SEVERAL, free_name


def write(batch, people, mapping):
    """How many were created and updated; a role or state that a person here has is left to the admins."""
    teams, new_teams = add_teams({said["team"] for said in batch.users if "team" in said})
    taken = set(User.objects.values_list("username", flat=True))
    said_of_all = [*managers(batch.users), *batch.users]
    known = User.objects.in_bulk([pk for said in said_of_all if isinstance(pk := found(said, people), int)])
    created, updated, before = [], [], []
    for said in said_of_all:
        user = known.get(found(said, people))
        if user is None:
            created.append(new_user(said, teams, taken, mapping))
            continue
        old = said_of(user)
        learn(user, said, teams)
        if said_of(user) != old:
            updated.append(user)
            before.append({"id": user.pk, "before": old, "after": said_of(user)})
    User.objects.bulk_create(created)
    User.objects.bulk_update(updated, ["first_name", "last_name", "email", "team"])
    take_along(updated)
    batch.made |= {"users": [user.pk for user in created], "teams": new_teams, "people_before": before}
    named = {said["name"].lower() for said in batch.users}
    return tuple(sum(str(user).lower() in named for user in users) for users in (created, updated))


def managers(listed):
    """Those whom the rows name as managers, once each; a row of their own says it better."""
    named = {said["name"].lower() for said in listed}
    found = {}
    for said in listed:
        name = said.get("manager", "")
        if name and name.lower() not in named:
            team = {"team": said["team"]} if "team" in said else {}
            found.setdefault(name.lower(), {"name": name, "role": Role.MANAGER, **team})
    return list(found.values())


def take_along(users):
    """The leads of a person who got a team, where they had none."""
    for user in users:
        LeadState.objects.filter(owner=user, team=None).exclude(owner__team=None).update(team=user.team_id)


def add_teams(names):
    known = set(Team.objects.filter(name__in=names).values_list("name", flat=True))
    made = Team.objects.bulk_create(Team(name=name) for name in sorted(names - known))
    return {team.name: team for team in Team.objects.filter(name__in=names)}, [team.pk for team in made]


def found(said, people):
    """The key of the person meant: by user name, else address, else full name."""
    words = [said[field].lower() for field in ("username", "email", "name") if field in said]
    matches = [people.known[word] for word in words if word in people.known]
    return next((match for match in matches if match is not SEVERAL), None)


def new_user(said, teams, taken, mapping):
    first, _space, last = said["name"].partition(" ")
    return User(
        username=free_name(said.get("username") or said["name"], taken),
        first_name=first[:150],
        last_name=last[:150],
        email=said.get("email", ""),
        role=said.get("role", mapping.owner_role),
        team=teams.get(said.get("team")),
        is_active=False,
        password=make_password(None),
    )


def learn(user, said, teams):
    """Take over what the row knows."""
    first, _space, last = said["name"].partition(" ")
    user.first_name, user.last_name = first[:150], last[:150]
    user.email = said.get("email", user.email)
    user.team = teams.get(said.get("team"), user.team)


def said_of(user):
    return {"first_name": user.first_name, "last_name": user.last_name, "email": user.email, "team_id": user.team_id}
