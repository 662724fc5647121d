"""Nothing that Ola gives in a call is lost: not to a cut line, a closed tab, a killed server, a colleague or a session
that ran out."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from playwright.sync_api import expect

from frameworks_app.models import Criterion
from leadqual.embedded.processes import dying_with_parent
from pipeline.actions.calls import Said, record_answer
from pipeline.models import Answer
from tests.factories import LeadFactory, UserFactory
from tests.pipeline.call_stories import begin
from tests.visits import sign_in, violations

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "a long word to get in"


@pytest.fixture
def ola(shipped):
    user = UserFactory(sdr=True, first_name="Ola", email="ola@yarn.example")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def piotr(ola):
    return UserFactory(sdr=True, first_name="Piotr", last_name="Zych", team=ola.team)


@pytest.fixture
def call(ola):
    return begin(LeadFactory(owner=ola, company__name="Baltic Yarn"), ola)


def open_call(page, host, call):
    page.goto(f"{host}/calls/{call.pk}/")
    expect(page.locator(".ask:visible")).to_have_count(1)


def rate(page, criterion, rating):
    page.keyboard.press("/")
    page.keyboard.type(criterion)
    page.keyboard.press("Enter")
    page.keyboard.press(rating)


def state(page, words):
    expect(page.locator("#call-saved")).to_have_attribute("data-state", words, timeout=20_000)


def heard():
    return list(Answer.objects.order_by("pk").values_list("criterion__key", "rating"))


def test_a_cut_line_keeps_everything_also_over_a_closed_tab(page, live_server, client, ola, call):
    context = page.context
    sign_in(page, client, live_server, ola)
    open_call(page, live_server.url, call)
    context.set_offline(True)
    rate(page, "budget", "3")
    rate(page, "need", "2")
    state(page, "kept")
    page.close()
    context.set_offline(False)
    again = context.new_page()
    open_call(again, live_server.url, call)
    state(again, "saved")
    assert heard() == [("budget", 3), ("need", 2)]


def test_a_session_that_ran_out_is_opened_again_in_place(page, live_server, client, ola, call):
    sign_in(page, client, live_server, ola)
    open_call(page, live_server.url, call)
    Session.objects.all().delete()
    rate(page, "budget", "3")
    dialog = page.get_by_role("dialog", name="Sign in again")
    expect(dialog).to_be_visible()
    assert violations(page) == []
    dialog.get_by_label("Password").fill("something else")
    dialog.get_by_role("button", name="Sign in and go on").click()
    expect(dialog.get_by_role("alert")).to_contain_text("not correct")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in and go on").click()
    expect(dialog).to_be_hidden()
    state(page, "saved")
    assert list(Answer.objects.values_list("rating", "by__first_name")) == [(3, "Ola")]
    rate(page, "need", "2")
    state(page, "saved")
    assert heard() == [("budget", 3), ("need", 2)]


def test_two_people_see_both_answers_and_one_of_them_chooses(page, live_server, client, ola, piotr, call):
    sign_in(page, client, live_server, ola)
    open_call(page, live_server.url, call)
    # Her look for news has not come round yet: what Piotr writes is nowhere on her page.
    page.route("**/revision/**", lambda route: route.abort())
    criterion = Criterion.objects.get(key="budget")
    record_answer(call=call, said=Said(uuid4(), criterion.pk, 1, "heard", quote="Next year"), by=piotr)
    rate(page, "budget", "4")
    box = page.get_by_role("alertdialog")
    expect(box).to_contain_text("Piotr Zych")
    expect(box).to_contain_text("Next year")
    state(page, "conflict")
    assert violations(page) == []
    assert heard() == [("budget", 1)]
    page.reload()
    expect(box).to_be_visible()
    page.locator("#call-end").click()
    expect(box).to_be_visible()
    box.get_by_role("button", name="Mine counts").press("Enter")
    expect(box).to_have_count(0)
    state(page, "saved")
    assert heard() == [("budget", 1), ("budget", 4)]


def test_the_other_answer_can_stand(page, live_server, client, ola, piotr, call):
    sign_in(page, client, live_server, ola)
    open_call(page, live_server.url, call)
    page.route("**/revision/**", lambda route: route.abort())
    record_answer(call=call, said=Said(uuid4(), Criterion.objects.get(key="budget").pk, 1, "heard"), by=piotr)
    rate(page, "budget", "4")
    page.get_by_role("button", name="Keep this one").press("Enter")
    expect(page.get_by_role("alertdialog")).to_have_count(0)
    page.unroute("**/revision/**")
    expect(page.locator('#ask-budget [aria-checked="true"]')).to_have_attribute("value", "1")
    assert heard() == [("budget", 1)]


class Gunicorn:
    """A real web server over the test's database, on a port of its own."""

    def __init__(self):
        with socket.create_server(("127.0.0.1", 0)) as door:
            self.port = door.getsockname()[1]
        self.url = f"http://localhost:{self.port}"

    def start(self):
        place = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
        environment = os.environ | {"DATABASE_URL": place.geturl(), "DEBUG": "1", "NUDGES": "0"}
        command = [sys.executable, "-m", "gunicorn", "leadqual.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(
            [*command, "--threads", "4", "--no-control-socket"],
            env=environment, start_new_session=True, preexec_fn=dying_with_parent(),
        )  # fmt: skip
        for _try in range(150):
            try:
                urllib.request.urlopen(f"{self.url}/accounts/login/", timeout=5).read()
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise AssertionError("the web server did not start")

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)


@pytest.fixture
def gunicorn():
    server = Gunicorn()
    server.start()
    yield server
    server.kill()


@pytest.mark.faults
def test_a_web_server_killed_in_mid_call_loses_nothing(page, gunicorn, client, ola, call):
    sign_in(page, client, gunicorn, ola)
    open_call(page, gunicorn.url, call)
    rate(page, "budget", "3")
    state(page, "saved")
    gunicorn.kill()
    rate(page, "need", "2")
    page.keyboard.press("t")
    page.keyboard.type("They moved house")
    page.keyboard.press("Enter")
    state(page, "kept")
    assert heard() == [("budget", 3)]
    gunicorn.start()
    state(page, "saved")
    assert heard() == [("budget", 3), ("need", 2)]
    expect(page.locator("#call-notes")).to_contain_text("They moved house")
