"""A lead with a hundred thousand signals: its page and its breakdown open, and nothing of it is lost."""

import json
import time
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.calendar import home_day
from frameworks_app.models import SignalType
from pipeline.models import Lead
from pipeline.reports.why import MOST_SIGNALS
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import LeadFactory, TeamFactory, UserFactory
from tests.pipeline.scoring.histories import World

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.slow]

SIGNALS = 100_000
RECENT = 50
# Of one process's time, many times what a quiet machine takes.
MOST_SECONDS = 5


@pytest.fixture
def lead(client):
    maja = UserFactory(sdr=True, team=TeamFactory())
    client.force_login(maja)
    lead = LeadFactory(owner=maja)
    view, form = (SignalType.objects.get(key=key).pk for key in ("product_page_view", "contact_form"))
    now = timezone.now()
    with connection.cursor() as cursor:
        with cursor.copy(
            "COPY pipeline_signal"
            " (lead_id, type_id, occurred_at, recorded_at, data, external_source, external_id) FROM STDIN"
        ) as rows:
            for number in range(SIGNALS):
                age = number % 7 if number < RECENT else 1_000 + number % 900
                moment = now - timedelta(days=age)
                rows.write_row((lead.pk, form if number % 2 else view, moment, moment, "{}", "", ""))
        cursor.execute("ANALYZE pipeline_signal")
    rescore_all_marked()
    return lead


def seconds(get):
    begins = time.process_time()
    get()
    return time.process_time() - begins


def test_its_pages_open_and_old_signals_are_one_line_per_type(client, lead, django_assert_max_num_queries):
    for name, most in (("lead_detail", 15), ("lead_why", 18), ("score_history", 12)):
        address = reverse(f"pipeline:{name}", args=[lead.pk])
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200
        assert seconds(lambda address=address: client.get(address)) < MOST_SECONDS
    context = client.get(reverse("pipeline:lead_why", args=[lead.pk])).context
    traces = context["why"].traces
    older = sorted(trace.note for trace in traces if "older" in trace.note)
    assert len(traces) <= MOST_SIGNALS + 4
    amounts, engagement = sum(trace.amount for trace in traces), context["score"].score.engagement
    # Both types are over their caps.
    assert (amounts, engagement) == (50_000_000, 50_000_000)
    assert older == ["49,980 older events", "49,980 older events"]


def test_yesterday_and_what_changed_since_open_as_well(client, lead, django_assert_max_num_queries):
    today = home_day()
    World.begin(today - timedelta(days=30))
    Lead.objects.filter(pk=lead.pk).update(
        recorded_at=timezone.now() - timedelta(days=20), occurred_at=timezone.now() - timedelta(days=20)
    )
    days = {"since": today - timedelta(days=3), "on": today - timedelta(days=1)}
    address = reverse("pipeline:lead_why", args=[lead.pk])
    assert seconds(lambda: client.get(address, days)) < 2 * MOST_SECONDS
    with django_assert_max_num_queries(27):
        context = client.get(address, days).context
    engagement = next(part for part in context["changes"] if part.key == "engagement")
    assert len(engagement.rows) <= 2 * MOST_SIGNALS


def test_machines_get_every_line(lead):
    out = StringIO()
    call_command("explain_lead", str(lead.pk), "--json", stdout=out)
    said = json.loads(out.getvalue())
    events = [line for line in said["ledger"] if line["what"] == "event"]
    assert (len(events), said["stored"]) == (SIGNALS, "equal")
