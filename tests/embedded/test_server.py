"""script/server, and script/manage beside it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from leadqual.embedded import CHECKOUT, ensure, supervisor
from leadqual.embedded.errors import CannotStart
from leadqual.embedded.processes import wait_until

from .stories import servers_under


@pytest.fixture
def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


@pytest.fixture
def environment(place):
    return {**os.environ, "LEADQUAL_VAR": str(place.parent), "SECRET_KEY": "", "PYTHONPATH": str(CHECKOUT)}


@pytest.fixture
def server(environment, free_port, tmp_path):
    log = tmp_path / "server.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "leadqual.embedded.supervisor", "--no-demo"],
            cwd=CHECKOUT,
            env={**environment, "PORT": str(free_port)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    process.log = log
    process.port = free_port
    yield process
    if process.poll() is None:
        process.terminate()
        process.wait(60)


def has_said(server, words, patience=120):
    assert wait_until(lambda: words in server.log.read_text() or server.poll() is not None, patience)
    assert words in server.log.read_text(), server.log.read_text()


def page(server):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/", timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as answer:
        return answer.code


def children(server, word):
    """Process numbers of the server's own children with this word in their command."""
    pids = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    return [int(pid) for pid in pids if word in Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")]


def manage(environment, *arguments):
    command = [sys.executable, "-m", "leadqual.embedded.command", *arguments]
    return subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True, timeout=120)


@pytest.mark.slow
def test_everything_comes_up_heals_and_goes(server, environment, place):
    has_said(server, f"leadqual is ready: http://127.0.0.1:{server.port}/")
    assert page(server) < 500
    web, worker = children(server, "gunicorn"), children(server, "leadqual.celery worker")
    assert (len(web), len(worker), len(children(server, "leadqual.celery beat"))) == (1, 1, 1)

    beside = manage(environment, "shell", "--no-imports", "-c", "import json; print(json.dumps({'leads': 0}))")
    assert json.loads(beside.stdout) == {"leads": 0}
    assert page(server) < 500

    os.kill(web[0], signal.SIGKILL)
    has_said(server, "leadqual: web stopped (exit code -9); starting it again in 1 s")
    assert wait_until(lambda: children(server, "gunicorn") not in ([], web), 30)
    os.kill(worker[0], signal.SIGKILL)
    has_said(server, "leadqual: worker stopped (exit code -9); starting it again in 1 s")
    os.kill(int((place / "private/postgres/postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    has_said(server, "leadqual: the database or the queue stopped; starting it again")
    assert wait_until(lambda: page(server) < 500, 60)

    server.terminate()
    assert server.wait(60) == 128 + signal.SIGTERM
    assert servers_under(place.parent) == []
    assert processes_with(place.parent) == []


@pytest.mark.slow
def test_a_killed_server_leaves_only_what_the_next_start_takes_over(server, place):
    has_said(server, "leadqual is ready")
    family = [pid for word in ("gunicorn", "celery") for pid in children(server, word)]
    server.kill()
    server.wait()
    assert wait_until(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in family), 30)
    ensure(place).release()
    assert processes_with(place.parent) == []


def processes_with(folder):
    """Whoever has this folder in their environment."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/environ", "rb") as environ:
                if f"LEADQUAL_VAR={folder}\0".encode() in environ.read():
                    found.append(int(pid))
        except OSError:
            continue
    return found


def test_a_command_ends_with_its_own_code_and_says_nothing_of_ours(environment, place):
    done = manage(environment, "help", "no-such-command")
    assert (done.returncode, done.stdout) == (1, "")
    done = manage(environment, "help", "migrate")
    assert done.returncode == 0
    assert done.stdout.startswith("usage: manage.py migrate")
    assert servers_under(place.parent) == []


def test_a_taken_port_is_said_in_one_sentence(environment, free_port, place):
    with socket.socket() as door:
        door.bind(("127.0.0.1", free_port))
        door.listen()
        done = subprocess.run(
            [sys.executable, "-m", "leadqual.embedded.supervisor"],
            cwd=CHECKOUT,
            env={**environment, "PORT": str(free_port)},
            capture_output=True,
            text=True,
        )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"error: Port {free_port} is taken by another program; choose another: PORT={free_port + 1} script/server\n"
    )
    assert not place.exists()


@pytest.mark.parametrize("text", ["http", "-1", "65536", "8 000"])
def test_a_port_that_is_none_is_refused(monkeypatch, text):
    monkeypatch.setenv("PORT", text)
    with pytest.raises(CannotStart, match=re.escape(f"PORT is {text!r}; it must be a number up to 65535.")):
        supervisor.port()
