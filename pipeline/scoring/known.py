"""What is known of one lead of all that the ICPs ask about: the values that their criteria were held against."""

from django.db import connection

from .attributes import expression
from .days import today
from .inputs import Scope
from .sources import PRESENT


def known_values(model, lead_id, day=None, source=PRESENT):
    """Value by (entity, attribute key); None where nothing is known. On `day`, or today."""
    asked = {
        (each["entity"], each["attribute"]): expression(
            each["entity"], each["attribute"], each["value_type"], source.today
        )
        for icp in model.document["icps"]
        for each in icp["criteria"]
    }
    if not asked:
        return {}
    scope = Scope.ids([lead_id])
    columns = ", ".join(f"({text})" for text in asked.values())
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} {source.leads(scope)}",
            model.compiled.parameters(day or today(model.document), scope, source),
        )
        return dict(zip(asked, cursor.fetchone(), strict=True))
