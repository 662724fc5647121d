"""A published document, written back into the rows that admins edit.

Rows are found by key and retired rather than deleted; what the document says nothing of stays as it is.
"""

from frameworks_app.models import (
    Attribute,
    Category,
    Criterion,
    DecisionCondition,
    DecisionRow,
    Framework,
    FrameworkCriterion,
    Icp,
    IcpCriterion,
    ScoringSettings,
    SignalType,
)

from .conditions import document_conditions, row_fields


def write_rows(document):
    restore_settings(document)
    restore_criteria(document)
    restore_categories(document)
    restore_signal_types(document["signal_types"])
    restore_icps(document["icps"])
    restore_frameworks(document["frameworks"])
    restore_table(document["table"])


def put(row, **values):
    """Saves what differs only, so that history tells what was changed and no more."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if row._state.adding:
        row.save()
    elif changed:
        row.save(update_fields=changed)
    return row


def by_key(model):
    return {row.key: row for row in model.objects.all()}


def in_order(rows):
    """Number the rows as they are listed, unless they stand so already."""
    stands = [(row.position, row.pk) for row in rows]
    if stands != sorted(stands):
        for position, row in enumerate(rows):
            put(row, position=position)


def restore_settings(document):
    put(ScoringSettings.objects.first() or ScoringSettings(), **ScoringSettings.values_of(document))


def restore_criteria(document):
    fields = ("name", "chapter", "shelf_life", "rubric", "derived_from")
    asked = {each["key"] for framework in document["frameworks"] for each in framework["criteria"]}
    restore_listed(Criterion, document["criteria"], fields, in_use=asked)


def restore_categories(document):
    in_use = {row["category"] for row in document["table"]}
    restore_listed(Category, document["categories"], ("name", "kind", "rank"), in_use=in_use)


def restore_listed(model, said, fields, *, in_use):
    """Rows that the document lists whether they are retired or not: those it uses must not be."""
    rows = by_key(model)
    listed = [rows.pop(each["key"]) for each in said]
    for row, each in zip(listed, said, strict=True):
        put(row, is_active=row.is_active or row.key in in_use, **{name: each[name] for name in fields})
    in_order(listed)
    retire(rows.values())


def retire(rows, **more):
    for row in rows:
        put(row, is_active=False, **more)


def restore_signal_types(said):
    rows = by_key(SignalType)
    listed = [rows.pop(each["key"]) for each in said]
    for row, each in zip(listed, said, strict=True):
        values = {name: each[name] for name in ("name", "kind", "points", "cap", "half_life")}
        put(row, is_active=each.get("active", True), **values)
    in_order(listed)
    retire(rows.values())


def restore_icps(said):
    rows, attributes = by_key(Icp), by_key(Attribute)
    listed = [rows.pop(each["key"]) for each in said]
    for row, each in zip(listed, said, strict=True):
        put(row, name=each["name"], threshold=each["threshold"], is_active=True)
        restore_rules(row, each["criteria"], attributes)
    in_order(listed)
    retire(rows.values())


def restore_rules(icp, said, attributes):
    """A rule's key is its row's: a deleted one comes back under the number that ledgers know it by."""
    rows = {f"c{row.pk}": row for row in IcpCriterion.objects.filter(icp=icp)}
    listed = []
    for each in said:
        attribute = attributes[each["attribute"]]
        row = rows.pop(each["key"], None) or IcpCriterion(pk=int(each["key"][1:]), icp=icp)
        put(
            row,
            attribute_id=attribute.pk,
            operator=each["operator"],
            operand=each["operand"],
            points=each["points"],
            required=each["required"],
            # A rule without a name of its own is called as its attribute.
            name={} if each["name"] == attribute.name else each["name"],
        )
        listed.append(row)
    delete(rows)
    in_order(listed)


def delete(rows):
    for row in rows.values():
        row.delete()


def restore_frameworks(said):
    rows, criteria = by_key(Framework), by_key(Criterion)
    listed = [rows.pop(each["key"]) for each in said]
    for row, each in zip(listed, said, strict=True):
        values = {name: each[name] for name in ("name", "pass_rule", "threshold")}
        put(row, is_active=each["active"], is_retired=False, **values)
        restore_parts(row, each["criteria"], criteria)
    in_order(listed)
    retire(rows.values(), is_retired=True)


def restore_parts(framework, said, criteria):
    rows = {row.criterion.key: row for row in framework.criteria.select_related("criterion")}
    listed = []
    for each in said:
        row = rows.pop(each["key"], None) or FrameworkCriterion(framework=framework, criterion=criteria[each["key"]])
        put(
            row,
            label=each["label"] or {},
            weight=each["weight"],
            gate=each["gate"],
            gate_evidence=each["gate_evidence"] or "",
            light=each["light"] or "",
        )
        listed.append(row)
    delete(rows)
    in_order(listed)


def restore_table(said):
    rows, categories = by_key(DecisionRow), by_key(Category)
    listed = []
    for each in said:
        row = rows.pop(each["key"], None) or DecisionRow(key=each["key"])
        listed.append(put(row, category_id=categories[each["category"]].pk, name=each["name"]))
        restore_conditions(row, each["conditions"])
    delete(rows)
    in_order(listed)


def restore_conditions(row, said):
    standing = [one for each in row.conditions.all() for one in document_conditions(each)]
    if standing != said:
        row.conditions.all().delete()
        for position, condition in enumerate(said):
            DecisionCondition.objects.create(row=row, position=position, **row_fields(condition))
