"""Of a lead's scores the feed tells what reads otherwise than before, and nothing else."""

import pytest
from django.urls import reverse

from frameworks_app.models import Category
from pipeline.models import ScoreChange
from pipeline.reports.activity import feed, of_leads
from tests.factories import LeadFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(shipped):
    return LeadFactory(owner=UserFactory(sdr=True))


@pytest.fixture
def changed(lead, shipped):
    """A row of the history: what was, and what is otherwise now."""
    mql = Category.objects.get(key="mql")
    still = {"fit_low": 2500, "fit_high": 8000, "qual_low": 0, "qual_high": 10000, "verdict": 0, "category": mql}

    def make(engagement=(48_800_000, 48_800_000), **now):
        before = {f"old_{name}": value for name, value in still.items()}
        sums = {"old_engagement": engagement[0], "engagement": engagement[1]}
        return ScoreChange.objects.create(
            lead=lead, version=shipped, cause=ScoreChange.Cause.MIDNIGHT, **before, **still | now, **sums
        )

    return make


def told(lead):
    return [event.pk for event in feed(of_leads(lead.pk)).events if event.kind == "score"]


def test_a_difference_below_what_is_shown_is_not_told(lead, changed):
    changed(engagement=(48_890_000, 48_810_000))
    changed(fit_low=2599, qual_high=10000)
    assert told(lead) == []


def test_a_tenth_a_point_a_result_or_a_status_is_told(lead, changed):
    tenth = changed(engagement=(48_800_000, 48_799_999))
    point = changed(fit_low=2499)
    rise = changed(qual_low=100)
    result = changed(verdict=2)
    status = changed(category=Category.objects.get(key="nurture"))
    assert sorted(told(lead)) == [tenth.pk, point.pk, rise.pk, result.pk, status.pk]


def test_only_the_part_that_reads_otherwise_has_words(client, lead, changed):
    changed(engagement=(48_890_000, 48_810_000), fit_low=2600)
    client.force_login(lead.state.owner)
    page = client.get(reverse("pipeline:lead_detail", args=[lead.pk])).content.decode()
    told = page.partition('data-event="score"')[2].partition("</li>")[0]
    assert "fit 25–80 → 26–80" in told
    assert "engagement" not in told
