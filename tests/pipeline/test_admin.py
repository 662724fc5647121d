import pytest
from django.urls import reverse

from accounts.models import Role, User
from frameworks_app.actions.packs import load_pack
from frameworks_app.models import ScoringModelVersion, SignalType
from pipeline.models import (
    Answer,
    BulkAct,
    Company,
    Contact,
    Erasure,
    HandOff,
    Job,
    Lead,
    Merge,
    Reason,
    Signal,
    Stage,
    StageMove,
    Tag,
)
from tests.admin_pages import said, send
from tests.factories import LeadFactory, SignalFactory, UserFactory


@pytest.fixture
def ada(client, shipped):
    ada = User.objects.create_user("ada", role=Role.ADMIN)
    client.force_login(ada)
    return ada


def page_of(row):
    return reverse(f"admin:pipeline_{row._meta.model_name}_change", args=[row.pk])


def save(client, row, **changes):
    return send(client, page_of(row), f"{row._meta.model_name}_form", **changes)


def test_saving_a_stage_unchanged_keeps_what_it_asks(client, ada):
    before = list(Stage.objects.values("key", "exit_criteria", "checklist"))
    for stage in Stage.objects.all():
        assert save(client, stage).status_code == 302
    assert list(Stage.objects.values("key", "exit_criteria", "checklist")) == before


def test_a_stage_asks_for_one_thing_more(client, ada):
    stage = Stage.objects.get(key="untouched")
    response = save(
        client,
        stage,
        **{
            "exit_criteria-2_kind": "criterion",
            "exit_criteria-2_key": "budget",
            "exit_criteria-2_number": "2",
            "exit_criteria-2_evidence": "heard",
            "exit_criteria-3_kind": "checklist",
            "exit_criteria-3_number": "2",
        },
    )
    assert response.status_code == 302
    stage.refresh_from_db()
    assert stage.exit_criteria == [
        {"kind": "owner"},
        {"kind": "attempt"},
        {"kind": "criterion", "key": "budget", "rating": 2, "evidence": "heard"},
        {"kind": "checklist", "index": 1},
    ]


def test_a_line_in_other_words_keeps_its_ticks_and_numbers_follow_lines_that_move_up(client, ada):
    stage = Stage.objects.get(key="proposal")
    keys = list(stage.lines)
    changes = {f"checklist-0_texts_{code}": "" for code in ("en", "pl", "ru", "zh_hans")}
    changes |= {"checklist-2_texts_en": "Send them the proposal", "movers": ["manager"]}
    assert save(client, stage, **changes).status_code == 302
    stage.refresh_from_db()
    assert list(stage.lines) == keys[1:]
    assert stage.lines[keys[2]]["en"] == "Send them the proposal"
    assert [each["index"] for each in stage.exit_criteria if "index" in each] == [1, 2]
    assert stage.movers == ["manager"]


def test_a_framework_and_a_kind_of_step_can_be_asked_for(client, ada):
    stage = Stage.objects.get(key="untouched")
    said = {"2_kind": "verdict", "2_key": "bant", "2_result": "qualified", "3_kind": "follow_up", "3_key": "meeting"}
    assert save(client, stage, **{f"exit_criteria-{name}": value for name, value in said.items()}).status_code == 302
    stage.refresh_from_db()
    assert stage.exit_criteria[2:] == [
        {"kind": "verdict", "key": "bant", "verdict": "qualified"},
        {"kind": "follow_up", "key": "meeting"},
    ]


