"""Reviews as of two dates of a maker's real opportunities, against counts made from the files alone."""

import csv
from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest

from accounts.calendar import home_day, home_zone
from accounts.models import Team, User
from pipeline.actions.review_opening import open_review
from pipeline.actions.reviews import close_review
from pipeline.models import ReviewSchedule
from pipeline.reports.review.counts import counts_of
from pipeline.reports.review.flow import flow
from pipeline.reports.review.scope import Scope
from tests.pipeline.real_pipeline import bring_maven, brought, counted, in_words

EVERYTHING = Scope()


def end_of(day):
    """The last moment of a day here."""
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), home_zone()) - timedelta(microseconds=1)


@pytest.fixture(scope="module")
def brought_in(real_data, django_db_setup, django_db_blocker):
    folder = real_data / "maven_crm"
    with django_db_blocker.unblock(), brought(bring_maven, folder):
        yield folder


@pytest.fixture
def maven(brought_in, db):
    return brought_in


def opportunities(folder, agents=None):
    with (folder / "sales_pipeline.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [row for row in rows if agents is None or row["sales_agent"] in agents]


def agents_of(folder, office):
    with (folder / "sales_teams.csv").open(newline="") as stream:
        return {row["sales_agent"] for row in csv.DictReader(stream) if row["regional_office"] == office}


def counts_of_file(rows, then, now):
    """Opportunities that nobody dated had not begun; no dates are moved in this file, so nothing else happens."""
    said = Counter()
    for row in rows:
        begun, over = row["engage_date"], row["close_date"] or "9999"
        if not begun or begun > str(now) or over <= str(then):
            continue
        is_open = over > str(now)
        was_there = begun <= str(then)
        group = "new" if not was_there else "idle" if is_open else row["deal_stage"].lower()
        said.update([group, "now"] + ["then"] * was_there + ["carried"] * is_open)
    return dict(said)


MAVEN_DATES = [(date(2017, 3, 31), date(2017, 6, 30)), (date(2017, 7, 7), date(2017, 7, 14))]


@pytest.mark.parametrize(("then", "now"), MAVEN_DATES)
def test_opportunities_flow_as_the_file_says(maven, then, now):
    told = counts_of_file(opportunities(maven), then, now)
    assert counted(flow(EVERYTHING, end_of(then), end_of(now))) == told
    assert told["then"] + told["new"] == told["now"]


@pytest.mark.parametrize(("then", "now"), MAVEN_DATES)
def test_an_office_and_a_seller_have_flows_of_their_own(maven, then, now):
    for office in ("Central", "East", "West"):
        scope = Scope(teams=(Team.objects.get(name=office).pk,))
        told = counts_of_file(opportunities(maven, agents_of(maven, office)), then, now)
        assert counted(flow(scope, end_of(then), end_of(now))) == told
    moses = User.objects.get(first_name="Moses", last_name="Frase")
    told = counts_of_file(opportunities(maven, {"Moses Frase"}), then, now)
    assert counted(flow(Scope(owners=(moses.pk,)), end_of(then), end_of(now))) == told


def test_what_one_flow_carries_on_the_next_begins_with(maven):
    (_begin, then), now = MAVEN_DATES[0], date(2017, 9, 30)
    first = flow(EVERYTHING, end_of(MAVEN_DATES[0][0]), end_of(then))
    second = flow(EVERYTHING, end_of(then), end_of(now))
    assert [row.lead_id for row in first.rows if row.is_carried] == [
        row.lead_id for row in second.rows if row.was_in_scope
    ]


def test_a_review_that_is_opened_today_counts_as_the_file_does_and_the_next_begins_where_it_ended(maven):
    """The 500 that were only prospected have no date: they came with the import."""
    plan = ReviewSchedule(name="Since spring", at=time(10))
    then = MAVEN_DATES[0][0]
    first = open_review(plan=plan, by=None, since=end_of(then))
    told = Counter(counts_of_file(opportunities(maven), then, home_day()))
    told.update({"new": 500, "now": 500, "carried": 500})
    assert in_words(counts_of(first)) == dict(told)
    close_review(review=first, by=None)
    second = open_review(plan=plan, by=None)
    carried = told["carried"]
    assert (second.previous, in_words(counts_of(second))) == (
        first,
        {"then": carried, "now": carried, "carried": carried, "idle": carried},
    )
