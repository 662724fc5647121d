"""The board: Maja moves her leads from stage to stage, and reads what each stage holds."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.calendar import home_day
from accounts.models import Team
from pipeline.actions.stages import assign_lead, move_lead
from pipeline.models import FollowUp, Lead, LeadState, SavedView, Stage, StageMove
from pipeline.reports.board import cards
from pipeline.reports.board.clock import Clock, with_clock
from pipeline.reports.board.columns import Money
from tests.factories import LeadFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def team(shipped):
    return TeamFactory(name="North")


@pytest.fixture
def maja(team):
    return UserFactory(sdr=True, team=team, first_name="Maja", last_name="Nowak")


@pytest.fixture
def helena(team):
    return UserFactory(manager=True, team=team, first_name="Helena", last_name="Wilk")


@pytest.fixture
def board(client, maja):
    client.force_login(maja)

    def ask(**said):
        columns = client.get(reverse("pipeline:board"), said).context["columns"]
        return {column.stage.key: column for column in columns}

    return ask


@pytest.fixture(autouse=True)
def stages_ask_nothing(shipped):
    """What they ask is told in test_moving."""
    Stage.objects.update(exit_criteria=[])


def stage(key):
    return Stage.objects.get(key=key)


def stood_since(lead, moment):
    LeadState.objects.filter(lead=lead).update(stage_changed_at=moment)
    return lead


def send(client, lead, to, seen=None, **options):
    seen = seen or LeadState.objects.get(lead=lead).stage
    data = {"stage": to.pk, "seen": seen.pk}
    return client.post(reverse("pipeline:board_move", args=[lead.pk]), data, headers=HTMX, **options)


def shown(column):
    return [card.lead.pk for card in column.cards]


def stage_of(lead):
    return LeadState.objects.select_related("stage").get(lead=lead).stage.key


def notes(response):
    return [str(message) for message in response.context["messages"]]


def test_columns_are_the_teams_stages_in_order_and_the_closed_ones_come_last(board, team):
    Stage.objects.create(key="pilot", name={"en": "Pilot"}, kind="open", position=35, team=team)
    Stage.objects.create(key="theirs", name={"en": "Theirs"}, kind="open", position=36, team=TeamFactory())
    Stage.objects.create(key="old", name={"en": "Old"}, kind="open", position=37, is_active=False)
    keys = list(board())
    assert keys[-4:] == ["won", "lost", "nurture", "disqualified"]
    assert [key for key in keys[:-4] if key in {"pilot", "theirs", "old"}] == ["pilot"]
    ordered = Stage.objects.filter(kind="open", is_active=True, key__in=keys).values_list("key", flat=True)
    assert keys[:-4] == list(ordered)


def test_a_column_says_how_many_leads_it_holds_and_what_they_are_worth_in_each_currency(board, maja):
    proposal = stage("proposal")
    for amount, currency in [("1000.10", "EUR"), ("2000.00", "EUR"), ("90000.00", "PLN"), (None, "")]:
        LeadFactory(owner=maja, stage=proposal, amount=amount, currency=currency)
    figures = board()["proposal"].figures
    assert (figures.count, figures.late) == (4, 0)
    # 55 percent of 90,000 and of 3,000.10; nothing is converted, and an unknown amount adds nothing.
    assert figures.values == [Money(Decimal("49500"), "PLN"), Money(Decimal("1650.055"), "EUR")]


def test_a_stage_without_a_probability_claims_no_value(board, maja):
    Stage.objects.filter(key="proposal").update(probability=None)
    LeadFactory(owner=maja, stage=stage("proposal"), amount=10, currency="EUR")
    assert board()["proposal"].figures.values == []


def test_late_is_counted_in_the_business_days_of_the_leads_own_team(client, maja, team, monkeypatch):
    # Friday 22 May 2026. Qualified is expected to take 2 business days, and North has Thursday off.
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 5, 22, 9, tzinfo=UTC))
    Team.objects.filter(pk=team.pk).update(holidays=[date(2026, 5, 21)])
    claire = UserFactory(sdr=True, first_name="Claire")
    tuesday = datetime(2026, 5, 19, 12, tzinfo=UTC)
    for person in (maja, claire):
        stood_since(LeadFactory(owner=person, stage=stage("qualified")), tuesday)
        stood_since(LeadFactory(owner=person, stage=stage("qualified")), tuesday - timedelta(days=1))
    found = {}
    for person in (maja, claire):
        client.force_login(person)
        columns = client.get(reverse("pipeline:board")).context["columns"]
        column = next(column for column in columns if column.stage.key == "qualified")
        found[person] = (column.figures.late, [(card.clock.days, card.clock.is_late) for card in column.cards])
    assert found == {
        maja: (1, [(3, True), (2, False)]),
        claire: (2, [(4, True), (3, True)]),
    }


def test_a_lead_is_late_for_the_count_exactly_when_its_card_is(maja, team):
    Team.objects.filter(pk=team.pk).update(holidays=[home_day() - timedelta(days=2)], time_zone="Asia/Tokyo")
    now = timezone.now()
    leads = [LeadFactory(owner=maja if n % 2 else None, stage=stage("qualified")) for n in range(80)]
    for n, lead in enumerate(leads):
        stood_since(lead, now - timedelta(hours=3 * n))
    clock = Clock([stage("qualified")])
    counted = set(Lead.objects.filter(clock.late()).values_list("pk", flat=True))
    assert counted == {lead.pk for lead in with_clock(Lead.objects.with_state()) if clock.read(lead).is_late}
    assert 0 < len(counted) < 80


def test_a_stage_without_expected_days_is_never_late(board, maja):
    lead = LeadFactory(owner=maja, stage=stage("lost"))
    stood_since(lead, timezone.now() - timedelta(days=4000))
    assert board()["lost"].figures.late == 0


def test_a_column_shows_its_best_leads_first_and_the_others_page_by_page(client, board, maja, monkeypatch):
    monkeypatch.setattr(cards, "SIZE", 3)
    monkeypatch.setattr("pipeline.reports.board.columns.SIZE", 3)
    leads = LeadFactory.create_batch(7, owner=maja, stage=stage("discovery"))
    for rank, lead in enumerate(leads):
        LeadState.objects.filter(lead=lead).update(priority=100 - rank // 2)
    column = board()["discovery"]
    found, token = shown(column), column.more
    address = reverse("pipeline:board_column", args=[column.stage.pk])
    while token is not None:
        context = client.get(address, {"page": token}, headers=HTMX).context
        found += [card.lead.pk for card in context["cards"]]
        token = context["more"]
    order = sorted(leads, key=lambda lead: (100 - leads.index(lead) // 2, lead.pk), reverse=True)
    assert found == [lead.pk for lead in order]


def test_a_closed_column_is_counted_and_its_cards_wait_to_be_asked_for(client, board, maja):
    lead = LeadFactory(owner=maja, stage=stage("won"))
    column = board()["won"]
    assert (column.figures.count, column.cards, column.more) == (1, [], "")
    page = client.get(reverse("pipeline:board_column", args=[column.stage.pk]), headers=HTMX)
    assert [card.lead for card in page.context["cards"]] == [lead]


def test_a_card_names_the_next_step_that_is_still_open(board, maja):
    lead = LeadFactory(owner=maja)
    now = timezone.now()
    FollowUp.objects.create(lead=lead, owner=maja, due_at=now - timedelta(days=1), done_at=now, note="Done")
    FollowUp.objects.create(lead=lead, owner=maja, due_at=now + timedelta(days=3), note="Later")
    FollowUp.objects.create(lead=lead, owner=maja, due_at=now + timedelta(days=1), note="Next")
    [card] = board()["untouched"].cards
    assert card.step.note == "Next"


def test_filters_narrow_cards_and_figures_alike(board, maja, team):
    mine, _free = LeadFactory(owner=maja), LeadFactory(team=team)
    assert board()["untouched"].figures.count == 2
    column = board(owner="me")["untouched"]
    assert (column.figures.count, shown(column)) == (1, [mine.pk])


def test_a_view_of_the_board_is_kept_and_opens_it(client, maja, team):
    client.force_login(maja)
    mine, _free = LeadFactory(owner=maja), LeadFactory(team=team)
    view = SavedView.objects.create(page=SavedView.Page.BOARD, name="My board", by=maja, query="owner=me")
    SavedView.objects.create(name="Of the list", by=maja)
    page = client.get(reverse("pipeline:board"), {"view": view.pk, "owner": "me"})
    tabs = [(tab.title, tab.is_here) for tab in page.context["views"].tabs]
    assert tabs == [("All", False), ("Mine", False), ("Nobody's", False), ("My board", True)]
    client.post(reverse("pipeline:saved_view_home", args=[view.pk]))
    opened = client.get(reverse("pipeline:board"), follow=True)
    assert shown(opened.context["columns"][0]) == [mine.pk]


def test_a_filter_by_numbers_is_told_in_words(client, maja):
    client.force_login(maja)
    chips = client.get(reverse("pipeline:board"), {"inclusion": 1, "result": 2}).context["chips"]
    assert [str(chip["value"]) for chip in chips] == ["Not qualified", "inside ICP"]


def test_a_filter_that_is_no_longer_there_is_named_and_left_out(client, maja):
    client.force_login(maja)
    LeadFactory(owner=maja)
    context = client.get(reverse("pipeline:board"), {"status": 99}).context
    assert ([str(name) for name in context["lost"]], context["columns"][0].figures.count) == (["Status"], 1)


def test_everybody_sees_their_own_board_and_moves_only_what_they_may_edit(client, maja, team):
    mine, colleagues = LeadFactory(owner=maja), LeadFactory(owner=UserFactory(sdr=True, team=team))
    free, others = LeadFactory(team=team), LeadFactory(owner=UserFactory(sdr=True))
    tomasz = UserFactory(account_executive=True, team=team)
    given = LeadFactory(owner=tomasz, team=team)
    found = {}
    for person in (maja, tomasz):
        client.force_login(person)
        column = client.get(reverse("pipeline:board")).context["columns"][0]
        found[person] = {card.lead.pk: card.lead.is_movable for card in column.cards}
    assert found == {
        maja: {mine.pk: True, colleagues.pk: False, free.pk: True, given.pk: False},
        tomasz: {given.pk: True},
    }
    client.force_login(maja)
    assert send(client, colleagues, stage("contacting")).status_code == 404
    assert send(client, others, stage("contacting")).status_code == 404
    assert (stage_of(colleagues), stage_of(others)) == ("untouched", "untouched")


def test_whoever_sees_all_teams_sees_the_stages_of_all_or_of_the_one_chosen(client, team):
    south = TeamFactory(name="South")
    for key, owner in (("pilot", team), ("trial", south)):
        Stage.objects.create(key=key, name={"en": key}, kind="open", position=35, team=owner)
    client.force_login(UserFactory(admin=True))

    def own_stages(**said):
        columns = client.get(reverse("pipeline:board"), said).context["columns"]
        return [column.stage.key for column in columns if column.stage.team]

    assert sorted(own_stages()) == ["pilot", "trial"]
    assert own_stages(team=south.pk) == ["trial"]


def test_a_moved_card_comes_back_with_the_figures_of_both_columns(client, maja):
    client.force_login(maja)
    lead = LeadFactory(owner=maja, stage=stage("discovery"), amount=1000, currency="EUR")
    LeadFactory(owner=maja, stage=stage("discovery"))
    response = send(client, lead, stage("proposal"))
    assert stage_of(lead) == "proposal"
    assert response.context["card"].state.stage.key == "proposal"
    figures = {each.stage.key: (each.count, each.values) for each in response.context["figures"]}
    assert figures == {"discovery": (1, []), "proposal": (1, [Money(Decimal("550"), "EUR")])}
    assert notes(response) == [f"{lead.headline}: moved to Proposal."]


def test_figures_after_a_move_keep_to_the_filters_of_the_page(client, maja, team):
    client.force_login(maja)
    lead = LeadFactory(owner=maja)
    LeadFactory(team=team)
    address = reverse("pipeline:board_move", args=[lead.pk]) + "?owner=me"
    data = {"stage": stage("contacting").pk, "seen": stage("untouched").pk}
    response = client.post(address, data, headers=HTMX)
    assert {each.stage.key: each.count for each in response.context["figures"]} == {"untouched": 0, "contacting": 1}


def test_a_card_that_somebody_else_has_moved_meanwhile_is_left_where_they_put_it(client, maja, helena):
    client.force_login(maja)
    lead = LeadFactory(owner=maja, stage=stage("discovery"))
    move_lead(lead=lead, stage=stage("qualified"), by=helena)
    response = send(client, lead, stage("contacting"), seen=stage("discovery"))
    assert stage_of(lead) == "qualified"
    assert response.context["card"].state.stage.key == "qualified"
    said = f"Meanwhile Helena Wilk moved {lead.headline} to Qualified (SQL). Nothing was overwritten."
    assert notes(response) == [said]


def test_a_card_that_was_only_rescored_or_given_to_somebody_moves_all_the_same(client, maja, helena):
    client.force_login(helena)
    lead = LeadFactory(owner=maja, stage=stage("discovery"))
    seen = stage("discovery")
    assign_lead(lead=lead, owner=helena, by=helena)
    LeadState.objects.filter(lead=lead).update(revision=99)
    send(client, lead, stage("qualified"), seen=seen)
    assert stage_of(lead) == "qualified"


def test_a_closed_stage_asks_for_its_reason_first(client, maja):
    client.force_login(maja)
    lead = LeadFactory(owner=maja, stage=stage("proposal"))
    response = send(client, lead, stage("lost"), follow=True)
    assert stage_of(lead) == "proposal"
    assert b"<dialog" in response.content


def test_a_stage_of_another_team_takes_no_lead_of_ours(client, maja):
    client.force_login(maja)
    theirs = Stage.objects.create(key="theirs", name={"en": "Theirs"}, kind="open", position=9, team=TeamFactory())
    lead = LeadFactory(owner=maja)
    response = send(client, lead, theirs)
    assert stage_of(lead) == "untouched"
    assert notes(response) == ["This lead cannot go there: its team does not work with that stage."]


def test_a_move_taken_back_gives_the_stage_its_clock_again(client, maja):
    client.force_login(maja)
    lead = LeadFactory(owner=maja)
    entered = timezone.now() - timedelta(days=9)
    move_lead(lead=lead, stage=stage("discovery"), by=maja, at=entered)
    send(client, lead, stage("qualified"))
    move = lead.stage_moves.first()
    response = client.post(reverse("pipeline:board_undo", args=[move.pk]), follow=True)
    state = LeadState.objects.get(lead=lead)
    assert (state.stage.key, state.stage_changed_at) == ("discovery", entered)
    assert lead.stage_moves.first().undoes == move
    assert notes(response)[-1] == f"{lead.headline} is back in Discovery."


def test_a_move_is_not_taken_back_once_somebody_has_moved_the_lead_on(client, maja, helena):
    client.force_login(maja)
    lead = LeadFactory(owner=maja)
    send(client, lead, stage("discovery"))
    move = lead.stage_moves.first()
    move_lead(lead=lead, stage=stage("qualified"), by=helena)
    response = client.post(reverse("pipeline:board_undo", args=[move.pk]), follow=True)
    assert stage_of(lead) == "qualified"
    said = f"Meanwhile Helena Wilk moved {lead.headline} to Qualified (SQL). Nothing was overwritten."
    assert notes(response)[-1] == said


def test_the_board_takes_back_only_moves_of_its_own_kind(client, maja):
    client.force_login(maja)
    lead = LeadFactory(owner=maja)
    closed = move_lead(lead=lead, stage=stage("lost"), by=maja)
    arrived = StageMove.objects.create(lead=lead, to_stage=stage("discovery"))
    answers = [client.post(reverse("pipeline:board_undo", args=[move.pk])) for move in (closed, arrived)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert stage_of(lead) == "lost"


def test_without_scripts_a_move_leads_back_to_the_board_as_it_was_filtered(client, maja):
    client.force_login(maja)
    lead = LeadFactory(owner=maja)
    address = reverse("pipeline:board_move", args=[lead.pk]) + "?owner=me"
    data = {"stage": stage("contacting").pk, "seen": stage("untouched").pk}
    response = client.post(address, data)
    assert response.headers["Location"] == reverse("pipeline:board") + "?owner=me"
    assert stage_of(lead) == "contacting"


def test_a_column_has_a_page_of_its_own(client, maja):
    client.force_login(maja)
    lead = LeadFactory(owner=maja, stage=stage("won"))
    page = client.get(reverse("pipeline:board_column", args=[stage("won").pk]))
    assert [card.lead for card in page.context["cards"]] == [lead]
    theirs = Stage.objects.create(key="theirs", name={"en": "Theirs"}, kind="open", position=9, team=TeamFactory())
    assert client.get(reverse("pipeline:board_column", args=[theirs.pk])).status_code == 404


def test_an_empty_board_says_what_to_do_next(client, maja):
    client.force_login(maja)
    assert b"No leads yet" in client.get(reverse("pipeline:board")).content
    LeadFactory(owner=maja)
    assert b"No lead matches" in client.get(reverse("pipeline:board"), {"q": "nobody at all"}).content


@pytest.mark.parametrize("role", ["sdr", "manager", "admin"])
def test_the_board_asks_as_few_questions_for_many_leads_and_stages_as_for_one(client, team, role, connection_counts):
    user = UserFactory(**{role: True}) if role == "admin" else UserFactory(team=team, **{role: True})
    client.force_login(user)
    LeadFactory(team=team)
    one = connection_counts(lambda: client.get(reverse("pipeline:board")))
    for n in range(5):
        added = Stage.objects.create(key=f"s{n}", name={"en": f"Stage {n}"}, kind="open", position=n, expected_days=n)
        for lead in LeadFactory.create_batch(3, team=team, stage=added, amount=5, currency="EUR"):
            FollowUp.objects.create(lead=lead, owner=user, due_at=timezone.now())
    many = connection_counts(lambda: client.get(reverse("pipeline:board")))
    assert one == many
    assert many <= 15


@pytest.fixture
def connection_counts(django_assert_max_num_queries):
    def count(act):
        with django_assert_max_num_queries(1000) as asked:
            act()
        return len(asked)

    return count