@pytest.mark.parametrize(
    ("kind", "key", "number", "problem"),
    [
        ("criterion", "bugdet", "2", "Row 3: “bugdet” is not the key of a criterion."),
        ("criterion", "budget", "7", "Row 3: Name the least rating, 1 to 4."),
        (
            "field",
            "colour",
            "",
            "Row 3: Only these fields can be asked for: amount, expected_close, reason, signed_on, hand_over, track.",
        ),
        (
            "criterion",
            "company_fit",
            "2",
            "Row 3: “company_fit” is derived from the company: nobody can be asked for it.",
        ),
        ("verdict", "bent", "", "Row 3: “bent” is not the key of a framework."),
        ("follow_up", "lunch", "", "Row 3: A next step is one of these, or any: call, email, meeting, task."),
        ("stakeholders", "", "", "Row 3: Name a number from 1."),
        ("checklist", "", "9", "The checklist has no line 9."),
    ],
)
def test_what_cannot_be_asked_is_told_by_its_row(client, ada, kind, key, number, problem):
    changes = {"kind": kind, "key": key, "number": number}
    stage = Stage.objects.get(key="untouched")
    response = save(client, stage, **{f"exit_criteria-2_{name}": value for name, value in changes.items()})
    assert response.context["adminform"].form.errors == {"exit_criteria": [problem]}


def test_stages_are_not_part_of_scoring(client, ada, shipped):
    response = save(client, Stage.objects.get(key="untouched"), probability="1")
    assert response.status_code == 302
    assert ScoringModelVersion.objects.current() == shipped
    assert not [text for text in said(response) if "scoring" in text]


def test_a_reason_is_retired_and_never_deleted(client, ada):
    reason = Reason.objects.first()
    url = reverse("admin:pipeline_reason_changelist")
    client.post(url, {"action": "retire", "_selected_action": [reason.pk], "index": "0"})
    reason.refresh_from_db()
    assert reason.is_active is False
    assert client.get(reverse("admin:pipeline_reason_delete", args=[reason.pk])).status_code == 403


FACTS = [Company, Contact, Lead, Signal, Answer, StageMove, HandOff, BulkAct, Merge, Erasure, Job]


@pytest.mark.parametrize("model", FACTS, ids=lambda model: model._meta.model_name)
def test_facts_are_looked_up_and_never_written(client, ada, model):
    name = f"admin:pipeline_{model._meta.model_name}"
    assert client.get(reverse(f"{name}_changelist")).status_code == 200
    assert client.get(reverse(f"{name}_add")).status_code == 403


def test_a_fact_cannot_be_changed_and_leads_to_its_lead(client, ada):
    lead = LeadFactory(company__name="Mewa")
    signal = SignalFactory(lead=lead)
    assert client.post(page_of(signal), {"type": signal.type_id}).status_code == 403
    assert client.post(page_of(lead), {"title": "Stolen"}).status_code == 403
    assert f'href="/leads/{lead.pk}/"' in client.get(page_of(signal)).content.decode()


def test_ada_renames_a_tag_to_a_free_name(client, ada):
    hot, cold = Tag.objects.create(name="Hot"), Tag.objects.create(name="Cold")
    response = save(client, cold, name="hot")
    assert response.context["adminform"].form.errors == {"name": ["There is such a tag already."]}
    assert save(client, hot, name="HOT").status_code == 302
    hot.refresh_from_db()
    assert hot.name == "HOT"


def test_a_new_installation_is_told_its_first_steps(client, ada):
    steps = client.get(reverse("admin:index")).context["first_steps"]
    assert [(str(step.name), step.is_done) for step in steps] == [
        ("Make a team", False),
        ("Add your people", False),
        ("Describe your ideal customer", False),
        ("Choose the framework to work by", True),
        ("Look through the signals", False),
        ("Bring in your leads", False),
    ]
    UserFactory(sdr=True)
    LeadFactory()
    steps = client.get(reverse("admin:index")).context["first_steps"]
    assert [str(step.name) for step in steps if not step.is_done] == ["Describe your ideal customer"]
    load_pack("tidepost")
    assert client.get(reverse("admin:index")).context["first_steps"] == []


def test_the_index_counts_every_page_in_one_statement(client, ada, django_assert_max_num_queries):
    LeadFactory()
    client.get(reverse("admin:index"))
    with django_assert_max_num_queries(16):
        groups = client.get(reverse("admin:index")).context["groups"]
    counts = {page["object_name"]: page["count"] for group in groups for page in group["models"]}
    assert (counts["Lead"], counts["Tag"], counts["SignalType"]) == ("1", "0", str(SignalType.objects.count()))
    assert all(page["line"] for group in groups for page in group["models"])
