"""Somebody tampers with a score: the audit notices, admins hear of it, and the lead is mended."""

import logging

import pytest
from django.db import connection
from django.urls import reverse

from frameworks_app.models import Category, SignalType
from pipeline.actions.audits import audit_scores
from pipeline.models import LeadInput, LeadState, RescorePass, ScoreAudit, StaleLead
from pipeline.reports.audit_words import COLUMNS
from pipeline.scoring.audit import row_columns, score_columns
from pipeline.scoring.current import in_force
from pipeline.scoring.facts import load_facts
from pipeline.scoring.passes import run_passes
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import AnswerFactory, LeadFactory, SignalFactory, UserFactory

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture
def leads():
    """Three leads that did and said something, all scored."""
    leads = LeadFactory.create_batch(3)
    for lead in leads:
        SignalFactory(lead=lead, type=SignalType.objects.get(key="webinar_attended"))
        AnswerFactory(lead=lead, key="need", rating=3, days_ago=3)
    rescore_all_marked()
    run_passes()
    return leads


@pytest.fixture
def ada():
    return UserFactory(admin=True)


def tamper(lead):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pipeline_leadstate SET qual_low = qual_low + 7 WHERE lead_id = %s", [lead.pk])


def test_scores_that_follow_from_the_facts_raise_no_alarm(leads):
    audit = audit_scores(number=50)
    assert (audit.checked, audit.different, audit.findings) == (3, 0, [])
    assert ScoreAudit.objects.alarms().count() == 0


def test_a_score_that_somebody_changed_is_found_told_and_mended(leads, caplog):
    right = LeadState.objects.get(lead=leads[1]).qual_low
    tamper(leads[1])
    with caplog.at_level(logging.ERROR):
        audit = audit_scores(number=50)
    assert (audit.different, audit.findings) == (
        1,
        [{"lead": leads[1].pk, "column": "qual_low", "stored": right + 7, "expected": right}],
    )
    assert [record.args[1] for record in caplog.records] == [[leads[1].pk]]
    rescore_all_marked()
    assert LeadState.objects.get(lead=leads[1]).qual_low == right
    assert audit_scores(number=50).different == 0


def test_an_input_row_that_is_not_true_is_found_and_mended(leads):
    row = LeadInput.objects.get(lead=leads[0])
    LeadInput.objects.filter(lead=leads[0]).update(fades=[each + 1 for each in row.fades])
    audit = audit_scores(number=50)
    assert [(each["lead"], each["column"]) for each in audit.findings] == [(leads[0].pk, "fades")]
    rescore_all_marked()
    assert LeadInput.objects.get(lead=leads[0]).fades == row.fades


def test_leads_that_wait_for_their_score_are_not_looked_at(leads):
    SignalFactory(lead=leads[0])
    assert audit_scores(number=50).checked == 2


def test_there_is_no_audit_while_a_pass_is_under_way(leads):
    RescorePass.objects.update(finished_at=None)
    assert audit_scores(number=50) is None
    assert ScoreAudit.objects.count() == 0


def page(client, name, *args):
    return client.get(reverse(f"pipeline:{name}", args=args)).content.decode()


def test_the_alarm_stands_until_an_admin_has_seen_it(client, leads, ada):
    tamper(leads[2])
    audit = audit_scores(number=50)
    client.force_login(ada)
    alarm = "An audit found scores that do not follow from the facts."
    assert alarm in page(client, "pass_progress")
    assert 'Audits <span class="count numbers">1</span>' in page(client, "audit_list")
    client.post(reverse("pipeline:audit_seen", args=[audit.pk]))
    assert alarm not in page(client, "pass_progress")
    shown = page(client, "audit_list")
    assert 'class="count numbers"' not in shown
    assert f"Seen by {ada}" in shown
    assert "should be" in shown


def test_what_was_found_is_said_in_words(client, leads, shipped, ada):
    sql, mql = (Category.objects.get(key=key).pk for key in ("sql", "mql"))
    found = {
        "fit_low": (9629, 10_000),
        "engagement": (12_500_000, 0),
        "verdict": (1, 0),
        "holds_until": (None, "2026-05-31"),
        "disagrees": (True, False),
        "category_id": (sql, mql),
        "fades": ([1, 2], [1, 3]),
    }
    ScoreAudit.objects.create(
        version=shipped,
        day="2026-05-01",
        checked=3,
        different=1,
        findings=[
            {"lead": leads[0].pk, "column": column, "stored": stored, "expected": expected}
            for column, (stored, expected) in found.items()
        ],
    )
    client.force_login(ada)
    ((_audit, findings),) = client.get(reverse("pipeline:audit_list")).context["audits"]
    assert [(str(each.what), each.stored, each.expected) for each in findings] == [
        ("fit, low end", "96.29", "100"),
        ("engagement", "12.5", "0"),
        ("qualification result", "Qualified", "Open"),
        ("how long the result holds", "–", "May 31, 2026"),
        ("whether frameworks disagree", "yes", "no"),
        ("status", "SQL", "MQL"),
        ("what is left of signals", "1, 2", "1, 3"),
    ]


def test_every_column_that_an_audit_compares_has_a_name(leads):
    facts = load_facts(in_force().model.compiled, [leads[0].pk], in_force().day)[leads[0].pk]
    compared = {*score_columns(in_force(), facts, None), *row_columns(in_force().model, facts)}
    assert compared == set(COLUMNS)


def test_before_the_first_audit_the_page_says_what_it_is_for(client, ada):
    client.force_login(ada)
    assert "No audit yet" in page(client, "audit_list")


def test_a_manager_reads_audits_and_an_sdr_knows_of_none(client, leads):
    tamper(leads[0])
    audit = audit_scores(number=50)
    client.force_login(UserFactory(manager=True))
    assert "1 lead differs" in page(client, "audit_list")
    assert client.post(reverse("pipeline:audit_seen", args=[audit.pk])).status_code == 404
    client.force_login(UserFactory(sdr=True))
    assert client.get(reverse("pipeline:audit_list")).status_code == 404
    assert client.get(reverse("pipeline:pass_progress")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_however_many_audits_there_are(client, leads, ada, count, django_assert_num_queries):
    for _ in range(count):
        audit_scores(number=50)
    client.force_login(ada)
    with django_assert_num_queries(4):
        page(client, "audit_list")


def test_a_repaired_lead_is_marked_only_once_it_differs(leads):
    audit_scores(number=50)
    assert StaleLead.objects.count() == 0
