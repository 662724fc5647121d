"""The decision table of the draft: rows in order, each with a status and the conditions that lead to it."""

import json

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.listing import listed
from frameworks_app.models import Category, ConditionKind, DecisionCondition, DecisionRow, Framework

from .decisions import COLUMNS, NAMED, DecisionConditionForm, DecisionRowForm
from .draft_fields import Listed, OneOf, dress
from .draft_part import Part
from .draft_rows import DraftRow, Rows

PLACEHOLDERS = {"leading": gettext_lazy("the framework worked by"), "any_other": gettext_lazy("another active one")}
CLOSED = {
    ConditionKind.FIT_GRADE: {letter: letter for letter in "ABCD"},
    ConditionKind.INCLUSION: {
        "included": gettext_lazy("inside an ICP"),
        "open": gettext_lazy("still open"),
        "excluded": gettext_lazy("outside every ICP"),
    },
    ConditionKind.VERDICT: {
        "qualified": gettext_lazy("Qualified"),
        "undecided": gettext_lazy("Open"),
        "disqualified": gettext_lazy("Not qualified"),
    },
}
# How a condition is called on a chip, where its values follow.
SHORT = {
    ConditionKind.FIT_GRADE: gettext_lazy("Fit grade"),
    ConditionKind.INCLUSION: gettext_lazy("ICPs"),
    ConditionKind.ICP: gettext_lazy("Inside"),
    ConditionKind.SEGMENT: gettext_lazy("Segment"),
    ConditionKind.PRODUCT: gettext_lazy("Product"),
    ConditionKind.SOURCE: gettext_lazy("Source"),
    ConditionKind.AMOUNT: gettext_lazy("Amount"),
    ConditionKind.ENGAGEMENT_LEVEL: gettext_lazy("Level"),
    ConditionKind.INTENT_POINTS: gettext_lazy("Intent"),
    ConditionKind.SIGNAL_WITHIN: gettext_lazy("Signal"),
    ConditionKind.LAST_SIGNAL_AGE: gettext_lazy("Last signal, days ago"),
    ConditionKind.VERDICT: gettext_lazy("Result"),
    ConditionKind.GATE_FAILED: gettext_lazy("Failed gate"),
}


