"""Everything that was ever heard about one criterion of a lead, the latest first."""

from dataclasses import dataclass

from pipeline.models import Answer

from .record import Heard

MOST = 50


@dataclass(frozen=True)
class Told(Heard):
    # The same person said otherwise later in the same call.
    is_corrected: bool


def answer_history(lead_id, key):
    """One statement; the latest fifty."""
    answers = Answer.objects.filter(lead_id=lead_id, criterion__key=key).with_source().latest_first()[:MOST]
    said, found = set(), []
    for answer in answers:
        place = answer.call_id, answer.source_id
        found.append(Told(answer, is_corrected=answer.call_id is not None and place in said))
        said.add(place)
    return found
