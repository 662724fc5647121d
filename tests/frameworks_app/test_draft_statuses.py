"""The decision table on the page of statuses: its order, its conditions, and what is refused."""

from frameworks_app.actions.document import draft_document
from frameworks_app.forms.draft_statuses import chip
from frameworks_app.models import Category, DecisionCondition, DecisionRow
from tests.admin_pages import said
from tests.frameworks_app.draft_pages import problems, save, table


def test_a_row_of_the_table_is_made_with_its_conditions(ada):
    before = table()
    response = save(
        ada,
        "statuses",
        **{
            "table-90-id": "",
            "table-90-position": "2",
            "table-90-reason_en": "A large deal from a fair",
            "table-90-category": Category.objects.get(key="sql").pk,
            "table-90-conditions-0-id": "",
            "table-90-conditions-0-kind": "amount",
            "table-90-conditions-0-at_least": "50000",
            "table-90-conditions-0-currency": "eur",
            "table-90-conditions-0-days": "7",
            "table-90-conditions-1-id": "",
            "table-90-conditions-1-kind": "source",
            "table-90-conditions-1-values": "fair, congress",
            "table-90-conditions-2-id": "",
            "table-90-conditions-2-kind": "verdict",
            "table-90-conditions-2-framework": "leading",
            "table-90-conditions-2-values": ["qualified", "undecided"],
        },
    )
    assert response.status_code == 302
    assert table() == [before[0], ("a_large_deal_from_a_fair", "sql"), *before[1:]]
    assert draft_document()["table"][1]["conditions"] == [
        {"kind": "amount", "currency": "EUR", "at_least": 5000000},
        {"kind": "source", "in": ["fair", "congress"]},
        {"kind": "verdict", "framework": "leading", "in": ["qualified", "undecided"]},
    ]


def test_rows_change_places_and_the_last_stays_last(ada):
    before = table()
    last = f"table-{len(before) - 1}-position"
    assert save(ada, "statuses", **{"table-0-position": "5", last: "1"}).status_code == 302
    assert table() == [*before[1:5], before[0], *before[5:]]


def test_a_row_goes_with_its_conditions(ada):
    before = table()
    assert save(ada, "statuses", **{"table-3-removed": "on"}).status_code == 302
    assert table() == [*before[:3], *before[4:]]
    assert not DecisionRow.objects.filter(key=before[3][0]).exists()


def test_what_a_table_may_not_say(ada):
    end = DecisionRow.objects.count() - 1
    response = save(
        ada,
        "statuses",
        **{
            "table-1-conditions-0-removed": "on",
            "table-9-conditions-0-values": None,
            f"table-{end}-category": Category.objects.get(key="outside_icp").pk,
            "table-8-conditions-0-at_least": "",
        },
    )
    names = [str(row) for row in DecisionRow.objects.all()]
    only = "Only the last row has no conditions. Here it would keep every row below from winning."
    assert problems(response) == [
        (names[1], "", only),
        (f"{names[8]} · intent points", "At least", "Name at least one end."),
        (f"{names[9]} · fit grade is one of", "Values", "Name at least one value."),
        (names[end], "Status", "The last row must not disqualify: it catches every lead left over."),
    ]


def test_the_last_row_cannot_be_taken_away(ada):
    before = table()
    assert said(save(ada, "statuses", **{f"table-{len(before) - 1}-removed": "on"})) == ["Nothing was changed."]
    assert table() == before


def test_a_first_table_is_made_from_nothing(ada):
    DecisionRow.objects.all().delete()
    keen = {"kind": "engagement_level", "at_least": "2", "id": ""}
    rows = {"table-0-reason_en": "Keen", "table-1-reason_en": "Everything else"}
    rows |= {f"table-{n}-{name}": value for n in (0, 1) for name, value in {"id": "", "position": n + 1}.items()}
    rows |= {f"table-{n}-category": Category.objects.get(key=key).pk for n, key in enumerate(("mql", "inquiry"))}
    rows |= {f"table-0-conditions-0-{name}": value for name, value in keen.items()}
    assert save(ada, "statuses", **rows).status_code == 302
    assert table() == [("keen", "mql"), ("everything_else", "inquiry")]


def test_a_kind_that_is_changed_forgets_what_it_does_not_read(ada):
    changes = {"table-9-conditions-0-kind": "engagement_level", "table-9-conditions-0-at_least": "2"}
    assert save(ada, "statuses", **changes).status_code == 302
    assert draft_document()["table"][9]["conditions"][0] == {"kind": "engagement_level", "at_least": 2}


def test_a_chip_counts_one_day_as_one(shipped):
    known = {"values": {}, "frameworks": {}}
    chips = [chip(DecisionCondition(kind="signal_within", values=["trial"], days=days), known)[1] for days in (1, 2)]
    assert chips == ["trial in 1 day", "trial in 2 days"]


def test_a_condition_names_what_there_is(ada):
    response = save(ada, "statuses", **{"table-9-conditions-0-values": ["A", "E"]})
    assert [each[1:] for each in problems(response)] == [("Values", "“E” is gone: choose another.")]
