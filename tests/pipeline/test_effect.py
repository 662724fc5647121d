"""Ada sees what a definition would change for real leads before she saves it."""

import pytest
from django.apps import apps
from django.db import OperationalError, connection
from django.urls import reverse

from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish
from frameworks_app.models import Framework, Icp, Persona
from pipeline.models import Lead
from pipeline.scoring.current import current
from pipeline.scoring.rescore import rescore_all_marked
from tests.admin_pages import filled
from tests.factories import AnswerFactory, LeadFactory, UserFactory


@pytest.fixture
def tidepost(shipped):
    load_pack("tidepost")
    return publish(by=None)


@pytest.fixture
def ada(client, tidepost):
    ada = UserFactory(admin=True)
    client.force_login(ada)
    return ada


def shop(name, *, employees=120, **values):
    described = {
        "industry": "online_retail",
        "country": "PL",
        "technologies": ["shopify"],
        "annual_revenue": 5_000_000,
    }
    company = {"name": name, "employees": employees, **described}
    return LeadFactory(**{f"company__{key}": value for key, value in company.items()}, **values)


@pytest.fixture
def shops(ada):
    """Two shops that we like, and one that nobody knows anything about."""
    shops = [shop("Baltic Yarn"), shop("Velo Nord", employees=480), LeadFactory(company__name="Fog Ltd")]
    rescore_all_marked()
    return shops


def ask(client, row, page=None, **changes):
    name = row._meta.model_name
    address = reverse(f"admin:frameworks_app_{name}_change", args=[row.pk])
    data = filled(client.get(address), f"{name}_form") | changes
    data = {field: value for field, value in data.items() if value is not None}
    return client.post(f"{reverse('pipeline:effect', args=[name])}?row={row.pk}", data, headers={"HX-Request": "true"})


def sellers():
    return Icp.objects.get(key="growing_online_sellers")


def numbers(changes):
    return {change.label: (change.before, change.after) for change in changes}


def test_nothing_changed_moves_nobody(client, shops):
    effect = ask(client, sellers()).context["effect"]
    assert (effect.count, effect.moved, effect.moves, effect.movers) == (3, 0, [], [])
    assert all(change.difference == 0 for change in [*effect.inclusion, *effect.grades])


def test_a_narrower_icp_puts_the_large_shop_outside(client, shops):
    """Between 10 and 500 employees is required; from now on it is 10 to 200."""
    icp = sellers()
    rule = [each.pk for each in icp.criteria.all()].index(
        icp.criteria.get(required=True, attribute__key="employees").pk
    )
    agency = Icp.objects.get(key="agency_partner")
    Icp.objects.filter(pk=agency.pk).update(is_active=False)
    publish(by=None)
    rescore_all_marked()
    effect = ask(client, icp, **{f"criteria-{rule}-operand": "10, 200"}).context["effect"]
    assert numbers(effect.inclusion) == {"open": (1, 1), "inside ICP": (2, 1), "outside ICP": (0, 1)}
    (move,) = effect.moves
    assert (str(move.target), move.count, [str(lead.company) for lead in move.leads]) == (
        "Outside ICP",
        1,
        ["Velo Nord"],
    )
    assert [str(mover.lead.company) for mover in effect.movers] == ["Velo Nord"]


def test_the_numbers_come_true_when_it_is_saved(client, shops):
    icp = sellers()
    changes = {"criteria-0-points": "90"}
    effect = ask(client, icp, **changes).context["effect"]
    rule = icp.criteria.first()
    rule.points = 90
    rule.save()
    publish(by=None)
    from pipeline.scoring.rescore import rescore_leads

    rescore_leads([lead.pk for lead in shops])
    stored = {lead.pk: lead.state.fit_low for lead in Lead.objects.select_related("state")}
    assert {mover.lead.pk: mover.after.fit_low for mover in effect.movers} == {
        mover.lead.pk: stored[mover.lead.pk] for mover in effect.movers
    }
    assert len(effect.movers) > 0


