"""What went wrong, as one sentence for the person at the keyboard."""

import errno
from contextlib import contextmanager

FULL = "No space left on device"


class CannotStart(Exception):
    """The message is the whole answer: what failed, and what to do about it."""


@contextmanager
def plain_words(place):
    """Turn what the system refuses at this place into a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise CannotStart(disk_is_full(place)) from error
        raise CannotStart(f"{error.filename or place} cannot be used: {error.strerror}.") from error


def disk_is_full(place):
    return f"The disk that holds {place} is full; free some space and start again."
