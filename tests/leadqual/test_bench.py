"""The bench measures what it says, and says when a bar is missed."""

import json
import time
from collections import defaultdict
from functools import partial
from types import SimpleNamespace

import pytest

from accounts.models import Role, User
from pipeline.models import Answer, Company, Contact, DiscoveryCall, FollowUp, Lead, LeadState, Signal, StaleLead
from pipeline.scoring.passes import run_passes
from tests.bench import __main__ as bench
from tests.bench.bars import BARS, Sample, judge
from tests.bench.bulk import fetch
from tests.bench.processes import cpu_seconds
from tests.factories import AnswerFactory, LeadFactory, TeamFactory, UserFactory


def test_the_middle_of_the_repetitions_counts():
    samples = [Sample("R1", work, 10) for work in (15, 90, 20)]
    outcome = judge(samples)["R1"]
    assert (outcome.work, outcome.ratio, outcome.holds) == (20, 2.0, True)


def test_the_dearest_of_all_lists_counts():
    samples = [Sample("L1", 1, 1, "everything"), Sample("L1", 9, 2, "one stage"), Sample("L1", 2, 1, "one owner")]
    outcome = judge(samples)["L1"]
    assert (outcome.of, outcome.ratio, outcome.holds) == ("one stage", 4.5, False)


def test_a_loop_must_be_slower_and_a_ledger_must_not_differ():
    samples = [Sample("R4", 199, 1), Sample("H1", 1, 1_000)]
    assert {key: outcome.holds for key, outcome in judge(samples).items()} == {"R4": False, "H1": False}
    samples = [Sample("R4", 200, 1), Sample("H1", 0, 1_000)]
    assert {key: outcome.holds for key, outcome in judge(samples).items()} == {"R4": True, "H1": True}


def test_a_small_world_may_cost_half_as_much_again_and_no_ledger_more():
    samples = [Sample("R3", 9.7, 1), Sample("I1", 7.6, 1), Sample("R4", 150, 1), Sample("H1", 1, 1_000)]
    held = {key: outcome.holds for key, outcome in judge(samples, quick=True).items()}
    assert held == {"R3": True, "R4": False, "I1": False, "H1": False}


def test_what_is_told_is_held_to_nothing_and_its_middle_counts():
    samples = [Sample("A1", 30, 1, told={"p50": wait}) for wait in (40, 90, 50)]
    outcome = judge(samples)["A1"]
    assert (outcome.ratio, outcome.told, outcome.holds) == (30, {"p50": 50}, True)
    assert judge([Sample("A50", 16, 10)])["A50"].holds is False


@pytest.fixture
def bench_of(monkeypatch):
    """`script/bench` with these options, in a world that is measured as `samples` say; returns its exit code."""

    def run(samples, *options):
        monkeypatch.setattr("sys.argv", ["script/bench", *options])
        monkeypatch.setattr(bench, "open_database", lambda *_args, **_options: bench.ExitStack())
        monkeypatch.setattr(bench, "parts", lambda *_args: [])
        monkeypatch.setattr(bench, "repeat", lambda *_args: samples)
        with pytest.raises(SystemExit) as end:
            bench.main()
        return end.value.code

    return run


def test_a_missed_bar_ends_with_1_and_stands_in_the_file(bench_of, tmp_path, capsys):
    file = tmp_path / "figures.json"
    assert bench_of([Sample("R1", 2, 1), Sample("R3", 30, 1)], "--quick", "--json", str(file)) == 1
    assert {bar["key"]: bar["holds"] for bar in json.loads(file.read_text())["bars"]} == {"R1": True, "R3": False}
    lines = {line[:3].strip(): line for line in capsys.readouterr().out.splitlines()}
    assert [key for key in BARS if "MISS" in lines[key]] == ["R3"]
    assert [key for key in BARS if "not measured at this size" in lines[key]] == [
        "R2", "R4", "R5", "I1", "I2", "L1", "L2", "P1", "D1", "A1", "A50", "H1",
    ]  # fmt: skip


