"""A shop that asks forty things under five frameworks still gets each answer saved at once."""

import time

import pytest
from django.urls import reverse

from frameworks_app.actions.publish import publish
from frameworks_app.models import Chapter, Criterion, Framework, FrameworkCriterion, Question
from frameworks_app.verdict import next_questions, open_criteria
from pipeline.models import TeamWorkflow
from pipeline.reports.call_state import call_state
from tests.factories import LeadFactory, UserFactory
from tests.pipeline.call_stories import answer, begin, hear
from tests.pipeline.test_call import statements

pytestmark = pytest.mark.django_db

KEYS = [f"thing_{number:02}" for number in range(40)]
# Pass rule, threshold, and how many of the forty it lists.
RULES = {
    "wide": ("threshold", 50, 40),
    "strict": ("both", 45, 40),
    "steps": ("gates_in_order", None, 40),
    "gates": ("all_gates", None, 12),
    "brief": ("threshold", 60, 8),
}


@pytest.fixture
def call(shipped):
    """Ola's call, under a published version of forty criteria and five frameworks."""
    Framework.objects.update(is_active=False)
    criteria = [criterion(key, place) for place, key in enumerate(KEYS)]
    frameworks = [framework(key, place, criteria) for place, key in enumerate(RULES)]
    TeamWorkflow.objects.update(leading_framework=frameworks[0])
    publish(by=None)
    ola = UserFactory(sdr=True, first_name="Ola")
    return begin(LeadFactory(owner=ola, company__name="Baltic Yarn"), ola)


def criterion(key, place):
    made = Criterion.objects.create(
        key=key,
        name={"en": key.replace("_", " ").capitalize()},
        description={"en": f"What is known of {key}"},
        chapter=list(Chapter)[place * len(Chapter) // len(KEYS)],
        shelf_life=90,
        rubric=[{"en": f"{key} at {rating}"} for rating in range(5)],
        position=100 + place,
    )
    Question.objects.create(key=f"{key}_how", criterion=made, text={"en": f"How about {key}?"})
    return made


def framework(key, place, criteria):
    rule, threshold, count = RULES[key]
    made = Framework.objects.create(
        key=key, name={"en": key.capitalize()}, pass_rule=rule, threshold=threshold, position=100 + place
    )
    FrameworkCriterion.objects.bulk_create(
        FrameworkCriterion(
            framework=made,
            criterion=each,
            # Weights as people choose them: they share no divisor.
            weight=(1, 2, 3, 5, 7)[at % 5],
            gate=2 if rule != "threshold" and at % 3 == 0 else None,
            position=at,
        )
        for at, each in enumerate(criteria[:count])
    )
    return made


@pytest.fixture
def desk(client, call):
    client.force_login(call.by)
    return client


def test_all_forty_are_asked_once_under_five_frameworks(call):
    state = call_state(call)
    assert sorted(state.asked_keys) == KEYS
    assert [each.card.name for each in state.verdicts] == ["Wide", "Strict", "Steps", "Gates", "Brief"]


def test_the_page_takes_at_most_fifteen_statements(desk, call):
    hear(call, **dict.fromkeys(KEYS[:10], 3))
    address = reverse("pipeline:call", args=[call.pk])
    desk.get(address)
    found = statements(lambda: desk.get(address))
    assert len(found) <= 15, "\n".join(found)


def test_an_answer_takes_at_most_eight_statements_and_little_time(desk, call, capsys):
    answer(desk, call, criterion=KEYS[0])
    found = statements(lambda: answer(desk, call, criterion=KEYS[1]))
    assert len(found) <= 8, "\n".join(found)
    # Clocks differ from machine to machine: this is told and not asserted; the bar is 100 ms.
    spent = [cpu(lambda key=key: answer(desk, call, criterion=key)) for key in KEYS[2:22]]
    with capsys.disabled():
        print(f"\nan answer of forty criteria: {min(spent):.0f} to {max(spent):.0f} ms of CPU")  # noqa: T201


def cpu(work):
    began = time.process_time()
    assert work().status_code == 200
    return 1000 * (time.process_time() - began)


def test_what_is_spared_is_what_would_have_been_said_twice(call):
    hear(call, **dict.fromkeys(KEYS[:5], 3), **dict.fromkeys(KEYS[5:9], (2, "assumed")))
    state = call_state(call)
    frameworks, answers = state.lead_score.current.model.frameworks, state.lead_score.score.answers
    for key in RULES:
        named = {each.criterion for each in next_questions(frameworks[key], answers, {})}
        assert open_criteria(frameworks[key], answers) == named
    asked = [question.key for question in state.next.questions]
    assert sorted(asked) == sorted(set(asked)) == [key for key in KEYS if key in asked]
