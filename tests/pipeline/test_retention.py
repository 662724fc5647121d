"""Things are kept as long as an admin has said, and go at night."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django_celery_beat.models import PeriodicTask

from pipeline.actions.calls import write_note
from pipeline.actions.retention import keep_retention
from pipeline.actions.schedule import keep_schedule
from pipeline.models import Contact, DoNotContact, Erasure, Job, JobFile, Lead, RetentionRule, Stage
from pipeline.tasks import keep_retention as nightly
from tests.factories import LeadFactory

pytestmark = pytest.mark.usefixtures("shipped")
LONG_AGO = datetime(2026, 1, 10, 12, tzinfo=UTC)
LATER = LONG_AGO + timedelta(days=100)


@pytest.fixture
def clock():
    """January, until a test lets time pass. The database goes by its own clock, so it is told."""
    with time_machine.travel(LONG_AGO, tick=False) as clock:
        yield clock


def keep(kind, days):
    RetentionRule.objects.filter(kind=kind).update(days=days)


def old_lead(stage, **values):
    lead = LeadFactory(stage=Stage.objects.get(key=stage), occurred_at=LONG_AGO, **values)
    lead.contact.company = None
    Contact.objects.filter(pk=lead.contact_id).update(created_at=LONG_AGO)
    Lead.objects.filter(pk=lead.pk).update(recorded_at=LONG_AGO)
    apps.get_model("pipeline", "LeadState").objects.filter(lead=lead).update(stage_changed_at=LONG_AGO)
    for name in ("ContactEvent", "LeadEvent"):
        apps.get_model("pipeline", name).objects.update(pgh_created_at=LONG_AGO)
    return lead


def names():
    return sorted(str(contact) for contact in Contact.objects.all())


def test_until_an_admin_says_so_only_files_and_old_letters_go():
    said = {rule.kind: rule.days for rule in RetentionRule.objects.all()}
    assert said == {"idle_person": None, "change_history": None, "files": 30, "letters": 730}


def test_people_of_closed_leads_go_when_nothing_has_been_heard_of_them(clock):
    for name, stage in (("Won", "won"), ("Lost", "lost"), ("Open", "discovery"), ("Nurtured", "nurture")):
        old_lead(stage, contact__name=name)
    keep("idle_person", 90)
    clock.move_to(LATER)
    assert keep_retention() == {"idle_person": 2, "files": 0, "letters": 0}
    assert names() == ["Erased person", "Erased person", "Nurtured", "Open"]
    assert list(Erasure.objects.values_list("cause", "by")) == [("retention", None)] * 2


def test_they_stay_one_day_less(clock):
    old_lead("won", contact__name="Won")
    keep("idle_person", 101)
    clock.move_to(LATER)
    assert keep_retention() == {"idle_person": 0, "files": 0, "letters": 0}


def test_one_word_about_them_starts_the_time_anew(clock):
    lead = old_lead("won", contact__name="Won")
    write_note(lead=lead, text="Still reads us", by=None, client_id=uuid4(), at=LATER - timedelta(days=1))
    keep("idle_person", 90)
    clock.move_to(LATER)
    assert keep_retention() == {"idle_person": 0, "files": 0, "letters": 0}


def test_somebody_who_also_has_an_open_lead_stays(clock):
    lead = old_lead("won", contact__name="Won")
    other = old_lead("discovery", contact__name="Open")
    other.stakeholders.create(contact=lead.contact, role="champion")
    keep("idle_person", 90)
    clock.move_to(LATER)
    assert keep_retention() == {"idle_person": 0, "files": 0, "letters": 0}


def test_the_second_night_finds_nothing_more(clock):
    old_lead("won")
    keep("idle_person", 90)
    clock.move_to(LATER)
    assert [keep_retention()["idle_person"], keep_retention()["idle_person"]] == [1, 0]


def test_who_asked_to_be_left_alone_is_known_again_after_their_time(clock):
    lead = old_lead("won", contact__email="otto@mill.example", contact__do_not_contact=True)
    keep("idle_person", 90)
    clock.move_to(LATER)
    nightly()
    lead.contact.refresh_from_db()
    assert (lead.contact.email, DoNotContact.objects.asked_by("otto@mill.example")) == ("", True)


def test_history_goes_and_the_present_stays(clock):
    lead = old_lead("won", company__name="Before")
    lead.company.name = "After"
    lead.company.save()
    events = apps.get_model("pipeline", "CompanyEvent").objects
    events.update(pgh_created_at=LONG_AGO)
    keep("change_history", 90)
    clock.move_to(LATER)
    gone = keep_retention()["change_history"]
    lead.company.refresh_from_db()
    assert (events.count(), lead.company.name) == (0, "After")
    assert sum(erasure.counts["history"] for erasure in Erasure.objects.all()) == gone


@pytest.mark.parametrize(
    ("state", "stays"), [("done", 0), ("failed", 0), ("draft", 0), ("waiting", 1), ("running", 1)]
)
def test_files_go_after_thirty_days_and_the_jobs_counts_stay(clock, state, stays):
    job = Job.objects.create(kind=Job.Kind.IMPORT, state=state, result={"rows": 7})
    JobFile.objects.create(job=job, kind="input", name="leads.csv", content=b"a", created_at=LONG_AGO)
    clock.move_to(LONG_AGO + timedelta(days=30, hours=1))
    keep_retention()
    job.refresh_from_db()
    assert (job.files.count(), job.result) == (stays, {"rows": 7})


def test_a_dry_run_says_what_would_go(clock, capsys):
    old_lead("won")
    keep("idle_person", 90)
    clock.move_to(LATER)
    call_command("keep_retention", "--dry-run")
    assert capsys.readouterr().out.splitlines() == [
        "People of closed leads, since anything last happened: 1 would go",
        "Files of imports and exports: 0 would go",
        "What letters to contacts said: 0 would go",
    ]
    assert (names()[0] == "Erased person", Erasure.objects.count()) == (False, 0)


def test_the_clock_does_it_every_night_in_the_installations_own_zone(settings):
    settings.LEADQUAL_TIME_ZONE = "Asia/Shanghai"
    keep_schedule()
    task = PeriodicTask.objects.get(name="pipeline.tasks.keep_retention")
    assert (task.crontab.hour, task.crontab.minute, task.crontab.timezone) == ("3", "10", ZoneInfo("Asia/Shanghai"))
