"""What stands in the files of the smaller lists: what their pages show, for whoever asks."""

import csv
from io import StringIO

import pytest
from django.conf import settings
from django.urls import reverse

from frameworks_app.models import Question
from pipeline.actions.bulk import change_many
from pipeline.actions.merge import merge_records
from pipeline.models import AuditCall, BulkAct, DuplicatePair, HandOff, Reason, Tag
from tests.factories import CompanyFactory, ContactFactory, LeadFactory, TeamFactory, UserFactory
from tests.pipeline.audit_call_stories import rejected

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(shipped):
    return TeamFactory()


@pytest.fixture
def maja(team):
    return UserFactory(sdr=True, team=team, first_name="Maja")


@pytest.fixture
def helena(team):
    return UserFactory(manager=True, team=team, first_name="Helena")


@pytest.fixture
def fetch(client):
    def post(name, person, query=""):
        client.force_login(person)
        response = client.post(reverse("pipeline:list_export", args=[name, "csv"]), {"query": query})
        assert response.status_code == 200
        header, *rows = csv.reader(StringIO(response.content.decode("utf-8-sig")))
        return [dict(zip(header, row, strict=True)) for row in rows]

    return post


def drawn(lead, version):
    """Its audit call is open: whoever may hold it does not see the score."""
    category = version.document["categories"][0]["id"]
    return AuditCall.objects.create(lead=lead, team=lead.state.team, version=version, category_id=category)


def scores(row):
    return [row[name] for name in ("Fit, at least", "Fit, at most", "Filter: company", "Computed status")]


def test_the_leads_of_a_company_leave_without_the_score_of_an_audit_call(fetch, maja, helena, shipped):
    lead = rejected(owner=maja)
    lead.refresh_from_db()
    drawn(lead, shipped)
    query = f"of={lead.company_id}"
    assert scores(fetch("company-leads", maja, query)[0]) == [""] * 4
    assert scores(fetch("company-leads", helena, query)[0])[1] == "100"


def test_the_history_of_its_scores_does_not_leave_either(client, maja, shipped):
    lead = rejected(owner=maja)
    lead.refresh_from_db()
    drawn(lead, shipped)
    client.force_login(maja)
    response = client.post(reverse("pipeline:list_export", args=["score-history", "csv"]), {"query": f"of={lead.pk}"})
    assert response.status_code == 404


def test_the_list_of_another_teams_lead_is_not_there(client, maja):
    lead = LeadFactory()
    client.force_login(maja)
    lists = {"company-leads": lead.company_id, "contact-leads": lead.contact_id, "lead-changes": lead.pk}
    for name, key in [*lists.items(), ("lead-changes", "x"), ("lead-changes", "9" * 30)]:
        address = reverse("pipeline:list_export", args=[name, "csv"])
        assert client.post(address, {"query": f"of={key}"}).status_code == 404


def test_the_leads_of_a_person_say_what_they_are_in_each(fetch, maja):
    ewa = ContactFactory(name="Ewa")
    LeadFactory(owner=maja, contact=ewa, title="Letters")
    rows = fetch("contact-leads", maja, f"of={ewa.pk}")
    assert [(row["Contact"], row["About"], row["Roles"]) for row in rows] == [("Ewa", "Letters", "primary contact")]


def test_leads_changed_at_once_leave_with_what_stood_there(fetch, maja, helena):
    lead = LeadFactory(owner=maja, company__name="Baltic Yarn")
    said = {"owner": helena.pk, "team": helena.team_id}
    act = change_many(kind=BulkAct.Kind.OWNER, ids=[lead.pk], said=said, token=None, by=helena)
    rows = fetch("bulk-act", helena, f"of={act.pk}")
    assert [(row["Company"], row["Before"]) for row in rows] == [("Baltic Yarn", str(maja))]


def test_the_queue_leaves_with_its_reasons_in_words(fetch, maja):
    LeadFactory(owner=maja, company__name="Mine")
    LeadFactory(team=maja.team, company__name="Free")
    rows = fetch("queue", maja)
    assert [(row["Whose"], row["Company"]) for row in rows] == [
        ("Your queue", "Mine"),
        ("Free in your team", "Free"),
    ]
    assert all(row["Why now"] for row in rows)


