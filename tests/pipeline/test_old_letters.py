"""What letters to contacts said goes after its time; that there was a letter stays, and none is written twice."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pipeline.actions import old_letters
from pipeline.actions.bounces import record_bounce
from pipeline.actions.consent import unsubscribe
from pipeline.actions.erase import erase_contact
from pipeline.actions.messages import send_again
from pipeline.actions.retention import keep_retention
from pipeline.models import Bounce, Consent, Erasure, Message, RetentionRule
from pipeline.models.do_not_contact import fingerprint
from pipeline.notify import write
from tests.factories import UserFactory
from tests.pipeline.mail_stories import interested_lead, to_colleague, to_contact

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]
NOW = datetime(2026, 11, 22, 3, 10, tzinfo=UTC)
OLD, YOUNG = NOW - timedelta(days=730, seconds=1), NOW - timedelta(days=730)
GONE = ("subject", "text", "html", "attachment", "error", "sender_name", "reply_to")


@pytest.fixture(autouse=True)
def night(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def anna():
    return interested_lead(owner=UserFactory(sdr=True, email="maja@tidepost.example"))


def letter(lead, at=OLD, state="sent", **said):
    """One that came to its end then."""
    message = to_contact(lead, sender_name="Maja Nowak via Tidepost", reply_to="maja@tidepost.example")
    moments = {"created_at": at, "sending_at": at, "sent_at": at if state == "sent" else None, "send_after": at}
    Message.objects.filter(pk=message.pk).update(state=state, **moments, **said)
    return Message.objects.get(pk=message.pk)


def again(message):
    return Message.objects.get(pk=message.pk)


def texts():
    return list(Message.objects.order_by("pk").values_list("text", flat=True))


def test_the_words_go_and_the_letter_stays(anna):
    before = letter(anna, html="<p>Dear Anna</p>", attachment="Anna", error="550 anna@brightloom.example")
    assert keep_retention()["letters"] == 1
    after = again(before)
    assert [getattr(after, name) for name in GONE] == [""] * len(GONE)
    assert after.address == f"removed:{fingerprint('anna@brightloom.example')}"
    kept = ("kind", "cause", "state", "sent_at", "created_at", "contact", "lead", "message_id", "token", "tries")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert (after.emptied_at, Erasure.objects.get().cause, Erasure.objects.get().counts) == (
        timezone.now(),
        "retention",
        {"letters": 1},
    )


@pytest.mark.parametrize(
    ("state", "at", "goes"),
    [
        ("sent", OLD, 1),
        ("sent", YOUNG, 0),
        ("failed", OLD, 1),
        ("withheld", OLD, 1),
        ("withheld", YOUNG, 0),
        # What waits is still to go, and what is unsure somebody still has to decide.
        ("waiting", OLD, 0),
        ("sending", OLD, 0),
    ],
)
def test_only_what_is_over_and_old_goes(anna, state, at, goes):
    message = letter(anna, at, state, withheld_for="bounced" if state == "withheld" else "")
    assert keep_retention()["letters"] == goes
    assert (again(message).state, texts()) == (state, [""] if goes else ["Dear Anna,"])


def test_what_was_sent_again_lately_is_not_old(anna):
    message = letter(anna)
    Message.objects.filter(pk=message.pk).update(sent_at=YOUNG, sending_at=YOUNG)
    assert keep_retention()["letters"] == 0


def test_letters_to_colleagues_stay(anna):
    message = to_colleague(anna.state.owner)
    Message.objects.filter(pk=message.pk).update(state="sent", sent_at=OLD, created_at=OLD)
    assert keep_retention()["letters"] == 0


def test_an_empty_period_keeps_for_ever(anna):
    letter(anna)
    RetentionRule.objects.filter(kind="letters").update(days=None)
    keep_retention()
    assert texts() == ["Dear Anna,"]


def test_the_same_cause_writes_to_nobody_twice(anna):
    message = letter(anna)
    keep_retention()
    again_to_her = {"kind": "nurture", "address": " Anna@Brightloom.example", "cause": message.cause}
    assert write(**again_to_her, subject="Ten ideas", text="Dear Anna,") is False
    assert Message.objects.count() == 1


def test_nobody_sends_what_has_no_words_any_more(anna):
    message = letter(anna, state="failed")
    keep_retention()
    assert send_again(message=message, by=None) is False
    assert again(message).state == "failed"


def test_a_night_that_is_cut_short_goes_on_in_the_next(anna, monkeypatch):
    monkeypatch.setattr(old_letters, "LETTERS_AT_ONCE", 2)
    for _letter in range(5):
        letter(anna)
    first = Message.objects.order_by("pk").first()
    record_bounce(message=first, is_hard=False, answer="452 anna@brightloom.example is full")
    create, calls = Erasure.objects.create, []

    def die_in_the_second(**said):
        calls.append(said)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return create(**said)

    monkeypatch.setattr(Erasure.objects, "create", die_in_the_second)
    with pytest.raises(KeyboardInterrupt):
        keep_retention()
    assert texts() == ["", "", *["Dear Anna,"] * 3]
    monkeypatch.setattr(Erasure.objects, "create", create)
    assert [keep_retention()["letters"], keep_retention()["letters"]] == [3, 0]
    assert (texts(), Bounce.objects.get().answer) == ([""] * 5, "")
    assert [erasure.counts for erasure in Erasure.objects.order_by("pk")] == [
        {"letters": 2}, {"letters": 2}, {"letters": 1},
    ]  # fmt: skip


def test_a_dry_run_changes_nothing(anna):
    letter(anna)
    assert keep_retention(is_dry=True)["letters"] == 1
    assert texts() == ["Dear Anna,"]


def test_what_was_erased_with_a_person_stays_as_it_is(anna):
    message = letter(anna)
    erase_contact(contact=anna.contact, by=None)
    assert keep_retention()["letters"] == 0
    assert again(message).address == f"erased:{message.pk}"


def test_a_report_that_comes_very_late_still_means_her_address(anna):
    message = letter(anna)
    keep_retention()
    record_bounce(message=again(message), is_hard=True, answer="5.1.1 nobody")
    assert Bounce.objects.standing().of_address("anna@brightloom.example").count() == 1


def test_the_link_in_an_old_letter_still_works(anna, client):
    message = letter(anna)
    keep_retention()
    page = client.get(reverse("pipeline:unsubscribe", args=[message.token]))
    assert page.context["address"] == "a…@b….example"
    assert unsubscribe(message=again(message), source=Consent.Source.LINK) is True


def test_pages_say_that_it_went(anna, client):
    letter(anna)
    message = letter(anna, state="failed")
    keep_retention()
    client.force_login(UserFactory(admin=True))
    detail = client.get(reverse("pipeline:message_detail", args=[message.pk]))
    assert (detail.context["text"], detail.context["may_send_again"]) == ("", False)
    assert "were removed on Nov. 22, 2026" in detail.content.decode()
    listed = client.get(reverse("pipeline:message_list")).content.decode()
    lead = client.get(reverse("pipeline:lead_detail", args=[anna.pk])).content.decode()
    assert [page.count(">Text removed<") for page in (detail.content.decode(), listed, lead)] == [1, 2, 1]
    assert [page.count("removed:") for page in (detail.content.decode(), listed, lead)] == [0, 0, 0]
