"""Letters on pages: who reads which, what is unsure comes first, sent again by a click, and what is set up."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from pipeline.actions.bounces import record_bounce
from pipeline.actions.consent import record_consent
from pipeline.actions.merge import merge_records
from pipeline.actions.messages import send_messages
from pipeline.models import Bounce, Consent, Message
from tests.factories import ContactFactory, LeadFactory, TeamFactory, UserFactory
from tests.pipeline.mail_stories import at_any_hour, interested_lead, long_ago, to_colleague, to_contact

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


@pytest.fixture
def maja(client):
    maja = UserFactory(sdr=True, team=TeamFactory(), first_name="Maja")
    client.force_login(maja)
    return maja


@pytest.fixture
def anna(maja):
    at_any_hour()
    return interested_lead(owner=maja)


def page(client, **said):
    return client.get(reverse("pipeline:message_list"), said).context


def listed(context, name="letters"):
    return [each["message"] for each in context[name]]


def opened(client, message):
    return client.get(reverse("pipeline:message_detail", args=[message.pk]))


def press(client, name, message):
    return client.post(reverse(f"pipeline:{name}", args=[message.pk]))


def told(response):
    """The newest word; none has been read yet."""
    return str(list(get_messages(response.wsgi_request))[-1])


def test_her_own_digest_letters_about_her_leads_and_nobody_elses(client, maja, anna):
    claire = UserFactory(sdr=True)
    to_colleague(claire)
    to_contact(LeadFactory(owner=claire))
    mine, hers = to_colleague(maja), to_contact(anna)
    assert listed(page(client)) == [hers, mine]
    client.force_login(UserFactory(marketing=True))
    assert len(listed(page(client))) == 4


def test_narrowed_by_state_kind_lead_and_words(client, maja, anna):
    waiting, lost, sent = to_contact(anna), long_ago(to_colleague(maja)), to_colleague(maja)
    Message.objects.filter(pk=sent.pk).update(state="sent", sent_at=sent.created_at, subject="Ten ideas for spring")
    assert listed(page(client, state="unsure")) == [lost]
    assert listed(page(client, state="sending")) == []
    assert listed(page(client, kind="nurture")) == [waiting]
    assert listed(page(client, lead=anna.pk)) == [waiting]
    assert listed(page(client, q="SPRING")) == [sent]
    assert listed(page(client, state="nonsense", kind="nonsense", lead="nonsense")) == [sent, lost, waiting]


def test_what_is_unsure_stands_first_and_is_decided_by_a_click(client, maja):
    first, second = long_ago(to_colleague(maja)), long_ago(to_colleague(maja))
    assert listed(page(client), "unsure") == [second, first]
    assert opened(client, first).context["may_send_again"] is True
    assert told(press(client, "message_again", first)) == "It goes out again, under the same Message-ID."
    assert told(press(client, "message_arrived", second)) == "Noted: it has arrived."
    assert [Message.objects.get(pk=each.pk).state for each in (first, second)] == ["waiting", "sent"]
    assert told(press(client, "message_again", second)) == (
        "It is on its way already, or has arrived; nothing was changed."
    )


def test_a_colleague_reads_and_does_not_send_again(client, maja, anna):
    message = long_ago(to_contact(anna))
    client.force_login(UserFactory(sdr=True, team=maja.team))
    assert (opened(client, message).status_code, opened(client, message).context["may_send_again"]) == (200, False)
    assert [press(client, name, message).status_code for name in ("message_again", "message_arrived")] == [404, 404]
    client.force_login(UserFactory(sdr=True))
    assert opened(client, message).status_code == 404


def test_the_letter_as_its_reader_sees_it(client, maja, anna):
    message = to_contact(anna, html="<p>Dear <b>Anna</b></p>")
    record_bounce(message=message, is_hard=True, answer="5.1.1 nobody")
    context = opened(client, message).context
    message.refresh_from_db()
    assert context["text"].startswith("Dear Anna,\n\n-- \n")
    assert [str(message.token) in context["text"], context["has_html"]] == [True, True]


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_no_more_for_many_letters(client, maja, anna, number, django_assert_num_queries):
    for _letter in range(number):
        to_contact(anna)
        long_ago(to_colleague(maja))
    with django_assert_num_queries(5):
        assert len(listed(page(client))) == min(2 * number, 50)


def test_a_letter_that_went_out_stands_in_the_activity(client, maja, anna, post_office):
    to_contact(anna, subject="Ten ideas for autumn")
    before = client.get(reverse("pipeline:lead_detail", args=[anna.pk])).content.decode()
    send_messages()
    after = client.get(reverse("pipeline:lead_detail", args=[anna.pk])).content.decode()
    assert [html.count('data-event="message"') for html in (before, after)] == [0, 1]


def test_an_admin_tries_the_server_and_reads_its_answer(client, post_office, settings):
    settings.EMAIL_HOST_PASSWORD = "very secret"
    ada = UserFactory(admin=True, email="ada@tidepost.example")
    client.force_login(ada)
    post_office.box.refused["ada@tidepost.example"] = "550 5.1.1 who is Ada"
    settings.EMAIL_HOST_USER = ""
    context = client.post(reverse("pipeline:mail_setup")).context
    assert (context["tried"]["was_sent"], context["tried"]["answer"]) == (False, "550 5.1.1 who is Ada")
    post_office.box.refused.clear()
    response = client.post(reverse("pipeline:mail_setup"))
    assert (response.context["tried"]["was_sent"], response.context["tried"]["answer"]) == (True, "250 2.0.0 taken")
    assert post_office.box.addresses == ["ada@tidepost.example"]
    assert "very secret" not in response.content.decode()


def test_who_has_no_address_is_told_so(client):
    client.force_login(UserFactory(admin=True, email=""))
    assert client.post(reverse("pipeline:mail_setup")).context["tried"] is None


def test_what_anna_said_is_noted_with_who_heard_it(client, maja, anna):
    address = reverse("pipeline:contact_consent", args=[anna.contact_id])
    assert client.get(address).context["form"]["state"].value() == "unknown"
    response = client.post(address, {"state": "given", "source": "told", "note": "On the phone"})
    assert response.url == reverse("pipeline:contact_detail", args=[anna.contact_id])
    said = Consent.objects.get()
    assert (said.state, said.source, said.note, said.by) == ("given", "told", "On the phone", maja)
    assert client.get(response.url).context["letters"].consent == said


def test_nobody_says_that_she_clicked_a_link(client, maja, anna):
    address = reverse("pipeline:contact_consent", args=[anna.contact_id])
    response = client.post(address, {"state": "given", "source": "link", "note": "Kept"})
    assert (list(response.context["form"].errors), response.context["form"]["note"].value()) == (["source"], "Kept")
    assert Consent.objects.count() == 0


def test_an_address_that_bounced_is_shown_and_can_be_trusted_again(client, maja, anna):
    record_bounce(message=to_contact(anna), is_hard=True, answer="5.1.1 nobody")
    detail = reverse("pipeline:contact_detail", args=[anna.contact_id])
    assert client.get(detail).context["letters"].bounce == Bounce.objects.get()
    client.post(reverse("pipeline:contact_bounce_lift", args=[anna.contact_id]))
    assert client.get(detail).context["letters"].bounce is None


def test_what_she_said_stays_when_two_records_of_her_are_made_one(maja, anna):
    other = ContactFactory(company=anna.company, name="A. Berg")
    record_consent(contact=other, state="withdrawn", source="told", by=maja)
    merge_records(kind="contact", kept=anna.contact, merged=other, taken=[], by=maja)
    assert Consent.objects.get().contact == anna.contact
