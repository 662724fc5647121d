"""Conditions of the decision table in words, such as “fit grade is one of A, B (or still open)”."""

from functools import cached_property

from django.utils.translation import gettext as _

from accounts.listing import listed
from frameworks_app.forms.decisions import NAMED
from frameworks_app.models import ConditionKind, Framework


class Words:
    """What the keys in conditions stand for: read once, for all rows of a list."""

    @cached_property
    def frameworks(self):
        named = {"leading": _("the framework worked by"), "any_other": _("another active framework")}
        return named | {row.key: str(row) for row in Framework.objects.all()}

    @cached_property
    def values(self):
        names = {kind: {row.key: str(row) for row in model.objects.all()} for kind, model in NAMED.items()}
        return names | {
            ConditionKind.INCLUSION: {
                "included": _("inside an ICP"),
                "open": _("still open"),
                "excluded": _("outside every ICP"),
            },
            ConditionKind.VERDICT: {
                "qualified": _("Qualified"),
                "disqualified": _("Not qualified"),
                "undecided": _("Open"),
            },
        }

    def of(self, condition):
        names = self.values.get(condition.kind, {})
        ends = {_("at least"): condition.at_least, _("at most"): condition.at_most, _("days"): condition.days}
        framework = condition.framework and f"({self.frameworks.get(condition.framework, condition.framework)})"
        parts = [condition.get_kind_display(), framework]
        parts.append(listed(names.get(value, value) for value in condition.values))
        parts += [f"{name} {end}" for name, end in ends.items() if end is not None]
        parts += [condition.currency, condition.or_open and _("(or still open)")]
        return " ".join(part for part in parts if part)
