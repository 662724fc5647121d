"""What was done to stays in tracks by mistake is taken back: those that it began end, those that it ended go on."""

from django.db.models.functions import Coalesce
from django.utils import timezone

from pipeline.models import Enrolment, EnrolmentStep, FollowUp, LeadState, Message, NurtureLook, Signal, Stage
from pipeline.nudge import nudge

from .follow_ups import drop_follow_ups
from .nurture import step_moment

FIELDS = ["arrived_at", "next_at", "left_at", "left_by", "left_what", "left_person", "left_move", "came_back"]


def take_back_stays(*, moves, by):
    """`moves`, keys by lead, were just taken back: the leads are locked, and stand where they stood before."""
    stays = Enrolment.objects.filter(lead__in=moves).select_related("left_move", "next_step")
    stays = list(stays.order_by("entered_at", "pk"))
    begun = [stay for stay in stays if is_begun_by(stay, moves[stay.lead_id])]
    end_as_undone(begun, by=by)
    gone = {stay.pk for stay in begun}
    busy = {stay.lead_id for stay in stays if stay.left_at is None and stay.pk not in gone}
    ended = {stay.lead_id: stay for stay in stays if stay.left_move_id == moves[stay.lead_id]}
    resume([stay for lead_id, stay in ended.items() if lead_id not in busy])


def is_begun_by(stay, move):
    """Begun with this move, or ended by taking it back: without it the lead would not have been in nurture."""
    return stay.entered_move_id == move or stay.left_move is not None and stay.left_move.undoes_id == move


def end_as_undone(stays, *, by):
    """As if they had never been: nothing more is sent, and tasks that nobody has done are dropped."""
    if not stays:
        return
    now = timezone.now()
    Enrolment.objects.filter(pk__in=[stay.pk for stay in stays]).update(
        left_at=Coalesce("left_at", now), left_by=Enrolment.Left.UNDONE, left_what={}, left_person=by
    )
    drop_follow_ups(FollowUp.objects.filter(pk__in=steps_of(stays).values("follow_up")), at=now)


def resume(stays):
    """Each goes on where it was, and waits from now as long as it still had to: the time outside counts for nothing.

    So nobody is written to in the minute in which somebody takes a mistake back. The day on which a lead is to leave
    stays that day. Answers with how many there were: a lead that is not parked is in no track.
    """
    asleep = LeadState.objects.filter(lead__in=[stay.lead_id for stay in stays], stage__kind=Stage.Kind.NURTURE)
    leads, now = set(asleep.values_list("lead", flat=True)), timezone.now()
    stays = [stay for stay in stays if stay.lead_id in leads]
    look_at_what_came_meanwhile(stays)
    back = [reopened(stay, now) for stay in stays]
    Enrolment.objects.bulk_update(back, FIELDS, batch_size=1000)
    let_letters_wait_again(back, now)
    return len(back)


def look_at_what_came_meanwhile(stays):
    """Whoever replied while the lead was outside is not written to, nor forgotten until the next step."""
    if stays:
        since = min(stay.left_at for stay in stays)
        came = Signal.objects.filter(lead__in=[stay.lead_id for stay in stays], recorded_at__gte=since)
        leads = came.order_by().values_list("lead", flat=True).distinct()
        NurtureLook.objects.bulk_create(NurtureLook(lead_id=pk) for pk in leads)


def reopened(stay, now):
    """Not stored yet. When the step is done follows from when its turn came and what it says now, as in every stay."""
    stay.arrived_at += now - stay.left_at
    stay.next_at = now if stay.next_step.retired_at else step_moment(stay.next_step, stay.arrived_at)
    stay.left_at, stay.left_by, stay.left_what = None, "", {}
    stay.left_person, stay.left_move, stay.came_back = None, None, False
    return stay


def let_letters_wait_again(stays, now):
    """What was held back while the lead was outside waits again; what has gone has gone."""
    held = Message.objects.filter(state=Message.State.WITHHELD, withheld_for=Message.Withheld.OVER, emptied_at=None)
    letters = steps_of(stays).values("message")
    if held.filter(pk__in=letters).update(state=Message.State.WAITING, withheld_for="", send_after=now):
        nudge("pipeline.tasks.send_messages")


def steps_of(stays):
    return EnrolmentStep.objects.filter(enrolment__in=[stay.pk for stay in stays])
