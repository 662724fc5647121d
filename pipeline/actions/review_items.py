"""What people take on in a review: a name, a date, and about a lead a follow-up in its owner's list."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.calendar import Calendar
from pipeline.models import ActionItem, FollowUp

from .follow_ups import NextStep, drop_follow_ups, finish_follow_up, plan_follow_up, reopen_follow_up
from .reviews import being_held, bump

END = ActionItem.End


@transaction.atomic
def add_action_item(*, review, text, owner, due_on, by, lead=None):
    review = being_held(review)
    item = take_on(review, lead=lead, text=text, owner=owner, due_on=due_on, by=by)
    bump(review)
    return item


def take_on(review, *, lead, text, owner, due_on, by, decision=None, continues=None):
    """What nobody is named for is the lead's owner's; what has no words is called as the decision is."""
    owner = owner or (lead and lead.state.owner) or by
    text = text or (decision.get_kind_display() if decision else "")
    follow_up = None
    if lead:
        due_at = datetime.combine(due_on, Calendar.of(owner.team).works_from, owner.zone)
        step = NextStep(kind=FollowUp.Kind.TASK, due_at=due_at, note=text[:300])
        follow_up = plan_follow_up(lead=lead, step=step, by=by, owner=owner)
    return ActionItem.objects.create(
        review=review,
        lead=lead,
        decision=decision,
        text=text[:300],
        owner=owner,
        due_on=due_on,
        follow_up=follow_up,
        created_by=by,
        continues=continues,
    )


def drop_item(decision):
    """What a replaced decision had asked for, unless it is done already."""
    item = ActionItem.objects.select_related("follow_up").filter(decision=decision).first()
    if item is None or item.is_done:
        return
    follow_up = item.follow_up
    item.delete()
    if follow_up:
        follow_up.delete()


@transaction.atomic
def finish_action_item(*, item, by):
    """Done, with the follow-up that it became; the second click changes nothing."""
    done = end(item, END.DONE, by)
    if done and item.follow_up:
        finish_follow_up(follow_up=item.follow_up, by=by)
    bump(item.review)
    return done


@transaction.atomic
def drop_action_item(*, item, by):
    """Nobody needs it any more."""
    dropped = end(item, END.DROPPED, by)
    bump(item.review)
    return dropped


@transaction.atomic
def put_off_action_item(*, item, review, until, by):
    """Taken on anew in this review, for a later day; None where somebody has ended the item meanwhile."""
    review = being_held(review)
    if not end(item, END.PUT_OFF, by):
        return None
    again = take_on(review, lead=item.lead, text=item.text, owner=item.owner, due_on=until, by=by, continues=item)
    bump(review)
    return again


def end(item, how, by):
    """Whether it was this person who ended it. What nobody will do is no follow-up any more."""
    now = timezone.now()
    open_one = ActionItem.objects.open().filter(pk=item.pk)
    ended = bool(open_one.update(done_at=now, done_by=by, ended_how=how))
    if ended and how != END.DONE and item.follow_up_id:
        drop_follow_ups(FollowUp.objects.filter(pk=item.follow_up_id), at=now)
    return ended


@transaction.atomic
def reopen_action_item(*, item, by):
    """It was not done after all."""
    ActionItem.objects.filter(pk=item.pk).update(done_at=None, done_by=None, ended_how=END.DONE)
    if item.follow_up:
        reopen_follow_up(follow_up=item.follow_up, by=by)
    bump(item.review)
