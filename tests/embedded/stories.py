"""What the stories about services tell each other."""

import os
from pathlib import Path

import psycopg


def ask(url, query):
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchone()


def leave(person):
    person.stdin.close()
    assert person.wait(60) == 0


def servers_under(folder):
    """Whoever works there, found without the product's own means."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            at_work = Path(os.readlink(entry / "cwd")).is_relative_to(folder)
            if at_work and (entry / "stat").read_text().rpartition(")")[2].split()[0] != "Z":
                found.append(int(entry.name))
        except OSError:
            continue
    return found
