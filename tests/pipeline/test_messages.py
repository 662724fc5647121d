"""Letters leave: once, in their hours, not to those who must be left alone, and what the server says is kept."""

from datetime import UTC, datetime, time, timedelta

import pytest
from aiosmtpd.smtp import AuthResult
from django.utils import timezone

from pipeline.actions import messages
from pipeline.actions.consent import record_consent
from pipeline.actions.do_not_contact import leave_alone
from pipeline.actions.erase import erase_contact
from pipeline.actions.messages import claim, has_arrived, send_again, send_messages, send_test
from pipeline.models import Bounce, Consent, MailRule, Message, Signal
from pipeline.notify import write
from tests.factories import UserFactory
from tests.pipeline.mail_stories import at_any_hour, interested_lead, long_ago, to_colleague, to_contact
from tests.smtp import PostOffice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


@pytest.fixture
def maja():
    return UserFactory(sdr=True, email="maja@tidepost.example")


@pytest.fixture
def anna():
    """Anna's lead; mail goes at any hour."""
    at_any_hour()
    return interested_lead()


@pytest.fixture
def box(post_office):
    return post_office.box


def again(message):
    return Message.objects.get(pk=message.pk)


def states():
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_a_letter_goes_out_and_says_so(box, maja):
    message = to_colleague(maja, text="Call them today.\nTheir shop opens at nine.")
    send_messages()
    [letter] = box.letters
    assert (letter["To"], letter["From"], letter["Subject"], letter["Message-ID"]) == (
        "maja@tidepost.example",
        "leads@tidepost.example",
        "Brightloom is yours",
        message.message_id,
    )
    assert letter.get_content().strip() == "Call them today.\nTheir shop opens at nine."
    assert letter["Auto-Submitted"] == "auto-generated"
    sent = again(message)
    assert (sent.state, sent.tries, sent.error, sent.sent_at >= sent.sending_at) == ("sent", 1, "", True)


def test_one_connection_for_many_letters_in_the_order_in_which_they_were_due(box, maja):
    for number in range(5):
        to_colleague(maja, subject=f"Letter {number}")
    send_messages()
    assert [letter["Subject"] for letter in box.letters] == [f"Letter {number}" for number in range(5)]
    assert box.connections == 1


