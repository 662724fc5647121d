"""Input rows are only a shorter way to the same scores."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings

from frameworks_app.models import Criterion, SignalType
from pipeline.models import InputLayout, LeadInput, StaleLead
from pipeline.scoring import rebuild
from pipeline.scoring.cached import COLUMNS, Cached
from pipeline.scoring.current import in_force
from pipeline.scoring.facts import load_facts
from pipeline.scoring.inputs import Scope
from pipeline.scoring.layouts import layout_of
from pipeline.scoring.passes import run_passes
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import AnswerFactory, LeadFactory, SignalFactory
from tests.pipeline.scoring.evaluators import by_python, by_sql, compiled_of
from tests.pipeline.scoring.generated_leads import worlds
from tests.pipeline.scoring.stored import Place
from tests.pipeline.scoring.test_parity import ranks_of, ways_of


@pytest.fixture
def place(shipped):
    return Place()


def made_rows(compiled, ids, today):
    """Make the rows of these leads, as if nobody had marked them."""
    StaleLead.objects.all().delete()
    scope, columns = Scope.ids(ids), ", ".join(COLUMNS)
    made = f"SELECT {columns} FROM ({compiled.fresh_rows(scope)}) AS fresh"  # noqa: S608 ours
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO pipeline_leadinput ({columns}) {made}", compiled.parameters(today, scope))


@settings(max_examples=40, deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))
@given(world=worlds())
def test_rows_give_the_scores_that_facts_give(place, world):
    with transaction.atomic():
        found = place.store(world)
        ids = [each.lead for each in found]
        compiled = compiled_of(world.document, ways_of(place, world))
        made_rows(compiled, ids, world.today)
        ranks = ranks_of(world, list(zip(world.leads, found, strict=True)))
        expected = by_python(world.document, load_facts(compiled, ids, world.today), ranks)
        assert by_sql(compiled, ids, world.today, Cached(compiled.layout)) == expected
        transaction.set_rollback(True)


@pytest.fixture
def lead(shipped):
    """A lead with a signal and an answer, scored."""
    lead = LeadFactory()
    SignalFactory(lead=lead, type=SignalType.objects.get(key="webinar_attended"))
    AnswerFactory(lead=lead, key="need", rating=3, evidence="confirmed")
    rescore_all_marked()
    return lead


def seen_by_a_range(lead):
    """Whether a pass would read this lead's row."""
    model, day = in_force()
    return lead.pk in by_sql(model.compiled, [lead.pk], day, Cached(model.compiled.layout))


def test_a_row_says_how_much_of_each_signal_is_left_and_what_was_answered(lead):
    model, day = in_force()
    layout = model.compiled.layout
    row = LeadInput.objects.get(lead=lead)
    webinar, need = (
        model.objects.get(key=key) for model, key in ((SignalType, "webinar_attended"), (Criterion, "need"))
    )
    assert (row.layout_id, row.fades[layout.place_of_type(webinar.pk) - 1], sum(row.fades)) == (
        layout.id,
        1_000_000,
        1_000_000,
    )
    assert row.codes[layout.place_of_criterion(need.pk) - 1] == 3 * 4 + 2


def test_a_row_holds_until_the_lead_is_marked(lead):
    assert seen_by_a_range(lead)
    SignalFactory(lead=lead)
    assert not seen_by_a_range(lead)
    rescore_all_marked()
    assert seen_by_a_range(lead)


@pytest.mark.parametrize(("field", "value"), [("day", 3), ("layout_id", 3)])
def test_a_row_of_another_day_or_layout_is_not_believed(lead, field, value):
    LeadInput.objects.filter(lead=lead).update(**{field: value})
    assert not seen_by_a_range(lead)


def test_points_make_no_other_layout_and_half_lives_do(lead):
    document, keys = in_force().model.document, in_force().model.compiled.keys
    kinds = document["signal_types"]

    def with_kinds(changed):
        return layout_of({**document, "signal_types": changed}, keys)

    before = layout_of(document, keys)
    assert with_kinds([{**each, "points": 77, "cap": 99} for each in reversed(kinds)]) == before
    assert with_kinds([{**kinds[0], "half_life": 11}, *kinds[1:]]).id != before.id


def test_a_rebuild_makes_every_row_and_says_what_it_stands_for(lead, monkeypatch):
    monkeypatch.setattr(rebuild, "FEW", 0)
    row = LeadInput.objects.filter(lead=lead).values(*COLUMNS).get()
    LeadInput.objects.all().delete()
    run_passes()
    assert LeadInput.objects.filter(lead=lead).values(*COLUMNS).get() == row
    layout = InputLayout.objects.get(pk=row["layout_id"])
    assert layout.said["zone"] == in_force().model.document["time_zone"]


def test_a_rebuild_does_not_write_over_what_was_rescored_meanwhile(lead):
    model, day = in_force()
    others = LeadFactory.create_batch(2)
    rescore_all_marked()
    LeadInput.objects.update(day=3)
    buckets = rebuild.read_all(model.compiled, day)
    # While the rebuild was reading, one lead did something and was rescored; another layout was in force for it.
    SignalFactory(lead=lead)
    rescore_all_marked()
    with transaction.atomic():
        LeadInput.objects.filter(lead=lead).update(layout_id=4)
    rebuild.bring_in(buckets[0])
    assert dict(LeadInput.objects.values_list("lead_id", "layout_id")) == {
        lead.pk: 4,
        **{each.pk: model.compiled.layout.id for each in others},
    }
