import pytest
from django.urls import reverse

from accounts.models import Role, User
from frameworks_app.actions.copy import copied_name, copy_framework
from frameworks_app.actions.document import draft_document
from frameworks_app.models import Framework, ScoringModelVersion

OF_CRITERION = ("criterion__key", "label", "weight", "gate", "gate_evidence", "light")


@pytest.fixture
def ada(db):
    return User.objects.create_user("ada", role=Role.ADMIN)


def test_meddic_is_copied_to_make_it_ones_own(shipped):
    meddic = Framework.objects.get(key="meddic")
    copy = copy_framework(framework=meddic, name={"en": "Our MEDDIC"})
    assert (copy.key, copy.is_active, copy.is_retired, copy.pass_rule, copy.shipped_digest) == (
        "our_meddic",
        False,
        False,
        meddic.pass_rule,
        "",
    )
    assert list(copy.criteria.values_list(*OF_CRITERION)) == list(meddic.criteria.values_list(*OF_CRITERION))
    assert list(copy.questions.values_list("text", "probes")) == list(meddic.questions.values_list("text", "probes"))


def test_a_copy_waits_in_the_draft_and_is_not_shown_to_anybody(shipped):
    bant = Framework.objects.get(key="bant")
    copy_framework(framework=bant, name=copied_name(bant))
    assert ScoringModelVersion.objects.current() == shipped
    drafted = draft_document()["frameworks"]
    original = next(each for each in drafted if each["key"] == "bant")
    assert drafted[-1] == original | {"key": "copy_of_bant", "name": copied_name(bant), "active": False}


def test_a_second_copy_has_a_key_of_its_own(shipped):
    bant = Framework.objects.get(key="bant")
    keys = [copy_framework(framework=bant, name=copied_name(bant)).key for _copy in range(3)]
    assert keys == ["copy_of_bant", "copy_of_bant_2", "copy_of_bant_3"]


def test_changing_the_copy_leaves_the_original_alone(shipped):
    bant = Framework.objects.get(key="bant")
    copy = copy_framework(framework=bant, name={"en": "Ours"})
    copy.criteria.update(gate=3)
    assert list(bant.criteria.values_list("gate", flat=True)) == [2, 2, 2, 2]


def test_the_button_on_the_page_leads_to_the_copy(client, ada, shipped):
    client.force_login(ada)
    bant = Framework.objects.get(key="bant")
    url = reverse("admin:frameworks_app_framework_copy", args=[bant.pk])
    assert client.get(url).status_code == 405
    response = client.post(url)
    copy = Framework.objects.get(key="copy_of_bant")
    assert response.url == reverse("admin:frameworks_app_framework_change", args=[copy.pk])


def test_the_action_copies_what_is_selected(client, ada, shipped):
    client.force_login(ada)
    rows = Framework.objects.filter(key__in=["bant", "champ"])
    url = reverse("admin:frameworks_app_framework_changelist")
    client.post(url, {"action": "copy", "_selected_action": [row.pk for row in rows], "index": "0"})
    assert set(Framework.objects.filter(key__startswith="copy_of").values_list("key", flat=True)) == {
        "copy_of_bant",
        "copy_of_champ",
    }
