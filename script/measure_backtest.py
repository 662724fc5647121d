"""What models that anybody could write down are worth on three sets of real leads.

    script/measure_backtest.py FOLDER      with olist, b2b_salvirt and xeducation

Each half of a set is imported as it would be by anybody, tried as a backtest would be, and taken back.
"""

import csv
import os
import sys
import tempfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Set:
    """Files with their mappings in the order of their import, and an ICP of (attribute, operator, operand, points)."""

    name: str
    files: tuple
    key: str
    window: int | str
    icp: tuple
    since: date | None = None
    ends: date | None = None


OLIST = Set(
    "olist",
    (("olist/marketing_qualified_leads.csv", "olist_leads"), ("olist/closed_deals.csv", "olist_deals")),
    "mql_id",
    30,
    # Who was sent by somebody, or looked for us, wants something; who was shown an advertisement need not.
    (
        ("olist_origin", "is", "referral", 40),
        ("olist_origin", "one_of", ["direct_traffic", "organic_search", "paid_search"], 30),
        ("olist_origin", "is", "email", 20),
        ("olist_origin", "one_of", ["social", "display", "other_publicities", "other"], 10),
    ),
    # Deals were written down from the first to the last of these days.
    since=date(2017, 12, 5),
    ends=date(2018, 3, 29),
)
SALVIRT = Set(
    "b2b_salvirt",
    (("b2b_salvirt/opportunities.csv", "salvirt"),),
    "row_id",
    "closed",
    # A client who knows us and what they want, for whom the deal matters, and who speaks well of it.
    (
        ("salvirt_client", "is", "Current", 20),
        ("salvirt_client", "is", "Past", 10),
        ("salvirt_scope", "is", "Clear", 20),
        ("salvirt_scope", "is", "Few questions", 10),
        ("salvirt_strat_deal", "is", "Very important", 20),
        ("salvirt_strat_deal", "is", "Average important", 10),
        ("salvirt_positive_statement", "is", "Yes", 20),
        ("salvirt_positive_statement", "is", "Neutral", 10),
        ("salvirt_growth", "is", "Growth", 10),
        ("salvirt_attention", "is", "Strategic account", 10),
    ),
)
XEDUCATION = Set(
    "xeducation",
    (("xeducation/leads.csv", "xeducation"),),
    "Prospect ID",
    "all",
    # Courses for people at work: who works, was sent by somebody, says what they would study, and may be written to.
    (
        ("xeducation_occupation", "one_of", ["Working Professional", "Businessman"], 30),
        ("xeducation_occupation", "one_of", ["Unemployed", "Student"], 10),
        ("source", "is", "referral", 30),
        ("source", "one_of", ["partner", "website", "search"], 20),
        ("source", "one_of", ["content", "advertising", "social_media", "other"], 10),
        ("xeducation_specialization", "is_known", None, 10),
        ("xeducation_free_copy", "is", True, 10),
        ("xeducation_do_not_email", "is", True, -20),
    ),
)
SETS = (OLIST, SALVIRT, XEDUCATION)
HALVES = ("looked at", "held out")


def is_held_out(tried, row):
    return zlib.crc32(row[tried.key].encode()) % 2 == 1


def measure(folder):
    """(set, half, what a backtest found) in turn."""
    for tried in SETS:
        for half in HALVES:
            yield tried, half, found_in(folder, tried, half)


def found_in(folder, tried, half):
    from django.db import transaction

    from frameworks_app.actions.document import draft_document
    from pipeline.capture.importing import import_file
    from pipeline.models import Lead
    from pipeline.scoring.compile import CompiledModel
    from pipeline.scoring.inputs import Keys

    with transaction.atomic():
        newest = Lead.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        with half_of(folder, tried, half == "held out") as files:
            for path, mapping in files:
                import_file(path=path, mapping=mapping)
        write_icp(tried)
        found = gathered(CompiledModel(draft_document(), Keys.load()), tried, newest + 1)
        transaction.set_rollback(True)
    return found


@contextmanager
def half_of(folder, tried, is_second):
    """The set's files with the rows of one half, beside their mappings."""
    wanted = None
    with tempfile.TemporaryDirectory() as place:
        files = []
        for name, mapping in tried.files:
            with (folder / name).open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            if wanted is None:
                wanted = {row[tried.key] for row in rows if is_held_out(tried, row) == is_second}
            path = Path(place) / Path(name).name
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, rows[0])
                writer.writeheader()
                writer.writerows(row for row in rows if row[tried.key] in wanted)
            files.append((path, mapping))
        yield files


def write_icp(tried):
    """The set's own ICP, as an admin would write it; others that are there rest meanwhile."""
    from frameworks_app.models import Attribute, Icp

    Icp.objects.update(is_active=False)
    icp = Icp.objects.create(key=f"measured_{tried.name}", name={"en": tried.name})
    for position, (key, operator, operand, points) in enumerate(tried.icp):
        attribute = Attribute.objects.get(key=key, entity="lead")
        rule = icp.criteria.create(
            attribute=attribute, operator=operator, operand=operand, points=points, position=position
        )
        rule.full_clean()


def gathered(compiled, tried, first):
    """As a backtest does it, over the leads that were just imported."""
    from accounts.calendar import home_day
    from pipeline.reports.backtest.findings import Gathered
    from pipeline.scoring.backtest import Moment, Question, judged

    found = Gathered(compiled.document)
    question = Question(Moment.CREATION, tried.window, since=tried.since, ends=tried.ends)
    for each in judged(compiled, question, home_day(), first, 2**62):
        found.add(*each)
    return found.findings()


def lines(name, half, found):
    """Rows of the tables in docs/backtest.md: one for each score, then one for each class."""
    head = f"{name} ({half})"
    for measure in found["measures"]:
        shown = [plain(measure["auc"], 3), plain(measure["tenths"][0]["lift"], 2)]
        yield " | ".join(
            ["", head, measure["name"], number(found["won"] + found["lost"]), number(found["won"]), *shown, ""]
        )


def classes(name, half, found):
    for kind in ("grade", "verdict", "status"):
        for row in found["tables"][kind]:
            shown = [number(row["leads"]), number(row["won"]), plain(row["rate"], 3)]
            yield " | ".join(["", f"{name} ({half})", f"{kind} {named(kind, row['of'])}", *shown, ""])


def named(kind, key):
    from frameworks_app.models import Category

    if kind == "status":
        return Category.objects.get(pk=key).key
    return ("open", "qualified", "not qualified")[key] if kind == "verdict" else key


def number(whole):
    return f"{whole:,}"


def plain(found, places):
    return f"{found['value']:.{places}f} ({found['low']:.{places}f}–{found['high']:.{places}f})"


def printed(folder):
    """All rows of the document, in its order."""
    found = list(measure(folder))
    rows = [row for tried, half, result in found for row in lines(tried.name, half, result)]
    rows += [row for tried, half, result in found for row in classes(tried.name, half, result)]
    return [row.strip() for row in rows]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.path.insert(0, str(CHECKOUT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadqual.settings")
    from leadqual.embedded import command, ensure

    with ensure() as services:
        command.prepare(services, ["measure_backtest"], True)
        import django

        django.setup()
        print("\n".join(printed(Path(sys.argv[1]))))


if __name__ == "__main__":
    main()
