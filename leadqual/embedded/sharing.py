"""Several processes use one set of services; the last one out stops them.

Use is a shared file lock: the kernel drops it when a process ends, however it ends.
"""

import fcntl
from contextlib import contextmanager


class Users:
    def __init__(self, home):
        self._gate = home.path / "gate.lock"
        self._use = (home.path / "users.lock").open("a")

    @contextmanager
    def gate(self):
        """One process at a time starts or stops services."""
        with self._gate.open("a") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield

    def join(self):
        fcntl.flock(self._use, fcntl.LOCK_SH)

    def leave(self):
        """Whether nobody else is left. Call it inside the gate."""
        last = self.nobody_else()
        self._use.close()
        return last

    def nobody_else(self):
        try:
            fcntl.flock(self._use, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
