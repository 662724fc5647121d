"""Two records of one thing become one, and are parted again: what moves, what stays, who may."""

import pytest
from django.utils import timezone

from frameworks_app.models import Category
from pipeline.actions.merge import CannotMerge, merge_records, undo_merge
from pipeline.actions.overrides import override_category
from pipeline.actions.stages import move_lead
from pipeline.models import (
    Answer,
    CategoryOverride,
    DiscoveryCall,
    DoNotContact,
    FollowUp,
    HandOff,
    Lead,
    LeadState,
    LeadTag,
    Note,
    Signal,
    Stage,
    StageMove,
    Stakeholder,
    Tag,
)
from pipeline.reports.duplicates.merging import TRADES, Comparison, mergeable
from tests.factories import (
    AnswerFactory,
    CompanyFactory,
    ContactFactory,
    LeadFactory,
    SignalFactory,
    StakeholderFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

# Keys to a record that do not move when it is merged, each with its cause.
STAY = {
    "lead": {
        "leadstate.lead": "every lead has its own",
        "leadinput.lead": "every lead has its own",
        "scorechange.lead": "tells what that lead's scores were",
        "reviewlead.lead": "tells what a review saw of that lead",
        "reviewdecision.lead": "tells what a review decided about that lead",
        "enrolment.lead": "its track ends with it; the kept one stays where it is",
    },
    "company": {},
    "contact": {},
}


@pytest.fixture
def team(shipped):
    return TeamFactory()


@pytest.fixture
def helena(team):
    return UserFactory(manager=True, team=team)


@pytest.fixture
def maja(team):
    return UserFactory(sdr=True, team=team)


@pytest.fixture
def twins(maja):
    """Baltic Yarn was written down twice."""
    company = CompanyFactory(name="Baltic Yarn")
    return [LeadFactory(owner=maja, company=company, title=title) for title in ("Spring mailings", "")]


def merge(kind, kept, merged, by, taken=()):
    return merge_records(kind=kind, kept=kept, merged=merged, taken=taken, by=by)


@pytest.mark.parametrize("kind", ["lead", "company", "contact"])
def test_every_key_to_a_record_moves_or_says_why_it_stays(kind):
    """A new table that points to a lead, a company or a contact has to say here what merging does to it."""
    trade = TRADES[kind]
    keys = {
        f"{each.related_model._meta.model_name}.{each.field.name}"
        for each in trade.model._meta.related_objects
        if each.field.name != "pgh_obj"
    }
    assert keys == {link.name for link in (*trade.links, trade.earlier)} | set(STAY[kind])


def happen(lead, maja):
    """One of everything that can happen to a lead; returns the rows."""
    call = DiscoveryCall.objects.create(lead=lead, by=maja, ended_at=timezone.now(), outcome="reached")
    stage = Stage.objects.get(key="contacting")
    return [
        call,
        AnswerFactory(lead=lead, call=call, key="budget", rating=4, evidence="confirmed"),
        Note.objects.create(lead=lead, text="Likes blue", by=maja),
        SignalFactory(lead=lead),
        StakeholderFactory(lead=lead),
        FollowUp.objects.create(lead=lead, owner=maja, due_at=timezone.now()),
        move_lead(lead=lead, stage=stage, by=maja),
        HandOff.objects.create(lead=lead, to=maja),
        override_category(lead=lead, category=Category.objects.get(key="sql"), why="I know them", by=maja),
        LeadTag.objects.create(lead=lead, tag=Tag.objects.create(name="fair")),
    ]


def where(rows):
    return [type(row).objects.get(pk=row.pk).lead_id for row in rows]


def test_all_that_happened_to_one_lead_goes_to_the_other_and_comes_back(twins, maja):
    kept, other = twins
    rows = happen(other, maja)
    done = merge("lead", kept, other, maja)
    assert where(rows) == [kept.pk] * 10
    assert Lead.objects.get(pk=other.pk).merged_into == kept
    assert LeadState.objects.get(lead=kept).override.key == "sql"
    assert undo_merge(merge=done, by=maja) == []
    assert where(rows) == [other.pk] * 10
    assert Lead.objects.get(pk=other.pk).merged_into is None
    assert [LeadState.objects.get(lead=lead).override_id is None for lead in twins] == [True, False]


def test_what_there_may_be_once_stays_with_the_lead_that_is_put_away(twins, maja):
    kept, other = twins
    tag, anna = Tag.objects.create(name="fair"), ContactFactory(name="Anna")
    for lead in twins:
        LeadTag.objects.create(lead=lead, tag=tag)
        StakeholderFactory(lead=lead, contact=anna)
        HandOff.objects.create(lead=lead, to=maja)
        override_category(lead=lead, category=Category.objects.get(key="mql"), why="so", by=maja)
    comparison = Comparison("lead", kept, other)
    assert comparison.going == []
    assert comparison.staying == ["1 person of the buying committee", "1 hand-off", "1 status set by hand", "1 tag"]
    merge("lead", kept, other, maja)
    models = (LeadTag, HandOff, CategoryOverride)
    assert [model.objects.filter(lead=kept).count() for model in models] == [1, 1, 1]
    assert Stakeholder.objects.filter(lead=kept, contact=anna).count() == 1


def test_the_person_of_the_other_lead_gets_a_seat_and_leaves_it_again(twins, maja):
    kept, other = twins
    done = merge("lead", kept, other, maja)
    assert [(seat.contact, seat.role) for seat in kept.stakeholders.all()] == [(other.contact, "influencer")]
    undo_merge(merge=done, by=maja)
    assert kept.stakeholders.count() == 0


def test_the_kept_lead_takes_the_fields_chosen_and_gives_them_back(twins, maja):
    kept, other = twins
    Lead.objects.filter(pk=other.pk).update(amount="1200", currency="EUR", source="fair", custom={"plan": "pro"})
    other.refresh_from_db()
    chosen = [field.name for field in Comparison("lead", kept, other).differing if field.takes_merged]
    assert chosen == ["source", "amount", "custom.plan"]
    done = merge("lead", kept, other, maja, taken=chosen)
    kept.refresh_from_db()
    assert (kept.title, kept.amount, kept.currency, kept.source, kept.custom) == (
        "Spring mailings",
        1200,
        "EUR",
        "fair",
        {"plan": "pro"},
    )
    # Somebody finds out where it really came from before the merge is undone.
    Lead.objects.filter(pk=kept.pk).update(source="referral")
    assert undo_merge(merge=done, by=maja) == ["source was changed since, and stays."]
    kept.refresh_from_db()
    assert (kept.amount, kept.currency, kept.source, kept.custom) == (None, "", "referral", {})


def test_undo_says_what_has_moved_on(twins, maja):
    kept, other = twins
    note = Note.objects.create(lead=other, text="Likes blue", by=maja)
    done = merge("lead", kept, other, maja)
    note.delete()
    assert undo_merge(merge=done, by=maja) == ["1 note: moved on or gone since."]
    assert undo_merge(merge=done, by=maja) == []


def test_scores_follow_by_the_marks_of_what_moved(twins, maja):
    from pipeline.models import StaleLead

    kept, other = twins
    AnswerFactory(lead=other)
    StaleLead.objects.all().delete()
    merge("lead", kept, other, maja)
    assert set(StaleLead.objects.values_list("lead_id", flat=True)) == {kept.pk, other.pk}


def test_two_open_calls_are_not_made_one(twins, maja):
    for lead in twins:
        DiscoveryCall.objects.create(lead=lead, by=maja)
    with pytest.raises(CannotMerge, match="A call is open on both of them: end one of the two first"):
        merge("lead", *twins, maja)


def test_an_sdr_does_not_merge_across_teams_and_a_manager_does(maja, helena):
    mine, elsewhere = LeadFactory(owner=maja), LeadFactory(owner=maja, team=TeamFactory())
    with pytest.raises(CannotMerge, match="They belong to two teams"):
        merge("lead", mine, elsewhere, maja)
    assert merge("lead", mine, elsewhere, helena).kept_id == mine.pk


def test_what_is_merged_is_merged_once_and_parted_from_the_outside_in(maja):
    first, second, third = LeadFactory.create_batch(3, owner=maja)
    inner = merge("lead", second, third, maja)
    outer = merge("lead", first, second, maja)
    # Nobody walks a chain: the third leads to the first at once.
    assert Lead.objects.get(pk=third.pk).merged_into == first
    with pytest.raises(CannotMerge, match="One of them has been merged already"):
        merge("lead", first, third, maja)
    with pytest.raises(CannotMerge, match="has itself been merged since"):
        undo_merge(merge=inner, by=maja)
    undo_merge(merge=outer, by=maja)
    undo_merge(merge=inner, by=maja)
    assert list(Lead.objects.exclude(merged_into=None)) == []


def test_companies_take_their_leads_and_people_along(maja, helena):
    kept, other = CompanyFactory(name="Baltic Yarn"), CompanyFactory(name="Baltic Yarn Ltd", domain="yarn.example")
    lead = LeadFactory(owner=maja, company=other)
    done = merge("company", kept, other, helena, taken=["domain"])
    lead.refresh_from_db()
    lead.contact.refresh_from_db()
    kept.refresh_from_db()
    assert (lead.company, lead.contact.company, kept.domain) == (kept, kept, "yarn.example")
    undo_merge(merge=done, by=helena)
    lead.refresh_from_db()
    kept.refresh_from_db()
    assert (lead.company, kept.domain) == (other, "")


def test_a_company_with_a_colleagues_lead_is_merged_by_the_manager_only(maja, helena, team):
    company = LeadFactory(owner=maja).company
    LeadFactory(owner=UserFactory(sdr=True, team=team), company=company)
    assert [mergeable("company", user).filter(pk=company.pk).exists() for user in (maja, helena)] == [False, True]


def test_a_person_with_two_records_has_one_seat_and_what_was_heard_there(maja):
    kept, other = ContactFactory(name="Ewa Zając"), ContactFactory(name="Ewa Zajac")
    lead = LeadFactory(owner=maja)
    seats = [StakeholderFactory(lead=lead, contact=contact) for contact in (kept, other)]
    answer = AnswerFactory(lead=lead, source=seats[1])
    signal = SignalFactory(lead=lead, contact=other)
    done = merge("contact", kept, other, maja)
    assert list(Stakeholder.objects.filter(lead=lead)) == [seats[0]]
    assert Answer.objects.get(pk=answer.pk).source == seats[0]
    assert Signal.objects.get(pk=signal.pk).contact == kept
    undo_merge(merge=done, by=maja)
    assert set(Stakeholder.objects.filter(lead=lead)) == set(seats)
    assert Answer.objects.get(pk=answer.pk).source == seats[1]
    assert Signal.objects.get(pk=signal.pk).contact == other


def test_a_wish_to_be_left_alone_outlives_the_merge(maja):
    kept, other = ContactFactory(), ContactFactory(do_not_contact=True)
    wish = DoNotContact.objects.create(contact=other)
    done = merge("contact", kept, other, maja)
    kept.refresh_from_db()
    wish.refresh_from_db()
    assert (kept.do_not_contact, wish.contact) == (True, kept)
    undo_merge(merge=done, by=maja)
    kept.refresh_from_db()
    assert kept.do_not_contact is False


def test_stage_moves_go_along_though_they_are_never_edited_otherwise(twins, maja):
    move_lead(lead=twins[1], stage=Stage.objects.get(key="contacting"), by=maja)
    merge("lead", *twins, maja)
    assert StageMove.objects.get().lead == twins[0]
