"""Reviews as of two dates of a bank's real requests for loans, against counts made from the files alone.

Everything that was done about them is known to the millisecond.
"""

import csv
from collections import Counter
from datetime import datetime

import pytest

from pipeline.models import Lead, Signal, Stage, StageMove
from pipeline.reports.review.flow import flow
from pipeline.reports.review.scope import Scope
from tests.pipeline.real_pipeline import STAGES, bring_bpi, brought, counted, read_events, work_of

pytestmark = pytest.mark.slow

EVERYTHING = Scope()
OPEN = ["untouched", "contacting", "discovery", "evaluation", "proposal", "negotiation"]


@pytest.fixture(scope="module")
def brought_in(real_data, tmp_path_factory, django_db_setup, django_db_blocker):
    folder = real_data / "bpi2012"
    with django_db_blocker.unblock(), brought(bring_bpi, folder, tmp_path_factory.mktemp("bank")):
        yield folder


@pytest.fixture
def bank(brought_in, db):
    return brought_in


@pytest.fixture(scope="module")
def cases(brought_in):
    return cases_of(brought_in)


def cases_of(folder):
    """By case when it came, its steps in order and its work: read from the files alone."""
    with (folder / "cases.csv").open(newline="") as stream:
        cases = {row["case_id"]: (datetime.fromisoformat(row["reg_date"]), [], []) for row in csv.DictReader(stream)}
    events = read_events(folder)
    for event in events:
        if event["activity"] in STAGES:
            at = datetime.fromisoformat(event["timestamp"])
            cases[event["case_id"]][1].append((at, STAGES[event["activity"]]))
    for _came, steps, _work in cases.values():
        steps.sort(key=lambda step: step[0])
    for case, _who, since, until in work_of(events):
        cases[case][2].extend([since, until])
    return cases


def group_of(came, steps, work, then, now):
    """The group of one case, whether it was open then, and whether it is open now; None where it is no part of it."""
    before, after = (stage_at(came, steps, moment) for moment in (then, now))
    between = [stage for at, stage in steps if then < at <= now]
    was = before in OPEN
    if after is None or not (was or after in OPEN or before is None or set(between) & set(OPEN)):
        return None
    if not was:
        return "new", was, after in OPEN
    if after not in OPEN:
        return after, was, False
    if after != before:
        return ("advanced" if OPEN.index(after) > OPEN.index(before) else "moved_back"), was, True
    is_worked = between or any(then < at <= now for at in work)
    return ("worked" if is_worked else "idle"), was, True


def stage_at(came, steps, moment):
    if came > moment:
        return None
    return next((stage for at, stage in reversed(steps) if at <= moment), "untouched")


def counts_of_cases(cases, then, now):
    said = Counter()
    for came, steps, work in cases.values():
        if found := group_of(came, steps, work, then, now):
            group, was, is_open = found
            said.update([group, "now"] + ["then"] * was + ["carried"] * is_open)
    return dict(said)


BANK_DATES = [
    ("2011-10-28T12:00+02:00", "2011-11-11T12:00+01:00"),
    ("2011-11-11T12:00+01:00", "2011-11-18T12:00+01:00"),
]


def test_every_event_of_the_bank_is_there_at_its_own_time(bank):
    events = read_events(bank)
    assert Lead.objects.filter(external_source="bpi2012").count() == 7455
    assert StageMove.objects.count() == sum(event["activity"] in STAGES for event in events)
    assert Signal.objects.count() == sum(event["activity"] in {"A_SUBMITTED", "O_SENT_BACK"} for event in events)
    first = Lead.objects.get(external_id="173688")
    moves = first.stage_moves.order_by("occurred_at").values_list("to_stage__key", "occurred_at")
    assert list(moves)[-1] == ("won", datetime.fromisoformat("2011-10-13T10:37:29.226+02:00"))


@pytest.mark.parametrize(("then", "now"), BANK_DATES)
def test_requests_flow_as_the_events_say(bank, cases, then, now):
    then, now = datetime.fromisoformat(then), datetime.fromisoformat(now)
    told = counts_of_cases(cases, then, now)
    assert counted(flow(EVERYTHING, then, now)) == told
    assert told["then"] + told["new"] == told["now"]
    assert {"won", "lost", "disqualified", "advanced", "moved_back", "worked", "idle"} <= told.keys()


def test_a_review_of_offers_alone_loses_what_left_them(bank, cases):
    """Open ones that went on have left; closed ones count by where they stood."""
    then, now = (datetime.fromisoformat(moment) for moment in BANK_DATES[0])
    keys = ["proposal", "negotiation"]
    scope = Scope(stages=tuple(Stage.objects.filter(key__in=keys).values_list("pk", flat=True)))
    said = Counter()
    for came, steps, _work in cases.values():
        before, after = (stage_at(came, steps, moment) for moment in (then, now))
        between = {stage for at, stage in steps if then < at <= now}
        was = before in keys
        stands = after in keys or (after is not None and after not in OPEN and (was or bool(between & set(keys))))
        said.update(
            ["then"] * was + ["now"] * stands + ["new"] * (stands and not was) + ["left"] * (was and not stands)
        )
    counts = flow(scope, then, now).counts
    assert (counts.then, counts.now, counts.new, counts.left) == tuple(
        said[name] for name in ("then", "now", "new", "left")
    )
    assert counts.then + counts.new - counts.left == counts.now