def test_text_html_and_a_calendar_file(box, maja):
    to_colleague(maja, html="<p>Call <b>them</b></p>", attachment=("review.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n"))
    send_messages()
    [letter] = box.letters
    assert [part.get_content_type() for part in letter.walk() if not part.is_multipart()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert [part.get_filename() for part in letter.iter_attachments()] == ["review.ics"]


def test_letters_in_every_script_and_a_forged_head(box, maja):
    to_colleague(maja, subject="Zażółć gęślą\r\nBcc: all@shop.example", text="你好，领导")
    send_messages()
    [letter] = box.letters
    assert (letter["Subject"], letter["Bcc"]) == ("Zażółć gęślą Bcc: all@shop.example", None)
    assert letter.get_content().strip() == "你好，领导"


def test_the_same_cause_is_told_once(box, maja):
    said = {"kind": "hand_off", "address": maja.email, "cause": "hand-off:7", "subject": "Yours", "text": "Now"}
    assert [write(**said), write(**said)] == [True, False]
    send_messages()
    send_messages()
    assert len(box.letters) == 1


def test_a_server_that_does_not_answer_lets_everything_wait(post_office, maja):
    post_office.close()
    later, now = to_colleague(maja, send_after=timezone.now() + timedelta(days=1)), to_colleague(maja)
    send_messages()
    waiting = again(now)
    assert (waiting.state, waiting.tries, "refused" in waiting.error) == ("waiting", 1, True)
    assert timedelta(seconds=50) < waiting.send_after - timezone.now() <= timedelta(minutes=1)
    assert again(later).tries == 0
    post_office.open()
    Message.objects.filter(pk=now.pk).update(send_after=timezone.now())
    send_messages()
    assert [letter["Message-ID"] for letter in post_office.box.letters] == [now.message_id]
    assert (again(now).state, again(now).error) == ("sent", "")


def test_a_server_that_is_gone_for_days_is_given_up(post_office, maja):
    post_office.close()
    message = to_colleague(maja)
    for _try in range(9):
        Message.objects.update(send_after=timezone.now())
        send_messages()
    assert (again(message).state, again(message).tries) == ("failed", 9)
    send_messages()
    assert again(message).tries == 9


def test_a_mailbox_that_is_full_is_tried_again_later_and_the_others_are_not_held_up(box, maja):
    box.refused["maja@tidepost.example"] = "452 4.2.2 mailbox full"
    jonas = UserFactory(sdr=True)
    full, other = to_colleague(maja), to_colleague(jonas)
    pauses = []
    for _try in range(3):
        send_messages()
        pauses.append(round((again(full).send_after - timezone.now()).total_seconds() / 60))
        Message.objects.filter(pk=full.pk).update(send_after=timezone.now())
    assert (pauses, again(full).state, again(full).error) == ([1, 5, 30], "waiting", "452 4.2.2 mailbox full")
    assert (again(other).state, Bounce.objects.count()) == ("sent", 0)


def test_an_address_where_nobody_lives_fails_and_is_not_written_to_again(box, anna):
    box.refused[anna.contact.email] = "550 5.1.1 no such user"
    first = to_contact(anna)
    send_messages()
    assert (again(first).state, again(first).error) == ("failed", "550 5.1.1 no such user")
    bounce = Bounce.objects.get()
    assert (bounce.contact, bounce.message, bounce.is_hard) == (anna.contact, first, True)
    assert [signal.type.key for signal in anna.signals.latest_first()][:1] == ["hard_bounce"]
    second = to_contact(anna)
    send_messages()
    assert (again(second).state, again(second).withheld_for) == ("withheld", "bounced")


def test_a_new_address_has_not_bounced(box, anna):
    box.refused[anna.contact.email] = "550 5.1.1 no such user"
    to_contact(anna)
    send_messages()
    # A list that writes it in capitals brings no other address.
    anna.contact.email = anna.contact.email.upper()
    anna.contact.save()
    assert Signal.objects.filter(type__key="hard_bounce").count() == 1
    anna.contact.email = "anna.berg@brightloom.example"
    anna.contact.save()
    assert not Signal.objects.filter(type__key="hard_bounce").exists()
    message = to_contact(anna)
    send_messages()
    assert again(message).state == "sent"


def test_a_letter_that_is_refused_for_what_it_says_is_no_word_about_the_address(box, anna):
    box.answers[anna.contact.email] = "554 5.7.1 looks like spam"
    message = to_contact(anna)
    send_messages()
    assert (again(message).state, Bounce.objects.get().is_hard) == ("failed", False)
    assert not Signal.objects.filter(type__key="hard_bounce").exists()


def test_a_server_that_may_not_relay_says_nothing_about_the_address(box, anna):
    box.refused[anna.contact.email] = "550 5.7.1 relaying denied"
    to_contact(anna)
    send_messages()
    assert Bounce.objects.get().is_hard is False


def test_a_line_that_goes_dead_after_the_letter_was_given_leaves_it_unsure(box, maja):
    box.silent.add(maja.email)
    message, other = to_colleague(maja), to_colleague(UserFactory(sdr=True))
    send_messages()
    assert (again(message).state, again(message).is_unsure, len(box.to(maja.email))) == ("sending", True, 1)
    assert again(other).state == "sent"
    send_messages()
    assert len(box.to(maja.email)) == 1


def test_what_a_dead_worker_left_is_unsure_and_nothing_resends_it(box, maja):
    message = long_ago(to_colleague(maja))
    send_messages()
    assert (again(message).state, again(message).is_unsure, box.letters) == ("sending", True, [])


def test_what_is_being_sent_right_now_is_left_to_its_worker(box, maja):
    message = to_colleague(maja)
    assert claim(MailRule.in_force()) == message
    assert claim(MailRule.in_force()) is None
    assert (again(message).is_unsure, send_again(message=message, by=maja), has_arrived(message=message, by=maja)) == (
        False,
        False,
        False,
    )


def test_a_person_sends_it_again_under_the_same_id(box, maja):
    message = long_ago(to_colleague(maja))
    assert send_again(message=message, by=maja) is True
    assert send_again(message=message, by=maja) is False
    send_messages()
    assert [letter["Message-ID"] for letter in box.letters] == [message.message_id]
    assert again(message).state == "sent"


def test_a_person_knows_that_it_came(box, maja):
    message = long_ago(to_colleague(maja))
    assert (has_arrived(message=message, by=maja), has_arrived(message=message, by=maja)) == (True, False)
    assert (again(message).state, again(message).sent_at) == ("sent", message.sending_at)
    assert send_again(message=message, by=maja) is False


def test_a_worker_that_comes_back_late_does_not_overrule_a_person(box, maja):
    message = to_colleague(maja)
    claimed = claim(MailRule.in_force())
    long_ago(message)
    send_again(message=message, by=maja)
    messages.end(claimed, state="sent", sent_at=timezone.now())
    assert again(message).state == "waiting"


def leave(anna):
    leave_alone(contact=anna.contact, by=None)


def withdraw(anna):
    record_consent(contact=anna.contact, state=Consent.State.WITHDRAWN, source=Consent.Source.TOLD, by=None)


def never_turned_to_us(anna):
    Signal.objects.all().delete()


def ask_for_consent(anna):
    MailRule.objects.update(needs=MailRule.Needs.CONSENT)


def erase(anna):
    erase_contact(contact=anna.contact, by=None)


@pytest.mark.parametrize(
    ("meanwhile", "cause"),
    [
        (leave, "do_not_contact"),
        (withdraw, "unsubscribed"),
        (never_turned_to_us, "no_interest"),
        (ask_for_consent, "no_consent"),
        (erase, "erased"),
    ],
)
def test_what_has_changed_since_it_was_written_holds_when_it_is_sent(box, anna, meanwhile, cause):
    message = to_contact(anna)
    meanwhile(anna)
    send_messages()
    assert (again(message).state, again(message).withheld_for, box.letters) == ("withheld", cause, [])


def test_who_agreed_gets_letters_where_consent_is_asked(box, anna):
    ask_for_consent(anna)
    record_consent(contact=anna.contact, state=Consent.State.GIVEN, source=Consent.Source.FORM, by=None)
    to_contact(anna)
    send_messages()
    assert states() == ["sent"]


def test_a_colleague_who_has_left_gets_nothing(box, maja):
    message = to_colleague(maja)
    maja.is_active = False
    maja.save()
    send_messages()
    assert (again(message).withheld_for, box.letters) == ("left", [])


def test_a_digest_that_the_server_did_not_take_all_day_is_no_news_any_more(box, maja):
    morning = to_colleague(maja, kind="digest")
    Message.objects.update(created_at=timezone.now() - timedelta(hours=13))
    to_colleague(maja, kind="digest")
    send_messages()
    assert (again(morning).withheld_for, len(box.letters)) == ("late", 1)


def test_a_withheld_letter_is_asked_again_when_somebody_wants_it(box, anna, maja):
    message = to_contact(anna)
    withdraw(anna)
    send_messages()
    assert send_again(message=message, by=maja) is True
    send_messages()
    assert again(message).withheld_for == "unsubscribed"
    record_consent(contact=anna.contact, state=Consent.State.GIVEN, source=Consent.Source.TOLD, by=maja)
    send_again(message=message, by=maja)
    send_messages()
    assert again(message).state == "sent"


FRIDAY = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "at", "goes"),
    [
        # Anna in Warsaw is an hour ahead of UTC in winter.
        ("Europe/Warsaw", time(6, 59), FRIDAY.replace(hour=7)),
        ("Europe/Warsaw", time(7), None),
        ("Europe/Warsaw", time(16, 59), None),
        ("Europe/Warsaw", time(17), FRIDAY.replace(day=23, hour=7)),
        # In Auckland it is Saturday already.
        ("Pacific/Auckland", time(12), FRIDAY.replace(day=22, hour=19)),
        ("America/New_York", time(12), FRIDAY.replace(hour=13)),
        ("", time(6), FRIDAY.replace(hour=7)),
    ],
)
def test_letters_to_contacts_wait_for_the_readers_morning(post_office, time_machine, zone, at, goes):
    lead = interested_lead(contact__time_zone=zone)
    now = datetime.combine(FRIDAY, at, UTC)
    time_machine.move_to(now, tick=False)
    message = to_contact(lead)
    send_messages()
    found = again(message)
    assert (found.state, found.tries) == (("waiting", 0) if goes else ("sent", 1))
    assert found.send_after == (goes or now)


