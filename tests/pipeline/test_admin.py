import pytest
from django.urls import reverse

from accounts.models import Role, User
from frameworks_app.models import Attribute, ScoringModelVersion, SignalType
from pipeline.models import Company, Contact, Lead, Reason, Signal, Stage, StaleLead
from tests.admin_pages import said, send


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


@pytest.mark.parametrize(
    ("kind", "key", "number", "problem"),
    [
        ("criterion", "bugdet", "2", "Row 3: “bugdet” is not the key of a criterion."),
        ("criterion", "budget", "7", "Row 3: Name the least rating, 1 to 4."),
        (
            "field",
            "colour",
            "",
            "Row 3: Only these fields can be asked for: amount, expected_close, reason, signed_on, track.",
        ),
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


def test_ada_writes_down_a_company_its_contact_and_its_lead(client, ada):
    add = "admin:pipeline_{}_add".format
    send(client, reverse(add("company")), "company_form", name="Mewa", country="pl", employees="120")
    company = Company.objects.get(name="Mewa")
    send(client, reverse(add("contact")), "contact_form", name="Ewa", company=company.pk)
    contact = Contact.objects.get(name="Ewa")
    send(client, reverse(add("lead")), "lead_form", title="Templates", company=company.pk, contact=contact.pk)
    lead = Lead.objects.get(title="Templates")
    assert company.country == "PL"
    assert (company.created_by, contact.created_by, lead.created_by, lead.company) == (ada, ada, ada, company)
    assert client.get(page_of(lead)).status_code == 200


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"country": "Poland"}, {"country": ["Write the country's two letters, as PL."]}),
        ({"time_zone": "Mars"}, {"time_zone": ["“Mars” is not a time zone, such as Europe/Warsaw."]}),
        ({"custom": "{"}, {"custom": ["Enter a valid JSON."]}),
        ({"custom": '{"shoes": 2}'}, {"custom": ["“shoes” is not a custom attribute. Keys: shops."]}),
        ({"custom": '{"shops": "2"}'}, {"custom": ["“shops” holds something else than its type says: Number."]}),
    ],
)
def test_what_is_wrong_with_a_company_is_told_by_the_field(client, ada, values, errors):
    Attribute.objects.create(key="shops", name={"en": "Shops"}, entity="company", value_type="number")
    response = send(client, reverse("admin:pipeline_company_add"), "company_form", name="Mewa", **values)
    assert response.context["adminform"].form.errors == errors


def test_an_amount_without_currency_is_told(client, ada):
    response = send(client, reverse("admin:pipeline_lead_add"), "lead_form", amount="900")
    assert response.context["adminform"].form.errors == {"__all__": ["An amount needs its currency, such as EUR."]}


def test_a_signal_is_added_and_its_lead_will_be_rescored(client, ada):
    lead = Lead.objects.create(title="Templates")
    StaleLead.objects.all().delete()
    demo = SignalType.objects.get(key="demo_request")
    response = send(client, reverse("admin:pipeline_signal_add"), "signal_form", lead=lead.pk, type=demo.pk)
    assert response.status_code == 302
    signal = Signal.objects.get()
    assert (signal.lead, signal.type) == (lead, demo)
    assert StaleLead.objects.of(lead).exists()
    assert client.post(page_of(signal), {"type": demo.pk}).status_code == 403
