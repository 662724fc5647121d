"""A publication computes again only what it bears upon, and no score is other than it would be from the start."""

import random
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish
from frameworks_app.models import (
    Category,
    DecisionCondition,
    DecisionRow,
    FrameworkCriterion,
    Icp,
    IcpCriterion,
    ScoringModelVersion,
    ScoringSettings,
    SignalType,
)
from pipeline.models import LeadState
from pipeline.scoring import writing
from pipeline.scoring.passes import run_passes
from pipeline.scoring.rescore import rescore_all_marked
from pipeline.scoring.sections import ENGAGEMENT, FIT, QUALIFICATION, columns_that_stand, rows_touched
from tests.factories import AnswerFactory, LeadFactory, SignalFactory
from tests.pipeline.scoring.differences import differing_leads

pytestmark = pytest.mark.usefixtures("tidepost")


@pytest.fixture
def tidepost(shipped):
    """A company with ICPs of its own."""
    load_pack("tidepost")
    publish(by=None, note="Tidepost")


def settings(**values):
    ScoringSettings.objects.update(**values)


def swap_rows(dice):
    one, other = dice.sample(list(DecisionRow.objects.exclude(conditions=None)), 2)
    one.position, other.position = other.position, one.position
    one.save()
    other.save()


def other_status(dice):
    row = dice.choice(list(DecisionRow.objects.exclude(conditions=None)))
    row.category = dice.choice(list(Category.objects.exclude(kind="disqualified")))
    row.save()


def new_row(dice):
    DecisionRow.objects.update(position=F("position") + 1)
    category = Category.objects.get(key=dice.choice(("mql", "nurture")))
    row = DecisionRow.objects.create(key=f"made_{dice.randrange(10**9)}", category=category, position=0)
    DecisionCondition.objects.create(row=row, kind="source", values=[dice.choice(("fair", "website"))])


def lost_row(dice):
    dice.choice(list(DecisionRow.objects.exclude(conditions=None))).delete()


EDITS = {
    "points of a rule": lambda dice: IcpCriterion.objects.filter(
        pk=dice.choice(list(IcpCriterion.objects.values_list("pk", flat=True)))
    ).update(points=dice.randrange(-20, 30)),
    "threshold of an ICP": lambda dice: Icp.objects.update(threshold=dice.randrange(10, 90)),
    "points of signals": lambda dice: SignalType.objects.update(points=dice.randrange(1, 9)),
    "cap of signals": lambda dice: SignalType.objects.update(cap=dice.randrange(9, 40)),
    "weight": lambda dice: FrameworkCriterion.objects.update(weight=dice.randrange(1, 5)),
    "evidence": lambda dice: settings(heard_percent=dice.randrange(60, 100)),
    "grades": lambda dice: settings(grade_a=dice.randrange(60, 90)),
    "levels": lambda dice: settings(level_2=dice.randrange(3, 20)),
    "rank": lambda dice: Category.objects.filter(key="mql").update(rank=dice.randrange(40, 90)),
    "words": lambda dice: SignalType.objects.update(name={"en": f"Signal {dice.randrange(99)}"}),
    "row moved": swap_rows,
    "row with another status": other_status,
    "row added": new_row,
    "row taken out": lost_row,
}


def many_leads(dice, count=30):
    for _each in range(count):
        lead = LeadFactory(
            source=dice.choice(("fair", "website", "")),
            company__employees=dice.choice((None, 5, 40, 300)),
            company__country=dice.choice(("PL", "US", "")),
        )
        for _signal in range(dice.randrange(4)):
            at = timezone.now() - timedelta(days=dice.randrange(40))
            SignalFactory(lead=lead, type=dice.choice(list(SignalType.objects.all())), occurred_at=at)
        for key in ("budget", "need", "authority", "timeline", "pain"):
            if dice.random() < 0.6:
                AnswerFactory(lead=lead, key=key, rating=dice.randrange(5), days_ago=dice.randrange(9))


@pytest.mark.parametrize("seed", range(3))
def test_edit_after_edit_every_score_is_what_it_would_be_from_the_start(seed):
    dice = random.Random(seed)
    many_leads(dice)
    rescore_all_marked()
    run_passes()
    for name in dice.sample(sorted(EDITS), len(EDITS)):
        EDITS[name](dice)
        publish(by=None, note=name)
        run_passes()
        assert (name, differing_leads()) == (name, [])


def documents():
    newest = list(ScoringModelVersion.objects.newest_first()[:2])
    return newest[1].document, newest[0].document


def test_what_stands_follows_from_what_changed():
    dice = random.Random(1)
    EDITS["points of a rule"](dice)
    publish(by=None)
    assert columns_that_stand(*documents()).keys() == ENGAGEMENT.keys()
    EDITS["points of signals"](dice)
    publish(by=None)
    stands = columns_that_stand(*documents()).keys()
    assert (FIT.keys() | QUALIFICATION.keys()) <= stands
    assert not stands & ENGAGEMENT.keys()
    assert rows_touched(*documents()) is None
    EDITS["words"](dice)
    publish(by=None)
    assert rows_touched(*documents()) == []


def test_only_leads_that_a_changed_row_could_match_are_computed(monkeypatch):
    fair, others = LeadFactory(source="fair"), LeadFactory.create_batch(3, source="website")
    rescore_all_marked()
    run_passes()
    row = DecisionRow.objects.create(key="fair", category=Category.objects.get(key="nurture"), position=0)
    DecisionRow.objects.exclude(pk=row.pk).update(position=F("position") + 1)
    DecisionCondition.objects.create(row=row, kind="source", values=["fair"])
    publish(by=None)
    looked_at = []
    real = writing.possible_leads
    monkeypatch.setattr(writing, "possible_leads", lambda *given: looked_at.extend(real(*given)) or looked_at)
    run_passes()
    assert looked_at == [fair.pk]
    assert LeadState.objects.get(lead=fair).category.key == "nurture"
    assert len(others) == 3


def test_a_lead_that_came_in_past_all_triggers_is_scored_with_the_next_publication():
    lead = LeadFactory(source="website")
    rescore_all_marked()
    run_passes()
    LeadState.objects.filter(lead=lead).update(model_version=None, category=None)
    EDITS["row with another status"](random.Random(2))
    publish(by=None)
    run_passes()
    assert (LeadState.objects.get(lead=lead).category is None, differing_leads()) == (False, [])
