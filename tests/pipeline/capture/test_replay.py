"""Finished deals as calls: the table that `replay_calls` prints."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from pipeline.capture.replay import BEST, LISTED, replay_file

MAPPING = """
source: deals
row: lead
fields: {external_id: No}
answers:
  budget: {column: Money, ratings: {"yes": {rating: 3, because: set aside}, "no": {rating: 0, because: none}}}
  authority: {column: Boss, ratings: {"yes": {rating: 4, because: signs}, "no": {rating: 0, because: no say}}}
  need: {column: Pain, ratings: {"yes": {rating: 3, because: named}, "?": {rating: null, because: not answered}}}
"""
DEALS = "No,Money,Boss,Pain\n1,yes,no,yes\n2,yes,no,?\n3,yes,no,yes\n4,yes,yes,yes\n"

pytestmark = pytest.mark.django_db


@pytest.fixture
def deals(tmp_path, shipped):
    (tmp_path / "deals.yml").write_text(MAPPING)
    (tmp_path / "deals.csv").write_text(DEALS)
    return tmp_path / "deals.csv", tmp_path / "deals.yml"


def test_authority_is_asked_first_once_it_has_often_been_missing(deals):
    replayed, left_out = replay_file(*deals)
    bant = next(each for each in replayed if each.framework == "bant")
    assert (bant.criteria, bant.left_out) == (["budget", "authority", "need"], ["timeline"])
    assert (bant.calls, bant.verdicts, bant.different) == (4, {"disqualified": 3, "qualified": 1}, 0)
    # Listed: 2, 2, 2, 3. Best: the first as listed, then authority alone decides two, and the last needs all.
    assert (bant.questions[LISTED].mean, bant.questions[BEST].mean) == (2.25, 1.75)
    assert (bant.questions[LISTED].early, bant.questions[BEST].early) == (3, 3)
    assert "meddic" in {each.framework for each in left_out}


def test_the_command_prints_json_and_says_what_is_missing(deals):
    file, mapping = deals
    out = StringIO()
    call_command("replay_calls", str(file), mapping=str(mapping), json=True, stdout=out)
    said = json.loads(out.getvalue())
    assert said["replayed"][0]["questions"]["best_until_decided"] == {"mean": 1.75, "median": 1.5, "early": 3}
    with pytest.raises(CommandError, match="nowhere.csv"):
        call_command("replay_calls", "nowhere.csv", mapping=str(mapping))


def test_real_deals_end_with_the_same_verdicts_after_fewer_questions(shipped, real_data):
    replayed, _left_out = replay_file(real_data / "b2b_salvirt" / "opportunities.csv", "salvirt")
    bant = next(each for each in replayed if each.framework == "bant")
    assert (bant.calls, bant.different) == (222, 0)
    assert bant.verdicts == {"qualified": 116, "disqualified": 92, "undecided": 14}
    assert (bant.questions[LISTED].mean, bant.questions[BEST].mean) == (2.26, 2.28)
