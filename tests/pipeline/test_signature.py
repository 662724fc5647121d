"""Whoever answers a letter reaches the person who has the lead, and sees their name before it."""

from email.header import decode_header, make_header

import pytest
from django.urls import reverse

from pipeline.actions.messages import send_again, send_messages
from pipeline.actions.nurture_test import send_test
from pipeline.actions.stages import assign_lead
from pipeline.models import Lead, LeadState, MailRule, MailTemplate, Message
from pipeline.reports.signature import signature
from tests.factories import UserFactory
from tests.pipeline.mail_stories import at_any_hour, interested_lead, long_ago, to_colleague, to_contact
from tests.pipeline.nurture_stories import days_pass, lead_of, parked, track

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]
OURS = "leads@tidepost.example"


@pytest.fixture
def box(post_office):
    """Mail goes at any hour and to everybody, under the name of Tidepost."""
    at_any_hour()
    MailRule.objects.update(needs=MailRule.Needs.NOTHING, sender_name="Tidepost")
    return post_office.box


@pytest.fixture
def maja():
    return UserFactory(sdr=True, first_name="Maja", last_name="Nowak", email="maja@tidepost.example")


def heads(letter):
    """As its reader's mail program has them: name, address, and where an answer goes."""
    [sender] = letter["From"].addresses
    return sender.display_name, sender.addr_spec, letter["Reply-To"]


def written_for(lead):
    """The letter that a track writes for this lead."""
    lead = Lead.objects.with_state().get(pk=lead.pk)
    return to_contact(lead, **signature(lead, "en"))


def test_an_answer_to_a_track_reaches_the_owner(box, maja, monkeypatch):
    monkeypatch.setattr("pipeline.actions.nurture_steps.working_moment", lambda _lead, now: now)
    track("budget_cycle", sends_mail=True)
    parked(maja)
    days_pass(14)
    send_messages()
    [letter] = box.letters
    assert heads(letter) == ("Maja Nowak via Tidepost", OURS, "maja@tidepost.example")


def test_an_answer_reaches_the_mailbox_that_is_read_too(box, maja):
    MailRule.objects.update(answers_to="answers@tidepost.example")
    written_for(interested_lead(owner=maja))
    written_for(interested_lead())
    send_messages()
    both = "maja@tidepost.example, answers@tidepost.example"
    assert [letter["Reply-To"] for letter in box.letters] == [both, "answers@tidepost.example"]


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("Maja", "Nowak, PhD", "Maja Nowak, PhD via Tidepost"),
        ('Maja "the', 'Phone" Nowak', 'Maja "the Phone" Nowak via Tidepost'),
        ("Maja\r\nBcc: all@shop.example", "Nowak", "Maja Bcc: all@shop.example Nowak via Tidepost"),
        ("Zażółć", "Gęślą-Jaźń", "Zażółć Gęślą-Jaźń via Tidepost"),
        ("Мария, мл.", "Иванова", "Мария, мл. Иванова via Tidepost"),
        ("小明", "王", "小明 王 via Tidepost"),
        ("Maja \u202egpj.exe", "\x07Nowak\u200b", "Maja gpj.exe Nowak via Tidepost"),
        ("<boss@bank.example>", "", "<boss@bank.example> via Tidepost"),
    ],
)
def test_a_name_is_a_name_whatever_stands_in_it(box, first, last, shown):
    owner = UserFactory(sdr=True, first_name=first, last_name=last, email="maja@tidepost.example")
    message = written_for(lead_of(owner))
    send_messages()
    [letter] = box.letters
    assert heads(letter) == (shown, OURS, "maja@tidepost.example")
    assert (letter["Bcc"], [name for name in letter if name == "From"], letter["To"]) == (
        None,
        ["From"],
        message.address,
    )


def test_a_name_beyond_measure_is_cut_and_goes_in_lines_that_every_server_takes(box):
    owner = UserFactory(sdr=True, first_name="Ł" * 150, last_name="Nowak", email="maja@tidepost.example")
    written_for(lead_of(owner))
    send_messages()
    [raw] = [str(value) for name, value in box.letters[0].raw_items() if name == "From"]
    assert str(make_header(decode_header(raw))) == f"{'Ł' * 100} via Tidepost <{OURS}>"
    assert max(map(len, raw.splitlines())) <= 78


def test_without_a_name_of_ours_the_person_stands_alone(box, maja):
    MailRule.objects.update(sender_name="")
    written_for(lead_of(maja))
    send_messages()
    assert heads(box.letters[0]) == ("Maja Nowak", OURS, "maja@tidepost.example")


def test_the_name_of_the_installation_serves_where_the_rule_of_mail_has_none(box, maja, settings):
    settings.DEFAULT_FROM_EMAIL = f"Tidepost Letters <{OURS}>"
    MailRule.objects.update(sender_name="")
    written_for(lead_of(maja))
    send_messages()
    assert heads(box.letters[0]) == ("Maja Nowak via Tidepost Letters", OURS, "maja@tidepost.example")


@pytest.mark.parametrize(
    "said", [None, {"is_active": False}, {"email": ""}, {"email": "maja@"}, {"email": "a@b.example,c@d.example"}]
)
def test_where_nobody_would_answer_the_letter_is_ours(box, said):
    lead = interested_lead(owner=UserFactory(sdr=True, **(said or {})))
    if said is None:
        LeadState.objects.filter(lead=lead).update(owner=None)
    written_for(lead)
    send_messages()
    assert heads(box.letters[0]) == ("Tidepost", OURS, None)


def test_sent_again_it_is_the_same_letter_whoever_has_the_lead_now(box, maja):
    lead = interested_lead(owner=maja)
    message = long_ago(written_for(lead))
    assign_lead(lead=lead, owner=UserFactory(sdr=True, first_name="Jonas"), by=maja)
    maja.last_name = "Nowak-Lis"
    maja.save()
    MailRule.objects.update(sender_name="Tidepost Ltd")
    send_again(message=message, by=maja)
    send_messages()
    assert heads(box.letters[0]) == ("Maja Nowak via Tidepost", OURS, "maja@tidepost.example")


def test_the_letter_to_oneself_shows_the_same_heads(box, maja):
    ines = UserFactory(marketing=True, email="ines@tidepost.example")
    send_test(template=MailTemplate.objects.first(), lead=lead_of(maja), language="en", by=ines)
    send_messages()
    [letter] = box.to("ines@tidepost.example")
    assert heads(letter) == ("Maja Nowak via Tidepost", OURS, "maja@tidepost.example")


def test_a_colleague_is_written_to_under_our_own_name(box, maja):
    to_colleague(maja)
    send_messages()
    assert heads(box.letters[0]) == ("", OURS, None)


@pytest.mark.parametrize(
    ("is_signed", "shown"),
    [
        (True, ("Maja Nowak via Tidepost", OURS, "maja@tidepost.example")),
        (False, ("Tidepost", OURS, "")),
    ],
)
def test_the_page_of_a_letter_says_both(client, box, maja, is_signed, shown):
    lead = interested_lead(owner=maja)
    message = written_for(lead) if is_signed else to_contact(lead)
    client.force_login(maja)
    context = client.get(reverse("pipeline:message_detail", args=[message.pk])).context
    assert (context["sender_name"], context["sender_address"], context["message"].reply_to) == shown
    assert Message.objects.get().address == lead.contact.email
