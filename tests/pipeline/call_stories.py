"""Beginnings of stories about calls: an SDR, a lead of hers, and what she types."""

from uuid import uuid4

from django.urls import reverse

from frameworks_app.models import Criterion
from pipeline.actions.calls import Said, record_answer, start_call

JSON = {"accept": "application/json"}


def begin(lead, by):
    call = start_call(lead=lead, by=by, language="en")
    call.refresh_from_db()
    return call


def hear(call, **ratings):
    """Answers in this call: hear(call, budget=4, need=(3, "assumed"))."""
    for key, rating in ratings.items():
        rating, evidence = rating if isinstance(rating, tuple) else (rating, "heard")
        said = Said(uuid4(), Criterion.objects.get(key=key).pk, rating, evidence)
        record_answer(call=call, said=said, by=call.by)
    call.refresh_from_db()


def answer(client, call, headers=JSON, **fields):
    typed = {"client_id": uuid4(), "criterion": "budget", "rating": "3", "evidence": "heard", **fields}
    return client.post(reverse("pipeline:call_answer", args=[call.pk]), typed, headers=headers)
