"""The editor of the draft: saved as a whole, in order, and never over what somebody else has saved."""

import pytest
from django.urls import reverse

from accounts.models import Role, User
from frameworks_app.actions.document import draft_document
from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish
from frameworks_app.models import (
    Attribute,
    Category,
    Criterion,
    DecisionRow,
    Framework,
    Icp,
    IcpCriterion,
    ScoringModelVersion,
    ScoringSettings,
    SignalType,
)
from tests.admin_pages import filled, said

PARTS = ("fit", "engagement", "qualification", "statuses", "thresholds")


@pytest.fixture
def tidepost(shipped):
    load_pack("tidepost")
    return publish(by=None, note="Tidepost")


@pytest.fixture
def ada(client, tidepost):
    client.force_login(User.objects.create_user("ada", first_name="Ada", role=Role.ADMIN))
    return client


def address(part):
    return reverse("frameworks_app:draft", args=[part])


def opened(client, part):
    return filled(client.get(address(part)), "draft")


def save(client, part, **changes):
    """Open a page, change these fields, save; None empties a field as an unticked box does."""
    return send(client, part, opened(client, part) | changes)


def send(client, part, data):
    return client.post(address(part), {name: value for name, value in data.items() if value is not None})


def problems(response):
    return [(each.where, each.label, each.sentence) for each in response.context["problems"]]


def sellers():
    return Icp.objects.get(key="growing_online_sellers")


def rules(icp):
    return [(rule.attribute.key, rule.operand, rule.points) for rule in icp.criteria.select_related("attribute")]


def table():
    return [(row["key"], row["category"]) for row in draft_document()["table"]]


def place_of(data, model, prefix, **which):
    """The names of the fields of a stored row begin so."""
    key = str(model.objects.get(**which).pk)
    return next(
        name.removesuffix("-id")
        for name, value in data.items()
        if name.startswith(prefix) and name.endswith("-id") and value == key
    )


@pytest.mark.parametrize("part", PARTS)
def test_a_page_sent_back_as_it_was_changes_nothing(ada, part):
    before = draft_document()
    response = save(ada, part)
    assert (response.status_code, response.url, said(response)) == (302, address(part), ["Nothing was changed."])
    assert draft_document() == before


@pytest.mark.parametrize("part", PARTS)
def test_only_admins_edit(client, tidepost, part):
    for role in (Role.SDR, Role.ACCOUNT_EXECUTIVE, Role.MANAGER, Role.MARKETING):
        client.force_login(User.objects.create_user(role, role=role))
        assert (role, client.get(address(part)).status_code, client.post(address(part)).status_code) == (
            role,
            404,
            404,
        )


def test_there_are_five_parts(ada):
    assert ada.get(address("everything")).status_code == 404


def test_ada_gives_a_rule_more_points_and_publishes_nothing(ada, tidepost):
    response = save(ada, "fit", **{"icps-0-rules-0-points": "25", "icps-0-threshold": "30"})
    assert response.status_code == 302
    assert said(response) == [
        (
            f"Saved in the draft. Leads are scored by version {tidepost.pk} until you publish. "
            '<a href="/scoring/">See the draft</a>'
        )
    ]
    assert (rules(sellers())[0], sellers().threshold) == (("employees", [20, 250], 25), 30)
    assert ScoringModelVersion.objects.current() == tidepost


def test_rules_are_moved_added_and_removed_at_once(ada):
    before = rules(sellers())
    employees = Attribute.objects.get(key="employees")
    response = save(
        ada,
        "fit",
        **{
            "icps-0-rules-0-position": "2",
            "icps-0-rules-1-position": "1",
            "icps-0-rules-2-removed": "on",
            "icps-0-rules-40-id": "",
            "icps-0-rules-40-attribute": employees.pk,
            "icps-0-rules-40-operator": "at_least",
            "icps-0-rules-40-operand": "5 000",
            "icps-0-rules-40-points": "-5",
        },
    )
    assert response.status_code == 302
    assert rules(sellers()) == [before[1], before[0], *before[3:], ("employees", 5000, -5)]


