"""Ola practises with people who are made up: what the pages do, who sees what, and that no figure knows of it."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frameworks_app.models import Framework, ScoringModelVersion
from pipeline.models import PracticeAnswer, PracticeCall, RatingHistory, TeamWorkflow
from pipeline.scoring.rating_history import freeze_ratings
from tests.factories import AnswerFactory, LeadFactory, TeamFactory, UserFactory
from tests.pipeline.practice_stories import (
    DIRECTOR,
    NOTHING,
    SEASON,
    Talk,
    ago,
    ask_by_page,
    begin,
    rate_by_page,
    reread,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(shipped):
    return TeamFactory(name="North")


@pytest.fixture
def ola(team):
    return UserFactory(sdr=True, first_name="Ola", team=team)


@pytest.fixture
def call(ola):
    return begin(ola)


@pytest.fixture
def desk(client, ola):
    client.force_login(ola)
    return client


def page(client, call):
    return client.get(reverse("pipeline:practice", args=[call.pk]))


def start(client, key=SEASON):
    return client.post(reverse("pipeline:practice_start", args=[key]))


def kept():
    return list(PracticeAnswer.objects.in_order().values_list("kind", "criterion", "rating", "evidence"))


def statements(work):
    """Those that read or write; the history's context may stand before any statement."""
    with CaptureQueriesContext(connection) as captured:
        work()
    bare = [each["sql"].rpartition("true); ")[2] for each in captured]
    return [sql for sql in bare if not sql.startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]


# Starting


def test_a_double_click_starts_one_call(desk, ola):
    first, second = start(desk), start(desk)
    found = PracticeCall.objects.get()
    assert (first.url, second.url) == (f"/practice/{found.pk}/", f"/practice/{found.pk}/")
    assert (found.by, found.scenario, found.language) == (ola, SEASON, "en")
    assert found.version == ScoringModelVersion.objects.current()


def test_a_scenario_may_be_tried_again_once_it_is_over(desk, call):
    Talk(call).end()
    start(desk)
    assert PracticeCall.objects.filter(scenario=SEASON).count() == 2


def test_nobody_practises_what_is_not_there(desk):
    assert start(desk, "atlantis").status_code == 404


def test_the_framework_of_the_team_and_what_its_leads_answered_are_kept_with_the_call(desk, ola, team):
    TeamWorkflow.objects.create(team=team, leading_framework=Framework.objects.get(key="meddic"))
    AnswerFactory(lead=LeadFactory(owner=ola), key="budget", rating=1, days_ago=3)
    RatingHistory.objects.all().delete()
    freeze_ratings()
    start(desk)
    found = PracticeCall.objects.get()
    assert (found.leading, found.history) == ("meddic", {"budget": [0, 1, 0, 0, 0]})


# Asking and rating


def test_asked_the_person_answers_and_asked_on_they_say_more(desk, call):
    asked = ask_by_page(desk, call).json()
    assert asked["said"] == "There is a line for it in this year's plan, between twenty and thirty thousand."
    assert asked["revision"] == 1
    probed = ask_by_page(desk, call, kind="probed").json()
    assert probed["said"] == "Our director approved that line on Monday. I can forward you his mail."
    assert kept() == [("asked", "budget", None, "heard"), ("probed", "budget", None, "heard")]


def test_no_answer_stands_on_the_page_before_its_question_is_put(desk, call):
    said = "There is a line for it in this year"
    assert said not in page(desk, call).content.decode()
    Talk(call).ask("budget")
    found = page(desk, call).content.decode()
    assert said in found
    assert "Our director approved that line on Monday" not in found


def test_what_the_scenario_does_not_cover_they_do_not_know(desk, ola):
    Framework.objects.filter(key="gpctba_ci").update(is_active=True)
    from frameworks_app.actions.publish import publish

    publish(by=None)
    call = begin(ola, DIRECTOR)
    assert ask_by_page(desk, call, "goals").json()["said"] == "They do not know."
    assert ask_by_page(desk, call, "goals", "probed").json()["said"] == "They have nothing to add."


def test_they_speak_the_language_of_the_call(desk, call):
    desk.post(reverse("pipeline:practice_language", args=[call.pk]), {"language": "pl"})
    said = ask_by_page(desk, call).json()["said"]
    assert said == "Jest na to pozycja w tegorocznym planie, między dwadzieścia a trzydzieści tysięcy."


