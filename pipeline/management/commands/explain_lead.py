import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from pipeline.models import Lead
from pipeline.reports.explained import explained, explained_difference
from pipeline.reports.explained_text import difference_lines, score_lines
from pipeline.reports.lead_days import absence
from pipeline.reports.lead_score import lead_score_on
from pipeline.reports.ledger_sums import DoesNotAddUp
from pipeline.scoring.current import current
from pipeline.scoring.days import EPOCH, today


def day_of(text):
    try:
        day = date.fromisoformat(text)
    except ValueError:
        sentence = _("“%(text)s” is no date: write it as 2026-05-31.") % {"text": text}
        raise CommandError(sentence, returncode=2) from None
    if day < EPOCH:
        raise CommandError(_("Choose a day since 1970."), returncode=2)
    return day


class Command(BaseCommand):
    help = "Say why a lead has its scores, now or at the end of any day, line by line."

    def add_arguments(self, parser):
        parser.add_argument("lead", type=int, metavar="ID", help="The number in the address of the lead's page.")
        parser.add_argument("--as-of", metavar="DATE", help="The score as it was shown at the end of this day.")
        parser.add_argument("--since", metavar="DATE", help="And what has changed since the end of this day.")
        parser.add_argument(
            "--json",
            action="store_true",
            dest="for_machines",
            help="For machines: everything, in the units of storage.",
        )

    def handle(self, *, lead, as_of, since, for_machines, **options):
        found = Lead.objects.select_related("contact").filter(pk=lead).first()
        if found is None:
            raise CommandError(_("There is no lead %(number)s.") % {"number": lead})
        on, before = self.days(as_of, since)
        new = lead_score_on(found.pk, on)
        old = lead_score_on(found.pk, before) if before else None
        say = as_json if for_machines else as_text
        try:
            self.stdout.write(say(found, on, new, before, old))
        except DoesNotAddUp as error:
            raise CommandError(str(error), returncode=3) from error

    def days(self, as_of, since):
        model = current()
        newest = today(model.document) if model else date.today()
        on, before = day_of(as_of) if as_of else newest, day_of(since) if since else None
        if on > newest:
            raise CommandError(_("%(day)s has not come yet: there is no score of it.") % {"day": on}, returncode=2)
        if before and before >= on:
            raise CommandError(_("What has changed is asked since a day before %(day)s.") % {"day": on}, returncode=2)
        return on, before


def as_json(lead, on, new, before, old):
    said = explained(lead, new) if new else absent(lead, on)
    if before:
        said["difference"] = explained_difference(old, new) if new and old else absent(lead, on if old else before)
    return json.dumps(said, ensure_ascii=False)


def absent(lead, day):
    return {"exists": False, "lead": lead.pk, "day": day.isoformat(), "why": absence(lead, day)}


def as_text(lead, on, new, before, old):
    said = score_lines(lead, new) if new else [absence(lead, on)]
    if before:
        said += ["", *(difference_lines(old, new) if new and old else [absence(lead, on if old else before)])]
    return "\n".join(said)
