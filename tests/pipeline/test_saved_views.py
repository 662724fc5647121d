"""Views that people keep: filters, order and columns under a name, for oneself or the team."""

import pytest
from django.urls import reverse

from pipeline.models import SavedView, Stage
from pipeline.reports.lead_columns import DEFAULT
from tests.factories import LeadFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(shipped):
    return TeamFactory()


@pytest.fixture
def maja(team):
    return UserFactory(sdr=True, team=team, first_name="Maja")


@pytest.fixture
def jonas(team):
    return UserFactory(sdr=True, team=team, first_name="Jonas")


@pytest.fixture
def as_maja(client, maja):
    client.force_login(maja)
    return client


def view(by, name="Fair", **options):
    return SavedView.objects.create(**{"by": by, "name": name, "query": "source=fair", **options})


def tabs(client):
    return [tab.title for tab in client.get(reverse("pipeline:lead_list")).context["views"].tabs]


def shown(client, query):
    return client.get(reverse("pipeline:lead_list") + query).context["views"]


def test_what_the_list_shows_is_kept_under_a_name(as_maja, maja):
    said = {
        "page": "lead_list",
        "query": "source=fair&owner=me&page=x",
        "columns": "lead,amount",
        "name": " The  fair ",
    }
    response = as_maja.post(reverse("pipeline:saved_view_create"), said)
    kept = SavedView.objects.get()
    assert (kept.name, kept.query, kept.columns, kept.by, kept.is_shared) == (
        "The fair",
        "owner=me&source=fair",
        ["lead", "amount"],
        maja,
        False,
    )
    assert response.url == f"/leads/?view={kept.pk}&owner=me&source=fair"
    context = as_maja.get(response.url).context
    assert [column.key for column in context["columns"]] == ["lead", "amount"]
    assert [tab.title for tab in context["views"].tabs if tab.is_here] == ["The fair"]
    assert context["views"].is_changed is False


def test_a_name_is_once_per_person(as_maja, maja, jonas):
    view(maja, "Fair")
    view(jonas, "Other")
    said = {"page": "lead_list", "query": "", "columns": "", "name": "FAIR"}
    response = as_maja.post(reverse("pipeline:saved_view_create"), said)
    assert response.context["form"].errors == {"name": ["You have a view of this name already."]}
    as_maja.post(reverse("pipeline:saved_view_create"), {**said, "name": "other"})
    assert SavedView.objects.filter(by=maja).count() == 2


def test_a_shared_view_is_a_tab_of_the_team_and_of_nobody_else(client, maja, jonas):
    view(maja, "Ours", is_shared=True)
    view(maja, "Mine alone")
    view(UserFactory(marketing=True), "Everybody's", is_shared=True)
    found = {}
    for name, person in {"maja": maja, "jonas": jonas, "claire": UserFactory(sdr=True)}.items():
        client.force_login(person)
        found[name] = tabs(client)[3:]
    assert found == {
        "maja": ["Everybody's", "Mine alone", "Ours"],
        "jonas": ["Everybody's", "Ours"],
        "claire": ["Everybody's"],
    }


def test_only_whoever_made_it_changes_or_deletes_it(client, maja, jonas):
    ours = view(maja, is_shared=True)
    client.force_login(jonas)
    pages = [reverse(f"pipeline:saved_view_{act}", args=[ours.pk]) for act in ("edit", "update", "delete")]
    assert [client.post(page, {"name": "Stolen"}).status_code for page in pages] == [404, 404, 404]
    client.force_login(maja)
    client.post(pages[0], {"name": "Fair 2026"})
    ours.refresh_from_db()
    assert (ours.name, ours.is_shared) == ("Fair 2026", False)
    client.post(pages[2])
    assert SavedView.objects.count() == 0


def test_a_changed_view_says_so_and_keeps_what_it_shows(as_maja, maja):
    fair = view(maja, columns=["lead", "amount"])
    changed = f"?view={fair.pk}&source=fair&sort=newest&columns=lead,phone"
    assert (shown(as_maja, changed).is_changed, shown(as_maja, changed).is_mine) == (True, True)
    views = shown(as_maja, changed)
    said = {"query": views.query, "columns": ",".join(views.columns)}
    as_maja.post(reverse("pipeline:saved_view_update", args=[fair.pk]), said)
    fair.refresh_from_db()
    assert (fair.query, fair.columns) == ("sort=newest&source=fair", ["lead", "phone"])
    assert shown(as_maja, f"?view={fair.pk}&source=fair&sort=newest").is_changed is False


