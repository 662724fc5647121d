"""Open calls, and what is said in them; afterwards it is as if they had never been."""

from contextlib import contextmanager
from uuid import uuid4

from pipeline.actions.calls import start_call
from pipeline.models import DiscoveryCall, Lead

from .meter import execute


@contextmanager
def open_calls(people):
    """A call of each of these people."""
    calls = []
    try:
        for person in people:
            calls.append(start_call(lead=open_lead(person), by=person, language="en"))
        yield calls
    finally:
        unsay(calls)
        undo("DELETE FROM pipeline_discoverycall WHERE id = ANY(%s)", calls)


def open_lead(person):
    """The first that is in no call yet, an own one or one of nobody's in the team."""
    in_calls = DiscoveryCall.objects.open().values("lead")
    return Lead.objects.callable_by(person).standing().open().exclude(pk__in=in_calls).order_by("pk").first()


def unsay(calls):
    """Take back all that was answered; the leads are to be rescored."""
    undo("DELETE FROM pipeline_answer WHERE call_id = ANY(%s)", calls)
    execute("INSERT INTO pipeline_stalelead (lead_id) SELECT unnest(%s::bigint[])", [[each.lead_id for each in calls]])


def undo(statement, calls):
    """What is only ever appended is taken away here alone."""
    execute("SET session_replication_role = replica")
    execute(statement, [[call.pk for call in calls]])
    execute("SET session_replication_role = DEFAULT")


def heard(call, criterion, **more):
    """One answer as the page's own script sends it."""
    blank = dict.fromkeys(("question", "source", "quote", "last_day"), "")
    known = {"criterion": criterion, "rating": "3", "seen": "0", "evidence": "heard", "person": call.by_id}
    return {"client_id": uuid4(), **blank, **known, **more}
