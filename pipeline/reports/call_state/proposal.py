"""What the score proposes at the end of a call; a person decides."""

from dataclasses import dataclass

from django.utils.translation import gettext

from frameworks_app.models import Category
from frameworks_app.verdict import Verdict
from pipeline.models import CategoryRoute, Reason, Stage
from pipeline.reports.lead_score import lead_score

from .verdicts import VerdictCard, cards


@dataclass(frozen=True)
class Proposal:
    """The computed status and the stage that follows, each with its why."""

    category: Category
    category_why: str
    may_become: list
    stage: Stage
    stage_why: str
    reason: Reason | None
    verdicts: list[VerdictCard]


def propose(call):
    """From the facts as they are now, signals included; None before the first publication.

    The call comes with its lead, whose state and stage are read.
    """
    lead = call.lead
    found = lead_score(lead.pk)
    if found is None:
        return None
    category = Category.objects.get(key=found.score.category)
    if call.answers.exists():
        stage, why = propose_stage(lead, found, category)
    else:
        stage, why = further(lead.state.stage, trying_stage(lead)), gettext("Nothing was answered in this call.")
    return Proposal(
        category=category,
        category_why=found.row_name,
        may_become=found.may_become,
        stage=stage,
        stage_why=why,
        reason=reason_of(category, stage),
        verdicts=cards(found),
    )


def reason_of(category, stage):
    """A status that says no is its own reason, where one has its name."""
    if category.kind != Category.Kind.DISQUALIFIED:
        return None
    return Reason.objects.for_stage(stage).filter(key=category.key).first()


def propose_stage(lead, found, category):
    """The stage and why: by the route of the status once there is a result, else where a conversation belongs."""
    stands = lead.state.stage
    if category.kind == Category.Kind.DISQUALIFIED:
        return routed(lead, category) or stands, found.row_name
    match found.score.verdict:
        case Verdict.QUALIFIED:
            return further(stands, routed(lead, category)), gettext("The result is: qualified.")
        case Verdict.DISQUALIFIED:
            return refused(lead, found, category) or stands, found.row_name
    return further(stands, settling_stage(lead)), gettext("The result is still open.")


def routed(lead, category):
    """The stage to which this status leads in the lead's team, or in all."""
    routes = CategoryRoute.objects.filter(category=category).select_related("stage")
    by_team = {route.team_id: route.stage for route in routes}
    return by_team.get(lead.state.team_id) or by_team.get(None)


def refused(lead, found, category):
    """Not now, where the row that decided names the gate that failed; otherwise there is nothing to wait for."""
    row = next(each for each in found.current.document["table"] if each["key"] == found.score.row)
    if any(condition["kind"] == "gate_failed" for condition in row["conditions"]):
        return routed(lead, category)
    stages = Stage.objects.active().for_team(lead.state.team_id)
    return stages.of_kind(Stage.Kind.DISQUALIFIED).first() or routed(lead, category)


def settling_stage(lead):
    """The stage that ends when the result is settled."""
    return stage_until(lead, "verdict_decided")


def trying_stage(lead):
    """The stage that ends when somebody was reached."""
    return stage_until(lead, "contact_made")


def stage_until(lead, kind):
    stages = Stage.objects.active().for_team(lead.state.team_id).of_kind(Stage.Kind.OPEN)
    return stages.filter(exit_criteria__contains=[{"kind": kind}]).first()


def further(stands, proposed):
    """A call moves a lead on or lets it stand: never back along the open stages."""
    if proposed is None or (stands.is_open and proposed.is_open and stands.position >= proposed.position):
        return stands
    return proposed
