"""Tracks as their page shows them: who is in which step, who came and left in the last days, and why."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from pipeline.models import Enrolment, NurtureTrack, TrackStep

from .nurture_words import ICONS, rule_words, step_words

DAYS, NAMES = 30, 3


@dataclass
class Step:
    step: TrackStep
    number: int
    count: int
    leads: list = field(default_factory=list)

    @property
    def words(self):
        return step_words(self.step)

    @property
    def icon(self):
        return ICONS[self.step.kind]


@dataclass(frozen=True)
class Why:
    """How many came or left, by what."""

    key: str
    label: str
    count: int


@dataclass
class Shown:
    track: NurtureTrack
    steps: list
    count: int
    entered: list
    left: list
    came_back: int

    @property
    def entered_count(self):
        return sum(why.count for why in self.entered)

    @property
    def left_count(self):
        return sum(why.count for why in self.left)


def shown_tracks(user, tracks):
    """In four statements whatever the number of tracks."""
    tracks = list(tracks)
    stays = Enrolment.objects.visible_to(user).counted().filter(track__in=tracks).order_by()
    numbers = numbers_in(stays)
    steps = steps_of(tracks)
    since = timezone.now() - timedelta(days=DAYS)
    entered = why_counts(stays.filter(entered_at__gte=since), "entered_by", Enrolment.Entered)
    left, back = left_counts(stays.filter(left_at__gte=since))
    return [
        Shown(
            track,
            [Step(step, number, numbers[track.pk].get(step.pk, 0)) for number, step in enumerate(steps[track.pk], 1)],
            sum(numbers[track.pk].values()),
            entered[track.pk],
            left[track.pk],
            back[track.pk],
        )
        for track in tracks
    ]


def numbers_in(stays):
    """By track and next step. Leads whose step was taken out go on at the next sweep."""
    found = defaultdict(dict)
    for track, step, number in stays.open().values_list("track", "next_step").annotate(number=Count("pk")):
        found[track][step] = number
    return found


def steps_of(tracks):
    found = defaultdict(list)
    steps = TrackStep.objects.standing().filter(track__in=tracks).select_related("template", "to_track")
    for step in steps.in_order():
        found[step.track_id].append(step)
    return found


def why_counts(stays, name, choices):
    found = defaultdict(list)
    counted = stays.values_list("track", name).annotate(number=Count("pk")).order_by("-number", name)
    for track, key, number in counted:
        found[track].append(Why(key, choices(key).label, number))
    return found


def left_counts(stays):
    found, back = defaultdict(list), defaultdict(int)
    counted = stays.values_list("track", "left_by").annotate(
        number=Count("pk"), back=Count("pk", filter=Q(came_back=True))
    )
    for track, key, number, returned in counted.order_by("-number", "left_by"):
        found[track].append(Why(key, Enrolment.Left(key).label, number))
        back[track] += returned
    return found, back


def with_names(user, shown):
    """The leads that are next in each step, a few by name."""
    place = Window(RowNumber(), partition_by=F("next_step"), order_by=[F("wakes_at").asc(), F("pk").asc()])
    stays = Enrolment.objects.visible_to(user).open().filter(track=shown.track).annotate(place=place)
    first = stays.filter(place__lte=NAMES).select_related("lead__company", "lead__contact")
    names = defaultdict(list)
    for stay in first.order_by("place"):
        names[stay.next_step_id].append(stay.lead)
    for step in shown.steps:
        step.leads = names[step.step.pk]
    return shown


def rules_of(track):
    """By way, each with its words."""
    found = defaultdict(list)
    for rule in track.rules.select_related("signal_type", "category"):
        rule.words = rule_words(rule)
        found[rule.way].append(rule)
    return found
