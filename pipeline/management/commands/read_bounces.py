"""Read letters that came back: one from standard input, or all of a mailbox."""

import mailbox
import sys
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from pipeline.capture.returned_mail import Was, take_in

MOST_BYTES = 25 * 1024 * 1024


class Command(BaseCommand):
    help = "Read reports of failed delivery and answers: one letter from standard input, or whole mailboxes."

    def add_arguments(self, parser):
        parser.add_argument("mailboxes", nargs="*", help="a Maildir folder or an mbox file; none: standard input")
        parser.add_argument("--delete", action="store_true", help="take away what was understood")

    def handle(self, *args, mailboxes, delete, **options):
        if not mailboxes:
            found = Counter([take_in(sys.stdin.buffer.read(MOST_BYTES)).was])
        else:
            found = sum((self.read(opened(path), delete) for path in mailboxes), Counter())
        self.stdout.write(", ".join(f"{was.value}: {found[was]}" for was in Was if found[was]) or "nothing there")

    def read(self, box, delete):
        """Reading twice changes nothing, so that whoever is interrupted begins anew."""
        found = Counter()
        box.lock()
        try:
            for key in list(box.keys()):
                was = take_in(box.get_bytes(key)).was
                found[was] += 1
                if delete and was != Was.UNKNOWN:
                    box.discard(key)
        finally:
            box.flush()
            box.unlock()
            box.close()
        return found


def opened(path):
    if Path(path).is_dir():
        return mailbox.Maildir(path, create=False)
    if Path(path).is_file():
        return mailbox.mbox(path, create=False)
    raise CommandError(f"There is no mailbox at {path}.")
