"""Writers and scorers at once, and a worker killed in the middle: in the end every score follows from the facts."""

import os
import random
import signal as signals
import subprocess
import sys
import threading
import time
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from celery import current_app
from django.db import connection, connections
from django.utils import timezone

from frameworks_app.models import SignalType
from pipeline.models import Company, Lead, LeadState, Signal, StaleLead
from pipeline.nudge import nudge
from pipeline.scoring.current import current
from pipeline.scoring.days import today
from pipeline.scoring.facts import pure_scores
from pipeline.scoring.parity import columns_of
from pipeline.scoring.rescore import rescore_all_marked, rescore_marked

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shipped")]


def differing_leads():
    """Leads whose stored columns are not what the pure evaluator makes of the facts."""
    model = current()
    ids = list(Lead.objects.values_list("pk", flat=True))
    pure = pure_scores(model.model, model.compiled, ids, today(model.document))
    expected = {lead_id: columns_of(found, model.document) for lead_id, found in pure.items()}
    stored = {row.pop("lead_id"): row for row in LeadState.objects.values("lead_id", *expected[ids[0]])}
    return [lead_id for lead_id in ids if stored[lead_id] != expected[lead_id]]


def load_leads(count):
    """Leads with a signal each; every one is marked by its insert."""
    company = Company.objects.create(name="Shop", employees=120, country="PL")
    leads = Lead.objects.bulk_create(Lead(title=f"Row {n}", company=company) for n in range(count))
    kind = SignalType.objects.get(key="webinar_attended")
    Signal.objects.bulk_create(
        Signal(lead=lead, type=kind, occurred_at=timezone.now() - timedelta(days=n % 60))
        for n, lead in enumerate(leads)
    )
    return leads


def in_threads(*works):
    """Run them at once, each on a connection of its own; the first error is raised here."""
    errors = []

    def guarded(work):
        try:
            work()
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=guarded, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def test_two_scorers_and_two_writers_leave_every_score_right():
    leads = load_leads(6)
    kinds = list(SignalType.objects.filter(key__in=["webinar_attended", "contact_form"]))
    end = time.monotonic() + 3

    def write():
        dice = random.Random(threading.get_ident())
        while time.monotonic() < end:
            lead = dice.choice(leads)
            if dice.random() < 0.6:
                Signal.objects.create(lead=lead, type=dice.choice(kinds), occurred_at=timezone.now())
            else:
                Signal.objects.filter(lead=lead).delete()

    def rescore():
        while time.monotonic() < end:
            rescore_marked(limit=3)

    in_threads(write, write, rescore, rescore)
    rescore_all_marked()
    assert differing_leads() == []


@pytest.fixture
def worker():
    """Starts real Celery workers against this test's own database; ends those that still run."""
    started = []
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()

    def start():
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "leadqual", "worker", "--concurrency", "1", "--queues", "killing"],
            env={**os.environ, "DATABASE_URL": url, "CELERY_TASK_DEFAULT_QUEUE": "killing"},
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        kill(process)


def kill(process):
    if process.poll() is None:
        os.killpg(process.pid, signals.SIGKILL)
        process.wait()


def wait_until(condition, seconds):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "nothing happened in time"
        time.sleep(0.002)


def send_rescore():
    current_app.send_task("pipeline.tasks.rescore", queue="killing")


@pytest.mark.slow
@pytest.mark.faults
def test_a_worker_killed_while_it_rescores_loses_nothing(worker):
    total = len(load_leads(20_000 if os.environ.get("LEADQUAL_SLOW_SIZE") == "full" else 5_000))
    left = StaleLead.objects.count
    marks = left()
    first = worker()
    send_rescore()
    wait_until(lambda: left() < marks, 60)
    kill(first)
    undone = left()
    assert 0 < undone < marks
    # Nobody sends the task again: what is still marked is found by the worker's own sweep.
    worker()
    current_app.send_task("pipeline.tasks.sweep", queue="killing")
    wait_until(lambda: left() == 0, 120)
    assert LeadState.objects.exclude(scored_on=None).count() == total
    assert differing_leads() == []


def test_nudges_do_not_fail_a_write_when_the_queue_is_away(settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    }
    nudge("pipeline.tasks.rescore")
    assert Company.objects.create(name="Still written").pk is not None
