"""What is known of one lead on one day: the input of the pure evaluator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from frameworks_app.verdict import Answer


@dataclass(frozen=True)
class Event:
    """A signal of a type, on a day number of the installation's zone."""

    type: str
    day: int
    id: int | None = None


@dataclass(frozen=True)
class Facts:
    """Days are numbers since 1970-01-01 in the installation's zone; `amount` is in minor units.

    `results` holds, by ICP and criterion key, whether the criterion holds (None: unknown).
    `answers` holds, by criterion key, the answer that counts; stale ones may be among them.
    """

    today: int
    results: Mapping[str, Mapping[str, bool | None]] = field(default_factory=dict)
    events: Sequence[Event] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    leading: str | None = None
    product: str | None = None
    segment: str | None = None
    source: str | None = None
    amount: int | None = None
    currency: str | None = None
