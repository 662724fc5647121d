"""Ines, from marketing, decides on the leads that no rule decides."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish
from frameworks_app.models import Category
from pipeline.actions.outcomes import accept_lead, return_lead
from pipeline.models import HandOff, Lead, LeadState, Reason, Stage, StageMove
from pipeline.reports.triage import to_triage
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import LeadFactory, SignalFactory, TeamFactory, UserFactory

HTMX = {"HX-Request": "true"}


@pytest.fixture
def ines(client, shipped):
    load_pack("tidepost")
    publish(by=None)
    ines = UserFactory(marketing=True, first_name="Ines", last_name="Moreau")
    client.force_login(ines)
    return ines


@pytest.fixture
def north():
    return TeamFactory(name="North")


@pytest.fixture
def maja(north):
    return UserFactory(sdr=True, team=north, first_name="Maja", last_name="Nowak")


def stage(key):
    return Stage.objects.get(key=key)


def reason(key):
    return Reason.objects.get(key=key)


def fresh(lead):
    return Lead.objects.with_state().get(pk=lead.pk)


def decide(client, lead, what, htmx=True, **values):
    values = {"revision": fresh(lead).state.revision, "next": "", **values}
    return client.post(f"/triage/{lead.pk}/{what}/", values, headers=HTMX if htmx else {})


def shown(response):
    return [str(lead.company) for lead in response.context["room"].leads]


def test_whom_ines_sees(client, ines, maja, north):
    """Nobody's leads at the beginning, without a team or with a status that leads nowhere; what came back, first."""
    inquiry = Category.objects.get(key="inquiry")
    LeadFactory(company__name="No team")
    LeadFactory(company__name="New in North", team=north)
    LeadFactory(company__name="Owned", owner=maja)
    LeadFactory(company__name="Beyond", stage=stage("discovery"))
    LeadFactory(company__name="Parked", stage=stage("nurture"))
    LeadFactory(company__name="Silent", contact__do_not_contact=True)
    ready = LeadFactory(company__name="Ready in North", team=north)
    rescore_all_marked()
    LeadState.objects.filter(lead=ready).update(category=Category.objects.get(key="mql"))
    back = LeadFactory(company__name="Came back", owner=maja)
    return_lead(lead=fresh(back), reason=reason("bad_contact_data"), by=maja, note="No such number")
    waiting = LeadFactory(company__name="Passed on", team=north)
    HandOff.objects.create(lead=waiting, team=north, by=ines)
    response = client.get("/triage/")
    assert shown(response) == ["Came back", "New in North", "No team"]
    assert fresh(ready).state.category.kind != inquiry.kind
    case = response.context["case"]
    assert (str(case.lead.company), case.hand_off.returned_by, case.hand_off.note) == (
        "Came back",
        maja,
        "No such number",
    )
    assert "Returned by <b>Maja Nowak</b>" in response.content.decode()


def test_a_lead_that_came_back_and_went_out_again_is_not_returned(ines, maja):
    lead = LeadFactory(owner=maja)
    return_lead(lead=fresh(lead), reason=reason("bad_contact_data"), by=maja)
    HandOff.objects.create(lead=lead, team=maja.team, by=ines, accepted_at=timezone.now(), accepted_by=maja)
    LeadState.objects.filter(lead=lead).update(owner=maja)
    assert list(to_triage(ines)) == []


def test_ines_passes_a_lead_to_the_only_team(client, ines, maja, north):
    first, second = LeadFactory(company__name="First"), LeadFactory(company__name="Second")
    rescore_all_marked()
    page = client.get(f"/triage/?lead={first.pk}")
    proposed = page.context["passing"]["to"].value()
    assert proposed == f"team-{north.pk}"
    response = decide(client, first, "pass", to=proposed, next=second.pk)
    hand_off = HandOff.objects.get()
    assert (hand_off.lead, hand_off.team, hand_off.to, hand_off.by) == (first, north, None, ines)
    state = fresh(first).state
    assert (state.team, state.owner) == (north, None)
    assert (shown(response), response.context["last"]["said"]) == (["Second"], "First: passed to North.")
    assert response.templates[0].name == "pipeline/_triage.html"


def test_to_a_person_it_is_theirs_and_waits_for_their_word(client, ines, maja):
    lead = LeadFactory()
    tomasz = UserFactory(account_executive=True, team=maja.team)
    decide(client, lead, "pass", to=f"person-{tomasz.pk}")
    assert fresh(lead).state.owner == tomasz
    assert HandOff.objects.waiting().get().kind == HandOff.Kind.ACCOUNT_EXECUTIVE


