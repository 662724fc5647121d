"""Many leads into a nurture track and out of it, and taken back."""

from collections import Counter

from pipeline.models import Enrolment, Lead, LeadState, NurtureTrack
from pipeline.reports.kept_out import kept_out_of

from .nurture import first_step, longest_stay, made
from .nurture_undo import end_as_undone, resume


def put_in(ids, said, by, at):
    """Those that may go in begin the track; `said` is told of the others, by what keeps them out."""
    track = NurtureTrack.objects.get(pk=said["track"])
    step = first_step(track)
    if step is None:
        return []
    lock(ids)
    kept_out = dict(Lead.objects.filter(pk__in=ids).annotate(why=kept_out_of(track)).values_list("pk", "why"))
    said["kept_out"] = Counter(filter(None, kept_out.values()))
    longest = longest_stay(track)
    stays = [
        made(pk, track, step, Enrolment.Entered.HAND, longest=longest, by=by, note=said["note"])
        for pk, why in sorted(kept_out.items())
        if not why
    ]
    return [{"lead": stay.lead_id, "stay": stay.pk} for stay in Enrolment.objects.bulk_create(stays, batch_size=1000)]


def lock(ids):
    """States before stays, as everywhere."""
    list(LeadState.objects.select_for_update().filter(lead__in=ids).order_by("pk").values_list("pk", flat=True))


def undo_entries(act, by, at):
    """Those that are still in the track as the act put them there."""
    lock([row["lead"] for row in act.before])
    stays = list(Enrolment.objects.open().filter(pk__in=stays_of(act)))
    end_as_undone(stays, by=by)
    return len(stays)


def take_out(ids, said, by, at):
    lock(ids)
    stays = list(Enrolment.objects.open().filter(lead__in=ids).order_by("lead"))
    ended = Enrolment.objects.filter(pk__in=[stay.pk for stay in stays])
    ended.update(left_at=at, left_by=Enrolment.Left.HAND, left_person=by)
    return [{"lead": stay.lead_id, "stay": stay.pk, "track": stay.track_id} for stay in stays]


def undo_exits(act, by, at):
    """Those go on where they were that are still parked and have begun no other track."""
    leads = [row["lead"] for row in act.before]
    lock(leads)
    inside = Enrolment.objects.open().filter(lead__in=leads)
    out = Enrolment.objects.filter(pk__in=stays_of(act), left_by=Enrolment.Left.HAND)
    return resume(list(out.exclude(lead__in=inside.values("lead")).select_related("next_step")))


def stays_of(act):
    return [row["stay"] for row in act.before]
