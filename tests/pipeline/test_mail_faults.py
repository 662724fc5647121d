"""Workers and the clock are killed while letters leave: nothing is sent twice by us, and nothing vanishes."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, timedelta
from datetime import time as time_of_day
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.utils import timezone
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from leadqual.embedded import CHECKOUT, ensure
from leadqual.embedded.processes import dying_with_parent
from pipeline.actions.messages import claim, send_again, send_messages
from pipeline.actions.schedule import keep_schedule
from pipeline.models import FollowUp, MailRule, Message
from tests.embedded.stories import servers_under
from tests.factories import LeadFactory, TeamFactory, UserFactory
from tests.pipeline.mail_stories import to_colleague
from tests.pipeline.scoring.test_rescore_together import in_threads, kill, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shipped")]
LETTERS = 200


@pytest.fixture
def letters():
    """Two hundred letters to ten colleagues."""
    people = [UserFactory(sdr=True) for _person in range(10)]
    return [to_colleague(people[number % 10], subject=f"Letter {number}") for number in range(LETTERS)]


def counted():
    return Counter(Message.objects.values_list("state", flat=True))


def arrived(box):
    """How often each letter came."""
    return Counter(letter["Message-ID"] for letter in box.letters)


def ids(state):
    return set(Message.objects.filter(state=state).values_list("message_id", flat=True))


def check(box, number=LETTERS):
    """Each letter is in one state; what is sent has come once, what is unsure at most once, and nothing else."""
    came = arrived(box)
    assert sum(counted().values()) == number
    assert set(came.values()) <= {1}
    assert ids("sent") <= set(came) <= ids("sent") | ids("sending")


def test_two_who_claim_at_once_never_have_the_same_letter(letters):
    rule, found = MailRule.in_force(), []

    def claim_all():
        while message := claim(rule):
            found.append(message.pk)

    in_threads(claim_all, claim_all, claim_all)
    assert sorted(found) == sorted(message.pk for message in letters)


def test_two_senders_at_once(letters, post_office):
    in_threads(send_messages, send_messages)
    send_messages()
    check(post_office.box)
    assert counted() == {"sent": LETTERS}


class Processes:
    """Celery as the product starts it, on the database and the queue of this test."""

    def __init__(self, url, broker, office):
        self.environment = {
            **os.environ,
            "DATABASE_URL": url,
            "REDIS_URL": broker,
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(office.port),
            "DEFAULT_FROM_EMAIL": "leads@tidepost.example",
            "NUDGES": "1",
        }
        self.started = []

    def start(self, *words):
        self.started.append(
            subprocess.Popen(
                [sys.executable, "-m", "celery", "--quiet", "--app", "leadqual.celery", *words],
                env=self.environment,
                cwd=CHECKOUT,
                start_new_session=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                preexec_fn=dying_with_parent(),
            )
        )
        return self.started[-1]

    def worker(self):
        return self.start("worker", "--concurrency", "2", "--without-mingle", "--without-gossip")

    def beat(self):
        return self.start("beat", "--pidfile", "")

    def end(self):
        for process in self.started:
            kill(process)


@pytest.fixture
def processes(post_office, monkeypatch):
    """Against this test's own database; the queue is its own too, so that nobody else's work comes in between."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    monkeypatch.delenv("REDIS_URL")
    folder = Path(tempfile.mkdtemp(prefix="leadqual-test-", dir="/tmp")).resolve()
    folder.chmod(0o755)
    with ensure(folder / "services", durable=False) as services:
        found = Processes(url, services.redis_url, post_office)
        yield found
        found.end()
    for pid in servers_under(folder):
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(folder)


@pytest.mark.slow
@pytest.mark.faults
def test_a_clock_killed_at_the_hour_of_digests(processes, post_office):
    keep_schedule()
    # Everybody's hour has come, where it is noon and no midnight comes in between, and every day is a working day.
    team = TeamFactory(working_days=[1, 2, 3, 4, 5, 6, 7])
    noon = {"time_zone": at_noon(), "digest_at": time_of_day(11)}
    people = [UserFactory(sdr=True, team=team, **noon) for _person in range(250)]
    for person in people:
        FollowUp.objects.create(lead=LeadFactory(owner=person), owner=person, due_at=timezone.now())
    often, _is_new = IntervalSchedule.objects.get_or_create(every=1, period=IntervalSchedule.SECONDS)
    PeriodicTask.objects.filter(name="pipeline.tasks.digests").update(interval=often)
    for number in range(3):
        beat, worker = processes.beat(), processes.worker()
        # Sooner or later in what they do, and once with letters under way.
        wait_until(lambda number=number: Message.objects.count() >= 100 * number, 90)
        kill(worker)
        kill(beat)
    processes.beat()
    last = processes.worker()
    wait_until(lambda: Message.objects.count() == 250 and nothing_waits(), 120)
    last.terminate()
    last.wait(60)
    check(post_office.box, number=250)
    assert set(Message.objects.values_list("person", flat=True)) == {person.pk for person in people}
    assert counted()["sending"] <= 3


def at_noon():
    """A zone where it is between twelve and one. Its name counts hours to the west."""
    return f"Etc/GMT{timezone.now().astimezone(UTC).hour - 12:+d}"


def nothing_waits():
    return not Message.objects.filter(state="waiting").exists()


@pytest.mark.slow
@pytest.mark.faults
def test_workers_killed_again_and_again_while_letters_leave(letters, processes, post_office):
    keep_schedule()
    box, dice = post_office.box, random.Random(7)
    box.slow = 0.01
    processes.beat()
    kills = 0
    while len(box.letters) < LETTERS - 30:
        worker, goal = processes.worker(), len(box.letters) + dice.randint(5, 40)
        wait_until(lambda goal=goal: len(box.letters) >= goal, 60)
        time.sleep(dice.random() / 50)
        kill(worker)
        kills += 1
    last = processes.worker()
    wait_until(nothing_waits, 90)
    # What it has in its hands it brings to its end.
    last.terminate()
    last.wait(60)
    check(box)
    assert counted()["sent"] + counted()["sending"] == LETTERS
    # One for each that was killed, at most.
    assert counted()["sending"] <= kills
    assert kills >= 4


@pytest.mark.slow
@pytest.mark.faults
def test_what_was_left_is_sent_again_by_a_person_under_the_same_id(letters, processes, post_office):
    keep_schedule()
    box = post_office.box
    # Slow enough that every kill falls between the letter and the server's answer.
    box.slow = 0.4
    processes.beat()
    for _kill in range(3):
        worker, goal = processes.worker(), len(box.letters) + 1
        wait_until(lambda goal=goal: len(box.letters) >= goal, 60)
        time.sleep(0.1)
        kill(worker)
    left = list(Message.objects.filter(state="sending"))
    assert 1 <= len(left) <= 3
    Message.objects.filter(state="sending").update(sending_at=timezone.now() - timedelta(hours=1))
    assert {message.pk for message in Message.objects.unsure()} == {message.pk for message in left}
    box.slow = 0
    assert [send_again(message=message, by=None) for message in left] == [True] * len(left)
    processes.worker()
    wait_until(lambda: counted() == {"sent": LETTERS}, 90)
    # Only what a person sent again has come twice, under one id.
    twice = {message_id for message_id, times in arrived(box).items() if times > 1}
    assert twice <= {message.message_id for message in left}
    assert set(arrived(box)) == ids("sent")
