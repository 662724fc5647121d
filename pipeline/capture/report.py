"""What an import did, row by row in numbers, and the rejected rows for the person who will mend them."""

import csv
from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pipeline.reports.export_files import harmless

MOST_REASONS = 100
LINES_NAMED = 20


@dataclass
class Report:
    """Every row is in exactly one of the four: created + updated + unchanged + rejected = rows."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refusals: dict = field(default_factory=dict)
    warnings: list = field(default_factory=list)
    # Lines that say yes to letters of somebody who has said no.
    overruled: list = field(default_factory=list)
    lead_ids: list = field(default_factory=list)
    made: dict = field(default_factory=dict)
    seconds: float = 0.0
    is_dry: bool = False

    @property
    def rejected(self):
        """The reason by line."""
        return {line: str(refusal) for line, refusal in self.refusals.items()}

    def overrule(self, lines):
        """These rows' consent was not taken: said like whatever else a person should know of the file."""
        self.overruled = lines
        if lines:
            named = ", ".join(map(str, lines[:LINES_NAMED])) + (" …" if len(lines) > LINES_NAMED else "")
            said = ngettext(
                "%(count)s row says yes to letters of somebody who has said no: the no stays. Line %(lines)s.",
                "%(count)s rows say yes to letters of people who have said no: the no stays. Lines %(lines)s.",
                len(lines),
            )
            self.warnings.append(said % {"count": len(lines), "lines": named})

    def counts(self):
        return {name: getattr(self, name) for name in ("rows", "created", "updated", "unchanged")}

    def numbers(self):
        return {
            **self.counts(),
            "rejected": [{"line": line, "reason": reason} for line, reason in sorted(self.rejected.items())],
            "seconds": round(self.seconds, 3),
        }

    def summary(self):
        """What the job keeps: reasons with how many rows and one of them, not every row."""
        return {
            **self.counts(),
            "rejected": len(self.refusals),
            "reasons": self.reasons(),
            "warnings": self.warnings,
            "seconds": round(self.seconds, 3),
            "made": self.made,
        }

    def reasons(self):
        """Without the texts that were refused: they may name people, and a job is kept."""
        counted, first = Counter(), {}
        for line, refusal in sorted(self.refusals.items()):
            reason = refusal.column, refusal.what
            counted[reason] += 1
            first.setdefault(reason, line)
        return [
            {"column": reason[0], "what": reason[1], "count": count, "line": first[reason]}
            for reason, count in counted.most_common(MOST_REASONS)
        ]

    def sentence(self):
        said = _(
            "%(rows)s rows: %(created)s created, %(updated)s updated, %(unchanged)s unchanged, %(rejected)s rejected."
        ) % {**self.counts(), "rejected": len(self.refusals)}
        return said + (" " + _("This was a dry run: nothing was changed.") if self.is_dry else "")


def write_rejected(table, rejected, stream):
    """The rejected rows as they stood in the file, with line and reason before them."""
    writer = csv.writer(stream, delimiter=table.separator)
    writer.writerow(["line", "reason", *map(harmless, table.header)])
    for line, cells in table.rows():
        if line in rejected:
            writer.writerow([line, harmless(rejected[line]), *map(harmless, cells)])
