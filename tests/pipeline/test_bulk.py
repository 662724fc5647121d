"""Many leads changed at once: only what is yours, once, told in full, and taken back as far as it still stands."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.calendar import home_day
from frameworks_app.models import Category
from pipeline.actions.bulk import CannotBeUndone, change_many, undo_many
from pipeline.actions.overrides import override_category
from pipeline.actions.stages import assign_lead, move_lead
from pipeline.forms import bulk as forms
from pipeline.models import BulkAct, CategoryOverride, FollowUp, LeadState, LeadTag, Reason, Stage, StageMove, Tag
from tests.factories import LeadFactory, TeamFactory, UserFactory
from tests.pipeline.bulk_stories import send_bulk

pytestmark = pytest.mark.django_db
KIND = BulkAct.Kind


@pytest.fixture
def team(shipped):
    return TeamFactory()


@pytest.fixture(autouse=True)
def stages_ask_nothing(shipped):
    """What they ask is told in test_moving."""
    Stage.objects.update(exit_criteria=[])


@pytest.fixture
def helena(team):
    return UserFactory(manager=True, team=team, first_name="Helena")


@pytest.fixture
def maja(team):
    return UserFactory(sdr=True, team=team, first_name="Maja")


@pytest.fixture
def leads(maja):
    return LeadFactory.create_batch(3, owner=maja)


@pytest.fixture
def send(client):
    return partial(send_bulk, client)


def change(kind, leads, by, **said):
    return change_many(kind=kind, ids=[lead.pk for lead in leads], said=said, token=uuid4(), by=by)


def told(response):
    return [str(message) for message in response.context["messages"]]


def states(leads, *names):
    found = LeadState.objects.filter(lead__in=leads).order_by("lead").values_list(*names, flat=len(names) == 1)
    return list(found)


def test_a_manager_gives_leads_away_and_takes_back_what_nobody_has_touched_since(send, helena, maja, team, leads):
    jonas, ola = UserFactory(sdr=True, team=team, first_name="Jonas"), UserFactory(sdr=True, team=team)
    response = send(helena, "owner", leads, owner=jonas.pk)
    assert told(response) == ["3 leads given to Jonas Nowak."]
    assert states(leads, "owner") == [jonas.pk] * 3
    assign_lead(lead=leads[0], owner=ola, by=helena)
    act = BulkAct.objects.get()
    response = send_undo(response.client, act)
    assert told(response) == ["2 leads are as they were. 1 was changed since and stays."]
    assert states(leads, "owner") == [ola.pk, maja.pk, maja.pk]


def send_undo(client, act):
    return client.post(reverse("pipeline:bulk_undo", args=[act.pk]), follow=True)


def test_what_is_not_yours_to_change_stays_and_is_told(send, maja, team, leads):
    other = LeadFactory(owner=UserFactory(sdr=True, team=team))
    hidden = LeadFactory(owner=UserFactory(sdr=True))
    stage = Stage.objects.get(key="contacting")
    response = send(maja, "stage", [*leads, other, hidden], stage=stage.pk)
    assert told(response) == ["3 leads moved to Contacting. 1 of 4 is not yours to change."]
    assert states([other, hidden], "stage__key") == ["untouched", "untouched"]


def test_what_was_so_already_is_not_counted(send, helena, maja, leads):
    free = LeadFactory(team=maja.team)
    response = send(helena, "owner", [*leads, free], owner=maja.pk)
    assert told(response) == ["1 lead given to Maja Nowak. 3 were so already."]


def test_moves_are_in_the_history_and_their_undoing_too(helena, maja, leads):
    stage, early = Stage.objects.get(key="discovery"), Stage.objects.get(key="untouched")
    since = states(leads, "stage_changed_at")
    act = change(KIND.STAGE, leads, helena, stage=stage.pk, reason=None, note="After the fair")
    assert states(leads, "stage", "stage_changed_at") == [(stage.pk, act.at)] * 3
    moves = list(StageMove.objects.order_by("pk").values_list("from_stage", "to_stage", "note", "by", "occurred_at"))
    assert moves == [(early.pk, stage.pk, "After the fair", helena.pk, act.at)] * 3
    move_lead(lead=leads[2], stage=Stage.objects.get(key="evaluation"), by=maja)
    assert undo_many(act=act, by=helena) == 2
    assert states(leads, "stage__key") == ["untouched", "untouched", "evaluation"]
    assert states(leads[:2], "stage_changed_at") == since[:2]
    undone = StageMove.objects.filter(undoes__isnull=False).order_by("pk")
    assert [(move.lead_id, move.undoes.to_stage_id, move.to_stage_id) for move in undone] == [
        (lead.pk, stage.pk, early.pk) for lead in leads[:2]
    ]


def test_closing_asks_for_a_reason_of_its_kind(send, maja, leads):
    lost = Stage.objects.get(kind="lost")
    response = send(maja, "stage", leads, stage=lost.pk)
    assert response.context["form"].errors == {"reason": [f"Say why the leads go to {lost}."]}
    parked = Reason.objects.filter(kind="nurture").first()
    response = send(maja, "stage", leads, stage=lost.pk, reason=parked.pk)
    assert response.context["form"].errors == {"reason": ["Choose one of the reasons under “Lost”."]}
    assert BulkAct.objects.count() == 0


def test_parked_leads_come_back_by_themselves_and_lost_ones_need_no_step(maja, leads):
    open_step = FollowUp.objects.create(lead=leads[0], owner=maja, due_at=timezone.now())
    reason = Reason.objects.filter(kind="lost").first()
    lost = change(KIND.STAGE, leads, maja, stage=Stage.objects.get(kind="lost").pk, reason=reason.pk, note="")
    assert FollowUp.objects.open().count() == 0
    undo_many(act=lost, by=maja)
    assert FollowUp.objects.open().get() == open_step
    reason = Reason.objects.filter(kind="nurture", return_days__isnull=False).first()
    parked = change(KIND.STAGE, leads, maja, stage=Stage.objects.get(key="nurture").pk, reason=reason.pk, note="")
    assert sorted(FollowUp.objects.open().exclude(pk=open_step.pk).values_list("lead", "owner", "note")) == [
        (lead.pk, maja.pk, f"Back from nurture: {reason}") for lead in leads
    ]
    undo_many(act=parked, by=maja)
    assert FollowUp.objects.open().get() == open_step


def test_a_stage_of_one_team_takes_only_its_leads(shipped, leads):
    elsewhere, ada = TeamFactory(), UserFactory(admin=True)
    theirs = LeadFactory(team=elsewhere)
    stage = Stage.objects.create(key="pilot", name={"en": "Pilot"}, kind="open", team=elsewhere)
    act = change(KIND.STAGE, [*leads, theirs], ada, stage=stage.pk, reason=None, note="")
    assert (act.count, states([*leads, theirs], "stage__key")) == (1, ["untouched"] * 3 + ["pilot"])


def test_a_status_by_hand_says_why_and_gives_way_to_the_word_before_it(send, maja, leads):
    sql, nurture = Category.objects.get(key="sql"), Category.objects.get(key="nurture")
    override_category(lead=leads[0], category=nurture, why="On leave", by=maja)
    response = send(maja, "category", leads, category=sql.pk)
    assert response.context["form"].errors == {"why": ["This field is required."]}
    send(maja, "category", leads, category=sql.pk, why="Signed at the fair")
    assert states(leads, "override") == [sql.pk] * 3
    words = CategoryOverride.objects.filter(lifted_at=None)
    assert sorted(words.values_list("lead", "category", "why")) == [
        (lead.pk, sql.pk, "Signed at the fair") for lead in leads
    ]
    assert undo_many(act=BulkAct.objects.get(), by=maja) == 3
    assert states(leads, "override") == [nurture.pk, None, None]
    word = CategoryOverride.objects.get(lifted_at=None)
    assert (word.lead, word.category, word.why, word.by) == (leads[0], nurture, "On leave", maja)


def test_a_follow_up_is_for_each_owner_and_else_for_whoever_plans_it(send, helena, maja, leads):
    free = LeadFactory(team=maja.team)
    day = home_day() + timedelta(days=3)
    response = send(helena, "follow_up", [*leads, free], what="email", day=day.isoformat(), note="Send the study")
    assert told(response) == ["4 follow-ups planned."]
    steps = FollowUp.objects.order_by("lead")
    assert [(step.owner, step.kind, step.note) for step in steps] == [
        *[(maja, "email", "Send the study")] * 3,
        (helena, "email", "Send the study"),
    ]
    FollowUp.objects.filter(lead=leads[1]).update(done_at=timezone.now())
    assert undo_many(act=BulkAct.objects.get(), by=helena) == 3
    assert FollowUp.objects.get().lead == leads[1]


def test_tags_are_one_word_whatever_its_case_and_come_off_as_they_came(send, maja, leads):
    fair = Tag.objects.create(name="Fair 2026")
    LeadTag.objects.create(lead=leads[0], tag=fair, by=maja)
    response = send(maja, "tag", leads, name="  fair  2026 ")
    assert told(response) == ["2 leads tagged “Fair 2026”. 1 was so already."]
    assert Tag.objects.get() == fair
    assert undo_many(act=BulkAct.objects.get(), by=maja) == 2
    assert LeadTag.objects.get().lead == leads[0]
    response = send(maja, "untag", leads, name="FAIR 2026")
    assert told(response) == ["“Fair 2026” taken off 1 lead. 2 were so already."]
    assert undo_many(act=BulkAct.objects.first(), by=maja) == 1
    assert LeadTag.objects.get().lead == leads[0]


def test_a_tag_that_nobody_made_cannot_be_taken_off(send, maja, leads):
    response = send(maja, "untag", leads, name="fiar")
    assert response.context["form"].errors == {"name": ["No tag is called “fiar”."]}


def test_all_that_match_are_those_of_the_list(send, maja, leads):
    LeadFactory(owner=maja, source="fair")
    response = send(maja, "tag", everything="yes", query="source=fair&view=all", seen=1, name="fair")
    assert told(response) == ["1 lead tagged “fair”."]
    assert response.redirect_chain == [("/leads/?source=fair&view=all", 302)]


def test_where_more_match_than_were_seen_the_person_is_asked_again(send, maja, leads):
    response = send(maja, "tag", everything="yes", query="", seen=2, name="fair")
    assert response.context["grown"] == "Since you looked, 1 more lead matches: 3 now. Send again to change them all."
    assert (response.context["form"]["name"].value(), LeadTag.objects.count()) == ("fair", 0)
    again = {field.name: field.value() for field in response.context["selection"]}
    response = send(maja, again.pop("kind"), **{**again, "lead": [], "everything": "True", "name": "fair"})
    assert told(response) == ["3 leads tagged “fair”."]


def test_more_than_can_be_taken_back_is_refused(send, maja, leads, monkeypatch):
    monkeypatch.setattr(forms, "MOST", 2)
    response = send(maja, "tag", everything="yes", query="", seen=3, name="fair")
    assert told(response) == ["These are more than 10,000 leads. Filter the list, and change them in parts."]
    assert LeadTag.objects.count() == 0


def test_nothing_chosen_and_nothing_of_yours_is_said(send, maja, team):
    theirs = LeadFactory(owner=UserFactory(sdr=True, team=team))
    assert told(send(maja, "tag", name="fair")) == ["Choose at least one lead."]
    assert told(send(maja, "tag", [theirs], name="fair")) == ["None of these leads is yours to change."]


def test_a_double_click_changes_once(send, maja, leads):
    token, day = str(uuid4()), home_day().isoformat()
    for _click in range(2):
        send(maja, "follow_up", leads, token=token, what="call", day=day, note="")
    assert (FollowUp.objects.count(), BulkAct.objects.count()) == (3, 1)


def test_a_change_is_taken_back_once_within_a_day_by_whoever_made_it_or_an_admin(client, maja, team, leads):
    act = change(KIND.TAG, leads, maja, tag=Tag.objects.create(name="fair").pk)
    client.force_login(UserFactory(sdr=True, team=team))
    page, undo = reverse("pipeline:bulk_act", args=[act.pk]), reverse("pipeline:bulk_undo", args=[act.pk])
    assert (client.get(page).status_code, client.post(undo).status_code) == (404, 404)
    client.force_login(UserFactory(admin=True))
    assert client.get(page).status_code == 200
    BulkAct.objects.update(at=timezone.now() - timedelta(hours=25))
    assert told(client.post(undo, follow=True)) == [
        "This can no longer be taken back: it was undone already, or more than a day ago."
    ]
    BulkAct.objects.update(at=timezone.now())
    assert told(client.post(undo, follow=True)) == ["3 leads are as they were."]
    with pytest.raises(CannotBeUndone):
        undo_many(act=act, by=maja)


def test_the_page_of_a_change_shows_what_stood_there_before(client, helena, maja, team, leads):
    act = change(KIND.OWNER, leads, helena, owner=None, team=None)
    client.force_login(helena)
    context = client.get(reverse("pipeline:bulk_act", args=[act.pk])).context
    assert context["sentence"] == "3 leads are free to be taken."
    assert [(line.lead, line.before) for line in context["lines"]] == [(lead, str(maja)) for lead in leads]


@pytest.mark.parametrize("kind", KIND.values)
def test_each_change_first_asks_for_what_it_needs(client, maja, leads, kind):
    client.force_login(maja)
    chosen = {"kind": kind, "lead": [lead.pk for lead in leads]}
    response = client.post(reverse("pipeline:bulk"), chosen, headers={"HX-Request": "true"})
    assert (response.context["form"].is_bound, response.context["action"]) == (False, "Change 3 leads")
    asked = {lead: response.content.decode().count(f'name="lead" value="{lead.pk}"') for lead in leads}
    assert asked == dict.fromkeys(leads, 1)
    assert BulkAct.objects.count() == 0


@pytest.mark.parametrize("number", [1, 30])
def test_a_change_takes_as_many_statements_for_many_as_for_one(maja, number, django_assert_num_queries):
    leads = LeadFactory.create_batch(number, owner=maja)
    stage = Stage.objects.get(key="discovery")
    with django_assert_num_queries(12):
        act = change(KIND.STAGE, leads, maja, stage=stage.pk, reason=None, note="")
    assert act.count == number
