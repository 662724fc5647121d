"""The editor of the draft: saved as a whole, in order, and never over what somebody else has saved."""

import pytest

from accounts.models import Role, User
from frameworks_app.actions.document import draft_document
from frameworks_app.models import (
    Attribute,
    DecisionRow,
    Framework,
    Icp,
    IcpCriterion,
    ScoringModelVersion,
    ScoringSettings,
    SignalType,
)
from tests.admin_pages import filled, said
from tests.frameworks_app.draft_pages import PARTS, address, opened, problems, rules, save, sellers, send


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
            "Value",
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
    assert (form.scale.least, form.scale.most, form.needed) == (-25, 110, 9)
    assert [(key, fit, grade) for key, _words, fit, grade in form.stands] == [
        ("all", 10000, "A"),
        ("required", 1851, "D"),
        ("nothing", 1851, "D"),
    ]


@pytest.mark.parametrize("part", PARTS)
def test_nothing_defined_yet(ada, part):
    DecisionRow.objects.all().delete()
    IcpCriterion.objects.all().delete()
    Icp.objects.update(is_active=False)
    Framework.objects.update(is_retired=True)
    SignalType.objects.update(is_active=False)
    ScoringSettings.objects.all().delete()
    assert ada.get(address(part)).status_code == 200


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
