from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from pipeline.actions.erase import erase_contact
from pipeline.actions.erase_ahead import look_ahead
from pipeline.models import Contact


class Command(BaseCommand):
    help = "Erase a person on request. What identifies them is gone for good; what was counted stays."

    def add_arguments(self, parser):
        parser.add_argument("contact", type=int, metavar="ID", help="The number in the address of the person's page.")
        parser.add_argument("--also", nargs="*", default=[], metavar="WORD", help="Other words that name them.")
        parser.add_argument("--remember", action="store_true", help="Know the address again: it is not to be used.")
        parser.add_argument("--yes", action="store_true", help="Do it without asking.")

    def handle(self, *, contact, also, remember, yes, **options):
        found = Contact.objects.filter(pk=contact, erased_at=None).first()
        if found is None:
            raise CommandError(_("There is no contact %(number)s to erase.") % {"number": contact})
        if not yes and not self.is_sure(found, also):
            raise CommandError(_("Nothing was erased."))
        erasure = erase_contact(contact=found, by=None, also=also, remembers=remember)
        self.stdout.write(_("Erased: %(counts)s.") % {"counts": erasure.counts})

    def is_sure(self, contact, also):
        self.stdout.write(_("This would go: %(counts)s.") % {"counts": look_ahead(contact=contact, also=also).goes})
        return input(_("Type “%(name)s” to erase for good: ") % {"name": contact}).strip() == str(contact)
