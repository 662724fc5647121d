"""Two who edit the same part of the draft: neither overwrites the other unseen, and a double click is one."""

from frameworks_app.models import Attribute, IcpCriterion
from tests.admin_pages import filled
from tests.frameworks_app.draft_pages import opened, rules, save, sellers, send


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
