"""Which framework is asked for: the leading one, then the others in the team's order."""

from frameworks_app.scoring import Facts, Model, questions_for, score
from frameworks_app.verdict import Answer
from tests.frameworks_app.documents import bant, document, framework, line, meddic

TODAY = 20_000


def asked(stated, **ratings):
    model = Model.from_document(stated)
    answers = {key: Answer(rating, "confirmed") for key, rating in ratings.items()}
    key, suggestions = questions_for(model, score(model, Facts(today=TODAY, answers=answers)), {})
    return key, [each.criterion for each in suggestions]


def test_the_leading_framework_is_asked_for_first():
    assert asked(document(), budget=3, need=3) == ("bant", ["authority", "timeline"])


def test_once_it_is_decided_the_next_open_one_is():
    """Without a budget BANT is over; MEDDIC would still like to hear of pain and a champion."""
    known = {"metrics": 3, "economic_buyer": 3, "decision_criteria": 3, "decision_process": 3}
    assert asked(document(), budget=0, **known) == ("meddic", ["pain", "champion"])


def test_a_sleeping_framework_is_not_asked_for():
    assert asked(document(frameworks=[bant(), meddic(active=False)]), budget=0) == (None, [])


def test_what_only_attributes_can_tell_is_passed_over():
    """The company's fit is still open, and no question to the lead can close it."""
    filters = framework("filters", line("company_fit", gate=2))
    assert asked(document(frameworks=[filters, bant()]), budget=3, need=3)[0] == "bant"


def test_a_stale_answer_is_asked_again():
    model = Model.from_document(document(frameworks=[bant()]))
    answers = {key: Answer(3, "heard", expires=TODAY) for key in ("budget", "need")}
    found = score(model, Facts(today=TODAY, answers=answers))
    _, suggestions = questions_for(model, found, {})
    assert [each.criterion for each in suggestions] == ["budget", "authority", "need", "timeline"]