def test_a_higher_gate_opens_or_fails_results(client, shops):
    for key in ("budget", "authority", "need", "timeline"):
        AnswerFactory(lead=shops[0], key=key, rating=2, evidence="confirmed")
    rescore_all_marked()
    effect = ask(client, Framework.objects.get(key="bant"), **{"criteria-0-gate": "3"}).context["effect"]
    assert numbers(effect.results) == {"Qualified": (1, 0), "Not qualified": (0, 1), "Open": (2, 2)}


def test_a_framework_that_measures_nobody_says_so(client, shops):
    response = ask(client, Framework.objects.get(key="champ"))
    assert response.context["effect"].is_idle is True
    assert b"This framework is not active" in response.content


def test_a_framework_that_becomes_active_shows_whom_it_will_measure(client, shops):
    effect = ask(client, Framework.objects.get(key="champ"), is_active="on").context["effect"]
    assert numbers(effect.results) == {
        "Qualified": (0, 0),
        "Not qualified": (0, 0),
        "Open": (0, 3),
        "Not measured": (3, 0),
    }


def test_a_persona_counts_primary_contacts(client, ada):
    LeadFactory(contact__seniority="manager", contact__department="marketing", contact__title="Marketing manager")
    LeadFactory(contact__seniority="intern", contact__department="marketing", contact__title="Trainee")
    LeadFactory(contact__seniority="", contact__department="")
    persona = Persona.objects.create(key="buyer", name={"en": "Buyer"}, seniorities=["manager"])
    response = ask(client, persona, seniorities=["manager", "intern"])
    assert numbers(response.context["persona"]["contacts"]) == {
        "Match": (1, 2),
        "Do not match": (1, 0),
        "Not known": (1, 1),
    }
    assert [lead.contact.title for lead in response.context["persona"]["joining"]] == ["Trainee"]


def every_row():
    """How many rows every table of ours holds, and what the newest definition says."""
    counts = {model._meta.label: model.objects.count() for model in apps.get_models() if hasattr(model, "objects")}
    return counts, list(Icp.objects.order_by("pk").values()), list(sellers().criteria.values())


def test_nothing_is_written(client, shops):
    icp = sellers()
    ask(client, icp)
    before = every_row()
    ask(client, icp, threshold="60", **{"criteria-0-points": "99", "criteria-1-DELETE": "on"})
    assert every_row() == before
    assert current().document == publish(by=None).document


def test_what_is_wrong_is_told_first(client, shops):
    response = ask(client, sellers(), threshold="300", **{"criteria-0-operand": "twenty"})
    assert response.context["problems"] == [
        "Company filter passes from: Ensure this value is less than or equal to 100.",
        "Row 1: Value: Write two ends with a comma between them, such as 20, 250. One may be left out: 20,",
    ]


def test_a_new_icp_is_looked_at_before_it_exists(client, shops):
    address = reverse("admin:frameworks_app_icp_add")
    data = filled(client.get(address), "icp_form") | {"name_en": "Nobody", "threshold": "25"}
    response = client.post(reverse("pipeline:effect", args=["icp"]), data)
    assert response.context["problems"] == ["An active ICP needs a rule: add one below, or retire it."]
    assert Icp.objects.count() == 2


def test_looking_that_takes_too_long_is_stopped(client, shops, monkeypatch):
    def wait(compiled):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '50ms'")
            cursor.execute("SELECT pg_sleep(1)")

    monkeypatch.setattr("pipeline.reports.effect.preview", wait)
    response = ask(client, sellers())
    assert response.context["is_slow"] is True
    assert issubclass(OperationalError, Exception)


@pytest.mark.parametrize("role", ["sdr", "manager", "marketing"])
def test_only_admins_look(client, ada, role):
    client.force_login(UserFactory(**{role: True}))
    assert client.post(reverse("pipeline:effect", args=["icp"])).status_code == 404


def test_unknown_pages_and_rows_are_not_found(client, ada):
    for address in ("user", "icp"):
        assert client.post(f"/effect/{address}/?row=x").status_code == 404
    assert client.post("/effect/user/").status_code == 404
    assert client.post("/effect/icp/?row=999999").status_code == 404
