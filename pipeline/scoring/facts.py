"""The facts of a few leads, as the pure evaluator takes them: read by the same SQL that the compiler stands on."""

from collections import defaultdict

from django.db import connection

from frameworks_app.scoring import Event, Facts, score
from frameworks_app.verdict import Answer

from .days import day_of
from .inputs import Scope, lead_columns, result_name, standing_rows
from .sources import PRESENT


def load_facts(compiled, ids, today, source=PRESENT):
    """Facts by lead id, of those leads that exist, or in a source of the past did exist. On `today`, or on the day
    that the source has for each."""
    scope = Scope.ids(ids)
    parameters = compiled.parameters(today, scope, source)
    events = load_events(compiled, scope, parameters, source)
    answers = load_answers(compiled, scope, parameters, source)
    return {
        row["lead_id"]: facts_of(compiled.document, row, events[row["lead_id"]], answers[row["lead_id"]])
        for row in load_leads(compiled, scope, parameters, source)
    }


def load_leads(compiled, scope, parameters, source=PRESENT, **more):
    """Each lead's row; `more` are further columns as SQL."""
    columns = lead_columns(compiled.document, compiled.workflows, source) | {"day": source.day} | more
    named = ", ".join(f"{text} AS {name}" for name, text in columns.items())
    return rows(f"SELECT {named} {source.leads(scope)}", **parameters)


def load_events(compiled, scope, parameters, source=PRESENT):
    keys = {pk: key for key, pk in compiled.keys.signal_types.items()}
    found = defaultdict(list)
    day = day_of("signal.occurred_at", compiled.document["time_zone"])
    select = f"SELECT signal.lead_id, signal.type_id, {day} AS day, signal.id {source.signals(scope)}"
    # A lead may have a hundred thousand, so these rows are not taken apart by name.
    with connection.cursor() as cursor:
        cursor.execute(f"{select} ORDER BY signal.occurred_at, signal.id", parameters)
        for lead_id, type_id, number, pk in cursor.fetchall():
            # A type that came after the version is not named in it and adds nothing.
            found[lead_id].append(Event(keys.get(type_id, ""), number, pk))
    return found


def load_answers(compiled, scope, parameters, source=PRESENT):
    keys = {pk: key for key, pk in compiled.keys.criteria.items()}
    found = defaultdict(dict)
    for row in rows(standing_rows(compiled.document, compiled.keys, scope, source), **parameters):
        if row["rating"] is not None and row["criterion_id"] in keys:
            answer = Answer(row["rating"], row["evidence"], row["expires"], row["id"])
            found[row["lead_id"]][keys[row["criterion_id"]]] = answer
    return found


def facts_of(document, row, events, answers):
    index = row["led_by"]
    return Facts(
        today=row["day"],
        results={
            icp["key"]: {each["key"]: row[result_name(i, j)] for j, each in enumerate(icp["criteria"])}
            for i, icp in enumerate(document["icps"])
        },
        events=events,
        answers=answers,
        leading=document["frameworks"][index]["key"] if index >= 0 else None,
        product=row["product"],
        segment=row["segment"],
        source=row["source"],
        amount=row["amount"],
        currency=row["currency"],
    )


def rows(text, /, **parameters):
    """What a statement answers, as dictionaries."""
    with connection.cursor() as cursor:
        cursor.execute(text, parameters)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def pure_scores(model, compiled, ids, today, source=PRESENT):
    """The pure evaluator's Score of each of these leads."""
    return {lead_id: score(model, facts) for lead_id, facts in load_facts(compiled, ids, today, source).items()}
