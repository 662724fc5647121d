"""Real pipelines, brought in through the product's own import: leads, stage moves and signals at their true times.

The import takes no calls, for a call has a person who made it and answers that were heard: what the bank's people
worked on goes into the table of calls by itself.
"""

import csv
import gzip
import time
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pgtrigger
from django.db import connection, transaction

from accounts.models import Role, User
from pipeline.capture.importing import import_file
from pipeline.models import DiscoveryCall, Lead

MAPPINGS = Path(__file__).parent / "real_mappings"
STAGES = {
    "A_PREACCEPTED": "contacting",
    "A_ACCEPTED": "discovery",
    "A_FINALIZED": "evaluation",
    "O_SENT": "proposal",
    "O_SENT_BACK": "negotiation",
    "A_APPROVED": "won",
    "A_DECLINED": "disqualified",
    "A_CANCELLED": "lost",
}


def bring(path, mapping):
    """All rows, or none: what is rejected would be missing in every count."""
    numbers = import_file(path=path, mapping=mapping)[1].numbers()
    assert numbers["rejected"] == []
    return numbers


def bring_maven(folder):
    bring(folder / "sales_teams.csv", "maven_teams")
    bring(folder / "accounts.csv", "maven_accounts")
    bring(folder / "sales_pipeline.csv", "maven")
    bring(folder / "sales_pipeline.csv", MAPPINGS / "maven_steps.yml")


def bring_bpi(folder, work):
    """`work` is a folder for the parts of the file of events."""
    events = read_events(folder)
    bring(folder / "cases.csv", MAPPINGS / "bpi_cases.yml")
    moves = [event for event in events if event["activity"] in STAGES]
    bring(written(work / "moves.csv", moves), MAPPINGS / "bpi_moves.yml")
    done = [event for event in events if event["activity"] in {"A_SUBMITTED", "O_SENT_BACK"}]
    bring(written(work / "signals.csv", done), MAPPINGS / "bpi_signals.yml")
    bring_calls(work_of(events))


def read_events(folder):
    with gzip.open(folder / "events.csv.gz", "rt", newline="") as stream:
        return list(csv.DictReader(stream))


def written(path, rows):
    with path.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def work_of(events):
    """Case, person, start and end of each piece of work: a start, and the next end of the same work on the case."""
    begun, done = {}, []
    for event in events:
        if not event["activity"].startswith("W_"):
            continue
        key, at = (event["case_id"], event["activity"]), datetime.fromisoformat(event["timestamp"])
        if event["lifecycle"] == "START":
            begun[key] = (event["resource"], at)
        elif event["lifecycle"] == "COMPLETE" and key in begun:
            who, since = begun.pop(key)
            done.append((event["case_id"], who, since, at))
    return done


def bring_calls(work):
    leads = dict(Lead.objects.filter(external_source="bpi2012").values_list("external_id", "pk"))
    people = {who: User(username=f"bank-{who or 'unnamed'}", role=Role.SDR, is_active=False) for _c, who, *_ in work}
    User.objects.bulk_create(people.values())
    calls = [
        DiscoveryCall(lead_id=leads[case], by=people[who], started_at=since, ended_at=until)
        for case, who, since, until in work
    ]
    # No question was asked in them that could be counted.
    with pgtrigger.ignore("pipeline.DiscoveryCall:count_questions_of_what_is_over"):
        DiscoveryCall.objects.bulk_create(calls, batch_size=5_000)


@contextmanager
def brought(bring, *args):
    """A pipeline that is there for all tests of a file, and is taken back after them."""
    with transaction.atomic():
        started = time.monotonic()
        bring(*args)
        # A transaction of its own has no statistics, without which every plan is a guess.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(f"{bring.__name__}: {time.monotonic() - started:.0f} s")  # noqa: T201
        yield
        transaction.set_rollback(True)


def counted(found):
    """What a flow says, by words."""
    return in_words(found.counts)


def in_words(counts):
    groups = {str(group.value): number for group, number in counts.groups.items() if number}
    return {"then": counts.then, "now": counts.now, "carried": counts.carried, **groups}
