"""Every set-up page opens, for admins alone, with as many queries for a full list as for a short one."""

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.models import Role, User
from frameworks_app.actions.packs import load_pack

import leadqual.urls  # noqa: F401  isort: skip  (registers the pages)

OURS = {"accounts", "frameworks_app", "pipeline"}
MODELS = [model for model in admin.site._registry if model._meta.app_label in OURS]


def url(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def name(model):
    return model._meta.model_name


@pytest.fixture
def ada(db):
    return User.objects.create_user("ada", role=Role.ADMIN)


@pytest.fixture
def set_up(client, ada, shipped):
    load_pack("tidepost")
    client.force_login(ada)
    return client


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_the_list_opens_and_is_searched(set_up, model):
    response = set_up.get(url(model, "changelist"), follow=True)
    assert response.status_code == 200
    if admin.site.get_model_admin(model).search_fields:
        assert set_up.get(url(model, "changelist"), {"q": "budget"}).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_a_row_is_added_where_rows_can_be_added(set_up, ada, model, rf):
    request = rf.get("/")
    request.user = ada
    may_add = admin.site.get_model_admin(model).has_add_permission(request)
    assert set_up.get(url(model, "add")).status_code == (200 if may_add else 403)


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_the_page_of_a_row_opens(set_up, model):
    for row in model._default_manager.all()[:3]:
        assert set_up.get(url(model, "change", row.pk)).status_code == 200


def test_nothing_that_is_defined_can_be_deleted(set_up, ada, rf):
    request = rf.get("/")
    request.user = ada
    deletable = {name(model) for model in MODELS if admin.site.get_model_admin(model).has_delete_permission(request)}
    # An absence is a plan of the person, who may change it.
    assert deletable == {"absence", "decisionrow", "team", "teamworkflow", "categoryroute", "tag"}


def test_the_index_is_grouped_by_task(set_up):
    groups = set_up.get(reverse("admin:index")).context["groups"]
    assert [str(group["name"]) for group in groups] == [
        "Whom we want",
        "What we ask",
        "What they do",
        "What follows",
        "People",
        "Facts",
        "Signing in and the clock",
    ]
    listed = {page["object_name"] for group in groups for page in group["models"]}
    assert {model._meta.object_name for model in MODELS} <= listed


@pytest.mark.parametrize("role", [Role.SDR, Role.ACCOUNT_EXECUTIVE, Role.MANAGER, Role.MARKETING])
def test_others_are_not_let_in(client, db, role):
    client.force_login(User.objects.create_user("sam", role=role))
    for page in [reverse("admin:index"), *(url(model, "changelist") for model in MODELS)]:
        assert client.get(page, follow=True).status_code == 403


def test_a_stranger_signs_in_first(client, db):
    response = client.get(reverse("admin:index"))
    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("admin:login"))


def queries(client, page, counter):
    client.get(page)
    with counter() as counted:
        assert client.get(page).status_code == 200
    return len(counted)


@pytest.fixture
def counter():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


# One row each, and three that come with the installation.
SINGLE = {
    "scoringsettings",
    "auditrule",
    "holdrule",
    "latenessrule",
    "mailrule",
    "retentionrule",
    "reviewrule",
    "reviewflag",
}
LISTED = [model for model in MODELS if name(model) not in SINGLE]


@pytest.mark.parametrize("model", LISTED, ids=name)
def test_a_list_asks_no_more_for_many_rows(set_up, counter, model):
    from tests.frameworks_app.rows import make_rows

    make_rows(model, 1)
    few = queries(set_up, url(model, "changelist"), counter)
    make_rows(model, 3)
    assert queries(set_up, url(model, "changelist"), counter) == few


def test_an_icp_with_many_rules_asks_no_more(set_up, counter):
    from frameworks_app.models import Icp

    few, many = sorted(Icp.objects.all(), key=lambda icp: icp.criteria.count())
    assert few.criteria.count() < many.criteria.count()
    assert queries(set_up, url(Icp, "change", few.pk), counter) == queries(
        set_up, url(Icp, "change", many.pk), counter
    )


def test_a_framework_with_many_criteria_asks_no_more(set_up, counter):
    from frameworks_app.models import Framework

    few, many = Framework.objects.get(key="bant"), Framework.objects.get(key="meddpicc")
    assert queries(set_up, url(Framework, "change", few.pk), counter) == queries(
        set_up, url(Framework, "change", many.pk), counter
    )


def test_a_criterion_with_many_questions_asks_no_more(set_up, counter):
    from django.db.models import Count

    from frameworks_app.models import Criterion

    ordered = list(Criterion.objects.annotate(asked=Count("questions")).order_by("asked", "pk"))
    assert ordered[0].asked < ordered[-1].asked
    assert queries(set_up, url(Criterion, "change", ordered[0].pk), counter) == queries(
        set_up, url(Criterion, "change", ordered[-1].pk), counter
    )


def test_a_condition_on_many_rows_asks_no_more(set_up, counter):
    from frameworks_app.models import DecisionRow

    last, many = DecisionRow.objects.get(key="r14"), DecisionRow.objects.get(key="r9")
    assert queries(set_up, url(DecisionRow, "change", last.pk), counter) == queries(
        set_up, url(DecisionRow, "change", many.pk), counter
    )


def test_the_decision_table_speaks_in_words(set_up):
    from frameworks_app.models import DecisionRow

    page = set_up.get(url(DecisionRow, "changelist")).content.decode()
    assert "qualification result is one of (the framework worked by) Not qualified" in page
    assert "place against the ICPs is one of outside every ICP" in page
    assert "demo_request" not in page
