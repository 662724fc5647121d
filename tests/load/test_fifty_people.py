"""Fifty people at once, through gunicorn, with a worker beside them: no request fails, nothing is lost."""

import json
import os
import statistics
import sys
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from subprocess import DEVNULL, Popen
from urllib.parse import urlsplit

import pytest
from django.db import connection

from accounts.models import Role, User
from leadqual.embedded import VAR
from leadqual.embedded.processes import dying_with_parent
from pipeline.actions.review_opening import open_review
from pipeline.models import Answer, DiscoveryCall, ReviewSchedule, StaleLead
from pipeline.scoring.passes import run_passes
from pipeline.tasks import sweep
from tests.bench.pages import Web
from tests.bench.world import World

from .days import Day
from .visitor import Visitor

IS_FULL = os.environ.get("LEADQUAL_SLOW_SIZE") == "full"
LEADS, SECONDS, PAUSE = (100_000, 120, 3) if IS_FULL else (3_000, 20, 2)
PEOPLE = {Role.SDR: 32, Role.ACCOUNT_EXECUTIVE: 10, Role.MANAGER: 6, Role.MARKETING: 1, Role.ADMIN: 1}

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shipped"), pytest.mark.slow]


@pytest.fixture
def house(monkeypatch):
    """Leads of eight teams, all scored; processes that are started now work on this test's own database."""
    World(LEADS).load()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    run_passes()
    for manager in User.objects.filter(role=Role.MANAGER).select_related("team"):
        open_review(plan=ReviewSchedule(team=manager.team), by=manager)
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("NUDGES", "1")
    monkeypatch.setenv("CELERY_TASK_DEFAULT_QUEUE", "fifty")


@pytest.fixture
def worker(house):
    celery = [sys.executable, "-W", "ignore", "-m", "celery", "-A", "leadqual", "worker"]
    few = ["--concurrency", "1", "--queues", "fifty", "--loglevel", "warning"]
    process = Popen([*celery, *few], stdout=DEVNULL, stderr=DEVNULL, preexec_fn=dying_with_parent())
    yield process
    process.terminate()
    process.wait(30)


def fifty():
    found = [list(User.objects.filter(role=role).order_by("pk")[:number]) for role, number in PEOPLE.items()]
    return [user for users in found for user in users]


def live_all(web):
    until = time.monotonic() + SECONDS
    days = [Day(Visitor(f"http://{web.host}", user), until, PAUSE, user.username) for user in fifty()]
    with ThreadPoolExecutor(len(days)) as people:
        for done in [people.submit(day.live) for day in days]:
            done.result()
    return days


def told(visits):
    """Milliseconds that people waited, by what they did."""
    waits = defaultdict(list)
    for visit in visits:
        waits[visit.what].append(1000 * visit.seconds)
    parts = {what: statistics.quantiles([*each, *each], n=20, method="inclusive") for what, each in waits.items()}
    return {what: {"n": len(waits[what]), "p50": part[9], "p95": part[18]} for what, part in sorted(parts.items())}


def test_fifty_people_at_once_meet_no_error_and_nothing_of_theirs_is_lost(worker):
    answers, attempts = Answer.objects.count(), DiscoveryCall.objects.exclude(client_id=None).count()
    with Web() as web:
        days = live_all(web)
    visits = [visit for day in days for visit in day.visitor.visits]
    (VAR / "load.json").write_text(json.dumps(told(visits), indent=2))
    assert len(days) == 50
    assert [visit for visit in visits if visit.status not in {200, 204}] == []
    assert Answer.objects.count() - answers == sum(day.answered for day in days) > 0
    logged = DiscoveryCall.objects.exclude(client_id=None).count() - attempts
    assert logged == sum(day.attempted for day in days) > 0
    sweep()
    assert StaleLead.objects.count() == 0
