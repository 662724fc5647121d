"""What people feel while everyone is rescored, and what is to be cleaned up after it."""

import os
import statistics
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from django.urls import reverse

from accounts.models import User
from frameworks_app.models import ScoringModelVersion
from pipeline.models import RescorePass
from pipeline.scoring.passes import run_passes
from pipeline.scoring.rescore import rescore_all_marked

from . import rule
from .calls import heard, open_calls
from .meter import execute, measured, settle
from .pages import Web
from .rescoring import TABLES, rescore_everyone

ROUNDS = 40
SDR = "sdr1.team1"


@dataclass
class Feel:
    """Milliseconds on the clock, the 95th of a hundred requests: with two idle workers, and while they rescore."""

    page: str
    quiet_ms: float
    rescoring_ms: float


@dataclass
class Cleaning:
    """After a rescore of everyone in which a fifth moved."""

    dead_rows: int
    rescore_cpu_s: float
    vacuum_cpu_s: float


def measure_feel(workers):
    """A person's pages and the call form's saving of an answer, one request after the other, by gunicorn as in
    production; then the same while two workers rescore everyone, again and again until all requests are through."""
    # As it is after a pass, whatever another run left behind.
    run_passes()
    with nudges(), Web() as web, open_calls([User.objects.get(username=SDR)]) as (call,):
        requests = dict(requests_of(web, call))
        for request in requests.values():
            request()
        quiet = clocked(requests)
        rescoring = clocked(requests, keep_rescoring(workers))
    rescore_all_marked()
    return [asdict(Feel(name, slowest(quiet[name]), slowest(rescoring[name]))) for name in requests]


@contextmanager
def nudges():
    """The web wakes workers, as in production."""
    os.environ["NUDGES"] = "1"
    yield
    os.environ["NUDGES"] = "0"


def requests_of(web, call):
    pages = {"queue": "queue", "list": "lead_list", "board": "board"}
    addresses = {name: reverse(f"pipeline:{page}") for name, page in pages.items()}
    addresses["lead"] = reverse("pipeline:lead_detail", args=[call.lead_id])
    for name, address in addresses.items():
        yield name, lambda address=address: web.get(SDR, address)
    saving = reverse("pipeline:call_answer", args=[call.pk])
    yield "saving an answer", lambda: web.post(SDR, saving, heard(call, "budget"))


def clocked(requests, meanwhile=lambda: None):
    """Seconds of each request in each round, by name."""
    found = {name: [] for name in requests}
    for _round in range(ROUNDS):
        meanwhile()
        for name, request in requests.items():
            started = time.monotonic()
            request()
            found[name].append(time.monotonic() - started)
    return found


def keep_rescoring(workers):
    """Publishes when the last publication's pass has ended."""

    def start():
        newest = RescorePass.objects.first()
        if newest.finished_at and newest.version == ScoringModelVersion.objects.current():
            rule.turn()
            workers.start_pass()

    return start


def slowest(seconds):
    return round(1000 * statistics.quantiles(seconds, n=20)[-1], 1)


def measure_cleaning():
    """What a rescore leaves behind, and the CPU of the VACUUM that takes it away."""
    settle(*TABLES)
    rule.turn()
    rescored = rescore_everyone()
    execute("SELECT pg_stat_force_next_flush()")
    query = "SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'pipeline_leadstate'"
    ((dead,),) = execute(query)
    with measured() as vacuum:
        execute("VACUUM pipeline_leadstate")
    return asdict(Cleaning(dead, round(rescored.cpu, 3), round(vacuum.cpu, 3)))
