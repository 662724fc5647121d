"""Which leads have not passed every gate of the framework that they are worked by."""

from django.db import connection

from . import sql
from .days import today
from .inputs import Scope, leading_framework, standing_answers
from .qualification import GATE_PASSED, RULES_WITH_GATES, answer_codes, gate_state
from .sources import PRESENT


def with_open_gates(model, ids):
    """Of these leads those with a gate that is open or failed in their own framework."""
    if not ids:
        return set()
    scope = Scope.ids(ids)
    with connection.cursor() as cursor:
        cursor.execute(statement(model, scope), model.compiled.parameters(today(model.document), scope))
        return {lead_id for (lead_id,) in cursor.fetchall()}


def statement(model, scope):
    document, keys = model.document, model.compiled.keys
    led_by = leading_framework(document, model.compiled.workflows)
    codes = answer_codes(document, keys)
    passed = [(str(at), all_passed(framework, codes)) for at, framework in enumerate(document["frameworks"])]
    return f"""
        SELECT led.id FROM (
            SELECT lead.id, state.company_light, {led_by} AS led_by {PRESENT.leads(scope)}
        ) AS led
        LEFT JOIN ({standing_answers(document, keys, scope)}) AS heard ON heard.lead_id = led.id
        WHERE NOT ({sql.switch("led_by", passed, "true")})
    """


def all_passed(framework, codes):
    if framework["pass_rule"] not in RULES_WITH_GATES:
        return "true"
    gates = [gate_state(each, codes[each["key"]]) for each in framework["criteria"] if each["gate"]]
    return sql.every([f"({gate}) = {GATE_PASSED}" for gate in gates])
