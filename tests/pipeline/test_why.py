"""Why this score: of any day, and what has changed between two."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils.translation import gettext, override

from accounts.calendar import home_day
from frameworks_app.actions.publish import publish
from frameworks_app.models import Category, SignalType
from pipeline.actions.erase import erase_contact
from pipeline.actions.overrides import lift_override, override_category
from pipeline.models import RetentionRule
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import AnswerFactory, LeadFactory, SignalFactory, TeamFactory, UserFactory
from tests.pipeline.scoring.histories import World, clock, instant

pytestmark = pytest.mark.usefixtures("shipped")

MONDAY = date(2026, 3, 23)
TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 3))


@pytest.fixture
def maja(client):
    maja = UserFactory(sdr=True, team=TeamFactory(), first_name="Maja", last_name="Nowak")
    client.force_login(maja)
    return maja


@pytest.fixture
def lead(maja):
    """Came on Monday, asked for a demo on Tuesday, told the budget on Wednesday; new rules on Thursday."""
    World.begin(MONDAY)
    with clock(instant(MONDAY, time(12))):
        lead = LeadFactory(owner=maja)
        rescore_all_marked()
    with clock(instant(TUESDAY, time(12))):
        SignalFactory(lead=lead, type=SignalType.objects.get(key="demo_request"))
        rescore_all_marked()
    with clock(instant(WEDNESDAY, time(12))):
        AnswerFactory(lead=lead, key="budget", rating=4, evidence="confirmed")
        rescore_all_marked()
    with clock(instant(THURSDAY, time(12))):
        SignalType.objects.filter(key="demo_request").update(points=60, cap=60)
        publish(by=None, note="Demo requests are worth more")
    return lead


def why(client, lead, **asked):
    return client.get(reverse("pipeline:lead_why", args=[lead.pk]), asked)


def test_a_day_shows_what_was_shown_then(client, lead):
    context = why(client, lead, on="2026-03-24").context
    assert (context["score"].score.engagement, context["score"].score.qual_low) == (40_000_000, 0)
    assert [version.note for version in context["versions"]] == ["Shipped definitions"]
    assert (context["previous"], context["next"]) == (MONDAY, WEDNESDAY)


def test_before_the_lead_came_the_page_says_so(client, lead):
    page = why(client, lead, on="2026-03-22")
    assert page.context["absence"] == "This lead did not exist yet: it was recorded on March 23, 2026."
    assert "No score on March 22, 2026" in page.content.decode()


def test_before_the_first_version_the_page_says_so(client, lead):
    assert (
        why(client, lead, on="2026-01-01").context["absence"].startswith("On that day there was no scoring model yet")
    )


def test_what_changed_is_told_line_by_line(client, lead):
    parts = {part.key: part for part in why(client, lead, since="2026-03-24", on="2026-03-25").context["changes"]}
    (row,) = parts["qualification"].rows
    assert (row.label, row.old, row.new[:1], row.amount) == ("Budget", "not known", "4", "low end +4, high end ±0")
    assert parts["qualification"].total == "low end +4, high end ±0"
    assert [(each.label, each.old, each.new, each.amount) for each in parts["qualification"].after] == [
        ("Of 100", "0–100", "25–100", "low end +25, high end ±0")
    ]
    (faded,) = parts["engagement"].rows
    assert (faded.label, faded.old, faded.amount, faded.note) == (
        "Demo request",
        "40",
        parts["engagement"].amount,
        "1 event, older by now",
    )


def test_a_new_signal_tells_its_day_as_people_write_it(client, lead):
    parts = {part.key: part for part in why(client, lead, since="2026-03-23", on="2026-03-24").context["changes"]}
    (new,) = parts["engagement"].rows
    assert (new.label, new.kind, new.note) == ("Demo request", "added", "on March 24, 2026")


def test_our_own_word_for_a_version_is_in_the_readers_language(client, lead, maja):
    maja.language = "pl"
    maja.save()
    with override("pl"):
        said = gettext("Shipped definitions")
    page = why(client, lead, on="2026-03-24").content.decode()
    assert (said in page, "Shipped definitions" in page) == (True, False)


def test_new_rules_between_two_days_are_named(client, lead):
    page = why(client, lead, since="2026-03-25", on="2026-03-26")
    assert [version.note for version in page.context["versions"]] == [
        "Demo requests are worth more",
        "Shipped definitions",
    ]
    assert "The rules changed:" in page.content.decode()


def test_since_before_it_came_everything_is_new(client, lead):
    page = why(client, lead, since="2026-03-01", on="2026-03-23")
    assert "Everything below is new." in page.content.decode()


def test_equal_days_say_that_nothing_changed(client, maja):
    World.begin(MONDAY)
    with clock(instant(MONDAY, time(12))):
        lead = LeadFactory(owner=maja)
    assert (
        "Nothing: every line is the same on both days."
        in why(client, lead, since="2026-03-24", on="2026-03-25").content.decode()
    )


@pytest.mark.parametrize(
    ("asked", "errors"),
    [
        ({"on": "soon"}, {"on": ["Enter a valid date."]}),
        ({"on": "2999-01-01"}, {"on": ["This day has not come yet."]}),
        ({"on": "2026-03-24", "since": "2026-03-24"}, {"since": ["Choose a day before the other one."]}),
        ({"since": "2026-13-01"}, {"since": ["Enter a valid date."]}),
        ({"on": "0001-01-01"}, {"on": ["Choose a day since 1970."]}),
    ],
)
def test_a_bad_day_is_a_sentence_by_its_field(client, lead, asked, errors):
    page = why(client, lead, **asked)
    assert (page.status_code, dict(page.context["form"].errors)) == (200, errors)
    assert all(sentence in page.content.decode() for said in errors.values() for sentence in said)


def test_a_word_of_then_is_shown_as_it_stood_then(client, lead, maja):
    with clock(instant(WEDNESDAY, time(13))):
        override_category(lead=lead, category=Category.objects.get(key="sql"), why="Board approved", by=maja)
    with clock(instant(THURSDAY, time(13))):
        lift_override(lead=lead, by=maja)
    words = [why(client, lead, on=day.isoformat()).context["word"] for day in (TUESDAY, WEDNESDAY, THURSDAY)]
    assert [word and word.why for word in words] == [None, "Board approved", None]


def test_what_an_erased_person_took_along_is_said(client, lead):
    erase_contact(contact=lead.contact, by=None)
    assert [text[:35] for text in why(client, lead, on="2026-03-24").context["gaps"]] == [
        "The person was erased on " + why(client, lead, on="2026-03-24").context["gaps"][0][25:35]
    ]


def test_what_history_has_let_go_of_is_said(client, lead):
    RetentionRule.objects.update_or_create(kind=RetentionRule.Kind.CHANGE_HISTORY, defaults={"days": 1})
    if home_day() > WEDNESDAY + timedelta(days=1):
        assert "are kept for 1 day" in why(client, lead, on="2026-03-24").context["gaps"][0]


def test_another_team_sees_nothing_of_any_day(client, lead):
    client.force_login(UserFactory(sdr=True))
    assert why(client, lead, on="2026-03-24").status_code == 404


def test_in_the_dialog_only_the_content_is_exchanged(client, lead):
    headers = {"HX-Request": "true", "HX-Target": "why-content"}
    part = client.get(
        reverse("pipeline:lead_why", args=[lead.pk]), {"on": "2026-03-24"}, headers=headers
    ).content.decode()
    assert (part.count("<dialog"), part.count('id="why-content"')) == (0, 1)


@pytest.mark.parametrize("number", [1, 6])
def test_the_page_asks_as_many_questions_however_much_has_happened(client, lead, number, django_assert_num_queries):
    with clock(instant(WEDNESDAY, time(14))):
        for _number in range(number):
            SignalFactory(lead=lead)
            AnswerFactory(lead=lead, key="need")
    why(client, lead, since="2026-03-24", on="2026-03-25")
    with django_assert_num_queries(27):
        why(client, lead, since="2026-03-24", on="2026-03-25")


@pytest.mark.parametrize("address", ["/leads/", "/", "/board/"])
def test_her_word_is_marked_in_every_list_with_the_computed_status_beside_it(client, maja, address):
    lead = LeadFactory(owner=maja)
    rescore_all_marked()
    plain = client.get(address).content.decode()
    override_category(lead=lead, category=Category.objects.get(key="sql"), why="Board approved", by=maja)
    marked = client.get(address).content.decode()
    assert (plain.count("by-hand-note"), marked.count("by-hand-note")) == (0, 1)
    assert "Computed: Inquiry" in marked
