"""Somebody asks to be left alone: every door through which we would reach them is closed, until that is lifted."""

import re
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.calendar import home_day
from pipeline.actions.bulk import change_many
from pipeline.actions.do_not_contact import leave_alone, lift_do_not_contact
from pipeline.actions.erase import erase_contact
from pipeline.actions.follow_ups import NextStep, plan_follow_up
from pipeline.capture.importing import import_file
from pipeline.models import Contact, DiscoveryCall, DoNotContact, FollowUp, Lead
from pipeline.reports.queue import queue_of
from tests.factories import ContactFactory, LeadFactory, UserFactory

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture
def maja(shipped):
    return UserFactory(sdr=True, first_name="Maja")


@pytest.fixture
def lead(maja):
    return LeadFactory(
        owner=maja, company__phone="+48 22 000 00 00", contact__email="otto@mill.example", contact__phone="555 123 456"
    )


@pytest.fixture
def otto(lead, maja):
    """He has asked to be left alone."""
    leave_alone(contact=lead.contact, by=maja)
    return lead.contact


def reached(page):
    """Links that dial or write."""
    return re.findall(r'href="(?:tel|mailto):[^"]*"', page.content.decode())


def test_before_he_asks_he_can_be_called_and_written_to(client, maja, lead):
    client.force_login(maja)
    page = client.get(reverse("pipeline:lead_detail", args=[lead.pk]))
    assert reached(page) == ['href="tel:555123456"', 'href="mailto:otto@mill.example"']


@pytest.mark.parametrize("page", ["queue", "lead_list", "lead_detail"])
def test_no_page_dials_or_writes(client, maja, lead, otto, page):
    client.force_login(maja)
    address = reverse(f"pipeline:{page}", args=[lead.pk] if page == "lead_detail" else [])
    assert reached(client.get(address)) == []


def test_no_call_is_started(client, maja, lead, otto):
    client.force_login(maja)
    response = client.post(reverse("pipeline:call_start", args=[lead.pk]), follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        f"{otto} asked to be left alone: no call was started."
    ]
    assert DiscoveryCall.objects.count() == 0


def test_a_call_under_way_can_still_be_ended_and_dials_no_more(client, maja, lead):
    client.force_login(maja)
    client.post(reverse("pipeline:call_start", args=[lead.pk]))
    leave_alone(contact=lead.contact, by=maja)
    call = DiscoveryCall.objects.get()
    assert reached(client.get(reverse("pipeline:call", args=[call.pk]))) == []
    assert client.get(reverse("pipeline:call_end", args=[call.pk])).status_code == 200


def test_he_is_not_in_the_queue_even_with_a_step_that_was_planned(maja, lead):
    step = NextStep(kind="call", due_at=lead.occurred_at)
    plan_follow_up(lead=lead, step=step, by=maja)
    assert [entry.lead for entry in queue_of(maja).mine] == [lead]
    leave_alone(contact=lead.contact, by=maja)
    assert queue_of(maja).mine == []


def test_only_a_task_can_be_planned_for_him(client, maja, lead, otto):
    client.force_login(maja)
    address = reverse("pipeline:lead_follow_up", args=[lead.pk])
    said = {"kind": "call", "day": home_day().isoformat(), "note": "Ring him"}
    refused = client.post(address, said).context["form"].errors
    assert (list(refused), lead.follow_ups.count()) == (["kind"], 0)
    client.post(address, said | {"kind": "task"})
    assert [step.kind for step in lead.follow_ups.all()] == ["task"]


def test_a_step_for_many_leaves_him_out(maja, lead, otto):
    other = LeadFactory(owner=maja)
    said = {"kind": "call", "due_at": timezone.now().isoformat(), "note": ""}
    act = change_many(kind="follow_up", ids=[lead.pk, other.pk], said=said, token=uuid4(), by=maja)
    assert (act.count, list(FollowUp.objects.values_list("lead", flat=True))) == (1, [other.pk])


