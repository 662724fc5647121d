"""What they ask for is not yet what they need: Ola keeps both apart, and every page shows both."""

import pytest
from django.urls import reverse

from pipeline.actions.erase import erase_contact
from pipeline.models import Answer
from pipeline.reports.call_state import call_record, summary_text
from pipeline.reports.call_state.values import value_words
from tests.factories import LeadFactory, UserFactory
from tests.pipeline.call_stories import answer, begin
from tests.pipeline.test_call_end import end

pytestmark = pytest.mark.django_db

ASKED, EFFECT = "templates for the newsletter", "orders on a Tuesday too"
BOTH = f"asked for: {ASKED}; to change: {EFFECT}"


@pytest.fixture
def ola(shipped):
    return UserFactory(sdr=True, first_name="Ola")


@pytest.fixture
def lead(ola):
    return LeadFactory(owner=ola, company__name="Baltic Yarn", contact__name="Ewa Zając")


@pytest.fixture
def call(lead, ola):
    return begin(lead, ola)


@pytest.fixture
def desk(client, ola):
    client.force_login(ola)
    return client


def test_both_halves_are_kept_apart(desk, call):
    answer(desk, call, criterion="need", asked=ASKED, effect=EFFECT)
    assert Answer.objects.get().value == {"asked": ASKED, "effect": EFFECT}


def test_the_half_that_was_said_is_heard_and_the_other_is_named_as_unknown(desk, call):
    response = answer(desk, call, criterion="need", asked=ASKED)
    kept = Answer.objects.get()
    assert (kept.rating, kept.evidence, kept.value) == (3, "heard", {"asked": ASKED})
    assert f"asked for: {ASKED}; its effect is not known yet" in response.json()["html"]


def test_an_effect_alone_and_an_answer_from_before_read_as_what_they_are():
    assert value_words({"effect": EFFECT}) == f"to change: {EFFECT}"
    assert value_words({"words": "Templates"}) == "Templates"


def test_a_need_that_stands_is_in_its_fields_again(desk, call):
    answer(desk, call, criterion="need", asked=ASKED, effect=EFFECT)
    page = desk.get(reverse("pipeline:call", args=[call.pk]) + "?ask=need")
    shown = page.context["current"].shown
    assert (shown["asked"], shown["effect"]) == (ASKED, EFFECT)


@pytest.mark.parametrize("place", ["call_history", "lead_detail", "lead_brief", "company_detail"])
def test_every_page_that_tells_the_answer_tells_both(desk, call, lead, place):
    answer(desk, call, criterion="need", asked=ASKED, effect=EFFECT)
    keys = {"call_history": [call.pk, "need"], "company_detail": [lead.company_id]}
    page = desk.get(reverse(f"pipeline:{place}", args=keys.get(place, [lead.pk])))
    assert BOTH in page.content.decode()


def test_the_summary_tells_both(desk, call):
    answer(desk, call, criterion="need", asked=ASKED, effect=EFFECT)
    end(desk, call)
    page = desk.get(reverse("pipeline:call", args=[call.pk]))
    assert BOTH in page.content.decode()
    call.refresh_from_db()
    assert BOTH in summary_text(call_record(call))


def test_whoever_is_erased_is_in_neither_half(desk, call, lead, ola):
    answer(desk, call, criterion="need", asked="Templates, says Ewa Zając", effect="Ewa Zając leaves at five")
    erase_contact(contact=lead.contact, by=UserFactory(admin=True))
    assert Answer.objects.get().value == {"asked": "Templates, says [erased]", "effect": "[erased] leaves at five"}
