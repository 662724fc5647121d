import pytest
from django.urls import reverse

from accounts.models import Role, User
from frameworks_app.actions.document import draft_document
from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish
from frameworks_app.models import (
    Attribute,
    Criterion,
    Framework,
    Icp,
    ScoringModelVersion,
    ScoringSettings,
    SignalType,
)
from tests.admin_pages import said, send


@pytest.fixture
def tidepost(shipped):
    load_pack("tidepost")
    return publish(by=None)


@pytest.fixture
def ada(db):
    return User.objects.create_user("ada", role=Role.ADMIN)


@pytest.fixture
def admin_client(client, ada):
    client.force_login(ada)
    return client


TWO_ENDS = "Write two ends with a comma between them, such as 20, 250. One may be left out: 20,"


def page_of(row):
    return reverse(f"admin:frameworks_app_{row._meta.model_name}_change", args=[row.pk])


def save(client, row, **changes):
    return send(client, page_of(row), f"{row._meta.model_name}_form", **changes)


def current():
    return ScoringModelVersion.objects.current()


def drafted(part):
    return {each["key"]: each for each in draft_document()[part]}


def in_the_draft(version):
    return (
        f"Saved in the draft. Leads are scored by version {version.pk} until you publish."
        f' <a href="{reverse("frameworks_app:model")}">See the draft</a>'
    )


def test_ada_makes_employees_worth_more_and_leads_are_scored_as_before(admin_client, tidepost):
    icp = Icp.objects.get(key="growing_online_sellers")
    response = save(admin_client, icp, **{"criteria-0-points": "30"})
    assert response.status_code == 302
    assert drafted("icps")[icp.key]["criteria"][0]["points"] == 30
    assert in_the_draft(tidepost) in said(response)
    assert current() == tidepost


def test_before_the_first_publication_a_save_says_that_nobody_is_scored(admin_client, tidepost, monkeypatch):
    monkeypatch.setattr("frameworks_app.models.scoring_model.VersionQuerySet.current", lambda self: None)
    response = save(admin_client, Icp.objects.get(key="agency_partner"))
    assert said(response)[-1].startswith("Saved in the draft. No lead is scored until you publish.")


def test_saving_without_a_change_leaves_nothing_to_publish(admin_client, tidepost):
    for row in [*Icp.objects.all(), *Criterion.objects.all(), *Framework.objects.all()]:
        response = save(admin_client, row)
        assert (row, response.status_code) == (row, 302)
        assert f"The draft is as version {tidepost.pk}, which is in force: there is nothing to publish." in said(
            response
        )
    assert current() == tidepost


def test_a_wrong_operand_is_told_by_the_field_and_kept_as_typed(admin_client, tidepost):
    icp = Icp.objects.get(key="growing_online_sellers")
    response = save(admin_client, icp, **{"criteria-0-operand": "twenty, 250", "criteria-1-points": "7"})
    assert response.status_code == 200
    form = response.context["inline_admin_formsets"][0].formset.forms[0]
    assert form.errors == {"operand": ["“twenty” is not a whole number. Write it without commas, such as 20000."]}
    assert 'value="twenty, 250"' in response.content.decode()
    assert current() == tidepost
    assert list(icp.criteria.values_list("operand", "points"))[:2] == [([20, 250], 20), ([10, 500], 0)]


@pytest.mark.parametrize(
    ("attribute", "operator", "typed", "stored"),
    [
        ("employees", "between", "20, 250", [20, 250]),
        ("employees", "between", "20,", [20, None]),
        ("employees", "at_least", "5 000", 5000),
        ("country", "one_of", "PL, DE", ["PL", "DE"]),
        ("industry", "is", "Turystyka", "travel"),
        ("industry", "one_of", "Travel, education", ["travel", "education"]),
        ("free_mail", "is", "yes", True),
        ("name", "one_of", '"Sons, Ltd", Tidepost', ["Sons, Ltd", "Tidepost"]),
        ("employees", "is_known", "", None),
    ],
)
def test_an_operand_is_typed_in_words_and_kept_as_data(admin_client, tidepost, attribute, operator, typed, stored):
    icp = Icp.objects.get(key="agency_partner")
    rule = icp.criteria.first()
    changes = {"attribute": Attribute.objects.get(key=attribute).pk, "operator": operator, "operand": typed}
    response = save(admin_client, icp, **{f"criteria-0-{name}": value for name, value in changes.items()})
    assert response.status_code == 302
    rule.refresh_from_db()
    assert rule.operand == stored
    assert save(admin_client, icp).status_code == 302
    rule.refresh_from_db()
    assert rule.operand == stored