def test_a_colleague_is_written_to_at_night(box, maja, time_machine):
    time_machine.move_to(FRIDAY.replace(hour=2), tick=False)
    to_colleague(maja)
    send_messages()
    assert states() == ["sent"]


def test_nobody_gets_more_letters_a_week_than_the_rule_says(box, anna, time_machine):
    MailRule.objects.update(most_per_week=2)
    time_machine.move_to(FRIDAY, tick=False)
    letters = [to_contact(anna) for _letter in range(3)]
    send_messages()
    assert states() == ["sent", "sent", "waiting"]
    assert again(letters[2]).send_after == FRIDAY + timedelta(days=7)
    # It is kept for then, and goes then.
    time_machine.move_to(FRIDAY + timedelta(days=7, seconds=1), tick=False)
    send_messages()
    assert states() == ["sent", "sent", "sent"]


def test_below_a_letter_to_a_contact_stands_who_we_are_and_how_to_stop_it(box, anna, settings):
    settings.LEADQUAL_URL = "https://leads.tidepost.example"
    MailRule.objects.update(sender_name="Tidepost", postal_address="ul. Portowa 1, Gdańsk")
    message = to_contact(anna, language="pl", html="<html><body><p>Dear Anna</p></body></html>")
    send_messages()
    [letter] = box.letters
    address = f"https://leads.tidepost.example/unsubscribe/{message.token}/"
    text = letter.get_body(("plain",)).get_content()
    html = letter.get_body(("html",)).get_content()
    heads = ("From", "List-Unsubscribe", "List-Unsubscribe-Post", "Content-Language")
    assert tuple(letter[head].strip() for head in heads) == (
        "Tidepost <leads@tidepost.example>",
        f"<{address}>",
        "List-Unsubscribe=One-Click",
        "pl",
    )
    assert text.startswith("Dear Anna,\n\n-- \nTidepost\nul. Portowa 1, Gdańsk\n")
    assert [address in text, f'href="{address}"' in html, html.count("</body>")] == [True, True, 1]
    assert html.index("Portowa") < html.index("</body>")


