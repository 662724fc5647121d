"""Whoever has published sees how far it is."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from frameworks_app.actions.publish import publish
from frameworks_app.models import SignalType
from pipeline.models import RescorePass
from pipeline.reports import scoring_runs
from pipeline.scoring import passes
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import LeadFactory, SignalFactory, UserFactory

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture
def client(client):
    client.force_login(UserFactory(marketing=True))
    return client


def shown(client):
    """The words of the fragment, and whether it will ask again."""
    text = client.get(reverse("pipeline:pass_progress")).content.decode()
    words = " ".join(re.sub(r"<[^>]+>", " ", text).split())
    return words, 'hx-trigger="every 2s"' in text


def test_a_publication_is_watched_from_its_first_moment_to_its_end(client, monkeypatch):
    lead = LeadFactory()
    kind = SignalType.objects.get(key="positive_review")
    SignalFactory(lead=lead, type=kind)
    rescore_all_marked()
    passes.run_passes()
    SignalType.objects.filter(pk=kind.pk).update(points=kind.points + 5)
    version = publish(by=None).pk
    assert shown(client) == (f"Version {version}: a worker is about to score all leads.", True)
    run = passes.start_pass()
    assert shown(client) == (
        f"Version {version} is scoring all leads: The rules changed Reading what leads did and said counting",
        True,
    )
    RescorePass.objects.filter(pk=run.pk).update(inputs_at=timezone.now())
    words, asks_again = shown(client)
    parts = run.ranges.count()
    assert (f"Parts 0 of {parts}" in words, "0 leads looked at, 0 changed, since" in words, asks_again) == (
        True,
        True,
        True,
    )
    while passes.rescore_range(run):
        pass
    assert "1 lead looked at, 1 changed, since" in shown(client)[0]
    passes.finish_pass(run)
    words, asks_again = shown(client)
    assert words.startswith(f"All leads are scored by version {version} as of ")
    assert (words.endswith("; 1 changed."), asks_again) == (True, False)


def test_looking_at_an_unbegun_version_wakes_a_worker(client, monkeypatch):
    woken = []
    monkeypatch.setattr("pipeline.views.scoring_runs.nudge", woken.append)
    shown(client)
    assert woken == ["pipeline.tasks.sweep"]
    passes.run_passes()
    shown(client)
    assert woken == ["pipeline.tasks.sweep"]


def test_nothing_is_counted_of_a_pass_that_is_over(client, monkeypatch):
    passes.run_passes()

    def count(run):
        raise AssertionError("all leads were counted for nothing")

    monkeypatch.setattr(scoring_runs, "count_looked_at", count)
    assert shown(client)[1] is False
