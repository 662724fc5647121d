"""A whole import is taken back: the database is as it was, but for what people have done since."""

import pytest
from django.apps import apps
from django.core.serializers import serialize

from accounts.models import Team, User
from frameworks_app.models import Attribute, Product
from pipeline.actions.calls import start_call
from pipeline.actions.consent import record_consent
from pipeline.actions.stages import move_lead
from pipeline.models import (
    Answer,
    Company,
    Consent,
    Contact,
    Job,
    Lead,
    LeadState,
    Note,
    Signal,
    Stage,
    StageMove,
)
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import AnswerFactory, LeadFactory, UserFactory

from .import_stories import imported, page, undone

pytestmark = pytest.mark.django_db(transaction=True)

FILE = (
    "Record ID,Company name,Website,Contact name,Email,Deal stage,Deal owner,Amount,Product,Shelves\n"
    "1,Acme,acme.example,Ann Bo,ann@acme.example,Closed Won,Nina New,100,Letters,4\n"
    "2,Beta,beta.example,Jan Lis,jan@beta.example,Discovery,Nina New,200,Letters,5\n"
)
# Work orders, marks and history are what remembers the import; scores' steps are history, too.
REMEMBERS = {"Job", "JobFile", "StaleLead", "ScoreChange", "RescorePass", "RescoreRange", "SavedMapping"}


def everything():
    """Every row of ours but those that only remember."""
    models = [
        model
        for label in ("pipeline", "frameworks_app", "accounts")
        for model in apps.get_app_config(label).get_models()
    ]
    kept = [model for model in models if model.__name__ not in REMEMBERS and not hasattr(model, "pgh_tracked_model")]
    LeadState.objects.update(revision=0)
    return {model.__name__: serialize("json", model.objects.order_by("pk")) for model in kept}


@pytest.fixture
def ines(client, shipped):
    ines = UserFactory(marketing=True)
    client.force_login(ines)
    return ines


def bring(client, text=FILE):
    said = {"currency": "EUR", "unknown_owners": "create", "create_products": "on", "target-9": "new.lead"}
    return imported(client, text, **said)


def test_after_import_and_undo_the_database_is_what_it_was(client, ines, shipped):
    known = LeadFactory(
        external_source="crm",
        external_id="1",
        title="",
        company__name="Acme",
        company__domain="",
        amount=7,
        currency="USD",
    )
    AnswerFactory(lead=known)
    rescore_all_marked()
    before = everything()
    job = bring(client)
    assert (job.state, job.result["created"], job.result["updated"]) == ("done", 1, 1)
    known.refresh_from_db()
    assert (known.amount, known.custom, known.state.stage.key) == (100, {"crm_shelves": 4}, "won")
    assert (User.objects.filter(first_name="Nina").count(), Product.objects.filter(name__en="Letters").count()) == (
        1,
        1,
    )
    undo = undone(client, job)
    assert (undo.state, undo.error, job.state) == ("done", "", "undone")
    after = everything()
    assert {name: rows for name, rows in after.items() if rows != before[name]} == {}
    assert undo.result["leads"] == 1
    assert undo.result["kept"] == []


def test_a_lead_that_somebody_has_called_stays_with_all_that_is_its_own(client, ines):
    job = bring(client)
    lead, other = Lead.objects.order_by("pk")
    nina = User.objects.get(first_name="Nina")
    start_call(lead=lead, by=nina, language="en")
    undo = undone(client, job)
    assert list(Lead.objects.all()) == [lead]
    assert (str(lead.company), str(lead.contact), lead.stage_moves.count()) == ("Acme", "Ann Bo", 1)
    assert undo.result["kept"] == [{"kind": "lead", "id": lead.pk, "what": []}]
    assert [str(each["row"]) for each in client.get(page("detail", job)).context["kept"]] == [str(lead)]
    assert (Company.objects.count(), Contact.objects.count(), Product.objects.count()) == (1, 1, 1)
    assert User.objects.filter(pk=nina.pk).exists()


