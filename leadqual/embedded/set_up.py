"""Tables, shipped definitions and demo: the management command `setup`, one at a time and no oftener than needed."""

import fcntl
import hashlib
import subprocess
import sys
from contextlib import contextmanager

import psycopg

from . import CHECKOUT, VAR
from .errors import CannotStart
from .processes import dying_with_parent

SET_UP_FROM = ("*/migrations/*.py", "*/packs/**/*", "locale/**/*.po", "requirements.txt")
STATE = """
    select system_identifier, (select oid from pg_database where datname = current_database()),
        (select count(*) from django_migrations)
    from pg_control_system()
"""


def set_up(*wish):
    """What it says, as for the demo company's sign-ins."""
    with alone():
        return run(*wish)


def set_up_once(database_url):
    """Without demo data; skipped when this database has seen these files."""
    stamp = VAR / "set-up"
    with alone():
        if stamp.exists() and stamp.read_text() == fingerprint(database_url):
            return
        run()
        stamp.write_text(fingerprint(database_url) or "")


@contextmanager
def alone():
    """Two that migrate at once would stumble over each other."""
    with (VAR / "set-up.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def run(*wish):
    command = [sys.executable, "manage.py", "setup", *wish]
    done = subprocess.run(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True, preexec_fn=dying_with_parent())
    if done.returncode:
        raise CannotStart("The set-up failed; its message stands above.")
    return done.stdout


def fingerprint(database_url):
    """Of this very database and of the files that the set-up puts into it; None where that cannot be told."""
    digest = hashlib.sha256()
    try:
        with psycopg.connect(database_url) as connection:
            digest.update(repr(connection.execute(STATE).fetchone()).encode())
    except psycopg.Error:
        return None
    for pattern in SET_UP_FROM:
        for path in sorted(CHECKOUT.glob(pattern)):
            digest.update(f"{path.relative_to(CHECKOUT)} {path.stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()
