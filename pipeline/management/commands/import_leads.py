import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from pipeline.capture.importing import import_file, quiet
from pipeline.capture.refusals import Refused
from pipeline.capture.report import write_rejected

BAR = 30


class Command(BaseCommand):
    help = "Import a CSV or XLSX file of companies, leads, signals, stage moves or people under a mapping."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="The CSV or XLSX file.")
        parser.add_argument(
            "--mapping", required=True, metavar="MAP", help="A YAML file, or the name of a shipped mapping."
        )
        parser.add_argument("--dry-run", action="store_true", help="Do all of it, report it, and change nothing.")
        parser.add_argument("--json", action="store_true", help="One line of JSON on standard output.")
        parser.add_argument(
            "--rejected",
            metavar="FILE",
            help="Where the rejected rows go, with line and reason; by default beside you, not beside the file.",
        )

    def handle(self, *, file, mapping, dry_run, rejected, **options):
        as_json = options["json"]
        progress = self.bar if self.stderr.isatty() else quiet
        try:
            table, report = import_file(path=file, mapping=mapping, is_dry=dry_run, progress=progress)
            if report.rejected:
                self.keep_rejected(table, report, Path(rejected or f"{Path(file).stem}.rejected.csv"))
        except Refused as refusal:
            if as_json:
                self.stdout.write(json.dumps({"error": str(refusal)}, ensure_ascii=False))
            raise CommandError(str(refusal)) from None
        for warning in report.warnings:
            self.stderr.write(self.style.WARNING(warning))
        (self.stderr if as_json else self.stdout).write(report.sentence())
        if as_json:
            self.stdout.write(json.dumps(report.numbers(), ensure_ascii=False))

    def keep_rejected(self, table, report, path):
        try:
            with path.open("w", encoding="utf-8-sig", newline="") as stream:
                write_rejected(table, report.rejected, stream)
        except OSError as error:
            # The import stands; only its list of rejects found no place.
            self.stderr.write(
                _("The rejected rows could not be written to %(path)s: %(error)s.")
                % {"path": path, "error": error.strerror}
            )
        else:
            self.stderr.write(_("Rejected rows, with reasons: %(path)s") % {"path": path})

    def bar(self, stage, done, total):
        filled = BAR * done // max(total, 1)
        sys.stderr.write(f"\r[{'#' * filled}{'.' * (BAR - filled)}] {stage} {done}/{total} ")
        sys.stderr.write("\n" if done >= total else "")
        sys.stderr.flush()
