"""Leads that cannot be put into a nurture track together with others: why not, and how that is told."""

from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils.translation import ngettext

from pipeline.models import Enrolment, Stage


def kept_out_of(track):
    """What keeps a lead out, the first that holds; nothing where it may go in."""
    inside = Enrolment.objects.open().filter(lead=OuterRef("pk"))
    here = Q(state__team=track.team_id) if track.team_id else Q(pk__isnull=False)
    return Case(
        When(~Q(state__stage__kind=Stage.Kind.NURTURE), then=Value("awake")),
        When(~here, then=Value("elsewhere")),
        When(Exists(inside), then=Value("inside")),
        When(contact__do_not_contact=True, then=Value("left_alone")),
        default=Value(""),
    )


def kept_out_words(why, number):
    match why:
        case "awake":
            words = ngettext(
                "%(count)d is not parked, and only parked leads are in tracks.",
                "%(count)d are not parked, and only parked leads are in tracks.",
                number,
            )
        case "elsewhere":
            words = ngettext(
                "%(count)d is of another team than the track.", "%(count)d are of other teams than the track.", number
            )
        case "inside":
            words = ngettext("%(count)d is in a track already.", "%(count)d are in tracks already.", number)
        case "left_alone":
            words = ngettext("%(count)d asked to be left alone.", "%(count)d asked to be left alone.", number)
    return words % {"count": number}
