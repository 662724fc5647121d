"""Pages through gunicorn with two workers, signed in: CPU time per request, statements, size."""

import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from dataclasses import asdict, dataclass
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from leadqual.embedded.processes import dying_with_parent
from pipeline.actions.review_opening import open_review
from pipeline.models import Company, Lead, Review, ReviewSchedule
from pipeline.reports.board.changes import Revision
from pipeline.reports.keyset import write
from pipeline.reports.lead_list import ORDERS, in_order, leads_of

from .meter import postmaster, settle
from .processes import cpu_seconds

REQUESTS = 20
DEEP = 100_000
CSRF = "a" * 32
SKIPPED = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


@dataclass
class Line:
    page: str
    person: str
    cpu_ms: float  # web and database together, median of the rounds
    web_ms: float
    database_ms: float
    wall_ms: float
    statements: int
    kilobytes: int


def measure_pages(rounds):
    """Every page in turn, in each round; the median of the rounds counts."""
    pages = list(addresses())
    with Web() as web:
        for person, _name, address in pages:
            web.get(person, address)
        measured = {page: [] for page in pages}
        for _round in range(rounds):
            for page in pages:
                measured[page].append(web.cost(page[0], page[2]))
        return [line(page, measured[page], web) for page in pages]


def line(page, rounds, web):
    person, name, address = page
    web_cost, database_cost, wall = ([each[part] for each in rounds] for part in range(3))
    both = [sum(each[:2]) for each in rounds]
    statements, size = count(person, address)
    figures = [round(1000 * statistics.median(each), 1) for each in (both, web_cost, database_cost, wall)]
    return Line(name, person, *figures, statements, size)


def addresses():
    """Who, page, address. A page that shows one thing shows one with much in it."""
    sdr = User.objects.get(username="sdr1.team1")
    leads = Lead.objects.visible_to(sdr).order_by("pk")
    busy = leads.filter(state__owner=sdr, state__stage__kind="open").first()
    company = Company.objects.filter(leads__in=leads[:200]).annotate(number=Count("leads")).order_by("-number").first()
    found = {
        "queue": reverse("pipeline:queue"),
        "list": reverse("pipeline:lead_list"),
        "list of one's own": reverse("pipeline:lead_list") + "?owner=me",
        "list, one stage": reverse("pipeline:lead_list") + f"?stage={busy.state.stage_id}",
        "list, searched": reverse("pipeline:lead_list") + "?q=falcon",
        "lead": reverse("pipeline:lead_detail", args=[busy.pk]),
        "board": reverse("pipeline:board"),
        "company": reverse("pipeline:company_detail", args=[company.pk]),
        "contact": reverse("pipeline:contact_detail", args=[busy.contact_id]),
        "follow-ups": reverse("pipeline:follow_up_list"),
        "calls": reverse("pipeline:call_list"),
        "search": reverse("pipeline:search") + "?q=falcon",
    }
    for name, address in found.items():
        yield sdr.username, name, address
    manager = User.objects.select_related("team").get(username="manager0.team1")
    found = {
        "queue": reverse("pipeline:queue"),
        "board": reverse("pipeline:board"),
        "board, asked what changed": reverse("pipeline:board_changes") + f"?seen={Revision.of_now()}",
        **of_a_review(manager),
        "who has how much": reverse("pipeline:review_load"),
        "untouched": reverse("pipeline:untouched_list"),
        "hand-offs": reverse("pipeline:hand_off_list"),
    }
    for name, address in found.items():
        yield manager.username, name, address
    yield "admin", "list", reverse("pipeline:lead_list")
    yield "admin", f"list at row {DEEP:,}", deep_page("admin")
    yield "admin", "board", reverse("pipeline:board")
    yield "marketing", "triage", reverse("pipeline:triage")


def of_a_review(manager):
    """The pages of one that stays open from one run to the next."""
    review = Review.objects.open().filter(team=manager.team).first()
    review = review or open_review(plan=ReviewSchedule(team=manager.team), by=manager)
    # As it is a minute after opening.
    settle("pipeline_reviewlead")
    lead = review.leads.agenda().first()
    return {
        "review": reverse("pipeline:review_detail", args=[review.pk]),
        "review, idle leads": reverse("pipeline:review_names", args=[review.pk]) + "?part=idle",
        "review, one lead": reverse("pipeline:review_lead", args=[review.pk, lead.lead_id]),
        "reviews": reverse("pipeline:review_list"),
    }


def deep_page(username):
    return reverse("pipeline:lead_list") + "?page=" + deep_token(username)


def deep_token(username):
    """Names the list's page behind row 100,000, or in the middle where there are fewer."""
    leads = in_order(leads_of(User.objects.get(username=username)), "priority")
    order = ORDERS["priority"][1]
    row = min(DEEP, leads.count() // 2)
    return write("after", order, leads.order_by(*order.columns(backwards=False))[row])


def signed_in(username):
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username=username))
    return client


def count(username, address):
    client = signed_in(username)
    # The first page of a process also reads the rules in force, which it then keeps.
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    statements = [each for each in captured if not each["sql"].startswith(SKIPPED)]
    return len(statements), len(response.content) // 1024


class Web:
    """gunicorn as in production, for as long as the block."""

    def __enter__(self):
        # Held while we measure, so that no other program has the port.
        self.door = socket.create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{self.door.getsockname()[1]}"
        door = f"fd://{self.door.fileno()}"
        command = [sys.executable, "-m", "gunicorn", "leadqual.wsgi", "--bind", door, "--no-control-socket"]
        pool = ["--worker-class", "gthread", "--workers", "2", "--threads", "2", "--log-level", "warning"]
        self.process = subprocess.Popen(
            [*command, *pool], pass_fds=[self.door.fileno()], preexec_fn=dying_with_parent()
        )
        self.sessions = {}
        self.postmaster = postmaster()
        self.wait()
        return self

    def __exit__(self, *exception):
        self.process.terminate()
        self.process.wait(20)
        self.door.close()

    def wait(self):
        for _try in range(200):
            try:
                urllib.request.urlopen(f"http://{self.host}/accounts/login/", timeout=5).read()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise SystemExit("The web server did not start.")

    def get(self, username, address):
        return self.fetch(username, address)

    def post(self, username, address, fields):
        """As the page's own script sends it."""
        return self.fetch(username, address, urlencode(fields).encode())

    def fetch(self, username, address, data=None):
        if username not in self.sessions:
            self.sessions[username] = signed_in(username).cookies[settings.SESSION_COOKIE_NAME].value
        cookies = {settings.SESSION_COOKIE_NAME: self.sessions[username], settings.CSRF_COOKIE_NAME: CSRF}
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        if data:
            headers |= {"X-CSRFToken": CSRF, "Accept": "application/json"}
        request = urllib.request.Request(f"http://{self.host}{address}", data, headers)
        with urllib.request.urlopen(request, timeout=120) as response:
            page = response.read()
            if urlsplit(response.url).path != urlsplit(address).path:
                raise SystemExit(f"{address} sent {username} on to {response.url}.")
            return page

    def cost(self, username, address):
        """Seconds per request: of the web's processes, of the database's, on the clock."""
        before = self.books()
        started = time.monotonic()
        for _request in range(REQUESTS):
            self.get(username, address)
        wall = time.monotonic() - started
        after = self.books()
        return (*((late - early) / REQUESTS for early, late in zip(before, after, strict=True)), wall / REQUESTS)

    def books(self):
        return cpu_seconds(self.process.pid), cpu_seconds(self.postmaster)


def as_rows(lines):
    return [asdict(each) for each in lines]
