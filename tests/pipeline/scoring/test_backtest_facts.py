"""What a backtest may look at: nothing that happened after the moment, and nothing of the outcome."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from accounts.calendar import home_day
from frameworks_app.actions.document import draft_document
from frameworks_app.models import Attribute, Category, Criterion, Icp, SignalType
from frameworks_app.scoring import Model
from pipeline.actions.outcomes import close_lead, reopen_lead
from pipeline.actions.stages import move_lead, undo_move
from pipeline.models import Answer, DiscoveryCall, HandOff, Job, Lead, LeadState, Reason, Signal, Stage, StageMove
from pipeline.reports.backtest.findings import backtest
from pipeline.scoring.backtest import Ended, Fate, Life, Moment, Question, fate, judged, known_then, lives
from pipeline.scoring.compile import CompiledModel
from pipeline.scoring.facts import pure_scores
from pipeline.scoring.inputs import Keys
from tests.factories import CompanyFactory, LeadFactory, UserFactory

pytestmark = pytest.mark.usefixtures("shipped")

# In Warsaw: came on a Monday at nine, called on Wednesday at ten, bought on Friday at three in the afternoon.
CAME = datetime(2026, 3, 2, 8, tzinfo=UTC)
CALLED = CAME + timedelta(days=2, hours=1)
BOUGHT = CAME + timedelta(days=4, hours=6)
TODAY = date(2026, 11, 20)
LAST = 2**62


@pytest.fixture
def compiled(shipped):
    """The shipped model, with an ICP that wants companies of ten people and more, and leads by referral."""
    icp = Icp.objects.create(key="wanted", name={"en": "Wanted"})
    for key, entity, operator, operand in (
        ("employees", "company", "at_least", 10),
        ("source", "lead", "is", "referral"),
    ):
        attribute = Attribute.objects.get(key=key, entity=entity)
        icp.criteria.create(attribute=attribute, operator=operator, operand=operand, points=50)
    return CompiledModel(draft_document(), Keys.load())


@pytest.fixture
def lead(maja):
    """A shop of twelve, by referral: a form on the first day, a call on the third, bought on the fifth."""
    made = LeadFactory(company=CompanyFactory(employees=12), source="referral", occurred_at=CAME, owner=maja)
    signal(made, CAME)
    call = call_of(made, maja, CALLED)
    answer(made, "budget", 4, CALLED + timedelta(minutes=5), call)
    moved(made, "won", BOUGHT)
    return made


@pytest.fixture
def maja(db):
    return UserFactory(sdr=True)


def signal(lead, at, **more):
    return Signal.objects.create(lead=lead, type=SignalType.objects.get(key="contact_form"), occurred_at=at, **more)


def answer(lead, key, rating, at, call=None, **more):
    return Answer.objects.create(
        lead=lead,
        criterion=Criterion.objects.get(key=key),
        rating=rating,
        evidence="confirmed",
        occurred_at=at,
        call=call,
        **more,
    )


def call_of(lead, by, at, outcome="reached"):
    return DiscoveryCall.objects.create(
        lead=lead, by=by, started_at=at, ended_at=at + timedelta(minutes=20), outcome=outcome
    )


def moved(lead, key, at, **more):
    """A move as history has it; the lead stands there."""
    stage = Stage.objects.get(key=key)
    LeadState.objects.filter(lead=lead).update(stage=stage, stage_changed_at=at)
    return StageMove.objects.create(lead=lead, to_stage=stage, occurred_at=at, **more)


def history_at(row, at):
    """The latest change of this row is of another time than of now."""
    events = apps.get_model("pipeline", f"{row._meta.object_name}Event").objects.filter(pgh_obj=row)
    events.filter(pk=events.latest("pk").pk).update(pgh_created_at=at)


def said(compiled, moment, lead, **more):
    """What the document says of this lead at the moment, and what it counts as."""
    question = Question(moment=moment, **more)
    return next(
        (end, found) for life, end, found in judged(compiled, question, TODAY, 0, LAST) if life.lead_id == lead.pk
    )


@pytest.fixture(params=Moment.values)
def moment(request, lead, maja):
    if request.param == Moment.HAND_OFF:
        HandOff.objects.create(lead=lead, to=maja, by=maja, occurred_at=CAME + timedelta(days=1))
    return request.param


def test_at_creation_the_first_day_is_known(compiled, lead):
    end, found = said(compiled, Moment.CREATION, lead)
    assert end == Fate.WON
    assert (found.fit_low, found.engagement, found.qual_low) == (10_000, 15_000_000, 0)


def test_at_the_first_call_nothing_that_it_said_is_known(compiled, lead):
    answer(lead, "need", 4, CALLED - timedelta(minutes=5))
    _end, found = said(compiled, Moment.FIRST_CALL, lead)
    # Of BANT's four criteria, one: what an e-mail said five minutes before, and not what the call brought.
    assert found.qual_low == 2500
    assert found.engagement < 15_000_000


def test_calls_that_reached_nobody_are_no_first_call(compiled, lead, maja):
    call_of(lead, maja, CAME, outcome="voicemail")
    (life,) = lives(Question(moment=Moment.FIRST_CALL), "Europe/Warsaw", 0, LAST)
    assert life.cut == CALLED


def test_a_lead_is_handed_off_when_it_is_passed_on_or_moved_on_by_a_person(compiled, lead, maja):
    question = Question(moment=Moment.HAND_OFF)
    assert said(compiled, Moment.HAND_OFF, lead) == (Fate.NO_MOMENT, None)
    # The system's own move is nobody's decision.
    StageMove.objects.create(
        lead=lead, to_stage=Stage.objects.get(key="contacting"), occurred_at=CAME + timedelta(hours=1)
    )
    assert said(compiled, Moment.HAND_OFF, lead) == (Fate.NO_MOMENT, None)
    StageMove.objects.create(
        lead=lead, to_stage=Stage.objects.get(key="contacting"), occurred_at=CAME + timedelta(days=3), by=maja
    )
    assert lives(question, "Europe/Warsaw", 0, LAST)[0].cut == CAME + timedelta(days=3)
    HandOff.objects.create(lead=lead, to=maja, by=maja, occurred_at=CAME + timedelta(days=1))
    assert lives(question, "Europe/Warsaw", 0, LAST)[0].cut == CAME + timedelta(days=1)


# What must not be seen: after the moment, at the outcome, after it.
LATER = [CALLED, BOUGHT, BOUGHT + timedelta(days=1), CAME + timedelta(days=400)]


@pytest.mark.parametrize("at", LATER, ids=str)
def test_a_later_signal_changes_no_figure(compiled, lead, moment, at):
    before = said(compiled, moment, lead)
    signal(lead, at)
    assert said(compiled, moment, lead) == before


@pytest.mark.parametrize("at", LATER, ids=str)
def test_an_answer_of_a_later_call_changes_no_figure(compiled, lead, maja, moment, at):
    before = said(compiled, moment, lead)
    answer(lead, "need", 4, at, call_of(lead, maja, at))
    assert said(compiled, moment, lead) == before


@pytest.mark.parametrize("at", LATER, ids=str)
def test_a_later_change_of_the_company_changes_no_figure(compiled, lead, moment, at):
    before = said(compiled, moment, lead)
    lead.company.employees = 3
    lead.company.save()
    history_at(lead.company, at)
    assert said(compiled, moment, lead) == before


@pytest.mark.parametrize("at", LATER, ids=str)
def test_a_later_change_of_the_lead_changes_no_figure(compiled, lead, moment, at):
    before = said(compiled, moment, lead)
    lead.source, lead.company, lead.amount, lead.currency = "outbound", CompanyFactory(employees=1), 5_000, "EUR"
    lead.save()
    history_at(lead, at)
    assert said(compiled, moment, lead) == before


def test_a_change_before_the_moment_counts(compiled, lead):
    lead.company.employees = 3
    lead.company.save()
    history_at(lead.company, CAME + timedelta(hours=1))
    assert said(compiled, Moment.CREATION, lead)[1].fit_low == 5_000


def test_a_move_between_open_stages_changes_no_figure(compiled, lead, moment):
    before = said(compiled, moment, lead)
    StageMove.objects.create(
        lead=lead, to_stage=Stage.objects.get(key="discovery"), occurred_at=CALLED + timedelta(minutes=1)
    )
    assert said(compiled, moment, lead) == before


def test_a_fact_of_the_first_day_but_after_the_outcome_does_not_count(compiled):
    ben = LeadFactory(source="referral", occurred_at=CAME)
    moved(ben, "won", CAME + timedelta(hours=2))
    before = said(compiled, Moment.CREATION, ben)
    for hours in (2, 3):
        signal(ben, CAME + timedelta(hours=hours))
        answer(ben, "need", 4, CAME + timedelta(hours=hours))
    ben.source = "outbound"
    ben.save()
    history_at(ben, CAME + timedelta(hours=2))
    assert said(compiled, Moment.CREATION, ben) == before
    assert before[0] == Fate.WON


def test_the_amount_that_is_written_with_the_outcome_does_not_count(compiled, maja):
    """Both are one transaction, whose time history bears; it is a little earlier than the move's."""
    zoe = LeadFactory(source="referral", owner=maja, occurred_at=timezone.now() - timedelta(minutes=2))
    before = known_fit(compiled, zoe)
    close_lead(lead=zoe, stage=Stage.objects.get(key="won"), reason=Reason.objects.filter(kind="won").first(), by=maja)
    Lead.objects.filter(pk=zoe.pk).update(source="outbound")
    assert known_fit(compiled, zoe) == before


