"""An ended call, to be read."""

from dataclasses import dataclass

from frameworks_app.models import Evidence, read
from pipeline.models import Answer, DiscoveryCall

from .values import value_words


@dataclass(frozen=True)
class Heard:
    """One answer of the call, the last on its criterion."""

    answer: Answer

    @property
    def name(self):
        return str(self.answer.criterion)

    @property
    def words(self):
        return "" if self.answer.rating is None else read(self.answer.criterion.rubric[self.answer.rating]).text

    @property
    def evidence(self):
        return Evidence(self.answer.evidence).label

    @property
    def value(self):
        return value_words(self.answer.value)


@dataclass(frozen=True)
class CallRecord:
    call: DiscoveryCall
    heard: list
    notes: list
    next_steps: list

    @property
    def minutes(self):
        return max(1, round((self.call.ended_at - self.call.started_at).total_seconds() / 60))


def call_record(call):
    """Three statements."""
    answers = call.answers.with_source().order_by("criterion_id", "-occurred_at", "-pk").distinct("criterion_id")
    heard = sorted((Heard(each) for each in answers), key=lambda each: each.answer.criterion.position)
    notes = call.notes.select_related("by", "criterion").order_by("occurred_at", "pk")
    return CallRecord(call, heard, list(notes), list(call.follow_ups.select_related("owner")))
