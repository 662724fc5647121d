"""Letters come back: nobody lives there, the box is full, somebody is on holiday, and Anna answers."""

import io
import mailbox
import sys
from email.message import EmailMessage
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from pipeline.actions.bounces import lift_bounce
from pipeline.capture.returned_mail import take_in
from pipeline.models import Bounce, Message, Signal
from tests.factories import UserFactory
from tests.pipeline.mail_stories import interested_lead, to_colleague, to_contact

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

REPORT = """From: MAILER-DAEMON@mx.brightloom.example
To: {to}
Date: Fri, 20 Nov 2026 10:00:00 +0000
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="cut"

--cut
Content-Type: text/plain

I am sorry to have to inform you.

--cut
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.brightloom.example

Final-Recipient: rfc822; anna@brightloom.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {answer}

--cut
Content-Type: {part}

{head}
--cut--
"""


@pytest.fixture
def letter():
    message = to_contact(interested_lead())
    message.refresh_from_db()
    return message


def report(letter, *, action="failed", status="5.1.1", to="leads@tidepost.example", part="message/rfc822", head=None):
    head = f"Message-ID: {letter.message_id}\nSubject: Ten ideas\n\nDear Anna" if head is None else head
    said = {"action": action, "status": status, "to": to, "part": part, "head": head}
    return REPORT.format(answer=f"550 {status} no such user", **said).encode()


def answer(letter, **heads):
    found = EmailMessage()
    said = {
        "From": "Anna Berg <anna@brightloom.example>",
        "In-Reply-To": letter.message_id,
        "Subject": "Re: Ten ideas",
    }
    for name, value in (said | heads).items():
        if value is not None:
            found[name.replace("_", "-")] = value
    found.set_content("Call me on Monday.")
    return found.as_bytes()


def signals(key):
    return Signal.objects.filter(type__key=key).count()


def test_nobody_lives_there(letter):
    for _time in range(2):
        assert take_in(report(letter)).was.value == "bounced"
    bounce = Bounce.objects.get()
    assert (bounce.message, bounce.contact, bounce.is_hard, bounce.answer, bounce.occurred_at.day) == (
        letter,
        letter.contact,
        True,
        "smtp; 550 5.1.1 no such user",
        20,
    )
    assert signals("hard_bounce") == 1


def test_the_head_alone_came_back(letter):
    assert take_in(report(letter, part="text/rfc822-headers")).message == letter


def test_nothing_came_back_but_the_address_it_went_under(letter):
    to = f"bounces+{letter.token.hex.upper()}@mail.tidepost.example"
    assert take_in(report(letter, to=to, part="text/plain", head="")).message == letter


@pytest.mark.parametrize(
    ("action", "status"),
    [("delayed", "4.2.2"), ("failed", "4.4.7"), ("failed", "5.2.2"), ("failed", "5.7.1")],
)
def test_what_says_nothing_about_the_address_is_noted(letter, action, status):
    assert take_in(report(letter, action=action, status=status)).was.value == "delayed"
    assert (Bounce.objects.get().is_hard, signals("hard_bounce")) == (False, 0)


def test_a_good_report_is_no_bounce(letter):
    assert take_in(report(letter, action="delivered", status="2.0.0")).was.value == "automatic"
    assert Bounce.objects.count() == 0


def test_a_report_about_a_letter_of_somebody_else(letter):
    assert take_in(report(SimpleNamespace(message_id="<other@shop.example>"))).was.value == "unknown"
    assert Bounce.objects.count() == 0


def test_anna_answers_once(letter):
    for _time in range(2):
        assert take_in(answer(letter, Date="Fri, 20 Nov 2026 10:00:00 +0100")).was.value == "reply"
    letter.refresh_from_db()
    assert (letter.replied_at.isoformat(), signals("personal_reply")) == ("2026-11-20T09:00:00+00:00", 1)


def test_anna_answers_an_answer(letter):
    heads = {"In_Reply_To": "<later@brightloom.example>", "References": f"<first@x.example> {letter.message_id}"}
    assert take_in(answer(letter, **{"In-Reply-To": None}, **heads)).message == letter


@pytest.mark.parametrize(
    "heads",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Precedence": "auto_reply"},
        {"X-Autoreply": "yes"},
        {"Return-Path": "<>"},
        {"From": "no-reply@brightloom.example"},
    ],
    ids=str,
)
def test_a_holiday_notice_is_no_answer(letter, heads):
    assert take_in(answer(letter, **heads)).was.value == "automatic"
    assert signals("personal_reply") == 0


def test_a_colleague_who_answers_all_is_no_buyer(letter):
    maja = UserFactory(sdr=True)
    assert take_in(answer(letter, From=maja.email)).was.value == "unknown"
    assert take_in(answer(to_colleague(maja))).was.value == "unknown"
    assert signals("personal_reply") == 0


@pytest.mark.parametrize("raw", [b"", b"\x00\xff\xfe", b"Content-Type: multipart/report\n\n--x", b"To: \xff+0@\n\nhi"])
def test_what_is_no_letter_at_all(raw):
    assert take_in(raw).was.value == "unknown"


def test_the_address_works_after_all(letter):
    maja = UserFactory(sdr=True)
    take_in(report(letter))
    assert lift_bounce(contact=letter.contact, by=maja) is True
    assert (Bounce.objects.standing().count(), Bounce.objects.get().lifted_by, signals("hard_bounce")) == (0, maja, 0)


def said(capsys, *args):
    call_command("read_bounces", *args)
    return capsys.readouterr().out.strip()


def test_one_letter_from_standard_input(letter, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(report(letter))))
    assert said(capsys) == "bounced: 1"


@pytest.mark.parametrize("kind", [mailbox.Maildir, mailbox.mbox])
def test_a_mailbox_of_them_and_what_was_not_understood_stays(letter, capsys, tmp_path, kind):
    path = tmp_path / "box"
    box = kind(path, create=True)
    for raw in (report(letter), answer(letter), b"From: x@y.example\nSubject: Hello\n\nHello"):
        box.add(raw)
    box.flush()
    box.close()
    assert said(capsys, str(path), "--delete") == "bounced: 1, reply: 1, unknown: 1"
    assert said(capsys, str(path)) == "unknown: 1"
    assert (Bounce.objects.count(), Message.objects.exclude(replied_at=None).count()) == (1, 1)


def test_a_mailbox_that_is_not_there():
    with pytest.raises(CommandError, match="There is no mailbox at /nowhere."):
        call_command("read_bounces", "/nowhere")