def test_to_colleagues_no_footer(box, maja):
    to_colleague(maja)
    send_messages()
    assert box.letters[0]["List-Unsubscribe"] is None


def test_what_cannot_be_delivered_goes_back_under_the_letters_own_address(box, maja, settings):
    settings.BOUNCE_ADDRESS = "bounces@mail.tidepost.example"
    message = to_colleague(maja)
    send_messages()
    assert box.senders == [f"bounces+{again(message).token.hex}@mail.tidepost.example"]


def test_a_test_letter_tells_what_the_server_said(post_office, maja):
    message, answer = send_test(to=maja, subject="A test", text="It works.")
    assert (message.state, answer) == ("sent", "250 2.0.0 taken")
    post_office.box.refused[maja.email] = "550 5.1.1 no such user"
    message, answer = send_test(to=maja, subject="A test", text="It works.")
    assert (message.state, answer) == ("failed", "550 5.1.1 no such user")
    post_office.close()
    message, answer = send_test(to=maja, subject="A test", text="It works.")
    assert (message.state, "refused" in answer) == ("failed", True)
    assert Message.objects.due().count() == 0


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_server_that_asks_for_a_password(maja, settings):
    def judge(server, session, envelope, mechanism, auth):
        return AuthResult(success=(auth.login, auth.password) == (b"maja", b"secret"), handled=False)

    office = PostOffice(authenticator=judge, auth_required=True, auth_require_tls=False)
    office.open()
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_HOST_USER = "127.0.0.1", office.port, "maja"
    try:
        settings.EMAIL_HOST_PASSWORD = "wrong"
        message = to_colleague(maja)
        send_messages()
        assert (again(message).state, again(message).error.startswith("535 ")) == ("waiting", True)
        settings.EMAIL_HOST_PASSWORD = "secret"
        Message.objects.update(send_after=timezone.now())
        send_messages()
        assert (again(message).state, len(office.box.letters)) == ("sent", 1)
    finally:
        office.close()
