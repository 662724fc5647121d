"""What a request costs: the CPU time of the web's and the database's processes, from the kernel's own books."""

import os
from contextlib import suppress
from pathlib import Path


def cpu_seconds(pid):
    """Of the process, all that it has started, and those of them that have ended since."""
    return sum(map(nanoseconds, family(pid))) / 1e9 + reaped_seconds(pid)


def nanoseconds(pid):
    total = 0
    for schedstat in Path("/proc", str(pid), "task").glob("*/schedstat"):
        with suppress(OSError):
            total += int(schedstat.read_text().split()[0])
    return total


def family(pid):
    """The process and all that it has started."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parents.setdefault(parent(entry.name), []).append(int(entry.name))
    found = [pid]
    for each in found:
        found += parents.get(each, [])
    return found


def parent(pid):
    return int(stat(pid)[1])


def reaped_seconds(pid):
    """Of the children that have ended, in the kernel's ticks."""
    return sum(map(int, stat(pid)[13:15])) / os.sysconf("SC_CLK_TCK")


def stat(pid):
    """What follows the name in brackets: state, parent and so on."""
    return Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()
