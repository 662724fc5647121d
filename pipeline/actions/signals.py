from django.db import transaction

from pipeline.models import Signal
from pipeline.nudge import nudge


@transaction.atomic
def record_signal(*, lead, type, occurred_at, by, contact=None, external_source="", external_id="", data=None):
    """Something the lead did. The same external id twice is one signal: the first stays."""
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
