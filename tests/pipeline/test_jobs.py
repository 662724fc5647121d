"""Long work: claimed once, seen by its owner, taken over from a silent worker, ended once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone, translation

from pipeline.actions import jobs, pulse
from pipeline.models import Company, Job, JobFile
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def maja(db):
    return UserFactory(sdr=True)


@pytest.fixture
def work(monkeypatch):
    """Teach the workers one kind of work."""
    monkeypatch.setattr(jobs, "RUNNERS", {})
    return jobs.register(Job.Kind.EXPORT)


def test_what_waits_is_done_once_with_its_result(work, maja):
    done = []

    @work
    def count_sheep(job, tell):
        done.append(job.arguments["sheep"])
        tell(3, 3)
        return {"rows": 3}

    first = jobs.ask_for(kind=Job.Kind.EXPORT, by=maja, arguments={"sheep": "white"})
    jobs.ask_for(kind=Job.Kind.EXPORT, by=maja, arguments={"sheep": "black"})
    jobs.run_jobs()
    jobs.run_jobs()
    first.refresh_from_db()
    assert done == ["white", "black"]
    assert (first.state, first.result, first.done, first.total, first.error) == ("done", {"rows": 3}, 3, 3, "")


def test_a_refusal_is_told_and_leaves_nothing_behind(work, maja):
    @work
    def refuse(_job, _tell):
        Company.objects.create(name="Half a company")
        raise jobs.CannotBeDone("The file has no rows.")

    job = jobs.ask_for(kind=Job.Kind.EXPORT, by=maja)
    jobs.run_jobs()
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "The file has no rows.")
    assert Company.objects.count() == 0


def test_an_error_of_ours_is_told_without_its_details(work, maja):
    @work
    def stumble(_job, _tell):
        raise KeyError("secret")

    job = jobs.ask_for(kind=Job.Kind.EXPORT, by=maja)
    jobs.run_jobs()
    job.refresh_from_db()
    sentence = "Something went wrong on our side, and nothing was changed. An admin finds it in the log."
    assert (job.state, job.error) == ("failed", sentence)


def test_a_silent_worker_is_relieved_and_cannot_end_what_another_one_began(work, maja):
    work(lambda _job, _tell: {})
    job = jobs.ask_for(kind=Job.Kind.EXPORT, by=maja)
    slow = jobs.claim()
    assert jobs.claim() is None
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=2))
    quick = jobs.claim()
    assert (slow.tries, quick.tries) == (1, 2)
    with pytest.raises(jobs.TakenOver):
        jobs.end(slow, state=Job.State.DONE)
    jobs.end(quick, state=Job.State.DONE)
    job.refresh_from_db()
    assert job.state == "done"


def test_work_that_ends_its_workers_is_given_up(work, maja):
    work(lambda _job, _tell: {})
    job = jobs.ask_for(kind=Job.Kind.EXPORT, by=maja)
    long_ago = timezone.now() - timedelta(minutes=2)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, tries=3, heartbeat_at=long_ago)
    jobs.run_jobs()
    job.refresh_from_db()
    sentence = "This was begun several times and never came to its end. Ask an admin to look."
    assert (job.state, job.error) == ("failed", sentence)


def test_a_job_that_a_command_runs_itself_is_left_to_it(work, maja):
    work(lambda _job, _tell: {})
    long_ago = timezone.now() - timedelta(hours=1)
    job = Job.objects.create(kind=Job.Kind.EXPORT, by=maja)
    Job.objects.filter(pk=job.pk).update(heartbeat_at=long_ago)
    assert jobs.claim() is None


def test_words_and_hours_are_those_of_the_person_who_asked(work):
    @work
    def speak(_job, _tell):
        return {"language": translation.get_language(), "zone": timezone.get_current_timezone_name()}

    job = jobs.ask_for(kind=Job.Kind.EXPORT, by=UserFactory(language="pl", time_zone="Asia/Shanghai"))
    jobs.run_jobs()
    job.refresh_from_db()
    assert job.result == {"language": "pl", "zone": "Asia/Shanghai"}


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_while_the_work_still_holds_its_transaction(work, monkeypatch):
    monkeypatch.setattr(pulse, "SECOND", 0.02)
    seen, written = [], threading.Event()
    write = pulse.Pulse.write

    def write_and_say(self, *args):
        write(self, *args)
        written.set()

    monkeypatch.setattr(pulse.Pulse, "write", write_and_say)

    @work
    def count_sheep(job, tell):
        Company.objects.create(name="Not yet there for others")
        tell(40, 100)
        assert written.wait(5)
        seen.append(elsewhere("SELECT done, total, (SELECT count(*) FROM pipeline_company) FROM pipeline_job"))

    jobs.ask_for(kind=Job.Kind.EXPORT, by=UserFactory())
    jobs.run_jobs()
    assert seen == [(40, 100, 0)]
    assert Company.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_work_that_writes_to_its_own_row_delays_the_sign_of_life_and_no_more(work, monkeypatch):
    monkeypatch.setattr(pulse, "SECOND", 0.02)

    @work
    def meddle(job, tell):
        Job.objects.filter(pk=job.pk).update(error="mine")
        tell(1, 2)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.2)")

    job = jobs.ask_for(kind=Job.Kind.EXPORT, by=UserFactory())
    jobs.run_jobs()
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 1, 2)


def elsewhere(sql):
    """What another connection sees."""
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()
    finally:
        other.close()


def test_a_file_is_for_whoever_asked_and_for_admins(client, maja):
    job = Job.objects.create(kind=Job.Kind.EXPORT, by=maja, state=Job.State.DONE)
    JobFile.objects.create(job=job, kind=JobFile.Kind.OUTPUT, name="leads.csv", content=b"a,b\r\n")
    pages = [reverse("pipeline:job_detail", args=[job.pk]), reverse("pipeline:job_file", args=[job.pk, "output"])]
    found = {}
    people = {"maja": maja, "jonas": UserFactory(sdr=True, team=maja.team), "ada": UserFactory(admin=True)}
    for name, person in people.items():
        client.force_login(person)
        found[name] = [client.get(page).status_code for page in pages]
    assert found == {"maja": [200, 200], "jonas": [404, 404], "ada": [200, 200]}
    response = client.get(pages[1])
    assert (response.content, response["Content-Type"]) == (b"a,b\r\n", "text/csv; charset=utf-8")
    assert response["Content-Disposition"] == 'attachment; filename="leads.csv"'


def test_the_page_asks_for_its_progress_until_the_work_is_over(client, maja):
    client.force_login(maja)
    job = Job.objects.create(kind=Job.Kind.EXPORT, by=maja, state=Job.State.RUNNING, done=40, total=100)
    page = reverse("pipeline:job_detail", args=[job.pk])
    running = client.get(page, headers={"HX-Request": "true"}).content.decode()
    assert (running.count("every 1s"), running.count("40 of 100")) == (1, 1)
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)
    assert client.get(page, headers={"HX-Request": "true"}).content.decode().count("every 1s") == 0