def known_fit(compiled, lead):
    question = Question(window=Ended.ALL)
    ((_life, _end, found),) = judged(compiled, question, home_day(), lead.pk, lead.pk)
    return found.fit_low


def test_what_a_person_said_of_its_status_is_no_part_of_what_the_rules_say(compiled, lead):
    before = said(compiled, Moment.CREATION, lead)
    given = lead.overrides.create(category=Category.objects.get(key="sql"), why="she knows him", by=UserFactory())
    LeadState.objects.filter(lead=lead).update(override=given.category)
    assert said(compiled, Moment.CREATION, lead) == before


def test_what_came_in_with_a_lead_is_known_from_its_beginning_and_nothing_else_of_that_instant(compiled):
    """A file without dates: the lead, its answers and its outcome bear the time of the import."""
    job = Job.objects.create(kind=Job.Kind.IMPORT, state=Job.State.DONE)
    old = LeadFactory(occurred_at=CAME, import_job=job)
    answer(old, "need", 4, CAME, import_job=job)
    moved(old, "won", CAME, import_job=job)
    before = said(compiled, Moment.CREATION, old, window=Ended.CLOSED)
    assert (before[0], before[1].qual_low) == (Fate.WON, 2500)
    # Facts of the very instant of the outcome that did not come with the lead, and of the import at another time.
    answer(old, "budget", 4, CAME)
    signal(old, CAME)
    answer(old, "authority", 4, CAME + timedelta(seconds=1), import_job=job)
    assert said(compiled, Moment.CREATION, old, window=Ended.CLOSED) == before


