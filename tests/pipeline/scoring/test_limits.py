"""Models and leads at the limits that the fields allow: nothing overflows, nothing is cut, both evaluators agree."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from frameworks_app.models import SignalType
from pipeline.models import Lead, Signal
from tests.frameworks_app.documents import document, row, signal_type
from tests.pipeline.scoring.evaluators import say_the_same

TODAY = date(2026, 11, 22)
NOON = datetime.combine(TODAY, time(12), ZoneInfo("Europe/Warsaw"))


@pytest.fixture
def forty_types(shipped):
    rows = [SignalType(key=f"t{n}", name={"en": f"t{n}"}, kind="interest", points=1, cap=1) for n in range(40)]
    return {each.key: each for each in SignalType.objects.bulk_create(rows)}


def test_two_conditions_on_nearly_the_same_thirty_types_are_told_apart(forty_types):
    keys = list(forty_types)
    conditions = [{"kind": "signal_within", "types": [*keys[:30], last], "days": 2} for last in ("t38", "t39")]
    stated = document(
        signal_types=[signal_type(key, "interest", 1, 5, 14) for key in keys],
        table=[row("one", "mql", conditions[0]), row("other", "sql", conditions[1]), row("rest", "inquiry")],
    )
    leads = [Lead.objects.create() for _each in range(3)]
    for lead, key in zip(leads, ("t38", "t39", "t37"), strict=True):
        Signal.objects.create(lead=lead, type=forty_types[key], occurred_at=NOON - timedelta(days=1))
    found = say_the_same(stated, [lead.pk for lead in leads], TODAY)
    assert [found[lead.pk]["category_id"] for lead in leads] == [2, 3, 1]
