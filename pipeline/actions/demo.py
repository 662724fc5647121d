"""The demo company: people, leads and what happened to them, counted back from today."""

from datetime import datetime, time, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.calendar import home_zone
from accounts.models import Role, Team, User
from frameworks_app.actions.packs import load_pack, read
from frameworks_app.actions.publish import publish
from frameworks_app.models import Criterion, Product, SignalType
from pipeline.models import (
    Answer,
    Company,
    Contact,
    FollowUp,
    Lead,
    LeadState,
    Note,
    Reason,
    Signal,
    Stage,
    Stakeholder,
)
from pipeline.scoring.rescore import rescore_all_marked

from .leads import create_lead
from .stages import assign_lead, move_lead

FOLDER = Path(__file__).resolve().parents[1] / "packs" / "demo"
PASSWORD = "demo-tidepost"
SHOWN = [
    ("sdr", "SDR"),
    ("ae", "Account executive"),
    ("manager", "Manager"),
    ("marketing", "Marketing"),
    ("admin", "Admin"),
]
SIGN_INS = [f"{role:18} {username}@tidepost.example   password {PASSWORD}" for username, role in SHOWN]


def load_demo():
    """Add the demo company to an installation that has no people yet; False when it has some."""
    if User.objects.exists():
        return User.objects.filter(username="sdr", email="sdr@tidepost.example").exists()
    with transaction.atomic():
        load_pack("tidepost")
        publish(by=None, note=gettext_noop("Demo company"))
        people = load_people(read(FOLDER / "people.yml"))
        for number, item in enumerate(read(FOLDER / "leads.yml")):
            load_lead(number, item, people)
    rescore_all_marked()
    return True


def load_people(said):
    teams = {each["name"]: Team.objects.create(**each) for each in said["teams"]}
    return {each["username"]: load_person(each, teams) for each in said["people"]}


def load_person(said, teams):
    first_name, last_name = said["name"].split(" ", 1)
    person = User(
        username=said["username"],
        email=f"{said['username']}@tidepost.example",
        first_name=first_name,
        last_name=last_name,
        role=Role(said["role"]),
        team=teams.get(said["team"]),
    )
    person.set_password(PASSWORD)
    person.save()
    return person


def load_lead(number, item, people):
    company = Company(**item["company"]) if "company" in item else None
    contact = Contact(**item["contact"])
    said = dict(item["lead"])
    arrived = moment(said.pop("arrived"), 8, number)
    currency = settings.LEADQUAL_CURRENCY if said.get("amount") else ""
    owner = people.get(item["owner"])
    lead = Lead(**said, currency=currency, occurred_at=arrived, product=Product.objects.get(key="tidepost_send"))
    create_lead(lead=lead, company=company, contact=contact, by=owner, owner=owner)
    if owner is None and item.get("team"):
        team = Team.objects.get(name=item["team"])
        lead.state = LeadState.objects.get(lead=lead)
        assign_lead(lead=lead, owner=None, team=team, by=None)
    load_signals(lead, item.get("signals", []), number)
    load_stage(lead, item.get("stage"), owner)
    load_committee(lead, company, contact, item.get("people", []))
    load_answers(lead, item.get("answers", {}), owner)
    load_plans(lead, item, owner)


def load_signals(lead, said, number):
    types = SignalType.objects.in_bulk(field_name="key")
    Signal.objects.bulk_create(
        Signal(lead=lead, contact=lead.contact, type=types[key], occurred_at=moment(days, 9, number + place))
        for place, (key, days) in enumerate(said)
    )


def load_stage(lead, said, owner):
    """The stage it stands in, since when, and why where that stage asks for a reason."""
    if not said:
        return
    key, days, *reason = said
    stage = Stage.objects.get(key=key)
    why = Reason.objects.get(key=reason[0]) if reason else None
    path = list(Stage.objects.filter(kind=Stage.Kind.OPEN, position__lt=stage.position)) if stage.is_open else []
    for passed in [*path[1:], stage]:
        ago = days if passed == stage else days + 2 * (stage.position - passed.position)
        move_lead(lead=lead, stage=passed, by=owner, reason=why if passed == stage else None, at=moment(ago, 10, 0))


def load_committee(lead, company, contact, said):
    for name, role, stance, *title in said:
        person = (
            contact if name == contact.name else Contact.objects.create(name=name, title=title[0], company=company)
        )
        Stakeholder.objects.create(lead=lead, contact=person, role=role, stance=stance)


def load_answers(lead, said, owner):
    criteria = Criterion.objects.in_bulk(field_name="key")
    source = lead.stakeholders.first()
    Answer.objects.bulk_create(
        Answer(
            client_id=uuid5(NAMESPACE_URL, f"demo:{lead.pk}:{key}"),
            lead=lead,
            criterion=criteria[key],
            rating=rating,
            evidence=evidence,
            quote=quote[0] if quote else "",
            source=source,
            occurred_at=moment(days, 11, place),
            by=owner,
        )
        for place, (key, (rating, evidence, days, *quote)) in enumerate(said.items())
    )


def load_plans(lead, item, owner):
    if "note" in item:
        Note.objects.create(lead=lead, text=item["note"], by=owner, occurred_at=moment(3, 15, 0))
    if "follow_up" in item:
        kind, days, hour, what = item["follow_up"]
        due = planned(days, hour or 9)
        FollowUp.objects.create(lead=lead, owner=owner, kind=kind, due_at=due, has_hour=hour is not None, note=what)


def moment(days_ago, hour, minute):
    """When something happened: that day's hour in the installation's zone, and never later than now."""
    return min(planned(-days_ago, hour, minute), timezone.now())


def planned(days_ahead, hour, minute=0):
    zone = home_zone()
    day = timezone.now().astimezone(zone).date() + timedelta(days=days_ahead)
    return datetime.combine(day, time(hour, minute % 60), zone)