def test_the_tabs_know_where_one_stands(as_maja):
    here = {
        query: [tab.title for tab in shown(as_maja, query).tabs if tab.is_here]
        for query in ("", "?view=all", "?owner=me&sort=newest", "?owner=nobody", "?owner=me&source=fair")
    }
    assert here == {
        "": ["All"],
        "?view=all": ["All"],
        "?owner=me&sort=newest": ["Mine"],
        "?owner=nobody": ["Nobody's"],
        "?owner=me&source=fair": [],
    }


def test_a_view_of_something_that_is_gone_still_opens_and_says_so(as_maja, maja):
    lead = LeadFactory(owner=maja)
    stage = Stage.objects.create(key="pilot", name={"en": "Pilot"}, kind="open")
    gone = view(maja, query=f"owner=me&stage={stage.pk}&tag=summer", columns=["lead", "company.shoe_size"])
    stage.is_active = False
    stage.save()
    response = as_maja.get(f"/leads/?view={gone.pk}&owner=me&stage={stage.pk}&tag=summer")
    assert [str(word) for word in response.context["lost"]] == ["Stage", "Tag", "the column “shoe_size”"]
    assert [row.pk for row in response.context["leads"]] == [lead.pk]
    assert response.context["filters"].form.errors == {}


def test_a_person_may_begin_with_a_view_and_all_stays_one_click_away(as_maja, maja):
    fair = view(maja)
    as_maja.post(reverse("pipeline:saved_view_home", args=[fair.pk]))
    assert as_maja.get("/leads/").url == f"/leads/?view={fair.pk}&source=fair"
    assert shown(as_maja, "?view=all").tabs[0].is_here is True
    assert shown(as_maja, f"?view={fair.pk}&source=fair").is_home is True
    as_maja.post(reverse("pipeline:saved_view_home", args=[fair.pk]))
    assert as_maja.get("/leads/").status_code == 200


def test_a_home_that_was_deleted_is_no_home(as_maja, maja):
    fair = view(maja)
    as_maja.post(reverse("pipeline:saved_view_home", args=[fair.pk]))
    fair.delete()
    assert as_maja.get("/leads/").status_code == 200


def columns(client, query=""):
    return [column.key for column in client.get(f"/leads/{query}").context["columns"]]


def test_columns_are_kept_per_person(client, maja, jonas):
    client.force_login(maja)
    said = {"order": ["lead", "phone", "amount"], "column": ["lead", "amount", "phone", "tags"]}
    client.post(reverse("pipeline:lead_columns"), said)
    assert columns(client) == ["lead", "phone", "amount", "tags"]
    client.force_login(jonas)
    assert columns(client) == list(DEFAULT)
    client.force_login(maja)
    client.post(reverse("pipeline:lead_columns"), {**said, "usual": "yes"})
    assert columns(client) == list(DEFAULT)


def test_within_a_view_columns_are_a_change_of_the_view(as_maja, maja):
    fair = view(maja)
    address = reverse("pipeline:lead_columns") + f"?view={fair.pk}&source=fair"
    response = as_maja.post(address, {"order": ["lead", "amount"], "column": ["lead", "amount"]})
    assert response.url == f"/leads/?view={fair.pk}&source=fair&columns=lead%2Camount"
    assert shown(as_maja, response.url.removeprefix("/leads/")).is_changed is True
    assert columns(as_maja) == list(DEFAULT)


def test_without_a_script_a_column_moves_by_its_buttons(as_maja):
    said = {"order": ["lead", "status", "amount"], "column": ["lead", "status", "amount"]}
    orders = [
        [
            column.key
            for column in as_maja.post(reverse("pipeline:lead_columns"), {**said, "move": move}).context["shown"]
        ]
        for move in ("up amount", "down status", "up status")
    ]
    assert orders == [["lead", "amount", "status"], ["lead", "amount", "status"], ["lead", "status", "amount"]]
