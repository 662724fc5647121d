"""Anna wants no more letters: by the link, by her mail program's button, and back again."""

import pytest
from django.test import Client
from django.urls import reverse

from pipeline.actions.consent import record_consent
from pipeline.actions.erase import erase_contact
from pipeline.models import Consent, Signal
from pipeline.reports.mail_rules import consent_of
from pipeline.views.unsubscribe import masked
from tests.factories import UserFactory
from tests.pipeline.mail_stories import interested_lead, to_colleague, to_contact

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


@pytest.fixture
def letter():
    return to_contact(interested_lead())


@pytest.fixture
def stranger():
    """Somebody with a link and nothing else, who is asked for proofs as in a browser."""
    return Client(enforce_csrf_checks=True)


def address(letter):
    letter.refresh_from_db()
    return reverse("pipeline:unsubscribe", args=[letter.token])


def unsubscribed():
    return Signal.objects.filter(type__key="unsubscribed").count()


def test_a_look_changes_nothing(stranger, letter):
    page = stranger.get(address(letter))
    assert (page.status_code, consent_of(letter.contact), unsubscribed()) == (200, "unknown", 0)
    assert [word in page.content.decode() for word in ("a…@b….example", "anna", "Anna", "Brightloom")] == [
        True,
        False,
        False,
        False,
    ]


def test_a_click_stops_the_letters_and_lowers_the_score_once(stranger, letter):
    for _click in range(2):
        assert stranger.post(address(letter)).status_code == 200
    said = Consent.objects.get()
    assert (said.contact, said.state, said.source, unsubscribed()) == (letter.contact, "withdrawn", "link", 1)


def test_the_button_of_a_mail_program_needs_no_page(stranger, letter):
    response = stranger.post(address(letter), {"List-Unsubscribe": "One-Click"})
    assert (response.status_code, Consent.objects.get().source, unsubscribed()) == (204, "mail_program", 1)


@pytest.mark.parametrize("before", ["given", None])
def test_she_did_not_mean_it(stranger, letter, before):
    if before:
        record_consent(contact=letter.contact, state=before, source="form", by=None)
    stranger.post(address(letter))
    page = stranger.post(address(letter), {"undo": "1"})
    assert (page.status_code, consent_of(letter.contact), unsubscribed()) == (200, before or "unknown", 0)
    # And then she did.
    stranger.post(address(letter))
    assert (consent_of(letter.contact), unsubscribed()) == ("withdrawn", 1)


def test_what_she_told_a_colleague_no_link_takes_back(stranger, letter):
    maja = UserFactory(sdr=True)
    record_consent(contact=letter.contact, state=Consent.State.WITHDRAWN, source=Consent.Source.TOLD, by=maja)
    stranger.post(address(letter), {"undo": "1"})
    assert consent_of(letter.contact) == "withdrawn"


def test_the_page_speaks_the_language_of_the_letter(stranger, letter):
    letter.language = "pl"
    letter.save(update_fields=["language"])
    assert '<html lang="pl">' in stranger.get(address(letter)).content.decode()


def test_there_is_no_such_page_for_colleagues_guesses_and_erased_people(stranger, letter):
    told = to_colleague(UserFactory(sdr=True))
    assert stranger.get(address(told)).status_code == 404
    assert stranger.get(f"/unsubscribe/{letter.contact_id}/").status_code == 404
    erase_contact(contact=letter.contact, by=None)
    assert stranger.get(address(letter)).status_code == 404


def test_enough_for_its_owner_to_know_the_address():
    assert [masked(each) for each in ("anna.berg@shop.example", "a@b", "")] == ["a…@s….example", "a…@…b", "…@…"]
