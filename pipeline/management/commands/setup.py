from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext_noop

from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish
from frameworks_app.models import ScoringModelVersion
from pipeline.actions.packs import load_pipeline_packs
from pipeline.actions.schedule import keep_schedule


class Command(BaseCommand):
    help = "Bring the database up to date: tables, shipped definitions, the clock's tasks, and the demo if wanted."

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="Add the demo company, if nothing is there yet.")
        parser.add_argument(
            "--reset-demo", action="store_true", help="Empty everything and add the demo company anew."
        )

    def handle(self, *, demo, reset_demo, **options):
        call_command("migrate", verbosity=0)
        if reset_demo:
            call_command("flush", interactive=False, verbosity=0)
        load_pack("shipped")
        load_pipeline_packs()
        keep_schedule()
        # Later, what the new release brought waits in the draft, beside what admins have not published yet.
        if ScoringModelVersion.objects.current() is None:
            publish(by=None, note=gettext_noop("Shipped definitions"))
        if demo or reset_demo:
            from pipeline.actions.demo import SIGN_INS, load_demo

            if load_demo():
                self.stdout.write("\n".join(SIGN_INS))
