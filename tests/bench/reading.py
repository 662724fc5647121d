"""L1, L2, P1 and H1: what it costs to look, and whether what one sees is true."""

import itertools
import random
import time

from django.db import connection
from django.db.models import Count, Sum
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from frameworks_app.models import Category
from pipeline.models import Lead, LeadState, Stage
from pipeline.reports.keyset import turn
from pipeline.reports.lead_list import ORDERS, in_order, leads_of, with_status
from pipeline.scoring.current import current
from pipeline.scoring.days import today
from pipeline.scoring.facts import pure_scores
from pipeline.scoring.parity import columns_of

from .bars import Sample
from .meter import measured
from .pages import deep_token

LOOKED_AT = 1_000
PEOPLE = ("sdr1.team1", "manager0.team1", "admin")
# The database is asked this often, or for so many seconds.
TIMES, SECONDS = 30, 0.3


class Lists:
    """L1 and L2."""

    keys = ("L1", "L2")

    def __init__(self, is_deep=True):
        self.is_deep = is_deep

    def prepare(self):
        self.lists = {said: first_page(leads) for said, leads in lists()}
        everything = leads_of(User.objects.get(username="admin"))
        self.first, self.by_key = first_page(everything), leads_by_key()
        self.deep = first_page(everything, deep_token("admin")) if self.is_deep else None

    def repetition(self):
        for said, statement in self.lists.items():
            # In turn, so that what disturbs one disturbs the other.
            yield Sample("L1", milliseconds(statement), milliseconds(self.by_key), said)
        if self.deep:
            yield Sample("L2", milliseconds(self.deep), milliseconds(self.first))


def lists():
    """Every person's list under every filter of owner, stage and status: the most common stage and the rarest ones."""
    for username in PEOPLE:
        leads = leads_of(User.objects.get(username=username))
        for filters in itertools.product(owners(username), stages(), statuses()):
            found, said = leads, username
            for name, narrow in filters:
                found, said = narrow(found), f"{said} {name}".strip()
            yield said, found


def owners(username):
    owner = User.objects.get(username="sdr1.team1")
    yield "", lambda leads: leads
    yield "owner", lambda leads: leads.filter(state__owner=owner)
    if username == "admin":
        yield "nobody's", lambda leads: leads.filter(state__owner=None)


def stages():
    yield "", lambda leads: leads
    for key in ("untouched", "negotiation"):
        stage = Stage.objects.get(key=key)
        yield f"stage={key}", lambda leads, stage=stage: leads.filter(state__stage=stage)


def statuses():
    yield "", lambda leads: leads
    common = LeadState.objects.values("category").annotate(count=Count("*")).order_by("-count")
    for row in (common.first(), common.last()):
        category = Category.objects.get(pk=row["category"])
        yield f"status={category.key}", lambda leads, category=category: with_status(leads, category)


def first_page(leads, token=""):
    """The statement of the product's own list: one page of this list, in its usual order."""
    order = ORDERS["priority"][1]
    with CaptureQueriesContext(connection) as captured:
        turn(in_order(leads, "priority"), order, token)
    return captured[0]["sql"]


def leads_by_key():
    """L1's limit: fifty leads with their states, the columns of the list's own statement, by their keys."""
    ids = random.Random(50).sample(range(1, Lead.objects.count() + 1), 50)
    with CaptureQueriesContext(connection) as captured:
        list(Lead.objects.filter(pk__in=ids).select_related("state"))
    return captured[0]["sql"]


def milliseconds(statement):
    """CPU of the database for one execution, planning included; rows are fetched and thrown away."""
    count, started = 0, time.monotonic()
    with connection.cursor() as cursor, measured() as cost:
        while count < TIMES and time.monotonic() - started < SECONDS or not count:
            cursor.execute(statement)
            cursor.fetchall()
            count += 1
    return cost.database / count * 1000


class Review:
    """P1."""

    keys = ("P1",)

    def prepare(self):
        self.review, self.scan = review(), bare_scan()

    def repetition(self):
        yield Sample("P1", milliseconds(self.review), milliseconds(self.scan))


def review():
    """P1: of every owner and stage how many leads, and the sum of their fit, integers as everywhere; from the state
    rows as they stand, no summary kept. No page of the product asks this yet."""
    by_owner_and_stage = LeadState.objects.values("owner", "stage")
    with CaptureQueriesContext(connection) as captured:
        list(by_owner_and_stage.annotate(leads=Count("*"), fit=Sum("fit_low")))
    return captured[0]["sql"]


def bare_scan():
    """P1's limit: one sum over all state rows."""
    with CaptureQueriesContext(connection) as captured:
        LeadState.objects.aggregate(Sum("fit_low"))
    return captured[0]["sql"]


class Ledgers:
    """H1."""

    keys = ("H1",)

    def __init__(self, count=LOOKED_AT):
        self.count = count

    def prepare(self):
        self.dice = random.Random(self.count)

    def repetition(self):
        chosen = self.dice.sample(range(1, Lead.objects.count() + 1), self.count)
        yield Sample("H1", len(differing(chosen)), self.count)


def differing(ids):
    """H1: of these leads, those of which the pure evaluator, given the facts, says anything else than is stored."""
    model = current()
    found = pure_scores(model.model, model.compiled, ids, today(model.document))
    states = LeadState.objects.select_related("override").in_bulk(ids)
    return [lead_id for lead_id in ids if not agrees(states[lead_id], found[lead_id], model.document)]


def agrees(state, score, document):
    rank = state.override.rank if state.override else None
    columns = columns_of(score, document, override_rank=rank)
    return all(getattr(state, name) == value for name, value in columns.items())