def test_the_pure_engine_says_the_same(compiled, lead, moment):
    question = Question(moment=moment)
    counted = [life for life, end, _found in judged(compiled, question, TODAY, 0, LAST) if end.counts]
    source = known_then(counted, "Europe/Warsaw")
    score = pure_scores(Model.from_document(compiled.document), compiled, [lead.pk], TODAY, source)[lead.pk]
    found = said(compiled, moment, lead)[1]
    assert (score.fit_low, score.fit_high, score.engagement, score.qual_low, score.verdict.number) == (
        found.fit_low,
        found.fit_high,
        found.engagement,
        found.qual_low,
        found.verdict,
    )


# How a lead ended.


def life(outcome="", days=0, **more):
    given = {"lead_id": 1, "day": 100, "cut": None, "outcome": outcome, "ended_on": 100 + days if outcome else None}
    return Life(**given | {"is_over_before": False, "is_undated": False, "is_dateless": False} | more)


@pytest.mark.parametrize(
    ("told", "window", "today", "expected"),
    [
        (life("won", 90), 90, 191, Fate.WON),
        (life("won", 10), 90, 190, Fate.YOUNG),
        (life("won", 91), 90, 400, Fate.LOST),
        (life("lost", 10), 90, 120, Fate.YOUNG),
        (life("won", 30), 20, 121, Fate.LOST),
        (life("won", 30), Ended.CLOSED, 129, Fate.OPEN),
        (life("won", 30), Ended.ALL, 129, Fate.LOST),
        (life("lost", 200), 90, 400, Fate.LOST),
        (life(), 90, 190, Fate.YOUNG),
        (life(), 90, 191, Fate.LOST),
        (life(), Ended.CLOSED, 9000, Fate.OPEN),
        (life("won", 900), Ended.CLOSED, 9000, Fate.WON),
        (life("lost", 1), Ended.CLOSED, 9000, Fate.LOST),
        (life(), Ended.ALL, 100, Fate.LOST),
        (life("won", 3), Ended.ALL, 104, Fate.WON),
        (life(day=None), 90, 400, Fate.NO_MOMENT),
        (life("won", 3, is_over_before=True), 90, 400, Fate.BEFORE),
        (life(is_undated=True), 90, 400, Fate.UNDATED),
    ],
)
def test_what_a_lead_counts_as(told, window, today, expected):
    assert fate(told, window, today) == expected


