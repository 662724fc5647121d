"""The script of a call: every criterion with the ways to ask about it, in the language of the lead."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from uuid import uuid4

from django.db.models import F, Q

from frameworks_app.models import Criterion, Question, read

from .standing import Standing
from .values import value_words


@dataclass(frozen=True)
class Said:
    """A text to be read aloud; `is_missing`: there is no translation, so it comes in another language."""

    text: str
    language: str
    is_missing: bool

    @classmethod
    def of(cls, texts, language):
        text, found = read(texts, language)
        return cls(text, found, found != language)


@dataclass(frozen=True)
class Wording:
    id: int
    said: Said
    probes: list


@dataclass
class Ask:
    """One criterion as a question: what its form shows, and what was typed into it."""

    criterion: Criterion
    wordings: list
    standing: Standing | None
    call_id: int
    # Whether asking it again could change something.
    could_matter: bool = True
    typed: dict = field(default_factory=dict)
    errors: dict = field(default_factory=dict)
    client_id: object = field(default_factory=uuid4)  # for a plain form: sent twice, it is one answer

    @property
    def key(self):
        return self.criterion.key

    @property
    def levels(self):
        return [{"rating": rating, "words": read(words).text} for rating, words in enumerate(self.criterion.rubric)]

    @property
    def is_of_this_call(self):
        return self.standing is not None and self.standing.call_id == self.call_id

    @property
    def chosen(self):
        """The rating given in this call, as a text; nothing yet is empty."""
        if not self.is_of_this_call:
            return ""
        return "none" if self.standing.rating is None else str(self.standing.rating)

    @property
    def was(self):
        """The aged answer that one key confirms; None where there is none."""
        if self.is_of_this_call or self.standing is None or self.standing.is_known or not self.standing.is_rated:
            return None
        return self.standing

    @property
    def is_reask(self):
        return self.was is not None and self.could_matter

    @property
    def was_words(self):
        return read(self.criterion.rubric[self.was.rating]).text

    @property
    def was_value(self):
        return value_words(self.was.value)

    @property
    def was_fields(self):
        """What stood behind it, by field, for the page's script: confirmed, it stands there again."""
        return json.dumps(self.was.value if isinstance(self.was.value, dict) else {})

    @property
    def last_time(self):
        """The rating of an earlier conversation, to be seen beside the new one."""
        return None if self.standing is None or self.is_of_this_call else self.standing.rating

    @property
    def against_words(self):
        """What contradicts the answer that stands, in the rubric's words."""
        if self.standing is None or self.standing.against_rating is None:
            return ""
        return read(self.criterion.rubric[self.standing.against_rating]).text

    @property
    def shown(self):
        """What the fields hold: what was just typed and refused, else what was said in this call."""
        if self.typed:
            return self.typed
        if not self.is_of_this_call:
            return {"evidence": "heard"}
        known = self.standing
        day = known.last_day.isoformat() if known.last_day else ""
        fields = {"evidence": known.evidence, "quote": known.quote, "last_day": day, "source": known.source_id}
        return fields | (known.value if isinstance(known.value, dict) else {})


@dataclass(frozen=True)
class Script:
    asks: list
    note_id: object = field(default_factory=uuid4)

    def ask(self, key):
        return next((each for each in self.asks if each.key == key), None)


def call_script(state):
    """Two statements: the criteria of the active frameworks, and their questions."""
    criteria = Criterion.objects.in_bulk(state.asked_keys, field_name="key")
    wordings = wordings_of(state.lead_score.current.document, criteria.values(), state.call.language)
    return Script(
        [
            Ask(
                criteria[key],
                wordings[criteria[key].pk],
                state.standing.get(key),
                state.call.pk,
                key in state.keys_that_matter,
            )
            for key in state.asked_keys
            if key in criteria
        ]
    )


def wordings_of(document, criteria, language):
    """By criterion id: the common wordings first, then those that an active framework brings along."""
    active = [each["key"] for each in document["frameworks"] if each["active"]]
    questions = Question.objects.active().filter(criterion__in=[each.pk for each in criteria])
    found = defaultdict(list)
    for question in questions.filter(Q(framework=None) | Q(framework__key__in=active)).order_by(
        F("framework").asc(nulls_first=True), "position", "pk"
    ):
        probes = [Said.of(probe, language) for probe in question.probes]
        found[question.criterion_id].append(Wording(question.pk, Said.of(question.text, language), probes))
    return found
