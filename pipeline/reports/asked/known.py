"""What is known of leads, as far as stages ask for it: two statements for any number of leads."""

from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, F, OuterRef, Value
from django.db.models.functions import Cast, Concat

from accounts.models import Role
from pipeline.models import ChecklistTick, DiscoveryCall, FollowUp, HandOff, Lead, Objection, Stakeholder
from pipeline.scoring.facts import load_answers
from pipeline.scoring.inputs import Scope

CLOSERS = {Role.ACCOUNT_EXECUTIVE, Role.MANAGER}


@dataclass(frozen=True)
class Known:
    pk: int
    stage_id: int
    team_id: int | None
    segment_id: int | None
    owner_id: int | None
    owner_role: str | None
    contact_id: int | None
    amount: object
    expected_close: object
    verdict: int
    verdicts: list
    is_audited: bool
    has_attempt: bool
    was_reached: bool
    has_waiting_hand_off: bool
    step_kinds: list
    seated: list
    ticked: list
    unanswered: list
    # By the key of the criterion; aged ones among them.
    answers: dict = field(default_factory=dict)

    @property
    def people(self):
        """Everybody we know there: the primary contact, and the buying committee."""
        return {*self.seated, self.contact_id} - {None}

    @property
    def is_accepted(self):
        """Somebody who closes has it, and it waits for nobody."""
        return self.owner_role in CLOSERS and not self.has_waiting_hand_off

    def is_ticked(self, stage, line):
        return f"{stage.pk}:{line}" in self.ticked


def known_of(ids, model, day):
    """By the key of the lead, of those that exist."""
    answers = answers_of(ids, model, day)
    rows = Lead.objects.filter(pk__in=ids).order_by().values(*OF_LEAD, **columns())
    return {row["pk"]: Known(**row, answers=answers.get(row["pk"], {})) for row in rows}


def answers_of(ids, model, day):
    if model is None:
        return {}
    scope = Scope.ids(ids)
    return load_answers(model.compiled, scope, model.compiled.parameters(day, scope))


OF_LEAD = ("pk", "segment_id", "contact_id", "amount", "expected_close")
OF_STATE = ("stage_id", "team_id", "owner_id", "verdict", "verdicts", "is_audited")


def columns():
    return {
        **{name: F(f"state__{name}") for name in OF_STATE},
        "owner_role": F("state__owner__role"),
        "has_attempt": Exists(of_lead(DiscoveryCall.objects.attempts())),
        "was_reached": Exists(of_lead(DiscoveryCall.objects.answered())),
        "has_waiting_hand_off": Exists(of_lead(HandOff.objects.waiting())),
        "step_kinds": ArraySubquery(of_lead(FollowUp.objects.open()).values("kind")),
        "seated": ArraySubquery(of_lead(Stakeholder.objects.all()).values("contact")),
        "ticked": ArraySubquery(of_lead(ChecklistTick.objects.all()).values(tick=TICK)),
        "unanswered": ArraySubquery(of_lead(Objection.objects.unanswered()).values("pk")),
    }


TICK = Concat(Cast("stage", CharField()), Value(":"), "line", output_field=CharField())


def of_lead(rows):
    return rows.filter(lead=OuterRef("pk"))
