"""All likely pairs among many records: keys are joined by PostgreSQL, and the pairs that come out are judged."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from django.db import connection

from pipeline.models import Company, Contact, Lead, Twins

from . import blocks, judge, sketch

AT_ONCE = 5_000
# A dry run of the planner over tables that have just been filled would go by sizes of nothing.
TABLE = """
    CREATE TEMPORARY TABLE duplicate_key (key text COLLATE "C" NOT NULL, id bigint NOT NULL) ON COMMIT DROP
"""
PAIRS = """
    SELECT DISTINCT one.id, other.id
    FROM (SELECT key FROM duplicate_key GROUP BY key HAVING count(*) BETWEEN 2 AND %s) shared
    JOIN duplicate_key one USING (key)
    JOIN duplicate_key other ON other.key = one.key AND other.id > one.id
"""


@dataclass(frozen=True)
class Trade:
    """How records of one kind are read, blocked and judged."""

    rows: Callable
    sketch: Callable
    keys: Callable
    judge: Callable


def companies():
    return Company.objects.standing().only("name", "domain", "phone", "country", "region", "custom")


def contacts():
    people = Contact.objects.standing().select_related("company")
    return people.only("name", "email", "phone", "custom", "company__name", "company__country")


def leads():
    return Lead.objects.standing().open().only("title", "company_id", "contact_id", "product_id")


def judged_as_leads(one, other, _rarity):
    return judge.judge_leads(one, other)


TRADES = {
    Twins.COMPANY: Trade(companies, sketch.of_company, blocks.keys_of_company, judge.judge_companies),
    Twins.CONTACT: Trade(contacts, sketch.of_contact, blocks.keys_of_contact, judge.judge_people),
    Twins.LEAD: Trade(leads, sketch.of_lead, blocks.keys_of_lead, judged_as_leads),
}


class Search:
    """Within one transaction: `pairs()` yields first id, second id and the judgement, of likely ones only."""

    def __init__(self, kind, rows=None):
        self.trade = TRADES[kind]
        self.rows = self.trade.rows() if rows is None else rows
        self.sketches = {}
        self.compared = 0

    def pairs(self):
        self.load()
        rarity = self.rarity()
        for first, second in self.candidates():
            self.compared += 1
            found = self.trade.judge(self.sketches[first], self.sketches[second], rarity)
            if found.is_likely:
                yield first, second, found

    def load(self):
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS duplicate_key")
            cursor.execute(TABLE)
            rows = self.rows.order_by("pk").iterator(AT_ONCE)
            # Batch by batch: while a COPY is under way, the connection reads nothing.
            while batch := list(islice(rows, AT_ONCE)):
                keys = [(key, row.pk) for row in batch for key in self.keys_of(row)]
                with cursor.copy("COPY duplicate_key (key, id) FROM STDIN") as copy:
                    for line in keys:
                        copy.write_row(line)
            cursor.execute("ANALYZE duplicate_key")

    def keys_of(self, row):
        one = self.sketches[row.pk] = self.trade.sketch(row)
        return set(self.trade.keys(one))

    def rarity(self):
        counts = Counter(said for one in self.sketches.values() for said in one.others.items())
        return judge.Rarity(len(self.sketches), counts)

    def candidates(self):
        # By a cursor of the server's own: the pairs of many records need not fit into memory.
        with connection.connection.cursor(name="duplicate_pairs") as cursor:
            cursor.itersize = AT_ONCE
            cursor.execute(PAIRS, [blocks.MOST])
            yield from cursor
