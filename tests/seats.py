"""A number for each test run in this checkout, so that two at once do not share databases."""

import fcntl
from itertools import count


class Seat:
    def __init__(self, name, lock):
        self.name = name
        self._lock = lock

    def close(self):
        self._lock.close()


def take_seat(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for number in count(1):
        lock = (folder / f"seat-{number}.lock").open("a")
        try:
            # Dropped by the kernel with the process, so that numbers stay small.
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
        else:
            return Seat(str(number), lock)
    raise AssertionError("count() has no end")
