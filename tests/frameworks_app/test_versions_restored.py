"""An old version back in the draft: whatever was edited since, the draft says again what the version says."""

import json
from random import Random

import pytest
from django.db import models

from frameworks_app.actions.document import draft_document
from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish
from frameworks_app.actions.versions import discard_draft, restore_draft, roll_back
from frameworks_app.models import (
    Category,
    Criterion,
    Framework,
    Icp,
    IcpCriterion,
    ScoringModelVersion,
    ScoringSettings,
    SignalType,
)
from tests.factories import UserFactory
from tests.frameworks_app.edits import EDITS, add, add_icp, edit

# Rows of these may be retired, and stay in every later document.
LASTING = ("signal_types", "criteria", "categories")


@pytest.fixture
def tidepost(shipped):
    load_pack("tidepost")
    return publish(by=None, note="Tidepost")


@pytest.fixture
def ada(db):
    return UserFactory(admin=True, first_name="Ada")


def kept():
    """The draft as a version would hold it."""
    return ScoringModelVersion(document=json.loads(json.dumps(draft_document())))


def without_later(document, old):
    """A document without the rows that did not exist yet; they are at least retired."""
    said = dict(document)
    for part in LASTING:
        keys = {each["key"] for each in old[part]}
        assert [each["key"] for each in said[part] if each["key"] not in keys and each.get("active")] == []
        said[part] = [each for each in said[part] if each["key"] in keys]
    # Those of half-lives that only later types have.
    said["fades"] = {half_life: fade for half_life, fade in said["fades"].items() if half_life in old["fades"]}
    return said


@pytest.mark.parametrize("seed", range(12))
def test_whatever_was_edited_the_draft_says_again_what_the_version_says(tidepost, seed):
    random = Random(seed)
    versions = [tidepost]
    for _version in range(3):
        edit(random, 12)
        versions.append(kept())
    for version in random.sample(versions, k=len(versions)):
        restore_draft(version=version, by=None)
        assert without_later(draft_document(), version.document) == version.document
        edit(random, 6)


def test_every_kind_of_edit_is_taken_back(tidepost):
    for number, each in enumerate(EDITS):
        each(Random(number))
        restore_draft(version=tidepost, by=None)
        found = draft_document()
        assert (number, without_later(found, tidepost.document)) == (number, tidepost.document)


def test_a_deleted_rule_comes_back_under_the_key_that_ledgers_know_it_by(tidepost, ada):
    rule = IcpCriterion.objects.filter(icp__key="growing_online_sellers").first()
    was = IcpCriterion.objects.filter(pk=rule.pk).values().get()
    rule.delete()
    restore_draft(version=tidepost, by=ada)
    assert IcpCriterion.objects.filter(pk=was["id"]).values().get() == was


def test_what_came_later_is_retired_and_not_deleted(tidepost, ada):
    random = Random(1)
    add_icp(random)
    framework = add(random, Framework, pass_rule="all_gates", is_active=True)
    restore_draft(version=tidepost, by=ada)
    framework.refresh_from_db()
    assert (framework.is_active, framework.is_retired) == (False, True)
    icp = Icp.objects.get(key__startswith="new_")
    assert (icp.is_active, icp.criteria.count()) == (False, 1)


def test_a_status_and_a_criterion_that_the_version_uses_are_there_again(tidepost, ada):
    for model, key in ((Category, "mql"), (Criterion, "budget")):
        model.objects.filter(key=key).update(is_active=False)
    restore_draft(version=tidepost, by=ada)
    assert Category.objects.get(key="mql").is_active is True
    assert Criterion.objects.get(key="budget").is_active is True


def test_a_retired_signal_type_comes_back_with_its_own_points(tidepost, ada):
    SignalType.objects.filter(key="demo_request").update(is_active=False)
    without_demos = publish(by=ada, note="Nobody asks for demos")
    SignalType.objects.filter(key="demo_request").update(points=1)
    restore_draft(version=without_demos, by=ada)
    demo = SignalType.objects.get(key="demo_request")
    assert (demo.points, demo.is_active) == (40, False)


def test_history_says_who_restored_the_rows_that_differ_and_no_others(tidepost, ada):
    SignalType.objects.filter(key="demo_request").update(points=1)
    events = SignalType.pgh_event_models["update"].objects
    before = events.count()
    restore_draft(version=tidepost, by=ada)
    event = events.order_by("pgh_id").select_related("pgh_context").last()
    assert (event.key, event.points, event.pgh_context.metadata["user"]) == ("demo_request", 1, ada.pk)
    assert events.count() == before + 1


def test_ada_discards_her_draft(tidepost, ada):
    ScoringSettings.objects.update(grade_a=models.F("grade_a") + 1)
    discard_draft(by=ada)
    assert draft_document() == tidepost.document


def test_a_roll_back_is_a_new_version_and_the_old_ones_stay(tidepost, ada):
    SignalType.objects.filter(key="demo_request").update(points=1)
    worse = publish(by=ada, note="Demos are worth little")
    rolled = roll_back(version=tidepost, by=ada, note="They are not")
    assert (rolled.pk > worse.pk, rolled.restores, rolled.published_by, rolled.note) == (
        True,
        tidepost,
        ada,
        "They are not",
    )
    assert rolled.document == tidepost.document
    assert ScoringModelVersion.objects.get(pk=worse.pk).document == worse.document
    assert rolled == ScoringModelVersion.objects.current()


def test_rolling_back_to_what_is_in_force_makes_no_version(tidepost, ada):
    ScoringSettings.objects.update(grade_a=80)
    assert roll_back(version=tidepost, by=ada, note="As it is") == tidepost
    assert draft_document() == tidepost.document
