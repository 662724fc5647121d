"""A process that is kept alive."""

import os
import signal
import subprocess
import time
from contextlib import suppress

from . import CHECKOUT
from .processes import dying_with_parent

LONGEST_PAUSE = 30
STEADY = 60


class Child:
    """Its own process group, so that all it started ends with it."""

    def __init__(self, name, command, door=None, *, clock=time.monotonic):
        self.name = name
        self._command = command
        self._doors = [door.fileno()] if door else []
        self._clock = clock
        self._process = None
        self._pause = 1
        self._due = None

    def start(self):
        self._process = subprocess.Popen(
            self._command,
            cwd=CHECKOUT,
            stdin=subprocess.DEVNULL,
            pass_fds=self._doors,
            start_new_session=True,
            preexec_fn=dying_with_parent(),
        )
        self._started = self._clock()
        self._due = None

    def is_alive(self):
        return self._process is not None and self._process.poll() is None

    def restart_if_dead(self, say):
        if self.is_alive():
            return
        if self._due is None:
            self.end()
            self._plan(say)
        elif self._clock() >= self._due:
            self.start()

    def _plan(self, say):
        """Sooner after a long life, later after each short one."""
        if self._clock() - self._started > STEADY:
            self._pause = 1
        code = self._process.returncode
        say(f"leadqual: {self.name} stopped (exit code {code}); starting it again in {self._pause} s")
        self._due = self._clock() + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def ask_to_stop(self):
        if self.is_alive():
            self._process.terminate()

    def end(self):
        """With everything that it may have left in its group."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
