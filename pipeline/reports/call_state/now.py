"""The state of a call at this moment: computed from the facts, not from the row that a worker may still rewrite."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from frameworks_app.models import Chapter
from frameworks_app.scoring import questions_for, score
from frameworks_app.verdict import next_questions, open_criteria
from pipeline.models import DiscoveryCall
from pipeline.reports.lead_score import LeadScore
from pipeline.scoring.current import current
from pipeline.scoring.days import today
from pipeline.scoring.facts import facts_of, load_leads
from pipeline.scoring.inputs import Scope
from pipeline.scoring.rating_history import COLUMN, read_history

from .lines import Line, line_of
from .standing import Standing, standing_answers
from .suggestions import Suggestions
from .verdicts import VerdictCard, cards, spoken


@dataclass(frozen=True)
class Lights:
    company_light: int
    need_light: int
    person_light: int


@dataclass(frozen=True)
class CallState:
    """What stands of every criterion of the active frameworks, and what follows from it."""

    call: DiscoveryCall
    revision: int
    lead_score: LeadScore
    standing: Mapping[str, Standing]
    # How often the team's leads have given each rating, by criterion.
    history: Mapping[str, tuple]
    # An audit call: whoever holds it hears first and reads the result afterwards.
    is_hidden: bool = False
    # Criteria that the lead's stage asks for before it is left.
    stage_keys: frozenset = frozenset()

    @cached_property
    def asked_keys(self):
        return asked_keys(self.lead_score.current.document)

    @cached_property
    def verdicts(self) -> list[VerdictCard]:
        return [] if self.is_hidden else cards(self.lead_score)

    @property
    def disagreement(self):
        return "" if self.is_hidden else self.lead_score.disagreement

    @property
    def disagreement_reasons(self):
        return self.lead_score.disagreement_reasons

    @property
    def spoken(self):
        """The verdicts in sentences, for who hears the page."""
        return [] if self.is_hidden else spoken(self.lead_score)

    @property
    def lights(self):
        found = self.lead_score.score
        return Lights(found.company_light.number, found.need_light.number, found.person_light.number)

    @cached_property
    def next(self) -> Suggestions:
        return Suggestions(self.lead_score, best_questions(self.lead_score, self.history), self.history)

    @cached_property
    def chapters(self) -> list[tuple[Chapter, list[Line]]]:
        """The whole script folded: one line for each criterion, in the order of a conversation."""
        criteria = {each["key"]: each for each in self.lead_score.current.document["criteria"]}
        lines = [self.line(criteria[key]) for key in self.asked_keys]
        grouped = [(chapter, [line for line in lines if line.chapter == chapter]) for chapter in Chapter]
        return [(chapter, found) for chapter, found in grouped if found]

    def line(self, criterion):
        key = criterion["key"]
        return line_of(criterion, self.standing.get(key), self.call.pk, could_matter=key in self.keys_that_matter)

    @cached_property
    def keys_that_matter(self):
        """Criteria that could still change a result or a stage: only these are worth asking again."""
        return self.stage_keys | {question.key for question in self.next.questions}

    @property
    def known_count(self):
        return sum(key in self.standing and self.standing[key].is_known for key in self.asked_keys)

    def first_question(self):
        """Where the call begins: the best question, else the first line that is not known, else the first."""
        if self.next.questions:
            return self.next.questions[0].key
        unknown = (key for key in self.asked_keys if key not in self.standing or not self.standing[key].is_known)
        return next(unknown, next(iter(self.asked_keys), None))


def best_questions(lead_score, history):
    """Pairs of framework and suggestion: those of the framework to ask for, then what the other active ones add."""
    model, found = lead_score.current.model, lead_score.score
    first, suggestions = questions_for(model, found, history)
    pairs = [(first, each) for each in suggestions]
    for key in model.active_frameworks:
        framework, listed = model.frameworks[key], {each.criterion for _framework, each in pairs}
        # To put them in order is work, and where it adds nothing it is spared.
        if open_criteria(framework, found.answers) <= listed:
            continue
        others = next_questions(framework, found.answers, history)
        pairs += [(key, each) for each in others if each.criterion not in listed]
    return pairs


def asked_keys(document):
    """Criteria of all active frameworks that people are asked about, in the order of the chapters."""
    active = [each for each in document["frameworks"] if each["active"]]
    listed = dict.fromkeys(criterion["key"] for framework in active for criterion in framework["criteria"])
    criteria = {each["key"]: each for each in document["criteria"]}
    asked = [key for key in listed if not criteria[key]["derived_from"]]
    order = list(Chapter)
    return sorted(asked, key=lambda key: order.index(criteria[key]["chapter"]))


def call_state(call, *, model=None, revision=None, is_hidden=False):
    """Three statements, two with `model` at hand; signals are left out, for no verdict looks at them. The call comes
    with its lead's stage.

    None before the first publication.
    """
    model = model or current()
    if model is None:
        return None
    day = today(model.document)
    standing = standing_answers(model.compiled, call.lead_id, day)
    scope = Scope.ids([call.lead_id])
    (row,) = load_leads(model.compiled, scope, model.compiled.parameters(day, scope), history=COLUMN)
    answers = {key: each.for_engine for key, each in standing.items() if each.is_rated}
    found = score(model.model, facts_of(model.document, row, [], answers))
    revision = call.revision if revision is None else revision
    history = read_history(row["history"], model.compiled.keys)
    asked_for = stage_keys(call.lead.state.stage)
    return CallState(call, revision, LeadScore(model, found), standing, history, is_hidden, asked_for)


def stage_keys(stage):
    return frozenset(each["key"] for each in stage.exit_criteria if each["kind"] == "criterion")