def test_without_a_destination_it_stays_and_says_why(client, ines, maja):
    UserFactory(sdr=True)
    lead = LeadFactory()
    assert client.get("/triage/").context["passing"]["to"].value() is None
    response = decide(client, lead, "pass", to="")
    assert response.context["passing"].errors == {"to": ["Say which team or person takes it."]}
    assert (shown(response), HandOff.objects.count()) == ([str(lead.company)], 0)
    assert "Say which team or person takes it." in response.content.decode()


def test_a_second_press_decides_on_nothing(client, ines, maja, north):
    first, second = LeadFactory(company__name="First"), LeadFactory(company__name="Second")
    values = {"to": f"team-{north.pk}", "revision": fresh(first).state.revision, "next": second.pk}
    for _press in range(2):
        response = client.post(f"/triage/{first.pk}/pass/", values, headers=HTMX)
    assert (HandOff.objects.count(), shown(response)) == (1, ["Second"])
    assert fresh(second).state.team is None


def test_a_lead_that_changed_meanwhile_is_looked_at_again(client, ines, maja, north):
    lead = LeadFactory()
    seen = fresh(lead).state.revision
    LeadState.objects.filter(lead=lead).update(revision=seen + 1)
    response = client.post(f"/triage/{lead.pk}/pass/", {"to": f"team-{north.pk}", "revision": seen}, headers=HTMX)
    assert HandOff.objects.count() == 0
    assert "This lead has changed since it was shown" in response.content.decode()


def test_ines_parks_a_lead_with_a_reason(client, ines):
    lead = LeadFactory(company__name="Baltic Yarn")
    response = decide(client, lead, "park", reason=reason("no_budget").pk)
    move = StageMove.objects.get(lead=lead)
    assert (move.to_stage.kind, move.reason.key, move.by) == ("nurture", "no_budget", ines)
    assert response.context["last"]["said"] == "Baltic Yarn: parked. No budget this year."


def test_the_reason_for_parking_is_proposed_by_what_is_known(client, ines):
    from tests.factories import AnswerFactory

    poor, curious = LeadFactory(company__name="Poor"), LeadFactory(company__name="Curious")
    AnswerFactory(lead=poor, key="budget", rating=0, evidence="confirmed")
    SignalFactory(lead=curious)
    proposed = {}
    for lead in (poor, curious):
        form = client.get(f"/triage/?lead={lead.pk}").context["parking"]
        proposed[str(lead.company)] = Reason.objects.get(pk=form["reason"].value()).key
    assert proposed == {"Poor": "no_budget", "Curious": "content_only"}


def test_ines_disqualifies_with_a_reason_and_not_without(client, ines):
    lead = LeadFactory()
    response = decide(client, lead, "disqualify", reason="")
    assert response.context["disqualifying"].errors == {"reason": ["This field is required."]}
    decide(client, lead, "disqualify", reason=reason("not_a_buyer").pk)
    assert fresh(lead).state.stage.kind == "disqualified"


@pytest.mark.parametrize(
    ("what", "values"),
    [("pass", {"to": "team"}), ("park", {"reason": "no_budget"}), ("disqualify", {"reason": "no_need"})],
)
def test_the_last_decision_is_taken_back(client, ines, maja, north, what, values):
    lead = LeadFactory(company__name="Baltic Yarn")
    sent = {"to": f"team-{north.pk}"} if what == "pass" else {"reason": reason(values["reason"]).pk}
    decide(client, lead, what, **sent)
    response = client.post("/triage/undo/", {"lead": lead.pk}, headers=HTMX)
    assert (shown(response), response.context["last"]) == (["Baltic Yarn"], None)
    state = fresh(lead).state
    assert (state.team, state.owner, state.stage.key, HandOff.objects.count()) == (None, None, "untouched", 0)
    # A second press finds nothing to take back.
    assert shown(client.post("/triage/undo/", {"lead": lead.pk}, headers=HTMX)) == ["Baltic Yarn"]


def test_what_sales_has_accepted_is_not_taken_back(client, ines, maja, north):
    lead = LeadFactory()
    decide(client, lead, "pass", to=f"person-{maja.pk}")
    accept_lead(lead=fresh(lead), by=maja)
    response = client.post("/triage/undo/", {"lead": lead.pk}, headers=HTMX)
    assert "Too late to take back" in response.content.decode()
    assert fresh(lead).state.owner == maja


