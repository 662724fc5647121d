"""The decision table, edited by an admin: its order, its conditions, and what is refused."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import Role, User
from frameworks_app.actions.document import draft_document
from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import draft_problems, publish
from frameworks_app.models import Category, DecisionRow, Framework, ScoringModelVersion, ScoringSettings
from tests.admin_pages import filled, said, send

LIST = "admin:frameworks_app_decisionrow_changelist"


@pytest.fixture
def admin_client(client, shipped):
    client.force_login(User.objects.create_user("ada", role=Role.ADMIN))
    return client


def current():
    return ScoringModelVersion.objects.current()


def save_row(client, key, **changes):
    row = DecisionRow.objects.get(key=key)
    return send(
        client, reverse("admin:frameworks_app_decisionrow_change", args=[row.pk]), "decisionrow_form", **changes
    )


def table():
    return draft_document()["table"]


def order():
    return [row["key"] for row in table()]


def test_a_new_row_goes_before_the_last(admin_client):
    changes = {
        "reason_en": "A large deal",
        "category": Category.objects.get(key="mql").pk,
        "conditions-TOTAL_FORMS": "1",
        "conditions-0-kind": "amount",
        "conditions-0-at_least": "50000",
        "conditions-0-currency": "eur",
    }
    response = send(admin_client, reverse("admin:frameworks_app_decisionrow_add"), "decisionrow_form", **changes)
    assert response.status_code == 302
    assert table()[-2] == {
        "key": "a_large_deal",
        "category": "mql",
        "name": {"en": "A large deal"},
        "conditions": [{"kind": "amount", "currency": "EUR", "at_least": 5000000}],
    }
    assert order()[-1] == "r14"


def test_rows_change_places_in_the_list(admin_client):
    url = reverse(LIST)
    data = filled(admin_client.get(url), "changelist-form")
    first, second = data["form-0-position"], data["form-1-position"]
    data |= {"form-0-position": second, "form-1-position": first, "_save": "Save"}
    response = admin_client.post(url, data)
    assert response.status_code == 302
    assert order()[:3] == ["r2", "r1", "r3"]
    assert [text for text in said(response) if text.startswith("Saved in the draft.")] != []


WITHOUT_END = [
    "The last row of the decision table must have no conditions, so that every lead gets a status.",
    "Rows below “r14” can never win: it has no conditions.",
]


def problems():
    return [problem.sentence for problem in draft_problems(draft_document())]


def test_a_catch_all_that_is_not_last_is_saved_with_a_warning_and_keeps_the_draft_from_publishing(
    admin_client, shipped
):
    url = reverse(LIST)
    data = filled(admin_client.get(url), "changelist-form")
    last = int(data["form-TOTAL_FORMS"]) - 1
    first = {"form-0-position": "1", f"form-{last}-position": "0"}
    response = admin_client.post(url, data | first | {"_save": "Save"})
    assert response.status_code == 302
    assert (order()[0], problems()) == ("r14", WITHOUT_END)
    assert [text for text in said(response) if text in WITHOUT_END] == WITHOUT_END
    with pytest.raises(ValidationError) as refusal:
        publish(by=None)
    assert (refusal.value.messages, current()) == (WITHOUT_END, shipped)


def test_a_last_row_that_disqualifies_keeps_the_draft_from_publishing(admin_client):
    category = Category.objects.filter(kind="disqualified").first()
    response = save_row(admin_client, "r14", category=category.pk)
    assert problems() == ["The last row of the decision table must not disqualify: it catches every lead left over."]
    assert problems()[0] in said(response)


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"values": "bugdet"}, {"values": "“bugdet” is not known. Keys: "}),
        ({"framework": "spin"}, {"framework": "“spin” is not known. Keys: leading, bant, "}),
        ({"values": ""}, {"values": "Name at least one value."}),
        ({"days": "3"}, {"days": "This condition does not read it: leave it empty."}),
        ({"kind": "engagement_level", "values": "", "framework": ""}, {"at_least": "Name at least one end."}),
    ],
)
def test_a_condition_that_says_nothing_is_told_by_the_field(admin_client, shipped, changes, errors):
    response = save_row(admin_client, "r6", **{f"conditions-1-{name}": value for name, value in changes.items()})
    found = response.context["inline_admin_formsets"][0].formset.forms[1].errors
    assert {name: problems[0][: len(errors.get(name, ""))] for name, problems in found.items()} == errors
    assert current() == shipped


def test_more_intent_than_all_caps_allow_is_warned_of(admin_client):
    response = save_row(admin_client, "r9", **{"conditions-0-at_least": "500"})
    assert "Uses the product with intent asks for 500 intent points, and all caps together allow 250." in said(
        response
    )


def test_a_level_beyond_all_caps_is_warned_of(admin_client):
    url = reverse("admin:frameworks_app_scoringsettings_change", args=[ScoringSettings.objects.get().pk])
    response = send(admin_client, url, "scoringsettings_form", level_4="5000")
    assert [text for text in said(response) if "5000" in text] == [
        "Engagement level 4 begins at 5000 points, and all caps together allow 509."
    ]


def test_a_deleted_row_is_gone_from_the_draft_and_stays_so_after_an_upgrade(admin_client):
    row = DecisionRow.objects.get(key="r11")
    url = reverse("admin:frameworks_app_decisionrow_delete", args=[row.pk])
    assert admin_client.post(url, {"post": "yes"}).status_code == 302
    assert "r11" not in order()
    load_pack("shipped")
    assert DecisionRow.objects.filter(key="r11").exists() is False


def test_without_the_catch_all_the_draft_is_not_published(admin_client):
    row = DecisionRow.objects.get(key="r14")
    url = reverse("admin:frameworks_app_decisionrow_delete", args=[row.pk])
    response = admin_client.post(url, {"post": "yes"})
    assert (response.status_code, problems()) == (302, WITHOUT_END[:1])
    assert WITHOUT_END[0] in said(response)


def test_the_last_refusal_takes_every_retired_row_of_the_action_back(admin_client, shipped):
    """One framework cannot be shown again as it stands, so that neither is the other."""
    Framework.objects.filter(key="champ").get().criteria.update(gate=None)
    Framework.objects.filter(key__in=["champ", "gpctba_ci"]).update(is_retired=True, is_active=False)
    rows = Framework.objects.filter(key__in=["champ", "gpctba_ci"])
    url = reverse("admin:frameworks_app_framework_changelist")
    data = {"action": "activate", "_selected_action": [row.pk for row in rows], "index": "0"}
    response = admin_client.post(url, data)
    assert said(response) == ["This pass rule counts gates, and no criterion has one."]
    assert set(rows.values_list("is_active", "is_retired")) == {(False, True)}
