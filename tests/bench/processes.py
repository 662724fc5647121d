"""What a request costs: the CPU time of the web's and the database's processes, from the kernel's own books."""

import os
from pathlib import Path


def cpu_seconds(pids):
    """Of all threads of these processes, to the nanosecond; a process that has ended counts nothing."""
    return sum(nanoseconds(pid) for pid in pids) / 1e9


def nanoseconds(pid):
    total = 0
    for schedstat in Path("/proc", str(pid), "task").glob("*/schedstat"):
        try:
            total += int(schedstat.read_text().split()[0])
        except OSError:
            continue
    return total


def family(pid):
    """The process and all that it has started."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [pid]
    for each in found:
        found += parents.get(each, [])
    return found


def backends(database):
    """The server's processes that serve this database; they name it in their title."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            title = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if title.startswith("postgres:") and f" {database} " in title and int(entry.name) != os.getpid():
            found.append(int(entry.name))
    return found
