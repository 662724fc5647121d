"""Every kind of edit that an admin makes in the draft, each at random."""

from frameworks_app.models import (
    Attribute,
    Category,
    Criterion,
    DecisionRow,
    Framework,
    FrameworkCriterion,
    Icp,
    IcpCriterion,
    ScoringSettings,
    SignalType,
)


def any_of(random, rows):
    return random.choice(list(rows))


def moved(random, rows):
    rows = list(rows)
    random.shuffle(rows)
    for position, row in enumerate(rows):
        type(row).objects.filter(pk=row.pk).update(position=position)


def set_on(random, rows, **values):
    type(row := any_of(random, rows)).objects.filter(pk=row.pk).update(**values)


def add(random, model, **values):
    key = f"new_{model._meta.model_name}_{random.randrange(10**9)}"
    return model.objects.create(key=key, name={"en": key}, position=random.randrange(30), **values)


def add_icp(random):
    icp = add(random, Icp, threshold=random.randrange(100))
    add_rule(random, [icp])


def add_rule(random, icps):
    attribute = Attribute.objects.get(key="employees")
    IcpCriterion.objects.create(
        icp=any_of(random, icps),
        attribute=attribute,
        operator="at_least",
        operand=random.randrange(500),
        points=random.randrange(-50, 50),
        position=random.randrange(9),
    )


def add_table_row(random):
    row = add(random, DecisionRow, category=any_of(random, Category.objects.all()))
    row.conditions.create(kind="amount", at_least=random.randrange(9999), currency="EUR", or_open=True)
    row.conditions.create(kind="icp", values=["agency_partner", "growing_online_sellers"], position=1)


def add_part(random):
    framework = any_of(random, Framework.objects.all())
    missing = Criterion.objects.exclude(uses__framework=framework)
    if missing.exists():
        FrameworkCriterion.objects.create(
            framework=framework, criterion=any_of(random, missing), weight=random.randrange(9), gate=2, position=1
        )


def change_settings(random):
    ScoringSettings.objects.update(grade_a=random.randrange(60, 100), level_4=random.randrange(100, 900))


EDITS = [
    lambda random: set_on(random, SignalType.objects.all(), points=random.randrange(99), cap=99, half_life=7),
    lambda random: set_on(random, SignalType.objects.all(), is_active=False),
    lambda random: set_on(random, SignalType.objects.all(), name={"en": "Other", "pl": "Inne"}, half_life=None),
    lambda random: moved(random, SignalType.objects.all()),
    lambda random: add(random, SignalType, kind="intent", points=3, cap=9, half_life=11),
    lambda random: set_on(random, Icp.objects.all(), is_active=random.random() < 0.5, threshold=random.randrange(100)),
    lambda random: moved(random, Icp.objects.all()),
    add_icp,
    lambda random: add_rule(random, Icp.objects.all()),
    lambda random: any_of(random, IcpCriterion.objects.all()).delete(),
    lambda random: set_on(random, IcpCriterion.objects.all(), points=7, required=True, name={"en": "Renamed"}),
    lambda random: moved(random, IcpCriterion.objects.all()),
    lambda random: set_on(random, Framework.objects.all(), is_retired=True, is_active=False),
    lambda random: set_on(random, Framework.objects.all(), pass_rule="both", threshold=60, is_active=True),
    lambda random: moved(random, Framework.objects.all()),
    lambda random: add(random, Framework, pass_rule="all_gates"),
    add_part,
    lambda random: any_of(random, FrameworkCriterion.objects.all()).delete(),
    lambda random: set_on(random, FrameworkCriterion.objects.all(), weight=5, gate=None, gate_evidence="", light=""),
    lambda random: moved(random, FrameworkCriterion.objects.all()),
    lambda random: set_on(random, Criterion.objects.all(), shelf_life=random.randrange(1, 99), name={"en": "Else"}),
    lambda random: moved(random, Criterion.objects.all()),
    lambda random: add(random, Criterion, chapter="money", shelf_life=9, rubric=[{"en": "So"}] * 5),
    lambda random: set_on(random, Category.objects.all(), rank=random.randrange(99), kind="nurture"),
    lambda random: add(random, Category, kind="sales", rank=3),
    lambda random: any_of(random, DecisionRow.objects.all()).delete(),
    lambda random: moved(random, DecisionRow.objects.all()),
    lambda random: any_of(random, DecisionRow.objects.all()).conditions.all().delete(),
    add_table_row,
    change_settings,
]


def edit(random, times):
    for _edit in range(times):
        random.choice(EDITS)(random)