@pytest.mark.parametrize(
    ("attribute", "operator", "typed", "problem"),
    [
        (
            "employees",
            "between",
            "20",
            "Write two ends with a comma between them, such as 20, 250. One may be left out: 20,",
        ),
        ("employees", "between", "250, 20", "The first end must not be above the second."),
        ("country", "at_least", "PL", "Only numbers and dates can be compared by size."),
        ("free_mail", "is", "maybe", "“maybe” is neither yes nor no."),
        ("country", "is", "", "Say what the attribute is compared with."),
        ("country", "is_known", "PL", "“Is known” compares with nothing: leave this empty."),
    ],
)
def test_each_wrong_operand_has_its_own_sentence(admin_client, tidepost, attribute, operator, typed, problem):
    changes = {"attribute": Attribute.objects.get(key=attribute).pk, "operator": operator, "operand": typed}
    response = save(
        admin_client,
        Icp.objects.get(key="agency_partner"),
        **{f"criteria-0-{name}": value for name, value in changes.items()},
    )
    assert response.context["inline_admin_formsets"][0].formset.forms[0].errors == {"operand": [problem]}


def test_a_word_outside_the_list_is_refused_with_the_list(admin_client, tidepost):
    icp = Icp.objects.get(key="agency_partner")
    response = save(admin_client, icp, **{"criteria-1-operand": "agencies"})
    (problem,) = response.context["inline_admin_formsets"][0].formset.forms[1].errors["operand"]
    assert problem.startswith("“agencies” is not in the list of Industry: online_retail, travel, ")


def test_bant_without_gates_is_refused_by_the_pass_rule(admin_client, shipped):
    bant = Framework.objects.get(key="bant")
    gates = {f"criteria-{number}-gate": "" for number in range(4)}
    response = save(admin_client, bant, **gates, name_en="BANT, no gates")
    assert response.status_code == 200
    assert response.context["adminform"].form.errors == {
        "pass_rule": ["This pass rule counts gates, and no criterion has one."]
    }
    assert 'value="BANT, no gates"' in response.content.decode()
    assert said(response) == []
    assert list(bant.criteria.values_list("gate", flat=True)) == [2, 2, 2, 2]
    assert current() == shipped


def test_a_framework_lists_a_criterion_once(admin_client, shipped):
    bant = Framework.objects.get(key="bant")
    budget = Criterion.objects.get(key="budget")
    response = save(
        admin_client,
        bant,
        **{"criteria-TOTAL_FORMS": "5", "criteria-4-criterion": budget.pk, "criteria-4-weight": "1"},
    )
    assert response.status_code == 200
    assert response.context["inline_admin_formsets"][0].formset.non_form_errors() == [
        "A framework lists a criterion once."
    ]


def test_an_active_icp_needs_a_rule(admin_client, tidepost):
    icp = Icp.objects.get(key="agency_partner")
    deleted = {f"criteria-{number}-DELETE": "on" for number in range(icp.criteria.count())}
    response = save(admin_client, icp, **deleted)
    assert response.context["adminform"].form.errors == {
        "is_active": ["An active ICP needs a rule: add one below, or retire it."]
    }
    assert icp.criteria.count() == len(deleted)
    assert save(admin_client, icp, **deleted, is_active=None).status_code == 302
    assert list(drafted("icps")) == ["growing_online_sellers"]


def test_a_rule_below_a_wider_one_is_allowed_with_a_warning(admin_client, tidepost):
    icp = Icp.objects.get(key="growing_online_sellers")
    response = save(admin_client, icp, **{"criteria-0-position": "3"})
    assert response.status_code == 302
    assert (
        "“20 to 250 employees” can never count: whenever it holds, “10 to 500 employees” above it holds first."
        in said(response)
    )


def test_an_attribute_of_ones_own_with_choices_and_a_key_made_from_its_name(admin_client, shipped):
    url = reverse("admin:frameworks_app_attribute_add")
    response = send(
        admin_client,
        url,
        "attribute_form",
        name_en="Shop system",
        entity="company",
        value_type="choice",
        **{"choices-0_value": "shoper", "choices-0_name_en": "Shoper", "choices-1_value": "other"},
    )
    assert response.status_code == 302
    made = Attribute.objects.get(key="shop_system")
    assert (made.choices, made.is_builtin, made.position) == (
        [{"value": "shoper", "name": {"en": "Shoper"}}, {"value": "other", "name": {"en": "other"}}],
        False,
        Attribute.objects.count() - 1,
    )


