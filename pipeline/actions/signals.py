from django.db import transaction

from pipeline.models import Signal
from pipeline.nudge import nudge


@transaction.atomic
def record_signal(*, lead, type, occurred_at, by, contact=None, external_source="", external_id="", data=None):
    """Something the lead did. The same external id twice is one signal: the first stays."""
    values = {
        "lead": lead,
        "type": type,
        "occurred_at": occurred_at,
        "contact": contact,
        "data": {**(data or {}), **({"by": by.pk} if by else {})},
    }
    if external_id:
        signal, _is_new = Signal.objects.get_or_create(
            external_source=external_source, external_id=external_id, defaults=values
        )
    else:
        signal = Signal.objects.create(**values)
    nudge("pipeline.tasks.rescore")
    return signal
