"""How well duplicates are found: precision and recall on sets whose truth is known.

    script/measure_duplicates.py FOLDER      with febrl_dataset1.csv, febrl_dataset3.csv, chicago_sites.csv

Each set is stored as contacts or companies, searched by what the product searches with, and taken back.
"""

import csv
import os
import sys
import time
import zlib
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
ADDRESS = ("street_number", "address_1", "address_2", "suburb", "postcode")
IDENTITY = ("date_of_birth", "soc_sec_id")


@dataclass(frozen=True)
class Figures:
    name: str
    records: int
    truth: int
    compared: int
    blocked: float
    precision: float
    recall: float
    seconds: float

    @property
    def f1(self):
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def line(self):
        """A row of the table in docs/duplicates.md."""
        shares = (self.blocked, self.precision, self.recall, self.f1)
        return (
            f"| {self.name} | {self.records:,} | {self.truth:,} | {self.compared:,} | "
            + " | ".join(f"{share:.3f}" for share in shares)
            + " |"
        )


def measure(folder):
    """Every set in turn; those that were looked at while the judge was made come first."""
    for number, seen in ((1, "tuned on"), (3, "not seen")):
        people = read(folder / f"febrl_dataset{number}.csv")
        yield figures(f"Febrl {number}, all that is known ({seen})", *contacts(people, ADDRESS + IDENTITY))
        yield figures(f"Febrl {number}, name and address alone ({seen})", *contacts(people, ADDRESS))
    sites = read(folder / "chicago_sites.csv")
    halves = {half: [site for site in sites if zlib.crc32(site["True Id"].encode()) % 2 == half] for half in (0, 1)}
    yield figures("Chicago sites, first half (tuned on)", *companies(halves[0]))
    yield figures("Chicago sites, second half (not seen)", *companies(halves[1]))


def read(path):
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        return [
            {key: value.strip() for key, value in row.items()} for row in csv.DictReader(file, skipinitialspace=True)
        ]


def contacts(people, attributes):
    """Name, and the rest as custom attributes; there is no e-mail address, telephone or company."""
    from pipeline.models import Contact, Twins

    named = [person for person in people if person["given_name"] or person["surname"]]
    rows = [
        Contact(
            name=f"{person['given_name']} {person['surname']}".strip(),
            custom={key: person[key] for key in attributes if person[key]}
            | ({"address_state": person["state"]} if person["state"] else {}),
        )
        for person in named
    ]
    return Twins.CONTACT, Contact, rows, [person["rec_id"].split("-")[1] for person in named]


def companies(sites):
    """Name, address, ZIP code, telephone, and the website where it is one."""
    from pipeline.models import Company, Twins

    rows = [
        Company(
            name=site["Site name"],
            phone=site["Phone"],
            domain=site["Website"] if "." in site["Website"] else "",
            custom={key: site[column] for key, column in (("address", "Address"), ("zip", "Zip")) if site[column]},
        )
        for site in sites
    ]
    return Twins.COMPANY, Company, rows, [site["True Id"] for site in sites]


def figures(name, kind, model, rows, truth):
    from django.db import transaction

    from pipeline.reports.duplicates.search import TRADES, Search

    with transaction.atomic():
        model.objects.bulk_create(rows)
        same = true_pairs(rows, truth)
        begun = time.perf_counter()
        search = Search(kind, TRADES[kind].rows().filter(pk__in=[row.pk for row in rows]))
        found = {(first, second) for first, second, _judgement in search.pairs()}
        seconds = time.perf_counter() - begun
        candidates = set(search.candidates())
        transaction.set_rollback(True)
    return Figures(
        name,
        records=len(rows),
        truth=len(same),
        compared=search.compared,
        blocked=len(candidates & same) / len(same),
        precision=len(found & same) / max(1, len(found)),
        recall=len(found & same) / len(same),
        seconds=seconds,
    )


def true_pairs(rows, truth):
    """All pairs of one and the same, the smaller key first."""
    groups = {}
    for row, identity in zip(rows, truth, strict=True):
        groups.setdefault(identity, []).append(row.pk)
    return {pair for keys in groups.values() for pair in combinations(sorted(keys), 2)}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.path.insert(0, str(CHECKOUT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadqual.settings")
    from leadqual.embedded import command, ensure

    with ensure() as services:
        command.prepare(services, ["measure_duplicates"], True)
        import django

        django.setup()
        for found in measure(Path(sys.argv[1])):
            print(found.line(), f"{found.seconds:.1f} s")


if __name__ == "__main__":
    main()
