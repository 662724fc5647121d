"""A process that is kept alive, on a clock that we turn."""

import os
import signal
import subprocess
import sys

import pytest

from leadqual.embedded.child import Child
from leadqual.embedded.processes import wait_until

from .stories import servers_under

SHORT = [sys.executable, "-c", "raise SystemExit(3)"]
KEEPER = """
import sys
from leadqual.embedded.child import Child
Child("web", ["sh", "-c", f"cd {sys.argv[1]}; exec sleep 60"]).start()
input()
"""


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def die(child):
    assert wait_until(lambda: not child.is_alive(), 10)


def test_who_keeps_dying_is_started_ever_later(clock):
    said = []
    child = Child("web", SHORT, clock=clock)
    child.start()
    for pause in (1, 2, 4, 8, 16, 30, 30):
        die(child)
        child.restart_if_dead(said.append)
        assert said[-1] == f"leadqual: web stopped (exit code 3); starting it again in {pause} s"
        clock.now += pause - 0.5
        child.restart_if_dead(said.append)
        assert not child.is_alive()
        clock.now += 0.5
        child.restart_if_dead(said.append)
    assert len(said) == 7
    child.end()


def test_who_lived_long_is_started_soon(clock):
    said = []
    child = Child("worker", SHORT, clock=clock)
    child.start()
    for _ in range(2):
        die(child)
        clock.now += 61
        child.restart_if_dead(said.append)
        clock.now += 1
        child.restart_if_dead(said.append)
    assert said == ["leadqual: worker stopped (exit code 3); starting it again in 1 s"] * 2
    child.end()


def test_what_it_started_ends_with_it(tmp_path):
    child = Child("worker", ["sh", "-c", f"cd {tmp_path} && sleep 60 & cd {tmp_path} && sleep 61"])
    child.start()
    assert wait_until(lambda: len(servers_under(tmp_path)) >= 2, 10)
    child.end()
    assert wait_until(lambda: servers_under(tmp_path) == [], 10)


def test_it_ends_when_its_keeper_is_killed(tmp_path):
    keeper = subprocess.Popen([sys.executable, "-c", KEEPER, str(tmp_path)], stdin=subprocess.PIPE)
    assert wait_until(lambda: servers_under(tmp_path) != [], 10)
    os.kill(keeper.pid, signal.SIGKILL)
    keeper.communicate()
    assert wait_until(lambda: servers_under(tmp_path) == [], 10)