class Values(forms.MultipleChoiceField):
    """Picked from a list; sources, of which there is no list, are typed between commas."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value):
        # Which values there are depends on the kind: the form looks at both.
        return True


class ConditionForm(DraftRow, DecisionConditionForm):
    is_ordered = True
    compared = ("kind", "framework", "values", "at_least", "at_most", "days", "currency", "or_open")

    class Meta(DecisionConditionForm.Meta):
        fields = ["kind", "framework", "values", "at_least", "at_most", "days", "currency", "or_open"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["values"] = Values(required=False, label=gettext_lazy("Values"))
        self.fields["framework"] = forms.ChoiceField(
            choices=[("", "–"), *self.known["frameworks"].items()], required=False, label=gettext_lazy("Framework")
        )
        # Read before anything is written into the row.
        self.chip = chip(self.instance, self.known)
        dress(self)

    @classmethod
    def fresh(cls, parent):
        return DecisionCondition(row=parent) if parent else DecisionCondition()

    @property
    def said_kind(self):
        return self["kind"].value() or ""

    @property
    def columns(self):
        """The fields that this kind reads."""
        return COLUMNS.get(self.said_kind, set())

    @property
    def choices(self):
        """(value, label, is chosen) of every value that this kind knows; what is stored and gone stays in sight."""
        chosen = self.chosen
        known = self.known["values"].get(self.said_kind, {})
        gone = {} if self.said_kind == ConditionKind.SOURCE else {each: each for each in chosen if each not in known}
        return [(value, label, value in chosen) for value, label in {**known, **gone}.items()]

    @property
    def chosen(self):
        return self["values"].value() or []

    @property
    def words(self):
        """Chosen values in one line, as sources are typed."""
        return ", ".join(self.chosen)

    @property
    def title(self):
        return str(self.instance) if self.instance.kind else _("New condition")

    def clean_values(self):
        values = self.cleaned_data["values"]
        if self.data.get(f"{self.prefix}-kind") == ConditionKind.SOURCE:
            return [part.strip() for said in values for part in said.split(",") if part.strip()]
        # Ticks come in the page's order; the stored one is kept while it says the same.
        stored = self.initial.get("values") or []
        return stored if set(stored) == set(values) else values

    def refuse_idle_columns(self, kind, cleaned):
        """What the kind does not read stood hidden on the page: it goes, instead of being refused."""
        for column in {"framework", "values", "at_least", "at_most", "days", "currency"} - COLUMNS[kind]:
            cleaned[column] = {"values": [], "framework": "", "currency": ""}.get(column)

    def refuse_unknown_keys(self, kind, cleaned):
        known = self.known["values"].get(kind)
        if known is None:
            return
        wrong = [value for value in cleaned.get("values") or [] if value not in known]
        if wrong:
            self.add_error("values", _("“%(value)s” is gone: choose another.") % {"value": wrong[0]})

    def refuse_unknown_framework(self, kind, cleaned):
        if kind == ConditionKind.GATE_FAILED and cleaned.get("framework") == "any_other":
            self.add_error("framework", _("Of gates, name one framework, or the one worked by."))


def chip(row, known):
    """A condition in few words: (what, values), such as (“Fit grade”, “A, B”)."""
    names = known["values"].get(row.kind, {})
    parts = [listed(str(names.get(value, value)) for value in row.values)]
    if row.framework:
        parts.insert(0, f"{known['frameworks'].get(row.framework, row.framework)}:")
    parts.append(bounds(row.at_least, row.at_most))
    if row.days is not None:
        parts.append(ngettext("in %(days)s day", "in %(days)s days", row.days) % {"days": row.days})
    parts.append(row.currency)
    return SHORT.get(row.kind, ""), " ".join(part for part in parts if part)


def bounds(low, high):
    if low is None and high is None:
        return ""
    if low == high:
        return str(low)
    if high is None:
        return f"≥ {low}"
    return f"≤ {high}" if low is None else f"{low}–{high}"


class TableRowForm(DraftRow, DecisionRowForm):
    is_ordered = True
    compared = ("name", "category")

    class Meta(DecisionRowForm.Meta):
        fields = ["category"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"] = OneOf(self.known["categories"], label=gettext_lazy("Status"))
        self.status = self.instance.category if self.instance.category_id else None
        dress(self)
        self.conditions = Rows(
            ConditionForm,
            f"{self.prefix}-conditions",
            self.instance.conditions.all() if self.instance.pk else [],
            data=self.data if self.is_bound else None,
            known=self.known,
            parent=self.instance,
        )
        self.children = {"conditions": self.conditions}

    @classmethod
    def fresh(cls, _parent):
        return DecisionRow()

    @property
    def title(self):
        return str(self.instance) or _("New row")

    def is_whole(self):
        if not self.is_bound:
            return True
        if self.is_last:
            return self.catches_all()
        if not self.conditions.kept():
            said = _("Only the last row has no conditions. Here it would keep every row below from winning.")
            self.add_error(None, said)
            return False
        return True

    def catches_all(self):
        if self.conditions.kept():
            self.add_error(None, _("The last row has no conditions, so that every lead gets a status."))
        if self.instance.category_id and self.instance.category.kind == Category.Kind.DISQUALIFIED:
            self.add_error("category", _("The last row must not disqualify: it catches every lead left over."))
        return not self.errors

    @property
    def is_open(self):
        return bool(self.errors) or any(form.errors for form in self.conditions.forms)


def names(rows):
    return {row.key: str(row) for row in rows}


class StatusesPart(Part):
    key = "statuses"
    title = gettext_lazy("Statuses")
    levels = (DecisionRow, DecisionCondition)

    def build(self, data):
        self.known = {
            "categories": Listed(Category.objects.all()),
            "frameworks": PLACEHOLDERS | names(Framework.objects.filter(is_retired=False)),
            "values": CLOSED | {kind: names(model.objects.all()) for kind, model in NAMED.items()},
        }
        stored = list(DecisionRow.objects.select_related("category").prefetch_related("conditions"))
        self.table = Rows(
            TableRowForm, "table", stored, data=data, known=self.known, last=stored[-1].pk if stored else None
        )
        if not stored:
            # The first table of all: whichever row was put last closes it.
            for form in self.table.kept()[-1:]:
                form.is_last = True
        self.rows = {"table": self.table}

    @property
    def blanks(self):
        return {
            "row": TableRowForm(instance=DecisionRow(), prefix="__rows__-__n__", known=self.known),
            "condition": ConditionForm(instance=DecisionCondition(), prefix="__rows__-__n__", known=self.known),
        }

    @property
    def value_lists(self):
        """By kind, the values to choose from; for a condition whose kind is changed on the page."""
        return {kind: list(found.items()) for kind, found in self.known["values"].items()}

    @property
    def columns_json(self):
        """Which fields each kind reads, for the page."""
        return json.dumps({str(kind): sorted(found) for kind, found in COLUMNS.items()})
