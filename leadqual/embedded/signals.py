"""A signal as an ordinary way out, so that what was started is stopped."""

import signal


def unwind_on(*numbers):
    """The first signal leaves the program by its `finally`s; later ones must not disturb that."""

    def leave(number, frame):
        for each in numbers:
            signal.signal(each, signal.SIG_IGN)
        raise SystemExit(128 + number)

    for each in numbers:
        signal.signal(each, leave)