def test_leads_to_decide_on_leave_with_the_returned_ones_first(fetch, maja, client):
    ines = UserFactory(marketing=True)
    LeadFactory(company__name="New")
    back = LeadFactory(company__name="Back")
    reason = Reason.objects.filter(kind=Reason.Kind.RETURNED).first()
    returned = HandOff.objects.create(lead=back, kind=HandOff.Kind.SDR, team=maja.team, to=maja, by=ines)
    HandOff.objects.filter(pk=returned.pk).update(returned_at=returned.occurred_at, returned_by=maja, reason=reason)
    client.force_login(ines)
    room = client.get(reverse("pipeline:triage")).context["room"]
    rows = fetch("triage", ines)
    assert [row["Company"] for row in rows] == ["Back", "New"] == [lead.headline for lead in room.leads]
    assert [bool(row["Returned on"]) for row in rows] == [True, False]


def test_acceptance_leaves_by_source_and_campaign(fetch, maja):
    ines = UserFactory(marketing=True)
    lead = LeadFactory(source="fair", campaign="spring")
    HandOff.objects.create(lead=lead, kind=HandOff.Kind.SDR, team=maja.team, to=maja, by=ines)
    rows = fetch("acceptance", ines, "days=90")
    shown = ("Source", "Campaign", "Passed on", "Accepted", "Waiting", "Accepted of those decided, %")
    assert [[row[name] for name in shown] for row in rows] == [["fair", "spring", "1", "0", "1", ""]]


def test_duplicates_and_merges_leave_side_by_side(fetch, helena):
    first, second = (LeadFactory(owner=helena, company=CompanyFactory(name=name)) for name in ("Salt", "Salt Ltd"))
    keys = sorted([first.company_id, second.company_id])
    DuplicatePair.objects.create(
        kind="company", first_id=keys[0], second_id=keys[1], likelihood=91, reasons=[["name_part", ""]]
    )
    rows = fetch("duplicates", helena, "tab=company")
    assert [(row["Likelihood, %"], row["Why"], row["One"], row["The other"]) for row in rows] == [
        ("91", "one name holds the other", "Salt", "Salt Ltd")
    ]
    assert fetch("duplicates", helena, "tab=lead") == []
    merge_records(kind="lead", kept=first, merged=second, taken=[], by=helena)
    rows = fetch("merges", helena)
    assert [(row["What"], row["By"]) for row in rows] == [("Leads", str(helena))]


def test_versions_leave_with_who_and_why(fetch, helena, shipped):
    rows = fetch("versions", helena)
    assert [(row["Version"], row["By"], row["Why"]) for row in rows] == [(str(shipped.pk), "the system", shipped.why)]


def test_questions_leave_in_every_language_as_they_are_narrowed(fetch):
    ada = UserFactory(admin=True)
    rows = fetch("questions", ada)
    asked = Question.objects.filter(criterion__key="budget", framework=None).order_by("position", "pk").first()
    texts = {f"Question ({name})": asked.text[code] for code, name in settings.LANGUAGES}
    assert [row for row in rows if texts.items() <= row.items()] != []
    assert len(fetch("questions", ada, "framework=bant")) < len(rows)


def test_follow_ups_leave_as_the_page_shows_them(client, fetch, maja):
    """The page of an SDR begins with their own: the file is asked for with the same words."""
    client.force_login(maja)
    assert client.get(reverse("pipeline:follow_up_list")).context["here"].startswith("whose=me&span=")


def test_a_tag_is_no_way_around(fetch, helena):
    tag = Tag.objects.create(name="Fair")
    hidden = LeadFactory()
    act = change_many(kind=BulkAct.Kind.TAG, ids=[hidden.pk], said={"tag": tag.pk}, token=None, by=helena)
    assert fetch("bulk-act", helena, f"of={act.pk}") == []
