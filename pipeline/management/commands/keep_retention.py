from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pipeline.actions.retention import keep_retention
from pipeline.models import RetentionRule


class Command(BaseCommand):
    help = "Erase what has been kept for as long as the retention periods say. The clock does it every night."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Say how much would go, and change nothing.")

    def handle(self, *, dry_run, **options):
        found = keep_retention(is_dry=dry_run)
        if not found:
            self.stdout.write(_("No retention period is set: everything stays."))
        for kind, number in found.items():
            self.stdout.write(f"{RetentionRule.Kind(kind).label}: {sentence(number, dry_run)}")


def sentence(number, dry_run):
    if dry_run:
        return ngettext("%(number)s would go", "%(number)s would go", number) % {"number": number}
    return ngettext("%(number)s is gone", "%(number)s are gone", number) % {"number": number}
