"""A Django command with the services up; for `script/manage` also with everything set up first."""

import hashlib
import os
import signal
import subprocess
import sys

import psycopg

from . import CHECKOUT, VAR, CannotStart, ensure
from .errors import plain_words
from .secret_key import export_secret_key
from .signals import unwind_on

# These prepare what the set-up itself needs.
BEFORE_SETUP = {"setup", "migrate", "makemigrations", "makemessages", "help", "--help", "--version"}
SET_UP_FROM = ("*/migrations/*.py", "*/packs/**/*", "locale/**/*.po", "requirements.txt")
STATE = """
    select system_identifier, (select oid from pg_database where datname = current_database()),
        (select count(*) from django_migrations)
    from pg_control_system()
"""


def run(argv, *, set_up=False):
    """The command ends the process with its own exit code."""
    unwind_on(signal.SIGTERM)
    try:
        with plain_words(VAR), ensure() as services:
            services.export()
            if set_up and len(argv) > 1 and argv[1] not in BEFORE_SETUP:
                set_up_once(services)
            execute(argv)
    except CannotStart as error:
        sys.exit(f"error: {error}")


def execute(argv):
    # Imported late: Django is slow to come, and the services may already be starting.
    from django.core.management import execute_from_command_line

    execute_from_command_line(argv)


def set_up_once(services):
    """Without demo data; skipped when this database has seen these files."""
    stamp = VAR / "set-up"
    if stamp.exists() and stamp.read_text() == fingerprint(services):
        return
    # The command that follows owns stdout: somebody may be reading JSON from it.
    done = subprocess.run(setup_command(), cwd=CHECKOUT, stdout=sys.stderr)
    if done.returncode:
        raise CannotStart("The set-up failed; its message stands above.")
    stamp.write_text(fingerprint(services))


def setup_command(*wish):
    """Until the set-up has a command of its own, the tables are all there is to set up."""
    if any(CHECKOUT.glob("*/management/commands/setup.py")):
        return [sys.executable, "manage.py", "setup", *wish]
    return [sys.executable, "manage.py", "migrate", "--verbosity", "0"]


def fingerprint(services):
    """Of this very database and of the files that the set-up puts into it."""
    digest = hashlib.sha256()
    try:
        with psycopg.connect(services.database_url) as connection:
            digest.update(repr(connection.execute(STATE).fetchone()).encode())
    except psycopg.Error:
        return "not set up"
    for pattern in SET_UP_FROM:
        for path in sorted(CHECKOUT.glob(pattern)):
            digest.update(f"{path.relative_to(CHECKOUT)} {path.stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadqual.settings")
    export_secret_key(VAR)
    run(["manage.py", *sys.argv[1:]], set_up=True)
