"""Workers are killed, connections cut, and everything is sent twice: in the end every score follows from the facts."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from celery import Celery
from django.db import connection

from frameworks_app.actions.publish import publish
from frameworks_app.models import SignalType
from leadqual.embedded import CHECKOUT, ensure
from leadqual.settings import celery_spelling
from pipeline.models import Answer, LeadInput, LeadState, RescorePass, ScoreChange, Signal, StaleLead
from pipeline.tasks import sweep
from tests.embedded.stories import servers_under
from tests.pipeline.scoring.differences import differing_leads
from tests.pipeline.scoring.test_rescore_together import kill, load_leads, wait_until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shipped"),
    pytest.mark.slow,
    pytest.mark.faults,
]
SIZE = 20_000 if os.environ.get("LEADQUAL_SLOW_SIZE") == "full" else 1_500
WEBINAR = "webinar_attended"


@pytest.fixture
def leads():
    """All scored. More than a rebuild leaves to the ranges."""
    leads = load_leads(SIZE)
    sweep()
    return leads


@pytest.fixture
def url():
    """This test's own database."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


@pytest.fixture
def sweeper(url):
    """Starts processes that sweep once; ends those that are left."""
    started = []

    def start():
        started.append(
            subprocess.Popen(
                [sys.executable, str(Path(__file__).with_name("sweeper.py"))],
                env={**os.environ, "DATABASE_URL": url, "PYTHONPATH": os.getcwd()},
                start_new_session=True,
                stderr=subprocess.DEVNULL,
            )
        )
        return started[-1]

    yield start
    for process in started:
        kill(process)


@contextmanager
def holding(url, lock, *values):
    """Somebody else holds this lock meanwhile."""
    with psycopg.connect(url) as other:
        other.execute(lock, values)
        yield


def anybody_waits():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] > 0


def is_settled():
    newest = RescorePass.objects.first()
    return newest.finished_at is not None and not StaleLead.objects.exists()


def settle():
    """Sweeps come every few seconds; a dead worker's connection may still hold what it was at."""
    end = time.monotonic() + 60
    while True:
        sweep()
        if is_settled():
            return
        assert time.monotonic() < end, "it never came to its end"
        time.sleep(0.2)


def new_points(_leads):
    SignalType.objects.filter(key=WEBINAR).update(points=7)
    publish(by=None)


def new_half_life(_leads):
    SignalType.objects.filter(key=WEBINAR).update(half_life=11)
    publish(by=None)


def new_signals(leads):
    kind = SignalType.objects.get(key=WEBINAR)
    Signal.objects.bulk_create(Signal(lead=lead, type=kind) for lead in leads)


FACTS = f"LOCK TABLE {Answer._meta.db_table} IN ACCESS EXCLUSIVE MODE"
ONE_SCORE = f"SELECT FROM {LeadState._meta.db_table} WHERE lead_id = %s FOR UPDATE"
ONE_ROW = f"SELECT FROM {LeadInput._meta.db_table} WHERE lead_id = %s FOR UPDATE"
KILLS = {
    "while it reads all facts": (new_half_life, FACTS, False),
    "while it brings new rows in": (new_half_life, ONE_ROW, True),
    "in the middle of a range": (new_points, ONE_SCORE, True),
    "while it handles marks": (new_signals, ONE_ROW, True),
}


@pytest.mark.parametrize(("change", "lock", "of_lead"), KILLS.values(), ids=KILLS.keys())
def test_a_worker_that_was_killed(change, lock, of_lead, leads, url, sweeper):
    change(leads)
    with holding(url, lock, *([leads[SIZE // 2].pk] if of_lead else [])):
        worker = sweeper()
        wait_until(anybody_waits, 60)
        kill(worker)
    settle()
    assert differing_leads() == []


def test_connections_that_are_cut_in_the_middle_of_a_pass(leads, url, sweeper):
    new_points(leads)
    with holding(url, ONE_SCORE, leads[SIZE // 2].pk):
        worker = sweeper()
        wait_until(anybody_waits, 60)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
        assert worker.wait(60) != 0
    assert not is_settled()
    settle()
    assert differing_leads() == []


def test_the_same_work_sent_to_two_workers_is_done_once(leads, sweeper):
    new_points(leads)
    new_signals(leads[: SIZE // 3])
    ScoreChange.objects.all().delete()
    workers = [sweeper(), sweeper()]
    assert [worker.wait(120) for worker in workers] == [0, 0]
    settle()
    assert differing_leads() == []
    # Whoever did more since was rescored for that, the others for the rules; nobody was told twice.
    assert ScoreChange.objects.count() == ScoreChange.objects.values("lead", "cause").distinct().count()


@pytest.fixture
def place():
    """A folder for services of one's own, which everybody may enter."""
    folder = Path(tempfile.mkdtemp(prefix="leadqual-test-", dir="/tmp")).resolve()
    folder.chmod(0o755)
    yield folder / "services"
    for pid in servers_under(folder):
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(folder)


def step(name, services):
    """One step of the story in restarted.py; its last word."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("restarted.py")), name],
        env={**os.environ, "DATABASE_URL": services.database_url, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_a_database_that_is_restarted_in_the_middle_of_a_pass(place, monkeypatch):
    monkeypatch.delenv("DATABASE_URL")
    with ensure(place, durable=False) as services:
        lead = step("load", services)
        other, watcher = (psycopg.connect(services.database_url, autocommit=alone) for alone in (False, True))
        other.execute(ONE_SCORE, [lead])
        worker = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("sweeper.py"))],
            env={**os.environ, "DATABASE_URL": services.database_url, "PYTHONPATH": str(CHECKOUT)},
            stderr=subprocess.DEVNULL,
        )
        waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        wait_until(lambda: watcher.execute(waits).fetchone()[0], 60)
        for pid in servers_under(place / "private" / "postgres"):
            os.kill(pid, signal.SIGKILL)
        assert worker.wait(60) != 0
        other.close()
        watcher.close()
        services.start()
        assert step("check", services) == "True []"


def test_a_queue_that_is_gone_and_comes_back(place, url, leads, monkeypatch):
    monkeypatch.delenv("REDIS_URL")
    with ensure(place, durable=False) as services:
        broker = services.redis_url
        command = [sys.executable, "-m", "celery", "-A", "leadqual", "worker", "--concurrency", "1"]
        worker = subprocess.Popen(
            command,
            env={**os.environ, "DATABASE_URL": url, "REDIS_URL": broker},
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            queue = Celery(broker=celery_spelling(broker), set_as_current=False)
            new_signals(leads[:5])
            queue.send_task("pipeline.tasks.sweep")
            wait_until(is_settled, 60)
            for pid in servers_under(place / "private" / "valkey"):
                os.kill(pid, signal.SIGKILL)
            new_points(leads)
            new_signals(leads[:5])
            services.start()
            # What was sent meanwhile is lost. The clock sends a sweep every few seconds, as ever.
            queue.send_task("pipeline.tasks.sweep")
            wait_until(lambda: RescorePass.objects.count() == 2 and is_settled(), 60)
        finally:
            kill(worker)
    assert differing_leads() == []
