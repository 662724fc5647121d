"""The score of any day gone by is the one that was stored that evening."""

from datetime import date, time, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.models import CategoryOverride, Lead, LeadState
from pipeline.scoring.compile import COLUMNS
from pipeline.scoring.parity import columns_of
from pipeline.scoring.passes import run_passes
from pipeline.scoring.past import override_as_of, score_as_of
from pipeline.scoring.rescore import rescore_all_marked
from tests.pipeline.scoring.histories import World, born, clock, histories, instant

pytestmark = pytest.mark.usefixtures("shipped")

# Both daylight-saving days, a leap day and New Year lie within a story that begins here.
BEGINNINGS = (date(2026, 3, 27), date(2026, 10, 23), date(2028, 2, 27), date(2026, 12, 30))


def evening(day):
    """What was stored when the day was over."""
    with clock(instant(day, time(23, 59, 59))):
        rescore_all_marked()
        run_passes()
    return {row["lead_id"]: row for row in LeadState.objects.values("lead_id", *COLUMNS)}


def recomputed(lead_id, day):
    found = score_as_of(lead_id, day)
    if found is None:
        return None
    document = found.current.document
    word = CategoryOverride.objects.filter(pk=override_as_of(lead_id, found.source)).first()
    ranks = {each["id"]: each["rank"] for each in document["categories"]}
    rank = ranks[word.category_id] if word else None
    return {"lead_id": lead_id, **columns_of(found.score, document, override_rank=rank)}


def lived(beginning, history):
    """Lets the days go by; returns what was stored on each evening."""
    world = World.begin(beginning)
    stored = {}
    for number, happenings in enumerate(history):
        day = beginning + timedelta(days=number)
        if not number:
            with clock(instant(day, time(0))):
                born(world, 0, 1)
        for hour, happen, which, value in happenings:
            with clock(instant(day, hour)):
                happen(world, which, value)
        stored[day] = evening(day)
    return stored


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(beginning=st.sampled_from(BEGINNINGS), history=histories())
def test_every_evening_is_told_again_as_it_was_stored(beginning, history):
    with transaction.atomic():
        stored = lived(beginning, history)
        leads = list(Lead.objects.values_list("pk", flat=True))
        told = {day: {pk: recomputed(pk, day) for pk in leads} for day in stored}
        before = {pk: recomputed(pk, beginning - timedelta(days=1)) for pk in leads}
        transaction.set_rollback(True)
    assert told == {day: {pk: rows.get(pk) for pk in leads} for day, rows in stored.items()}
    assert set(before.values()) == {None}
