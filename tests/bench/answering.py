"""A1 and A50: what it costs to save an answer in a call, alone, and while fifty SDRs are in calls at once."""

import random
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, Team, User
from frameworks_app.models import Criterion
from pipeline.reports.call_state import call_script, call_state
from pipeline.scoring.rescore import rescore_all_marked

from .bars import Sample
from .calls import heard, open_calls, unsay
from .meter import execute, measured, settle
from .pages import Web
from .world import hire

PEOPLE = 50
# In each call; the shipped frameworks ask about more.
ANSWERS = 6
# Seconds from one answer to the next in a call: less than anybody needs to ask, to listen and to press a level.
PACE = 4
WRITTEN = ("pipeline_answer", "pipeline_discoverycall", "pipeline_stalelead", "pipeline_leadstate")


class Answering:
    """A1 and A50. Nobody wakes a worker for the scores meanwhile: what they cost is I1's."""

    keys = ("A1", "A50")

    def prepare(self):
        execute("DROP TABLE IF EXISTS bench_bare_answer")
        execute(
            "CREATE TABLE bench_bare_answer"
            " (LIKE pipeline_answer INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING INDEXES)"
        )

    def repetition(self):
        with open_calls(fifty_sdrs()) as calls, Web() as web:
            letters = {call: letters_of(call) for call in calls}
            # Each thread of the web has a connection of its own, and reads the rules in force once.
            paced(web, {call: said[:1] for call, said in letters.items()}, pace=0)
            ready(calls)
            row = insert_bare_rows(letters)
            alone = Saving.measured(web, one_by_one, letters)
            ready(calls)
            at_once = Saving.measured(web, paced, letters)
        rescore_all_marked()
        yield Sample("A1", alone.database, row, told=alone.told())
        yield Sample("A50", at_once.cpu, alone.cpu, told=at_once.told())


@dataclass
class Saving:
    """Milliseconds per answer: CPU of the web's processes and of the database's; on the clock for each that waited."""

    web: float
    database: float
    waits: list

    @classmethod
    def measured(cls, web, way, letters):
        before = web.books()
        waits = way(web, letters)
        costs = [(late - early) / len(waits) for early, late in zip(before, web.books(), strict=True)]
        return cls(*(1000 * cost for cost in costs), [1000 * wait for wait in waits])

    @property
    def cpu(self):
        return self.web + self.database

    def told(self):
        parts = statistics.quantiles(self.waits, n=20, method="inclusive")
        return {"web CPU": self.web, "database CPU": self.database, "p50": parts[9], "p95": parts[18]}


def fifty_sdrs():
    """Those whom the teams have, and as many new ones as are missing; these have no leads of their own and stay."""
    sdrs = User.objects.filter(role=Role.SDR).order_by("pk")
    for team in Team.objects.order_by("pk")[: max(0, PEOPLE - sdrs.count())]:
        hire(f"sdr9.team{team.pk}", Role.SDR, team)
    return sdrs[:PEOPLE]


def letters_of(call):
    """What its person sends: some of the criteria that are asked, each once."""
    dice = random.Random(call.by.username)
    asks = call_script(call_state(call)).asks
    return [
        heard(call, ask.key, question=ask.wordings[0].id, rating=dice.randrange(5), quote="So they said.")
        for ask in dice.sample([ask for ask in asks if ask.wordings], ANSWERS)
    ]


def ready(calls):
    """Nothing was said yet, and nothing is left to be done for it."""
    unsay(calls)
    rescore_all_marked()
    settle(*WRITTEN)


def insert_bare_rows(letters):
    """A1's limit: the same rows, one INSERT and one commit each, over one connection, into a table with the answer
    table's columns and indexes, but no triggers and nothing looked up: milliseconds of the database's CPU per row."""
    ids, now = dict(Criterion.objects.values_list("key", "pk")), timezone.now()
    statement = """
        INSERT INTO bench_bare_answer
            (lead_id, call_id, criterion_id, occurred_at, client_id, question_id, rating, evidence, quote, by_id)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    """
    names = ("client_id", "question", "rating", "evidence", "quote", "person")
    rows = [
        [call.lead_id, call.pk, ids[letter["criterion"]], now, *map(letter.get, names)]
        for call, said in letters.items()
        for letter in said
    ]
    with connection.cursor() as cursor, measured() as cost:
        for row in rows:
            cursor.execute(statement, row)
    execute("TRUNCATE bench_bare_answer")
    return 1000 * cost.database / len(rows)


def one_by_one(web, letters):
    """A1: the first answer of each call, then the second of each; one request at a time. Seconds of each."""
    return [send(web, call, said[number]) for number in range(ANSWERS) for call, said in letters.items()]


def paced(web, letters, pace=PACE):
    """A50: the same answers, all calls at the same time, each at its own pace. Seconds of each."""
    begin = time.monotonic()
    with ThreadPoolExecutor(len(letters)) as people:
        talks = [people.submit(talk, web, call, said, begin, pace) for call, said in letters.items()]
        return [wait for each in talks for wait in each.result()]


def talk(web, call, said, begin, pace):
    dice = random.Random(call.by.username)
    # All begin somewhere within the first pause.
    at, waits = begin + pace * dice.random(), []
    for letter in said:
        time.sleep(max(0, at - time.monotonic()))
        waits.append(send(web, call, letter))
        at += pace * dice.uniform(0.5, 1.5)
    return waits


def send(web, call, letter):
    started = time.monotonic()
    web.post(call.by.username, reverse("pipeline:call_answer", args=[call.pk]), letter)
    return time.monotonic() - started
