"""The tables of a backtest as one file: a row for each number, with its interval."""

from operator import itemgetter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from pipeline.reports.columns import Column

from .shown import class_name
from .words import MEASURES

ENDS = ("value", "low", "high")
HEADINGS = (
    gettext_lazy("Table"),
    gettext_lazy("Score"),
    gettext_lazy("Class"),
    gettext_lazy("Leads"),
    pgettext_lazy("leads", "Won"),
    gettext_lazy("Value"),
    gettext_lazy("From"),
    gettext_lazy("To"),
)
COLUMNS = [Column(str(place), heading, itemgetter(place)) for place, heading in enumerate(HEADINGS)]


def lines(result):
    """In the order of the page."""
    everybody = {"leads": result["won"] + result["lost"], "won": result["won"]}
    yield line(pgettext("leads", "Won"), "", _("All"), everybody, result["rate"] or None)
    for kind, rows in result["tables"].items():
        for row in rows:
            yield line(pgettext("leads", "Won"), "", class_name(kind, row["of"], result["classes"]), row, row["rate"])
    for measure in result["measures"]:
        yield from of_measure(measure, everybody, result["classes"])


def of_measure(measure, everybody, classes):
    name = str(MEASURES[measure["name"]])
    yield line(_("AUC"), name, "", everybody, measure["auc"])
    for row in measure["tenths"]:
        yield line(_("Lift by tenth"), name, row["tenth"], row, row["lift"])
    for table in measure["thresholds"]:
        for row in table["rows"]:
            at = class_name(table["of"], row["at"], classes)
            yield line(_("Precision from threshold"), name, at, row, row["precision"])
            yield line(_("Recall from threshold"), name, at, row, row["recall"])


def line(table, score, of, row, found):
    return [table, score, of, row["leads"], row["won"], *(found[end] if found else None for end in ENDS)]