def test_bars_that_hold_end_with_0(bench_of):
    assert bench_of([Sample("R1", 2, 1)], "--quick") == 0


def test_what_is_told_stands_below_its_line(bench_of, capsys):
    assert bench_of([Sample("A1", 30, 1, told={"web CPU": 19.72, "p50": 50.9})], "--only", "A1") == 0
    line, below = capsys.readouterr().out.splitlines()[3:5]
    assert (line[:2], line.split()[-3:]) == ("A1", ["-", "-", "told"])
    assert below.strip() == "of it, in ms: web CPU 19.7, p50 50.9"


def test_work_of_a_process_is_counted_in_its_own_seconds():
    before, started = cpu_seconds("self"), time.process_time()
    while time.process_time() - started < 0.1:
        pass
    assert round(cpu_seconds("self") - before, 1) == 0.1


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped")
def test_a_measured_call_is_as_if_it_had_never_been():
    from tests.bench.answering import letters_of
    from tests.bench.calls import open_calls

    anna, bob = UserFactory.create_batch(2, role=Role.SDR, team=TeamFactory())
    theirs = [LeadFactory(owner=person, team=anna.team).pk for person in (anna, bob)]
    run_passes()
    with open_calls([anna, bob]) as calls:
        assert [call.lead_id for call in calls] == theirs
        said = letters_of(calls[0])
        assert [letter["criterion"] for letter in letters_of(calls[0])] == [letter["criterion"] for letter in said]
        AnswerFactory(lead=calls[0].lead, call=calls[0], key=said[0]["criterion"])
    assert (DiscoveryCall.objects.count(), Answer.objects.count()) == (0, 0)
    assert set(StaleLead.objects.values_list("lead_id", flat=True)) == set(theirs)


def test_everybody_in_a_call_says_everything_in_order():
    from tests.bench.answering import one_by_one, paced

    people = [User(username=name) for name in ("anna", "bob", "celina")]
    letters = {DiscoveryCall(pk=number, by=person): list("abcdef") for number, person in enumerate(people, 1)}
    heard = defaultdict(list)
    web = SimpleNamespace(post=lambda _person, address, letter: heard[address].append(letter))
    for way in (one_by_one, partial(paced, pace=0.01)):
        heard.clear()
        assert len(way(web, letters)) == 18
        assert heard == {f"/calls/{call.pk}/answer/": said for call, said in letters.items()}


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped")
def test_a_rule_moves_the_leads_from_events_and_no_other():
    from tests.bench import rule

    anna, _bob, celina = (LeadFactory(source=source).pk for source in ("event", "website", "event"))
    moved = {}
    for way in rule.WAYS:
        rule.say(way)
        run_passes()
        moved[way] = set(LeadState.objects.filter(category__key=way).values_list("lead", flat=True))
    assert rule.said() == rule.WAYS[-1]
    assert [moved[way] & {anna, celina} for way in rule.WAYS] == [{anna, celina}, {anna, celina}]
    assert moved[rule.WAYS[0]] - {anna, celina} == set()


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped")
def test_a_world_has_what_it_says_and_all_its_indexes():
    from tests.bench.bulk import INDEXES, UNIQUES
    from tests.bench.world import MODELS, World

    before = indexes(INDEXES, MODELS), indexes(UNIQUES, MODELS)
    World(1_000).load()
    counts = [model.objects.count() for model in (Company, Contact, Lead, Signal, Answer, DiscoveryCall, FollowUp)]
    assert counts == [400, 1_000, 1_000, 10_000, 2_700, 700, 350]
    assert (indexes(INDEXES, MODELS), indexes(UNIQUES, MODELS)) == before
    event = Lead.objects.filter(source="event").count()
    assert 150 < event < 250


def indexes(query, models):
    from django.db import connection

    with connection.cursor() as cursor:
        return fetch(cursor, query, [model._meta.db_table for model in models])