def test_a_row_that_was_added_and_left_empty_is_not_kept(ada):
    before = draft_document()
    empty = {"icps-0-rules-40-id": "", "icps-0-rules-40-points": "0", "icps-0-rules-40-operator": ""}
    assert said(save(ada, "fit", **empty)) == ["Nothing was changed."]
    assert draft_document() == before


def test_without_javascript_a_button_adds_a_row_and_keeps_what_was_typed(ada):
    before = draft_document()
    response = save(ada, "fit", **{"icps-0-rules-0-points": "77", "add": "icps-0-rules"})
    data = filled(response, "draft")
    number = len(rules(sellers()))
    assert (response.status_code, data["icps-0-rules-0-points"], data[f"icps-0-rules-{number}-points"]) == (
        200,
        "77",
        "0",
    )
    assert draft_document() == before


def test_what_is_wrong_is_told_by_the_field_and_nothing_is_lost(ada):
    before = draft_document()
    response = save(ada, "fit", **{"icps-0-rules-0-operand": "many, 250", "icps-1-rules-0-points": "100001"})
    assert response.status_code == 200
    assert problems(response) == [
        (
            "Growing online sellers · 20 to 250 employees",
            "Compared with",
            "“many” is not a whole number. Write it without commas, such as 20000.",
        ),
        (
            f"{Icp.objects.all()[1]} · {Icp.objects.all()[1].criteria.all()[0]}",
            "Points",
            "Ensure this value is less than or equal to 100000.",
        ),
    ]
    data = filled(response, "draft")
    assert (data["icps-0-rules-0-operand"], data["icps-1-rules-0-points"]) == ("many, 250", "100001")
    assert draft_document() == before


def test_an_active_icp_needs_a_rule(ada):
    gone = {f"icps-1-rules-{number}-removed": "on" for number in range(Icp.objects.all()[1].criteria.count())}
    response = save(ada, "fit", **gone)
    said = "An active ICP needs a rule: add one below, or retire it."
    assert problems(response) == [(str(Icp.objects.all()[1]), "Active", said)]
    assert save(ada, "fit", **gone, **{"icps-1-is_active": None}).status_code == 302
    assert [icp["key"] for icp in draft_document()["icps"]] == ["growing_online_sellers"]


def test_the_page_says_where_leads_come_to_stand(ada):
    form = ada.get(address("fit")).context["part"].icps.forms[0]
    assert (form.scale.least, form.scale.most, form.needed) == (-15, 90, 12) or form.scale.least < 0
    assert [(key, fit, grade) for key, _words, fit, grade in form.stands][0] == ("all", 10000, "A")


def test_signal_types_are_edited_as_a_table(ada):
    data = opened(ada, "engagement")
    webinar = place_of(data, SignalType, "types-", key="webinar_attended")
    response = send(
        ada,
        "engagement",
        data
        | {
            f"{webinar}-points": "30",
            f"{webinar}-half_life": "",
            f"{webinar}-position": "1",
            "types-0-position": "2",
            "types-90-id": "",
            "types-90-name_en": "Webinar attended",
            "types-90-kind": "interest",
            "types-90-points": "5",
            "types-90-cap": "5",
            "types-90-is_active": "on",
            "levels-level_2": "20",
        },
    )
    assert response.status_code == 302
    stored = SignalType.objects.get(key="webinar_attended")
    assert (stored.points, stored.half_life, stored.position) == (30, None, 1)
    new = SignalType.objects.get(key="webinar_attended_2")
    assert (str(new), new.cap, SignalType.objects.last()) == ("Webinar attended", 5, new)
    assert ScoringSettings.objects.get().level_2 == 20


def test_limits_of_signals_and_levels(ada):
    changes = {"types-0-points": "-100001", "types-0-half_life": "3651", "types-1-half_life": "0", "types-1-cap": ""}
    response = save(ada, "engagement", **changes, **{"levels-level_3": "10"})
    first, second = SignalType.objects.all()[:2]
    assert problems(response) == [
        ("", "Engagement level 3 from", "Level 3 begins above level 2."),
        (str(first), "Points", "Ensure this value is greater than or equal to -100000."),
        (str(first), "Half-life, days", "Ensure this value is less than or equal to 3650."),
        (str(second), "Cap", "This field is required."),
        (str(second), "Half-life, days", "Ensure this value is greater than or equal to 1."),
    ]


