"""Which statuses say no, and what it is in a score that says it."""

from functools import cached_property

from django.utils import timezone

from frameworks_app.models import Category, ScoringModelVersion, read
from frameworks_app.scoring import Inclusion, score
from frameworks_app.scoring.category import ANY_OTHER, LEADING
from frameworks_app.verdict import GateState
from pipeline.models import CategoryRoute, Stage
from pipeline.scoring.current import current
from pipeline.scoring.days import today
from pipeline.scoring.facts import load_facts
from pipeline.scoring.past import model_of

from .lead_score import LeadScore

OF_FIT = {"inclusion", "icp"}
OF_GATES = {"verdict", "gate_failed"}


class Rejections:
    """A status rejects by its kind, or because its route in the team leads to a stage that disqualifies."""

    def __init__(self, routes=None):
        self.routes = CategoryRoute.objects.by_team() if routes is None else routes

    @cached_property
    def by_kind(self):
        return set(Category.objects.filter(kind=Category.Kind.DISQUALIFIED).values_list("pk", flat=True))

    def say_no(self, team_id, category_id):
        stage = self.routes.get((team_id, category_id)) or self.routes.get((None, category_id))
        return category_id in self.by_kind or bool(stage and stage.kind == Stage.Kind.DISQUALIFIED)


def score_by(version_id, lead_id):
    """Today's facts under the version that rejected: whether a rule was right is asked of it, not of a later one."""
    model = current()
    if model.version_id != version_id:
        model = model_of(ScoringModelVersion.objects.defer("document").get(pk=version_id), timezone.now())
    day = today(model.document)
    facts = load_facts(model.compiled, [lead_id], day)[lead_id]
    return LeadScore(model, score(model.model, facts), facts, day)


def what_rejects(found):
    """Keys of what the row that won looks at and that says no, such as "icp/smb/industry" or "framework/bant/budget".

    The row's own key, as "row/r2", where it looks at neither an ICP nor a gate.
    """
    row = next(each.row for each in found.score.outcome.rows if each.row.key == found.score.row)
    kinds = {condition["kind"] for condition in row.conditions}
    keys = required_failed(found) if kinds & OF_FIT else []
    for condition in row.conditions:
        if condition["kind"] in OF_GATES:
            keys += gates_failed(found.score, condition)
    return list(dict.fromkeys(keys)) or [f"row/{row.key}"]


def required_failed(found):
    outside = [each.icp for each in found.score.fit.icps if each.inclusion is Inclusion.EXCLUDED]
    return [
        f"icp/{icp.key}/{criterion.key}"
        for icp in outside
        for criterion in icp.criteria
        if criterion.required and found.facts.results[icp.key].get(criterion.key) is False
    ]


def gates_failed(score, condition):
    wanted = condition.get("criteria")
    return [
        f"framework/{framework}/{key}"
        for framework in frameworks_of(score, condition["framework"])
        for key, state in score.verdicts[framework].gates
        if state is GateState.FAILED and (wanted is None or key in wanted)
    ]


def frameworks_of(score, named):
    if named == ANY_OTHER:
        return [key for key in score.verdicts if key != score.leading]
    key = score.leading if named == LEADING else named
    return [key] if key in score.verdicts else []


def what_fails(found):
    """Everything that says no by itself, whichever row wins: required criteria, gates, and the row."""
    score = found.score
    gates = [
        f"framework/{framework}/{key}"
        for framework, judgement in score.verdicts.items()
        for key, state in judgement.gates
        if state is GateState.FAILED
    ]
    return [*required_failed(found), *gates, f"row/{score.row}"]


def cause_of(before, after):
    """Of what rejected before, the first that fails no longer; one whose ICP or framework lets the lead in first."""
    gone = [key for key in before if key not in after]
    closed = {group(key) for key in after}
    return next((key for key in gone if group(key) not in closed), gone[0] if gone else "")


def group(key):
    return key.rpartition("/")[0]


def named(key, document):
    """The criterion in the reader's words; the key itself, where the version in force no longer has it."""
    kind, _slash, rest = key.partition("/")
    if kind == "row":
        return text_of(document["table"], rest) or rest
    parent, _slash, criterion = rest.partition("/")
    if kind == "icp":
        icp = next((each for each in document["icps"] if each["key"] == parent), None)
        return (text_of(icp["criteria"], criterion) if icp else "") or criterion
    return text_of(document["criteria"], criterion) or criterion


def text_of(parts, key):
    return next((read(each["name"]).text for each in parts if each["key"] == key), "")
