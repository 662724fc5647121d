"""Two readers of one document: the compiled select and the pure evaluator say the same of every lead."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Team
from frameworks_app.models import Framework, SignalType
from frameworks_app.scoring import Model
from pipeline.models import LeadState, TeamWorkflow
from pipeline.scoring.compile import COLUMNS, CompiledModel
from pipeline.scoring.current import current
from pipeline.scoring.facts import pure_scores
from pipeline.scoring.inputs import Keys, Scope
from pipeline.scoring.parity import columns_of
from tests.frameworks_app.generated import documents
from tests.pipeline.scoring.generated_leads import DAYS, drawn_leads, store, stored_icps


@pytest.fixture
def signal_types(shipped):
    for key in ("s0", "s1", "s2"):
        SignalType.objects.create(key=key, name={"en": key}, kind="interest", points=1, cap=1)


@st.composite
def worlds(draw):
    """A document, a day, and a few leads of that day."""
    today = draw(st.sampled_from(DAYS))
    stated = draw(documents())
    keys = ("small_shops", "agencies")[: draw(st.integers(0, 2))]
    stated["icps"] = [draw(stored_icps(key)) for key in keys]
    return stated, today, draw(st.lists(drawn_leads(today), min_size=1, max_size=3)), draw(st.booleans())


def selected(compiled, ids, today):
    scope = Scope.ids(ids)
    with connection.cursor() as cursor:
        cursor.execute(compiled.select(scope), compiled.parameters(today, scope))
        return {row[0]: dict(zip(COLUMNS, row[1:], strict=True)) for row in cursor.fetchall()}


@pytest.mark.usefixtures("signal_types")
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=worlds())
def test_both_evaluators_say_the_same_of_every_lead(world):
    stated, today, leads, has_own_workflow = world
    with transaction.atomic():
        ids = [store(drawn, today) for drawn in leads]
        if has_own_workflow:
            team = Team.objects.create(name="Own way")
            LeadState.objects.filter(lead_id=ids[0]).update(team=team)
            TeamWorkflow.objects.create(team=team, leading_framework=Framework.objects.get(key="meddic"))
        compiled = CompiledModel(stated, Keys.load(), current().compiled.workflows)
        by_sql = selected(compiled, ids, today)
        pure = pure_scores(Model.from_document(stated), compiled, ids, today)
        by_python = {lead_id: columns_of(found, stated) for lead_id, found in pure.items()}
        transaction.set_rollback(True)
    assert by_sql == by_python