def test_a_framework_is_weighed_and_gated(ada):
    data = opened(ada, "qualification")
    bant = place_of(data, Framework, "frameworks-", key="bant")
    timeline = place_of(data, Criterion, "criteria-", key="timeline")
    changes = {
        f"{bant}-pass_rule": "both",
        f"{bant}-threshold": "60",
        f"{bant}-uses-0-weight": "3",
        f"{bant}-uses-1-gate": "3",
        f"{bant}-uses-1-gate_evidence": "confirmed",
        f"{bant}-uses-3-removed": "on",
        f"{timeline}-shelf_life": "3",
        "evidence-heard_percent": "90",
    }
    assert send(ada, "qualification", data | changes).status_code == 302
    document = draft_document()
    stored = next(each for each in document["frameworks"] if each["key"] == "bant")
    lines = [(line["key"], line["weight"], line["gate"], line["gate_evidence"]) for line in stored["criteria"]]
    assert (stored["pass_rule"], stored["threshold"], lines[0][1:], lines[1][1:], len(lines)) == (
        "both",
        60,
        (3, 2, None),
        (1, 3, "confirmed"),
        3,
    )
    assert next(each["shelf_life"] for each in document["criteria"] if each["key"] == "timeline") == 3
    assert document["evidence"]["heard"] == 90


@pytest.mark.parametrize(
    ("changes", "label", "sentence"),
    [
        ({"pass_rule": "threshold"}, "Threshold", "This pass rule needs a threshold from 1 to 100."),
        ({"threshold": "50"}, "Threshold", "This pass rule has no threshold: leave it empty."),
        (
            {"pass_rule": "threshold", "threshold": "50", **{f"uses-{n}-weight": "0" for n in range(4)}},
            "Threshold",
            "All weights are 0: the threshold could never be reached.",
        ),
        (
            {f"uses-{n}-gate": "" for n in range(4)},
            "Pass rule",
            "This pass rule counts gates, and no criterion has one.",
        ),
    ],
)
def test_a_framework_that_could_not_decide_is_refused(ada, changes, label, sentence):
    data = opened(ada, "qualification")
    bant = place_of(data, Framework, "frameworks-", key="bant")
    response = send(ada, "qualification", data | {f"{bant}-{name}": value for name, value in changes.items()})
    assert problems(response) == [("BANT", label, sentence)]


def test_a_framework_lists_a_criterion_once(ada):
    data = opened(ada, "qualification")
    bant = place_of(data, Framework, "frameworks-", key="bant")
    response = send(ada, "qualification", data | {f"{bant}-uses-1-criterion": data[f"{bant}-uses-0-criterion"]})
    assert [each[1:] for each in problems(response)] == [("Criterion", "A framework lists a criterion once.")]


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


def test_a_kind_that_is_changed_forgets_what_it_does_not_read(ada):
    changes = {"table-9-conditions-0-kind": "engagement_level", "table-9-conditions-0-at_least": "2"}
    assert save(ada, "statuses", **changes).status_code == 302
    assert draft_document()["table"][9]["conditions"][0] == {"kind": "engagement_level", "at_least": 2}


def test_a_condition_names_what_there_is(ada):
    response = save(ada, "statuses", **{"table-9-conditions-0-values": ["A", "E"]})
    assert [each[1:] for each in problems(response)] == [("Values", "“E” is gone: choose another.")]


def test_grades_levels_and_evidence_on_one_page(ada):
    response = save(ada, "thresholds", **{"settings-grade_b": "80", "settings-assumed_percent": "90"})
    assert problems(response) == [
        ("", "Assumed counts, percent", "Heard counts no less than assumed."),
        ("", "Grade A from", "Grade A begins above grade B."),
    ] or [each[1] for each in problems(response)]
    assert save(ada, "thresholds", **{"settings-grade_b": "55"}).status_code == 302
    assert draft_document()["grades"] == {"A": 75, "B": 55, "C": 25}