@pytest.mark.parametrize("work", ["note", "answer", "move", "edit"])
def test_whatever_a_person_does_with_a_lead_keeps_it(client, ines, work):
    job = bring(client)
    lead = Lead.objects.order_by("pk").last()
    match work:
        case "note":
            Note.objects.create(lead=lead, text="She asked for a price.", by=ines)
        case "answer":
            AnswerFactory(lead=lead, by=ines)
        case "move":
            move_lead(lead=lead, stage=Stage.objects.get(key="lost"), by=ines)
        case "edit":
            client.post(f"/leads/{lead.pk}/edit/", edited(client, lead, **{"lead-title": "Spring"}))
    undo = undone(client, job)
    assert (list(Lead.objects.all()), undo.result["leads"]) == ([lead], 1)


def edited(client, lead, **said):
    forms = client.get(f"/leads/{lead.pk}/edit/").context["forms"]
    values = {form.add_prefix(name): form[name].value() for form in forms.values() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)} | said


def test_a_field_that_somebody_has_changed_since_is_left_and_told(client, ines):
    known = LeadFactory(external_source="crm", external_id="1", amount=7, currency="USD", company=None, contact=None)
    job = bring(client)
    client.post(f"/leads/{known.pk}/edit/", edited(client, known, **{"lead-amount": "150", "lead-currency": "EUR"}))
    undo = undone(client, job)
    known.refresh_from_db()
    assert (known.amount, known.custom, known.company) == (150, {}, None)
    assert {"kind": "lead", "id": known.pk, "what": ["amount"]} in undo.result["kept"]


def test_what_will_go_is_told_before(client, ines):
    job = bring(client)
    ahead = client.get(page("undo", job)).context["ahead"]
    assert (ahead.leads, ahead.companies, ahead.contacts, ahead.moves, ahead.kept_count) == (2, 2, 2, 2, 0)
    assert Lead.objects.count() == 2


CONSENTS = (
    "Record ID,Company name,Contact name,Email,Consent,Consent given on,Consent: how\n"
    "1,Acme,Ann Bo,ann@acme.example,yes,2025-02-03,web form\n"
    "2,Beta,Jan Lis,jan@beta.example,no,,\n"
)


def test_what_the_file_said_of_letters_goes_and_what_people_said_stays(client, ines):
    known = LeadFactory(contact__email="ann@acme.example", company__name="Acme")
    record_consent(contact=known.contact, state="given", source="told", by=ines)
    rescore_all_marked()
    before = everything()
    job = imported(client, CONSENTS)
    assert list(Consent.objects.order_by("pk").values_list("state", "source", "import_job")) == [
        ("given", "told", None),
        ("given", "import", job.pk),
        ("withdrawn", "import", job.pk),
    ]
    assert client.get(page("undo", job)).context["ahead"].consents == 2
    undo = undone(client, job)
    assert (undo.state, undo.error, undo.result["consents"]) == ("done", "", 2)
    after = everything()
    assert {name: rows for name, rows in after.items() if rows != before[name]} == {}


def test_what_the_file_said_of_letters_goes_also_where_the_lead_stays(client, ines):
    job = imported(client, CONSENTS)
    for lead in Lead.objects.all():
        Note.objects.create(lead=lead, text="She asked for a price.", by=ines)
    assert undone(client, job).result["consents"] == 2
    assert (Lead.objects.count(), Contact.objects.count(), Consent.objects.count()) == (2, 2, 0)


def test_an_import_is_undone_once(client, ines):
    job = bring(client)
    client.post(page("undo", job))
    undone(client, job)
    assert Job.objects.filter(kind=Job.Kind.UNDO_IMPORT).count() == 1
    assert client.get(page("undo", job)).status_code == 404
    assert client.get(page("detail", job)).status_code == 200


def test_undone_it_can_be_imported_again(client, ines):
    first = bring(client)
    undone(client, first)
    again = bring(client)
    assert (again.result["created"], Lead.objects.count()) == (2, 2)


def test_scores_follow(client, ines):
    job = bring(client)
    known = Lead.objects.first()
    assert known.state.scored_on is not None
    undone(client, job)
    assert (Answer.objects.count(), Signal.objects.count(), StageMove.objects.count()) == (0, 0, 0)
    assert (Team.objects.count(), Attribute.objects.custom().count()) == (0, 0)
