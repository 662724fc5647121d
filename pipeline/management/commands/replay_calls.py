import json

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from pipeline.capture.refusals import Refused
from pipeline.capture.replay import ALL, BEST, LISTED, replay_file

ROW = "{:22} {:>5} {:>9} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>6}"


class Command(BaseCommand):
    help = "Hold finished deals once more as calls: how many questions would have been enough for the same verdict?"

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="The CSV or XLSX file of deals with the answers heard.")
        parser.add_argument("--mapping", default="salvirt", metavar="MAP", help="Which ratings its texts stand for.")
        parser.add_argument("--json", action="store_true", help="JSON on standard output.")

    def handle(self, *, file, mapping, **options):
        try:
            replayed, left_out = replay_file(file, mapping)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        if options["json"]:
            said = {
                "replayed": [each.numbers() for each in replayed],
                "left_out": [each.numbers() for each in left_out],
            }
            self.stdout.write(json.dumps(said, ensure_ascii=False))
            return
        self.table(replayed)
        for each in left_out:
            self.stdout.write(
                _("%(name)s: of its criteria the file covers only: %(criteria)s.")
                % {"name": each.name, "criteria": ", ".join(each.criteria) or _("none")}
            )

    def table(self, replayed):
        heads = ("", "calls", "criteria", "listed", "median", "early", "best", "median", "early", "differ")
        self.stdout.write(ROW.format(*heads))
        for each in replayed:
            listed, best = each.questions[LISTED], each.questions[BEST]
            shares = [f"{100 * way.early / each.calls:.0f} %" for way in (listed, best)]
            self.stdout.write(
                ROW.format(
                    each.name[:22],
                    each.calls,
                    f"{each.questions[ALL].mean:g}",
                    f"{listed.mean:.2f}",
                    f"{listed.median:g}",
                    shares[0],
                    f"{best.mean:.2f}",
                    f"{best.median:g}",
                    shares[1],
                    each.different,
                )
            )
        for each in replayed:
            self.stdout.write(f"{each.name}: {', '.join(each.criteria)}; {each.verdicts}")
            self.stdout.write(_("left out: %(criteria)s") % {"criteria": ", ".join(each.left_out) or _("none")})
