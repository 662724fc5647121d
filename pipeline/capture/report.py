"""What an import did, row by row in numbers, and the rejected rows for the person who will mend them."""

import csv
from dataclasses import dataclass, field

from django.utils.translation import gettext as _


@dataclass
class Report:
    """Every row is in exactly one of the four: created + updated + unchanged + rejected = rows."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: dict = field(default_factory=dict)
    warnings: list = field(default_factory=list)
    lead_ids: list = field(default_factory=list)
    seconds: float = 0.0
    is_dry: bool = False

    def numbers(self):
        return {
            "rows": self.rows,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": [{"line": line, "reason": reason} for line, reason in sorted(self.rejected.items())],
            "seconds": round(self.seconds, 3),
        }

    def sentence(self):
        said = _(
            "%(rows)s rows: %(created)s created, %(updated)s updated, %(unchanged)s unchanged, %(rejected)s rejected."
        ) % {**self.numbers(), "rejected": len(self.rejected)}
        return said + (" " + _("This was a dry run: nothing was changed.") if self.is_dry else "")


def write_rejected(table, rejected, path):
    """The rejected rows as they stood in the file, with line and reason before them."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=table.separator)
        writer.writerow(["line", "reason", *table.header])
        for line, cells in table.rows():
            if line in rejected:
                writer.writerow([line, rejected[line], *cells])