def test_whoever_asks_twice_has_asked_once(maja, otto):
    leave_alone(contact=otto, by=maja)
    assert DoNotContact.objects.count() == 1


def test_it_is_lifted_with_a_reason_and_that_is_kept(client, maja, otto):
    client.force_login(maja)
    address = reverse("pipeline:contact_do_not_contact", args=[otto.pk])
    refused = client.post(address, {"why": ""})
    otto.refresh_from_db()
    assert (refused.context["form"].errors, otto.do_not_contact) == ({"why": ["This field is required."]}, True)
    client.post(address, {"why": "Called us himself"})
    otto.refresh_from_db()
    wish = DoNotContact.objects.get()
    assert (otto.do_not_contact, wish.why, wish.lifted_by) == (False, "Called us himself", maja)


def test_the_page_asks_before_it_marks_somebody(client, maja, lead):
    client.force_login(maja)
    address = reverse("pipeline:contact_do_not_contact", args=[lead.contact_id])
    client.get(address)
    assert Contact.objects.filter(do_not_contact=True).count() == 0
    client.post(address)
    assert Contact.objects.filter(do_not_contact=True).count() == 1


def test_the_database_lifts_nothing_without_a_reason(maja, otto):
    with pytest.raises(IntegrityError, match="lifted_wish_says_why"), transaction.atomic():
        lift_do_not_contact(contact=otto, why="", by=maja)


def test_a_form_cannot_untick_it(client, maja, lead, otto):
    client.force_login(maja)
    page = client.get(reverse("pipeline:lead_edit", args=[lead.pk]))
    field = page.context["forms"]["contact"].fields["do_not_contact"]
    data = {f"contact-{name}": value or "" for name, value in page.context["forms"]["contact"].initial.items()}
    data |= {"company-name": "Mill", "lead-title": "Labels"}
    data.pop("contact-do_not_contact")
    assert client.post(page.request["PATH_INFO"], data).status_code == 302
    otto.refresh_from_db()
    assert (field.disabled, otto.do_not_contact) == (True, True)


def test_after_he_is_erased_his_address_is_known_again_at_every_door(maja, otto, tmp_path):
    erase_contact(contact=otto, by=None)
    written = ContactFactory(email="Otto@Mill.example")
    file, mapping = tmp_path / "leads.csv", tmp_path / "mapping.yml"
    file.write_text("Mail,Name\notto@mill.example,Otto\nolga@mill.example,Olga\n")
    mapping.write_text("source: crm\nrow: lead\nfields:\n  contact.email: Mail\n  contact.name: Name\n")
    Contact.objects.filter(pk=written.pk).update(email="")
    import_file(path=file, mapping=mapping)
    imported = Contact.objects.filter(import_job__isnull=False).order_by("email")
    assert written.do_not_contact is True
    assert [(contact.name, contact.do_not_contact) for contact in imported] == [("Olga", False), ("Otto", True)]


def test_no_address_is_kept_of_who_was_erased(otto):
    erase_contact(contact=otto, by=None)
    assert DoNotContact.objects.get().contact == otto
    assert "otto" not in str(list(DoNotContact.objects.values())).lower()


def test_whoever_did_not_ask_is_remembered_only_on_request(lead):
    erase_contact(contact=lead.contact, by=None)
    assert DoNotContact.objects.count() == 0
    other = ContactFactory(email="ann@mill.example")
    erase_contact(contact=other, by=None, remembers=True)
    assert DoNotContact.objects.asked_by(" ANN@mill.example") is True


def test_lifting_lets_the_address_in_again(maja, otto):
    erase_contact(contact=otto, by=None)
    back = ContactFactory(email="otto@mill.example")
    lift_do_not_contact(contact=back, why="Wrote to us", by=maja)
    assert (back.do_not_contact, ContactFactory(email="otto@mill.example").do_not_contact) == (False, False)


def test_his_lead_can_be_worked_through_somebody_else(lead, otto):
    assert list(Lead.objects.contactable()) == []
    lead.contact = ContactFactory()
    lead.save()
    assert list(Lead.objects.contactable()) == [lead]
