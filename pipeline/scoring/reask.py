"""Which leads wait for an answer that has aged: the framework they are worked by asks for it again."""

from django.db import connection

from .days import today
from .inputs import Scope, leading_framework, standing_rows
from .sources import PRESENT


def reasks(model, ids):
    """Of these leads those with a stale answer in their own framework: its criterion keys, by lead."""
    pairs = asked_pairs(model)
    if not ids or not pairs:
        return {}
    keys = {pk: key for key, pk in model.compiled.keys.criteria.items()}
    scope = Scope.ids(ids)
    with connection.cursor() as cursor:
        cursor.execute(statement(model, scope, pairs), model.compiled.parameters(today(model.document), scope))
        return {lead_id: [keys[pk] for pk in criteria] for lead_id, criteria in cursor.fetchall()}


def statement(model, scope, pairs):
    led_by = leading_framework(model.document, model.compiled.workflows)
    return f"""
        SELECT standing.lead_id, array_agg(standing.criterion_id ORDER BY standing.expires, standing.criterion_id)
        FROM ({standing_rows(model.document, model.compiled.keys, scope)}) standing
        JOIN (SELECT lead.id, {led_by} AS led_by {PRESENT.leads(scope)}) led
            ON led.id = standing.lead_id
        WHERE standing.rating IS NOT NULL AND standing.expires <= standing.day
            AND (led.led_by, standing.criterion_id) IN ({", ".join(pairs)})
        GROUP BY standing.lead_id
    """


def asked_pairs(model):
    """Each framework, by its index, with each criterion that it asks people for."""
    keys = model.compiled.keys.criteria
    derived = {each["key"] for each in model.document["criteria"] if each["derived_from"]}
    return [
        f"({index}, {keys[each['key']]})"
        for index, framework in enumerate(model.document["frameworks"])
        for each in framework["criteria"]
        if each["key"] in keys and each["key"] not in derived
    ]
