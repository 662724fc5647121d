"""A call together with what one answer is checked against, in one statement."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from frameworks_app.models import Criterion, Question
from pipeline.models import Answer, Stakeholder


def answerable(calls, key):
    """Adds the kind of value that the criterion `key` has, its questions, who of the lead may have said it, and what
    this call has heard about it last."""
    heard = Answer.objects.filter(call=OuterRef("pk"), criterion__key=key).latest_first()
    return calls.select_related("lead__state__stage").annotate(
        value_kind=Subquery(Criterion.objects.filter(key=key).values("value_kind")),
        question_ids=ArraySubquery(Question.objects.filter(criterion__key=key).order_by("pk").values("pk")),
        source_ids=ArraySubquery(
            Stakeholder.objects.filter(lead_id=OuterRef("lead_id")).order_by("pk").values("pk"),
        ),
        heard_last=Subquery(heard.values(said=JSONObject(id="pk", by="by_id", rating="rating"))[:1]),
    )
