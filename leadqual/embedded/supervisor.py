"""script/server: everything on one machine, until Ctrl-C or SIGTERM."""

import argparse
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request

from . import VAR, CannotStart, ensure
from .child import Child
from .errors import plain_words
from .processes import wait_until
from .secret_key import export_secret_key
from .set_up import set_up
from .signals import unwind_on

PATIENCE = 10


def main():
    options = parse(sys.argv[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadqual.settings")
    unwind_on(signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    try:
        with plain_words(VAR):
            serve(options)
    except CannotStart as error:
        sys.exit(f"error: {error}")


def parse(arguments):
    parser = argparse.ArgumentParser(
        prog="script/server",
        description="Start leadqual with everything it needs. PORT=8000, DATABASE_URL and REDIS_URL are heeded.",
    )
    parser.add_argument("--no-demo", action="store_true", help="start without the demo company")
    parser.add_argument("--reset-demo", action="store_true", help="make the demo company anew")
    options = parser.parse_args(arguments)
    if options.no_demo and options.reset_demo:
        parser.error("--no-demo and --reset-demo exclude each other")
    return options


def serve(options):
    with reserve(port()) as door:
        export_secret_key(VAR)
        with ensure() as services:
            services.export()
            sign_ins = set_up(*wish(options))
            family = children(door)
            try:
                for child in family:
                    child.start()
                watch(family, services, Announcement(door, sign_ins))
            finally:
                stop(family)


def port():
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or int(text) > 65535:
        raise CannotStart(f"PORT is {text!r}; it must be a number up to 65535.")
    return int(text)


def reserve(number):
    """Bound now, so that nobody else gets it, and opened by gunicorn when there are pages to show."""
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind(("127.0.0.1", number))
        return door
    except PermissionError:
        reason = "needs root"
    except OSError:
        reason = "is taken by another program"
    door.close()
    raise CannotStart(f"Port {number} {reason}; choose another: PORT={(number + 1) % 65536} script/server")


def wish(options):
    if options.no_demo:
        return []
    return ["--reset-demo"] if options.reset_demo else ["--demo"]


def children(door):
    python = sys.executable
    # On a laptop, root is who is there; the warning is for servers.
    celery = ["-W", "ignore:You're running the worker", "-m", "celery", "--quiet", "--app", "leadqual.celery"]
    web = ["-m", "gunicorn", "leadqual.wsgi", "--bind", f"fd://{door.fileno()}", "--no-control-socket"]
    pool = ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--log-level", "warning"]
    quiet, alone = ["--loglevel", "warning"], ["--without-mingle", "--without-gossip"]
    return [
        Child("web", [python, *web, *pool], door),
        Child("worker", [python, *celery, "worker", *quiet, "--concurrency", "2", *alone]),
        Child("beat", [python, *celery, "beat", *quiet, "--pidfile", ""]),
    ]


class Announcement:
    """Made once, when there are pages to see."""

    def __init__(self, door, sign_ins):
        self._address = f"http://127.0.0.1:{door.getsockname()[1]}/"
        self._sign_ins = sign_ins
        self._made = False

    def make_when_true(self):
        if not self._made and self._answers():
            say(f"\nleadqual is ready: {self._address}\n{self._sign_ins}\nCtrl-C stops it.")
            self._made = True

    def _answers(self):
        try:
            with urllib.request.urlopen(self._address, timeout=10):
                return True
        except urllib.error.HTTPError as page:
            # Any page is an answer of ours, for the door is ours.
            page.close()
            return True
        except OSError:
            return False


def watch(family, services, announcement):
    while True:
        time.sleep(0.5)
        announcement.make_when_true()
        if not services.are_up():
            say("leadqual: the database or the queue stopped; starting it again")
            services.start()
        for child in family:
            child.restart_if_dead(say)


def stop(family):
    for child in family:
        child.ask_to_stop()
    wait_until(lambda: not any(child.is_alive() for child in family), PATIENCE)
    for child in family:
        child.end()


def say(text):
    print(text, flush=True)


if __name__ == "__main__":
    main()
