from pipeline.models import Signal
from pipeline.nudge import nudge


def record_signal(*, lead, type, occurred_at, by, contact=None, external_source="", external_id="", data=None):
    """Something the lead did. The same external id twice is one signal: the first stays."""
    # One statement, marks and all that follow by triggers in it: a transaction of its own would cost as much again.
    signal = Signal(
        lead=lead,
        type=type,
        occurred_at=occurred_at,
        contact=contact,
        external_source=external_source,
        external_id=external_id,
        data={**(data or {}), **({"by": by.pk} if by else {})},
    )
    if not Signal.objects.append(signal):
        return Signal.objects.get(external_source=external_source, external_id=external_id)
    nudge("pipeline.tasks.rescore")
    return signal