def outcome(lead):
    found = next(each for each in lives(Question(), "Europe/Warsaw", 0, LAST) if each.lead_id == lead.pk)
    return found.outcome, found.ended_on


def test_a_second_won_stage_does_not_move_the_day(lead):
    day = outcome(lead)[1]
    moved(lead, "won", BOUGHT + timedelta(days=9))
    assert outcome(lead) == ("won", day)


def test_a_reopened_lead_has_not_ended(lead, maja):
    reopen_lead(lead=lead, by=maja)
    assert outcome(lead) == ("", None)


def test_of_a_lead_that_was_lost_reopened_and_won_the_last_counts(lead, maja):
    anna = LeadFactory(occurred_at=CAME, owner=maja)
    moved(anna, "lost", CAME + timedelta(days=1))
    moved(anna, "contacting", CAME + timedelta(days=2))
    moved(anna, "won", CAME + timedelta(days=4))
    assert outcome(anna) == ("won", outcome(lead)[1])


def test_a_move_that_was_taken_back_was_never_made(lead, maja):
    told = outcome(lead)
    move = move_lead(lead=lead, stage=Stage.objects.get(key="lost"), by=maja)
    undo_move(move=move, by=maja)
    assert outcome(lead) == told


def test_a_lead_that_is_closed_and_no_move_says_when_is_left_out(compiled, maja):
    tom = LeadFactory(occurred_at=CAME, stage=Stage.objects.get(key="won"))
    assert said(compiled, Moment.CREATION, tom) == (Fate.UNDATED, None)


def test_merged_leads_are_left_out(lead):
    Lead.objects.filter(pk=lead.pk).update(merged_into=LeadFactory(occurred_at=CAME))
    assert [each.lead_id for each in lives(Question(), "Europe/Warsaw", 0, LAST)] == [lead.pk + 1]


def test_a_lead_that_was_won_before_its_first_call_is_left_out(compiled, maja):
    kim = LeadFactory(occurred_at=CAME)
    moved(kim, "won", CAME + timedelta(days=1))
    call_of(kim, maja, CALLED)
    assert said(compiled, Moment.FIRST_CALL, kim) == (Fate.BEFORE, None)
    assert said(compiled, Moment.CREATION, kim)[0] == Fate.WON


def test_days_are_those_of_the_installation(lead):
    """Half past midnight in Warsaw is still yesterday in Greenwich."""
    late = LeadFactory(occurred_at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    days = {each.lead_id: each.day for each in lives(Question(), "Europe/Warsaw", 0, LAST)}
    assert days[late.pk] == days[lead.pk]


def test_the_period_and_the_scope_narrow_the_leads(lead):
    def found(**narrow):
        return [each.lead_id for each in lives(Question(**narrow), "Europe/Warsaw", 0, LAST)]

    LeadFactory(occurred_at=CAME + timedelta(days=30))
    assert found(since=date(2026, 3, 2), until=date(2026, 3, 2)) == [lead.pk]
    assert found(source="Referral") == [lead.pk]
    assert found(team=lead.state.team_id) == [lead.pk]
    assert found(since=date(2026, 4, 2)) == []


def test_of_a_past_that_ends_earlier_only_those_who_had_their_time_are_counted(compiled, lead):
    """She was bought four days after she came, and had ninety."""
    assert said(compiled, Moment.CREATION, lead, ends=date(2026, 6, 1))[0] == Fate.WON
    assert said(compiled, Moment.CREATION, lead, ends=date(2026, 5, 31))[0] == Fate.YOUNG
    assert said(compiled, Moment.CREATION, lead, ends=date(2026, 3, 5), window=2)[0] == Fate.LOST


def test_nobody_at_all_is_said_to_be_too_few(compiled):
    found = backtest(compiled, Question(), TODAY)
    assert (found["won"], found["lost"], found["can_tell"], found["measures"]) == (0, 0, False, [])


def test_ranges_of_ids_add_up(compiled, lead, monkeypatch):
    for number in range(30):
        each = LeadFactory(occurred_at=CAME, source="referral" if number % 3 else "event")
        moved(each, "won" if number % 2 else "lost", BOUGHT)
    at_once = backtest(compiled, Question(), TODAY)
    monkeypatch.setattr("pipeline.reports.backtest.findings.AT_ONCE", 4)
    assert backtest(compiled, Question(), TODAY) == at_once
    assert (at_once["won"], at_once["lost"]) == (16, 15)
