"""A model of 500 rules and 40 signal types goes the whole way: facts to rows, rows to scores, both written."""

import pytest
from django.db import transaction

from frameworks_app.models import Category
from frameworks_app.scoring import Model
from pipeline.models import LeadInput, LeadState, StaleLead
from pipeline.scoring.audit import differences
from pipeline.scoring.current import CurrentModel, InForce, current
from pipeline.scoring.inputs import Scope
from pipeline.scoring.rescore import lock_buckets
from pipeline.scoring.writing import Cause, write_from_facts, write_from_rows
from tests.pipeline.scoring.evaluators import compiled_of
from tests.pipeline.scoring.test_limits import TODAY, forty_types, large_model, many_leads

__all__ = ["forty_types", "large_model"]


@pytest.fixture
def stored_categories(large_model):
    """The document's statuses are rows of the database, as those of a published one are."""
    for each in large_model["categories"]:
        found = Category.objects.filter(key=each["key"]).first()
        each["id"] = (found or Category.objects.first()).pk


@pytest.mark.usefixtures("stored_categories")
def test_a_large_model_writes_what_the_pure_evaluator_says(large_model, forty_types):
    ids = many_leads(60, list(forty_types.values()))
    compiled = compiled_of(large_model)
    version = current().version_id
    standing = InForce(CurrentModel(version, large_model, Model.from_document(large_model), compiled), TODAY)
    StaleLead.objects.all().delete()
    with transaction.atomic():
        lock_buckets({0})
        assert write_from_facts(standing, ids[:30], Cause.FACT) == 30
        assert write_from_facts(standing, ids[30:], Cause.FACT) == 30
    assert LeadInput.objects.filter(lead__in=ids, layout=compiled.layout.id).count() == 60
    assert differences(standing, ids) == []
    LeadState.objects.filter(lead__in=ids).update(fit_low=1, category=None)
    with transaction.atomic():
        lock_buckets({0})
        assert write_from_rows(standing, Scope.span(ids[0], ids[-1]), Cause.PUBLISH) > 40
    assert differences(standing, ids) == []