def test_a_question_sent_twice_is_put_once(desk, call):
    assert ask_by_page(desk, call).json()["revision"] == 1
    assert ask_by_page(desk, reread(call)).json()["revision"] == 1
    assert kept() == [("asked", "budget", None, "heard")]


def test_an_answer_sent_twice_is_kept_once(desk, call):
    again = uuid4()
    assert rate_by_page(desk, call, client_id=again).json()["revision"] == 1
    assert rate_by_page(desk, call, client_id=again).json()["revision"] == 1
    assert kept() == [("rated", "budget", 2, "heard")]


def test_the_result_moves_as_in_a_real_call(desk, ola):
    call = begin(ola, NOTHING)
    moved = rate_by_page(desk, call, criterion="budget", rating="0").json()["html"]
    assert "decided: cannot qualify under BANT; asking more changes nothing" in moved.replace("Decided", "decided")


def test_a_rating_can_be_withdrawn(desk, call):
    rate_by_page(desk, call, rating="0")
    rate_by_page(desk, call, rating="none")
    assert kept() == [("rated", "budget", 0, "heard"), ("rated", "budget", None, "heard")]
    assert "Withdrawn" in page(desk, call).content.decode()


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"rating": "7"}, "rating", "A rating is 0 to 4."),
        ({"rating": ""}, "rating", "Choose 0 to 4, or “asked, not answered”."),
        ({"criterion": "weather"}, "criterion", "This criterion is not asked in this call."),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(desk, call, wrong, field, words):
    refused = rate_by_page(desk, call, **wrong)
    assert (refused.status_code, refused.json()["errors"][field]) == (422, [words])
    assert kept() == []


def test_without_a_script_plain_forms_do_the_same(desk, call):
    back = f"/practice/{call.pk}/?ask=budget"
    assert ask_by_page(desk, call, headers={}).url == back
    assert rate_by_page(desk, call, headers={}).url == back
    assert kept() == [("asked", "budget", None, "heard"), ("rated", "budget", 2, "heard")]
    refused = rate_by_page(desk, call, headers={}, rating="")
    assert refused.status_code == 422
    assert "Choose 0 to 4, or “asked, not answered”." in refused.content.decode()


def test_once_ended_nothing_more_is_written_and_a_second_click_ends_nothing(desk, call):
    end = reverse("pipeline:practice_end", args=[call.pk])
    assert (desk.post(end).url, desk.post(end).url) == (f"/practice/{call.pk}/", f"/practice/{call.pk}/")
    ended_at = reread(call).ended_at
    late = rate_by_page(desk, call)
    assert (late.status_code, late.json()["url"]) == (409, f"/practice/{call.pk}/")
    assert ask_by_page(desk, call).status_code == 409
    assert (kept(), reread(call).ended_at) == ([], ended_at)


def test_another_tab_sees_what_this_one_asked(desk, call):
    look = reverse("pipeline:practice_revision", args=[call.pk])
    assert desk.get(look, {"seen": 0}).status_code == 204
    Talk(call).ask("budget")
    news = desk.get(look, {"seen": 0}).json()
    assert news["revision"] == 1
    assert "There is a line for it in this year" in news["html"]


# Nothing enters the figures


def rows_of_everything_else():
    # The session says who is signed in, and is no figure.
    beside = {"pipeline_practicecall", "pipeline_practiceanswer", "django_session"}
    tables = sorted(set(connection.introspection.table_names()) - beside)
    with connection.cursor() as cursor:
        return {table: count(cursor, table) for table in tables}


def count(cursor, table):
    cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 our own names
    return cursor.fetchone()[0]


def test_a_whole_practice_call_leaves_every_other_table_as_it_was(desk, ola):
    LeadFactory(owner=ola)
    before = rows_of_everything_else()
    start(desk, NOTHING)
    call = PracticeCall.objects.get()
    for key in ("budget", "metrics"):
        ask_by_page(desk, call, key)
        rate_by_page(desk, call, criterion=key, rating="0")
    page(desk, call)
    desk.post(reverse("pipeline:practice_end", args=[call.pk]))
    page(desk, call)
    desk.get(reverse("pipeline:practice_list"))
    assert len(kept()) == 4
    assert rows_of_everything_else() == before


# Who sees it