def test_keys_and_types_stand_after_creation(admin_client, shipped):
    page = admin_client.get(page_of(Attribute.objects.get(key="industry")))
    assert set(page.context["adminform"].form.fields) == {"name", "description", "choices", "position", "is_active"}


def test_a_probe_is_added_and_another_emptied(admin_client, shipped):
    budget = Criterion.objects.get(key="budget")
    question = budget.questions.first()
    before = question.probes
    number = [form.pk for form in budget.questions.all()].index(question.pk)
    changes = {f"questions-{number}-probes-{len(before)}_en": "Whose money is it?"}
    changes |= {f"questions-{number}-probes-0_{code}": "" for code in ("en", "pl", "ru", "zh_hans")}
    assert save(admin_client, budget, **changes).status_code == 302
    question.refresh_from_db()
    assert question.probes == [*before[1:], {"en": "Whose money is it?"}]


def test_a_question_keeps_its_key_and_a_new_one_gets_one(admin_client, shipped):
    budget = Criterion.objects.get(key="budget")
    number = budget.questions.count()
    changes = {
        "questions-TOTAL_FORMS": str(number + 1),
        f"questions-{number}-text_en": "Who pays?",
        f"questions-{number}-is_active": "on",
        f"questions-{number}-position": "9",
        "questions-0-key": "another",
    }
    keys = set(budget.questions.values_list("key", flat=True))
    assert save(admin_client, budget, **changes).status_code == 302
    assert set(budget.questions.values_list("key", flat=True)) == {*keys, "who_pays"}


def test_a_level_without_english_words_is_told_by_the_level(admin_client, shipped):
    budget = Criterion.objects.get(key="budget")
    response = save(admin_client, budget, level_2_en="")
    assert response.context["adminform"].form.errors == {
        "level_2": ["Write at least the English text: it is shown where a translation is missing."]
    }


def test_grades_are_told_step_by_step(admin_client, shipped):
    response = save(admin_client, ScoringSettings.objects.get(), grade_b="80")
    assert response.context["adminform"].form.errors["grade_a"] == ["Grade A begins above grade B."]


def test_a_cap_below_one_event_is_allowed_with_a_warning(admin_client, shipped):
    demo = SignalType.objects.get(key="demo_request")
    response = save(admin_client, demo, cap="30")
    assert "Demo request: the cap 30 is below one event's 40 points, so that none counts whole." in said(response)


def test_a_retired_signal_type_keeps_its_points_and_counts_no_more(admin_client, shipped):
    demo = SignalType.objects.get(key="demo_request")
    url = reverse("admin:frameworks_app_signaltype_changelist")
    response = admin_client.post(url, {"action": "retire", "_selected_action": [demo.pk], "index": "0"})
    assert response.status_code == 302
    listed = {key: (each["points"], each["active"]) for key, each in drafted("signal_types").items()}
    assert (listed["demo_request"], listed["contact_form"]) == ((40, False), (15, True))


def test_two_admins_save_after_each_other_and_one_publishes_both_changes(client, admin_client, shipped):
    demo, form = SignalType.objects.get(key="demo_request"), SignalType.objects.get(key="contact_form")
    save(admin_client, demo, points="35")
    bo = User.objects.create_user("bo", role=Role.ADMIN)
    client.force_login(bo)
    save(client, form, points="12")
    assert current() == shipped
    version = publish(by=bo, note="Less for asking")
    listed = {each["key"]: each["points"] for each in version.document["signal_types"]}
    assert (listed["demo_request"], listed["contact_form"]) == (35, 12)


def test_a_signal_type_added_in_a_small_window_is_in_the_draft_too(admin_client, shipped):
    url = reverse("admin:frameworks_app_signaltype_add") + "?_popup=1"
    values = {"name_en": "Called us back", "kind": "intent", "points": "20", "cap": "40"}
    response = send(admin_client, url, "signaltype_form", **values)
    assert (response.status_code, response.templates[0].name) == (200, "admin/popup_response.html")
    assert list(drafted("signal_types"))[-1] == "called_us_back"
