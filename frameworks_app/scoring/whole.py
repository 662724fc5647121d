"""The whole score of one lead on one day, with its reasons. Source: scoring.md."""

from collections.abc import Mapping
from dataclasses import dataclass

from frameworks_app.scoring.category import Case, Outcome, decide
from frameworks_app.scoring.engagement import Engagement, measure_engagement
from frameworks_app.scoring.facts import Facts
from frameworks_app.scoring.fit import Fit, Inclusion, Light, grade, measure_fit
from frameworks_app.scoring.ledger import Line, ledger
from frameworks_app.scoring.model import Model
from frameworks_app.verdict import (
    WHOLE,
    Answer,
    Bounds,
    GateState,
    Judgement,
    Verdict,
    fresh,
    gate_state,
    judge,
)

THREE_FILTERS = "three_filters"
DERIVED_RATINGS = {Light.PASS: 4, Light.FAIL: 0}


@dataclass(frozen=True)
class Score:
    """Fit and qualification in basis points 0..10000, engagement in millionths of a point.

    `verdicts` holds every framework of the document, in its order; `leading` names the one that
    `qualification` and `verdict` are of (None: the document has none to work by). `answers` holds
    those that counted: fresh, with derived criteria answered by the company light.
    """

    fit: Fit
    grade_low: str
    grade_high: str
    need_light: Light
    person_light: Light
    engagement_parts: Engagement
    answers: Mapping[str, Answer]
    verdicts: Mapping[str, Judgement]
    leading: str | None
    qualification: Bounds
    verdict: Verdict
    disagrees: bool
    outcome: Outcome
    ledger: tuple[Line, ...]

    @property
    def fit_low(self) -> int:
        return self.fit.low

    @property
    def fit_high(self) -> int:
        return self.fit.high

    @property
    def inclusion(self) -> Inclusion:
        return self.fit.inclusion

    @property
    def icp(self) -> str | None:
        return self.fit.icp

    @property
    def company_light(self) -> Light:
        return self.fit.company

    @property
    def engagement(self) -> int:
        return self.engagement_parts.total

    @property
    def interest(self) -> int:
        return self.engagement_parts.interest

    @property
    def intent(self) -> int:
        return self.engagement_parts.intent

    @property
    def level(self) -> int:
        return self.engagement_parts.level

    @property
    def qual_low(self) -> int:
        return self.qualification.low

    @property
    def qual_high(self) -> int:
        return self.qualification.high

    @property
    def holds_until(self) -> int | None:
        """The first day number on which the leading verdict has a stale answer."""
        return self.verdicts[self.leading].holds_until if self.leading else None

    @property
    def category(self) -> str:
        return self.outcome.category

    @property
    def row(self) -> str:
        return self.outcome.row

    @property
    def settled(self) -> bool:
        return self.outcome.settled

    @property
    def may_become(self) -> tuple[str, ...]:
        return self.outcome.may_become


def score(model: Model, facts: Facts) -> Score:
    """Everything that the model says of these facts on `facts.today`; no clock, and one floor
    division per score. ValueError if no row of the decision table matches."""
    case = case_of(model, facts)
    outcome = decide(case)
    fit, verdicts, leading = case.fit, case.verdicts, case.leading
    return Score(
        fit=fit,
        grade_low=grade(model, fit.low),
        grade_high=grade(model, fit.high),
        need_light=_light(case, "need"),
        person_light=_light(case, "person"),
        engagement_parts=case.engagement,
        answers=case.answers,
        verdicts=verdicts,
        leading=leading,
        qualification=verdicts[leading].bounds if leading else Bounds(0, WHOLE),
        verdict=verdicts[leading].verdict if leading else Verdict.UNDECIDED,
        disagrees=_disagrees(model, verdicts),
        outcome=outcome,
        ledger=ledger(case, outcome),
    )


def case_of(model: Model, facts: Facts) -> Case:
    """The three scores of these facts: all that the decision table may look at."""
    fit = measure_fit(model, facts.results)
    answers = counting_answers(model, facts, fit.company)
    return Case(
        model=model,
        facts=facts,
        fit=fit,
        engagement=measure_engagement(model, facts.events, facts.today),
        answers=answers,
        verdicts={key: judge(each, answers) for key, each in model.frameworks.items()},
        leading=model.leading_framework(facts.leading),
    )


def counting_answers(model: Model, facts: Facts, company: Light) -> dict[str, Answer]:
    """The fresh answers, with derived criteria answered by the company light and nobody else."""
    typed = fresh(facts.answers, facts.today)
    answers = {key: answer for key, answer in typed.items() if key not in model.derived}
    if company in DERIVED_RATINGS:
        made = Answer(DERIVED_RATINGS[company], "confirmed")
        answers.update(dict.fromkeys(model.derived, made))
    return answers


def _light(case: Case, name: str) -> Light:
    """The gates of the three filters that carry this light, whether the framework is active."""
    framework = case.model.frameworks.get(THREE_FILTERS)
    criteria = framework.criteria if framework else ()
    lit = [each for each in criteria if each.light == name]
    states = [gate_state(each, case.answers.get(each.key)) for each in lit]
    gates = [state for state in states if state is not None]
    if GateState.FAILED in gates:
        return Light.FAIL
    is_passed = bool(gates) and all(state is GateState.PASSED for state in gates)
    return Light.PASS if is_passed else Light.OPEN


def _disagrees(model: Model, verdicts: Mapping[str, Judgement]) -> bool:
    found = {verdicts[key].verdict for key in model.active_frameworks}
    return {Verdict.QUALIFIED, Verdict.DISQUALIFIED} <= found