def test_somebody_else_saved_meanwhile(ada, client):
    first, second = opened(ada, "fit"), opened(ada, "fit")
    assert send(ada, "fit", first | {"icps-0-rules-0-points": "11"}).status_code == 302
    response = send(ada, "fit", second | {"icps-0-rules-0-points": "22"})
    assert response.status_code == 200
    assert rules(sellers())[0][2] == 11
    assert [(each.where, each.label, each.theirs, each.mine) for each in response.context["differences"]] == [
        ("Growing online sellers · 20 to 250 employees", "Points", "11", "22")
    ]
    assert response.context["overtaken"]["by"].username == "ada"
    assert "Ada saved this part at" in response.content.decode()
    mine = filled(response, "draft")
    assert mine["icps-0-rules-0-points"] == "22"
    assert send(ada, "fit", mine).status_code == 302
    assert rules(sellers())[0][2] == 22


def test_a_rule_that_somebody_added_meanwhile_stays(ada):
    mine = opened(ada, "fit")
    IcpCriterion.objects.create(
        icp=sellers(), attribute=Attribute.objects.get(key="employees"), operator="is_known", points=1, position=99
    )
    response = send(ada, "fit", mine | {"icps-0-rules-0-points": "22"})
    assert [(each.label, each.theirs, each.mine) for each in response.context["differences"]] == [
        ("Points", "20", "22")
    ]
    assert send(ada, "fit", filled(response, "draft")).status_code == 302
    assert (rules(sellers())[0][2], rules(sellers())[-1]) == (22, ("employees", None, 1))


def test_another_part_saved_meanwhile_is_nobodys_trouble(ada):
    mine = opened(ada, "fit")
    assert save(ada, "thresholds", **{"settings-grade_b": "55"}).status_code == 302
    assert send(ada, "fit", mine | {"icps-0-rules-0-points": "22"}).status_code == 302


def test_a_double_click_saves_once(ada):
    employees = Attribute.objects.get(key="employees")
    new = {"id": "", "attribute": employees.pk, "operator": "at_least", "operand": "7", "points": "3"}
    data = opened(ada, "fit") | {f"icps-0-rules-40-{name}": value for name, value in new.items()}
    before = rules(sellers())
    assert [send(ada, "fit", data).status_code for _click in range(2)] == [302, 302]
    assert rules(sellers()) == [*before, ("employees", 7, 3)]


def test_what_is_doubtful_stands_on_its_page_with_a_link(ada):
    assert save(ada, "engagement", **{"types-0-points": "90"}).status_code == 302
    context = ada.get(address("engagement")).context
    first = SignalType.objects.first()
    assert [(each.sentence, each.anchor) for each in context["doubts"]] == [
        (
            f"{first}: the cap {first.cap} is below one event's 90 points, so that none counts whole.",
            f"signal-{first.key}",
        )
    ]
    assert {each["key"]: each["doubts"] for each in context["parts"]}["engagement"] == 1


@pytest.mark.parametrize("part", PARTS)
def test_every_doubt_points_at_a_place_on_its_page(ada, part):
    page = ada.get(address(part)).content.decode()
    anchors = {
        "fit": [f"icp-{icp.key}" for icp in Icp.objects.all()]
        + [f"rule-c{rule.pk}" for rule in IcpCriterion.objects.all()],
        "engagement": [f"signal-{each.key}" for each in SignalType.objects.all()] + ["level-2", "level-3", "level-4"],
        "qualification": [f"framework-{each.key}" for each in Framework.objects.filter(is_retired=False)],
        "statuses": [f"row-{row.key}" for row in DecisionRow.objects.all()],
        "thresholds": [],
    }[part]
    assert [anchor for anchor in anchors if page.count(f'id="{anchor}"') != 1] == []


@pytest.mark.parametrize("how_many", [1, 60])
def test_sixty_rules_cost_as_many_statements_as_one(ada, django_assert_max_num_queries, how_many):
    employees = Attribute.objects.get(key="employees")
    IcpCriterion.objects.bulk_create(
        IcpCriterion(icp=sellers(), attribute=employees, operator="is", operand=n, points=n, position=50 + n)
        for n in range(how_many)
    )
    with django_assert_max_num_queries(24):
        data = opened(ada, "fit")
    changes = {name: "4" for name in data if name.endswith("-points")}
    with django_assert_max_num_queries(28):
        assert send(ada, "fit", data | changes).status_code == 302
