"""Leads whose result hangs on an answer that has aged, and is to be asked again."""

from django.db.models import Exists, OuterRef

from frameworks_app.models import read
from pipeline.models import Answer, LeadState
from pipeline.scoring.reask import reasks

# The best of them are looked through: nobody asks five thousand leads again.
LOOKED_THROUGH = 5_000


def aged(leads, model):
    """Names of the criteria to be asked again, by lead, the best leads first."""
    if model is None:
        return {}
    answered = Exists(Answer.objects.filter(lead=OuterRef("pk")))
    undecided = leads.open().filter(answered, state__verdict=LeadState.Verdict.UNDECIDED)
    ids = list(undecided.best_first().values_list("pk", flat=True)[:LOOKED_THROUGH])
    found = reasks(model, ids)
    names = {each["key"]: read(each["name"]).text for each in model.document["criteria"]}
    return {pk: [names[key] for key in found[pk]] for pk in ids if pk in found}