ADDRESSES = ("practice", "practice_ask", "practice_answer", "practice_language", "practice_revision", "practice_end")


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("who", ["colleague", "manager", "admin"])
def test_another_ones_practice_is_not_there(client, call, team, who, name):
    people = {
        "colleague": lambda: UserFactory(sdr=True, team=team),
        "manager": lambda: UserFactory(manager=True, team=team),
        "admin": lambda: UserFactory(admin=True),
    }
    client.force_login(people[who]())
    address = reverse(f"pipeline:{name}", args=[call.pk])
    reads = name in {"practice", "practice_revision"}
    assert (client.get(address) if reads else client.post(address)).status_code == 404


def test_marketing_opens_no_call_form_and_practises_none(client, team):
    client.force_login(UserFactory(marketing=True))
    assert client.get(reverse("pipeline:practice_list")).status_code == 404
    assert start(client).status_code == 404


def team_rows(client, person):
    client.force_login(person)
    return [
        (str(each.person), len(each.calls), each.right, each.counts, each.work_on)
        for each in client.get(reverse("pipeline:practice_list")).context["team"]
    ]


def test_a_manager_sees_counts_of_the_team_and_what_to_work_on(client, ola, team, call):
    Talk(call).hear("budget", "need", "timeline").rate(authority=(4, "assumed")).end()
    Talk(begin(ola, NOTHING)).hear("budget", "metrics").ask("pain", "champion", "need").end()
    begin(ola, DIRECTOR)
    old = begin(ola, DIRECTOR)
    PracticeCall.objects.filter(pk=old.pk).update(ended_at=ago(days=91))
    Talk(begin(UserFactory(sdr=True), NOTHING)).end()
    found = team_rows(client, UserFactory(manager=True, team=team))
    assert found == [
        (
            "Ola Nowak",
            2,
            1,
            {"missed": 6, "otherwise": 3, "assumed": 1, "in_vain": 3},
            "ask what can still decide: Pain, Metrics, Decision criteria",
        )
    ]


@pytest.mark.parametrize("who", ["sdr", "admin", "account_executive"])
def test_nobody_but_the_manager_sees_the_team(client, call, team, who):
    Talk(call).end()
    made = {"admin": {"admin": True}}.get(who, {who: True, "team": team})
    assert team_rows(client, UserFactory(**made)) == []


def test_ones_own_tries_stand_on_the_page_with_what_they_came_to(desk, ola):
    Talk(begin(ola, NOTHING)).hear("budget", "metrics").end()
    found = desk.get(reverse("pipeline:practice_list"))
    (own,) = found.context["tries"]
    assert (own.name, own.asked, own.best, own.is_right) == ("Nothing is bought here", 2, 2, True)
    assert own.counts == {"missed": 0, "otherwise": 0, "assumed": 0, "in_vain": 0}


def test_a_scenario_that_was_taken_out_breaks_nothing(desk, call):
    PracticeCall.objects.update(scenario="last_years")
    assert "This scenario is no longer there" in page(desk, call).content.decode()
    Talk(call).end()
    listed = desk.get(reverse("pipeline:practice_list"))
    assert [each.name for each in listed.context["tries"]] == ["last_years"]


# Statements


def test_pages_take_no_more_statements_for_many_tries_than_for_one(desk, ola, call):
    address = reverse("pipeline:practice_list")
    Talk(call).end()
    few = len(statements(lambda: desk.get(address)))
    for _try in range(3):
        Talk(begin(ola)).hear("budget", "need").end()
    many = statements(lambda: desk.get(address))
    assert (len(many), few) == (5, 5)


def test_the_call_and_what_came_of_it_stay_far_below_fifteen(desk, call):
    talk = Talk(call).hear("budget", "need", "metrics")
    during = statements(lambda: page(desk, call))
    talk.end()
    after = statements(lambda: page(desk, call))
    assert (len(during), len(after)) == (7, 5)


def test_asking_and_rating_take_six_statements_each(desk, call):
    page(desk, call)
    assert len(statements(lambda: ask_by_page(desk, call))) == 6
    assert len(statements(lambda: rate_by_page(desk, call))) == 6


# The way there


def test_the_calls_page_and_an_empty_queue_lead_to_it(desk):
    address = f'href="{reverse("pipeline:practice_list")}"'
    assert address in desk.get(reverse("pipeline:call_list")).content.decode()
    assert address in desk.get(reverse("pipeline:queue")).content.decode()
