"""A Django command with the services up; for `script/manage` also with everything set up first."""

import os
import signal
import sys

from . import VAR, CannotStart, ensure
from .errors import plain_words
from .secret_key import export_secret_key
from .set_up import set_up_once
from .signals import unwind_on

# These prepare what the set-up itself needs.
BEFORE_SETUP = {"setup", "migrate", "makemigrations", "makemessages", "help", "--help", "--version"}


def run(argv, *, set_up=False):
    """The command ends the process with its own exit code."""
    unwind_on(signal.SIGTERM)
    try:
        with ensure() as services:
            # Only our own doings: what goes wrong in the command is the command's to say.
            with plain_words(VAR):
                prepare(services, argv[1:2], set_up)
            execute(argv)
    except CannotStart as error:
        sys.exit(f"error: {error}")


def prepare(services, command, set_up):
    services.export()
    if set_up:
        export_secret_key(VAR)
        if command and command[0] not in BEFORE_SETUP:
            set_up_once(services.database_url)


def execute(argv):
    # Imported late: Django is slow to come, and the services may already be starting.
    from django.core.management import execute_from_command_line

    execute_from_command_line(argv)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadqual.settings")
    run(["manage.py", *sys.argv[1:]], set_up=True)
