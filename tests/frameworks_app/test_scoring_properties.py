"""What no score may ever do, over random documents and facts. The ledger's sums are held in test_scoring_ledger.py."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks_app.scoring import FADE_ONE, Event, Facts, Model, fade, score
from frameworks_app.verdict import Answer, fresh
from tests.frameworks_app import generated
from tests.frameworks_app.documents import document, signal_type
from tests.frameworks_app.generated import KEYS, RUNGS, TODAY


def unknown_attributes(stated, facts):
    """(ICP, attribute) of which nothing is known."""
    return list(
        dict.fromkeys(
            (icp["key"], each["attribute"])
            for icp in stated["icps"]
            for each in icp["criteria"]
            if facts.results[icp["key"]][each["key"]] is None
        )
    )


def learn_attribute(draw, stated, facts, icp_key, attribute):
    """The same facts with that attribute known: each of its rules holds or fails."""
    rules = next(icp["criteria"] for icp in stated["icps"] if icp["key"] == icp_key)
    found = {each["key"]: draw(st.booleans()) for each in rules if each["attribute"] == attribute}
    return replace(facts, results={**facts.results, icp_key: facts.results[icp_key] | found})


def learn_answer(draw, facts, key):
    """Something is heard where nothing counted; what counted is founded better, with the rating that stands."""
    counted = fresh(facts.answers, facts.today).get(key)
    rungs = RUNGS[RUNGS.index(counted.evidence) :] if counted else RUNGS
    rating = counted.rating if counted else draw(st.integers(0, 4))
    return replace(facts, answers={**facts.answers, key: Answer(rating, draw(st.sampled_from(rungs)))})


def assert_nothing_moved_outward(before, after):
    assert before.fit_low <= after.fit_low <= after.fit_high <= before.fit_high
    for key, judgement in before.verdicts.items():
        earlier, later = judgement.bounds, after.verdicts[key].bounds
        assert earlier.low <= later.low <= later.high <= earlier.high
        assert not judgement.decided or after.verdicts[key].verdict is judgement.verdict


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_whatever_is_learned_ranges_only_narrow_and_a_decided_verdict_stays(data):
    """To the end of all that can be learned, in any order, the company light and what is derived from it included."""
    stated = data.draw(generated.documents())
    model, facts = Model.from_document(stated), data.draw(generated.facts(stated))
    before = score(model, facts)
    things = data.draw(st.permutations([*unknown_attributes(stated, facts), *((key,) for key in KEYS)]))
    for thing in things:
        if len(thing) == 2:
            facts = learn_attribute(data.draw, stated, facts, *thing)
        else:
            facts = learn_answer(data.draw, facts, *thing)
        after = score(model, facts)
        assert_nothing_moved_outward(before, after)
        before = after
    assert before.inclusion != "open" or not stated["icps"]


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_until_the_day_that_a_verdict_names_time_alone_changes_nothing_of_it(data):
    stated = data.draw(generated.documents())
    model, facts = Model.from_document(stated), data.draw(generated.facts(stated))
    found = score(model, facts)
    for key, judgement in found.verdicts.items():
        last = (judgement.holds_until or TODAY + 40) - 1
        for day in {TODAY, (TODAY + last) // 2, last}:
            assert score(model, replace(facts, today=day)).verdicts[key] == judgement
        if judgement.holds_until:
            stale = fresh(facts.answers, last).keys() - fresh(facts.answers, last + 1).keys()
            assert stale & {each["key"] for each in stated_framework(stated, key)["criteria"]}


def stated_framework(stated, key):
    return next(each for each in stated["frameworks"] if each["key"] == key)


@settings(deadline=None, max_examples=40)
@given(generated.documents(), st.data())
def test_a_signal_of_the_future_counts_from_its_date(stated, data):
    """The day before it is as if it were not there; on its day all of its points are, and from then on they fade."""
    model, facts = Model.from_document(stated), data.draw(generated.facts(stated))
    kind = data.draw(st.sampled_from(stated["signal_types"]))
    ahead = data.draw(st.sampled_from((1, 2, 30)))
    coming = replace(facts, events=[*facts.events, Event(kind["key"], TODAY + ahead)])

    def without_ledger(found):
        return replace(found, ledger=(), engagement_parts=replace(found.engagement_parts, types=()))

    for day in (TODAY, TODAY + ahead - 1):
        now, then = score(model, replace(coming, today=day)), score(model, replace(facts, today=day))
        assert without_ledger(now) == without_ledger(then)
    for age in (0, 1, 5, 100):
        now, then = (raw(model, each, TODAY + ahead + age, kind["key"]) for each in (coming, facts))
        table = (FADE_ONE,) * 101 if kind["half_life"] is None else (*fade(kind["half_life"]), *(0,) * 100)
        assert now - then == kind["points"] * table[age]


def raw(model, facts, day, key):
    types = score(model, replace(facts, today=day)).engagement_parts.types
    return next(each.raw for each in types if each.type.key == key)


def test_one_signal_day_by_day():
    model = Model.from_document(document(signal_types=[signal_type("visit", "intent", 40, 40, 30)]))
    events = [Event("visit", TODAY)]
    days = (-1, 0, 1, 30, 60, 210, 600, 630, 3650)
    assert [score(model, Facts(today=TODAY + each, events=events)).engagement for each in days] == [
        0,
        40_000_000,
        39_086_400,
        20_000_000,
        10_000_000,
        312_520,
        40,
        0,
        0,
    ]
