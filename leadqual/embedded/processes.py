"""Finding and ending the services' processes by what they do, not by a remembered number.

A pid file lies after a crash: its number may belong to a stranger by now, and a killed server
that nobody has reaped still answers to it.
"""

import ctypes
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def working_in(folder, *names):
    """Live processes of these names whose working directory is this folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(entry / "cwd") != str(folder):
                continue
            name, state, _ = _stat(entry)
        except OSError:
            # Ended while we looked, or somebody else's.
            continue
        if name in names and state not in "ZX":
            found.append(int(entry.name))
    return found


def end(folder, *names, steps):
    """Signal the processes' parents, more firmly with each step, until none is left."""
    for number, patience in steps:
        pids = working_in(folder, *names)
        for pid in pids:
            if _parent(pid) not in pids:
                _kill(pid, number)
        if wait_until(lambda: not working_in(folder, *names), patience):
            return True
    return False


def wait_until(true, patience, *, pause=0.05):
    deadline = time.monotonic() + patience
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True


def dying_with_parent(number=signal.SIGTERM):
    """For preexec_fn: the kernel sends this signal when our process ends, even by kill -9."""
    parent = os.getpid()

    def ask_kernel():
        _libc.prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:
            os._exit(1)

    return ask_kernel


def _stat(entry):
    # The name stands in brackets and may itself contain brackets and spaces.
    name, _, rest = (entry / "stat").read_text().partition("(")[2].rpartition(")")
    state, parent = rest.split()[:2]
    return name, state, int(parent)


def _parent(pid):
    try:
        return _stat(Path("/proc") / str(pid))[2]
    except OSError:
        return None


def _kill(pid, number):
    with suppress(ProcessLookupError):
        os.kill(pid, number)
