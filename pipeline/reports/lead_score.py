"""The score of one lead, today or on a day gone by, with its reasons, in the words that pages show."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext

from accounts.listing import listed
from frameworks_app.models import read
from frameworks_app.scoring import Facts, Light, Score, score
from pipeline.models import StaleLead
from pipeline.scoring.current import CurrentModel, current
from pipeline.scoring.days import date_of, today
from pipeline.scoring.facts import load_facts
from pipeline.scoring.past import score_as_of
from pipeline.scoring.sources import PRESENT, Present


@dataclass(frozen=True)
class LeadScore:
    """The pure evaluator's result, and the document whose labels name its parts; `day` and `source` of its facts."""

    current: CurrentModel
    score: Score
    facts: Facts | None = None
    day: date | None = None
    source: Present = PRESENT

    @cached_property
    def names(self):
        """Text of every key of the document, by the part it is in."""
        document = self.current.document
        parts = ("icps", "criteria", "frameworks", "signal_types", "categories", "table")
        return {part: {each["key"]: read(each["name"]).text for each in document[part]} for part in parts}

    @cached_property
    def frameworks(self):
        """The verdict cards of the active frameworks, the leading one first."""
        active = [each for each in self.current.document["frameworks"] if each["active"]]
        cards = [self.card(each) for each in active]
        return sorted(cards, key=lambda card: not card.is_leading)

    def card(self, framework):
        labels = {
            each["key"]: read(each["label"]).text or self.names["criteria"][each["key"]]
            for each in framework["criteria"]
        }
        judgement = self.score.verdicts[framework["key"]]
        return Card(
            key=framework["key"],
            name=read(framework["name"]).text,
            threshold=framework["threshold"],
            is_leading=framework["key"] == self.score.leading,
            judgement=judgement,
            gates=[Gate(key, labels[key], state) for key, state in judgement.gates],
            labels=labels,
        )

    @property
    def levels(self):
        """The points, in millionths, at which engagement levels 2, 3 and 4 begin."""
        return [points * 1_000_000 for points in self.current.document["levels"]]

    @property
    def grades(self):
        return self.current.document["grades"]

    @property
    def disagreement(self):
        """Such as "BANT passes, MEDDIC stops at metrics, company outside ICP"; nothing where all agree."""
        is_outside = self.score.company_light is Light.FAIL
        decided = [card for card in self.frameworks if card.verdict != "undecided"]
        passes = any(card.verdict == "qualified" for card in decided)
        if not self.score.disagrees and not (is_outside and passes):
            return ""
        parts = [card.stand for card in decided]
        return listed([*parts, gettext("company outside ICP")] if is_outside else parts)

    @property
    def disagreement_reasons(self):
        """On what each decided framework passes, and what was heard where one stops; nothing where all agree."""
        if not self.disagreement:
            return []
        return [self.reason_of(card) for card in self.frameworks if card.verdict != "undecided"]

    def reason_of(self, card):
        passed = [gate.label[:1].lower() + gate.label[1:] for gate in card.gates if gate.state == "passed"]
        if card.verdict == "qualified" and passed:
            return gettext("%(name)s passes on %(gates)s") % {"name": card.name, "gates": listed(passed)}
        answer = self.score.answers.get(card.failed_at[0].key) if card.failed_at else None
        return f"{card.stand}: {self.rubric_words(card.failed_at[0].key, answer.rating)}" if answer else card.stand

    def rubric_words(self, key, rating):
        criterion = next(each for each in self.current.document["criteria"] if each["key"] == key)
        words = read(criterion["rubric"][rating]).text
        return words[:1].lower() + words[1:]

    @property
    def category(self):
        """The status as the document states it: a chip takes its kind and its name."""
        kinds = {each["key"]: each["kind"] for each in self.current.document["categories"]}
        return NamedStatus(kinds[self.score.category], self.category_name)

    @property
    def category_name(self):
        return self.names["categories"][self.score.category]

    @property
    def row_name(self):
        return self.names["table"][self.score.row]

    @property
    def may_become(self):
        return [self.names["categories"][key] for key in self.score.may_become]

    @property
    def icp_name(self):
        return self.names["icps"].get(self.score.icp, "")


@dataclass(frozen=True)
class NamedStatus:
    kind: str
    name: str

    def __str__(self):
        return self.name


@dataclass(frozen=True)
class Gate:
    key: str
    label: str
    state: str

    @property
    def is_failed(self):
        return self.state == "failed"


@dataclass(frozen=True)
class Card:
    """What one framework says of the lead."""

    key: str
    name: str
    threshold: int | None
    is_leading: bool
    judgement: object
    gates: list
    labels: dict

    @property
    def verdict(self):
        return str(self.judgement.verdict)

    @property
    def low(self):
        return self.judgement.bounds.low

    @property
    def high(self):
        return self.judgement.bounds.high

    @property
    def stand(self):
        """Where it stands, in a few words."""
        if self.verdict == "qualified":
            return gettext("%(name)s passes") % {"name": self.name}
        if self.failed_at:
            label = self.failed_at[0].label
            return gettext("%(name)s stops at %(gate)s") % {"name": self.name, "gate": label[:1].lower() + label[1:]}
        return gettext("%(name)s falls short") % {"name": self.name}

    @property
    def failed_at(self):
        """The gates that stop it, in order."""
        return [gate for gate in self.gates if gate.is_failed]

    @property
    def holds_until(self):
        return date_of(self.judgement.holds_until)

    @property
    def decides(self):
        """What would still decide it: label and what to do."""
        return [(self.labels[item.key], str(item.action)) for item in self.judgement.decides]


def lead_score(lead_id):
    """Today's score of a lead by the pure evaluator; None before the first publication."""
    model = current()
    if model is None:
        return None
    day = today(model.document)
    facts = load_facts(model.compiled, [lead_id], day)[lead_id]
    return LeadScore(model, score(model.model, facts), facts, day)


def lead_score_on(lead_id, day):
    """The score as it was shown at the end of a day; today's, where the day is not over. None where there was none."""
    model = current()
    if model is None or day >= today(model.document):
        return lead_score(lead_id)
    found = score_as_of(lead_id, day)
    return found and LeadScore(found.current, found.score, found.facts, day, found.source)


def is_stale(lead_id):
    """Whether something changed that the stored score does not know yet."""
    return StaleLead.objects.filter(lead_id=lead_id).exists()