def test_without_javascript_it_is_a_form_and_a_page(client, ines, maja, north):
    first, second = LeadFactory(), LeadFactory()
    response = decide(client, first, "pass", htmx=False, to=f"team-{north.pk}", next=second.pk)
    assert (response.status_code, response.url) == (302, f"/triage/?lead={second.pk}")


def test_where_the_last_of_its_country_went_is_proposed(client, ines, maja):
    claire = UserFactory(sdr=True, team=TeamFactory(name="West"))
    for team, country in ((maja.team, "PL"), (claire.team, "FR"), (maja.team, "DE")):
        HandOff.objects.create(
            lead=LeadFactory(owner=maja, company__country=country), team=team, by=ines, accepted_at=timezone.now()
        )
    french, danish = LeadFactory(company__country="FR"), LeadFactory(company__country="DK")
    for lead, team in ((french, claire.team), (danish, maja.team)):
        form = client.get(f"/triage/?lead={lead.pk}").context["passing"]
        assert form["to"].value() == f"team-{team.pk}"


def test_an_empty_room_says_what_to_do(client, ines):
    assert "Nothing to decide" in client.get("/triage/").content.decode()


@pytest.mark.parametrize("count", [1, 12])
def test_statements_do_not_grow(client, ines, maja, count, django_assert_num_queries):
    for _lead in range(count):
        lead = LeadFactory(company__country="PL")
        SignalFactory(lead=lead)
    HandOff.objects.create(lead=LeadFactory(owner=maja), team=maja.team, by=ines, accepted_at=timezone.now())
    UserFactory(sdr=True)
    rescore_all_marked()
    client.get("/triage/")
    with django_assert_num_queries(15):
        client.get("/triage/")


@pytest.mark.parametrize("role", ["sdr", "account_executive", "manager"])
def test_sales_has_no_triage(client, ines, role):
    lead = LeadFactory()
    client.force_login(UserFactory(**{role: True}))
    for name in ("triage", "triage_results"):
        assert client.get(reverse(f"pipeline:{name}")).status_code == 404
    assert client.post(f"/triage/{lead.pk}/pass/").status_code == 404


def passed(maja, ines, source, *, accepted=False, returned="", days_ago=1, campaign=""):
    at = timezone.now() - timedelta(days=days_ago)
    lead = LeadFactory(source=source, campaign=campaign, owner=maja)
    return HandOff.objects.create(
        lead=lead,
        team=maja.team,
        by=ines,
        occurred_at=at,
        accepted_at=at if accepted else None,
        returned_at=at if returned else None,
        returned_by=maja if returned else None,
        reason=reason(returned) if returned else None,
    )


def test_acceptance_by_source_and_why_leads_came_back(client, ines, maja):
    for accepted in (True, True, False):
        passed(maja, ines, "webinar", accepted=accepted)
    passed(maja, ines, "webinar", returned="no_interest")
    passed(maja, ines, "list", campaign="spring", returned="bad_contact_data")
    passed(maja, ines, "list", campaign="spring", returned="bad_contact_data")
    passed(maja, ines, "webinar", accepted=True, days_ago=40)
    report = client.get("/triage/results/").context["report"]
    numbers = [
        (row.source, row.campaign, row.passed, [group.count for group in row.groups.values()], row.acceptance)
        for row in report.rows
    ]
    assert numbers == [("webinar", "", 4, [2, 1, 1], 66), ("list", "spring", 2, [0, 2, 0], 0)]
    assert [(each["reason"], each["count"]) for each in report.reasons] == [
        ("Wrong or missing contact data", 2),
        ("No interest, was content only", 1),
    ]
    assert len(report.rows[1].groups["returned"].leads) == 2
    assert report.total.passed == 6
    assert client.get("/triage/results/?days=90").context["report"].total.passed == 7
    assert client.get("/triage/results/?days=7").context["days"] == 30


@pytest.mark.parametrize("count", [1, 8])
def test_acceptance_asks_no_more_for_many(client, ines, maja, count, django_assert_num_queries):
    for number in range(count):
        passed(maja, ines, f"source {number % 3}", returned="no_interest")
    with django_assert_num_queries(7):
        client.get("/triage/results/")


def test_whoever_is_inactive_takes_no_lead(client, ines, maja):
    LeadFactory()
    User.objects.filter(pk=maja.pk).update(is_active=False)
    assert client.get("/triage/").context["passing"].fields["to"].choices == [("", "Choose a team")]
