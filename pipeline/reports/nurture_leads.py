"""Leads in tracks, and those that came and left: the names behind every number of the tracks' pages."""

from datetime import datetime, timedelta

from django.db.models import Prefetch, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pipeline.models import Enrolment, TrackStep

from .columns import Column, followed, shown
from .keyset import Order
from .nurture_tracks import DAYS
from .nurture_words import entered_words, left_words, next_words, place_of


class Which(TextChoices):
    INSIDE = "in", _("In a track now")
    ENTERED = "entered", _("Entered in the last 30 days")
    LEFT = "left", _("Left in the last 30 days")
    BACK = "back", _("Came back in the last 30 days")


ORDERS = {
    Which.INSIDE: Order("wakes_at", descending=False, parse=datetime.fromisoformat),
    Which.ENTERED: Order("entered_at", parse=datetime.fromisoformat),
    Which.LEFT: Order("left_at", parse=datetime.fromisoformat),
    Which.BACK: Order("left_at", parse=datetime.fromisoformat),
}


def stays_of(user, *, which, track=None, step=None, why=""):
    """What this person may see, narrowed as the page asks; `why` is how they came, or how they left."""
    stays, since = Enrolment.objects.visible_to(user).counted(), timezone.now() - timedelta(days=DAYS)
    narrowed = {
        Which.INSIDE: stays.open(),
        Which.ENTERED: stays.filter(entered_at__gte=since),
        Which.LEFT: stays.filter(left_at__gte=since),
        Which.BACK: stays.filter(left_at__gte=since, came_back=True),
    }[which]
    if track:
        narrowed = narrowed.filter(track=track)
    if step:
        narrowed = narrowed.filter(next_step=step)
    if why:
        narrowed = narrowed.filter(**{"entered_by" if which in {Which.INSIDE, Which.ENTERED} else "left_by": why})
    return narrowed


def with_all(stays):
    """With what a row shows, in two statements."""
    steps = Prefetch("track__steps", TrackStep.objects.standing().in_order(), to_attr="standing")
    rows = stays.select_related("lead__company", "lead__contact", "lead__state__owner", "track", "next_step")
    return rows.prefetch_related(steps)


def told(stay):
    """A row with its words."""
    stay.entered_words = entered_words(stay)
    stay.left_words = left_words(stay) if stay.left_at else ""
    stay.number, stay.of = place_of(stay, stay.track.standing) if stay.next_step else (None, None)
    stay.next_words = next_words(stay, stay.track.standing) if stay.left_at is None else ""
    return stay


def track_line(lead):
    """The track that the lead is in, with its words; None where it is in none."""
    stay = Enrolment.objects.open().filter(lead=lead).select_related("track", "next_step").first()
    if stay:
        stay.track.standing = list(stay.track.steps.standing().in_order())
        told(stay)
    return stay


COLUMNS = [
    Column("company", _("Company"), shown("lead.company")),
    Column("contact", _("Contact"), shown("lead.contact")),
    Column("about", _("About"), followed("lead.title")),
    Column("owner", _("Owner"), shown("lead.state.owner")),
    Column("track", _("Track"), shown("track")),
    Column("number", _("Step"), followed("number"), is_number=True),
    Column("of", _("Steps in all"), followed("of"), is_number=True),
    Column("next_words", _("Next"), followed("next_words")),
    Column("next_at", _("When"), followed("wakes_at")),
    Column("entered_at", _("Entered"), followed("entered_at")),
    Column("entered_words", _("Entered by"), followed("entered_words")),
    Column("left_at", _("Left"), followed("left_at")),
    Column("left_words", _("Left by"), followed("left_words")),
    Column("came_back", _("Came back"), followed("came_back")),
]
