"""What a company with a database of its own does, step by step, each in a process: `load`, then `check`."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "leadqual.settings"
django.setup()

# Models exist from here on.
from django.core.management import call_command  # noqa: E402

from frameworks_app.actions.publish import publish  # noqa: E402
from frameworks_app.models import SignalType  # noqa: E402
from pipeline.models import RescorePass  # noqa: E402
from pipeline.tasks import sweep  # noqa: E402
from tests.pipeline.scoring.differences import differing_leads  # noqa: E402
from tests.pipeline.scoring.test_rescore_together import load_leads  # noqa: E402
from tests.shipped import load_shipped  # noqa: E402

if sys.argv[1] == "load":
    call_command("migrate", verbosity=0)
    load_shipped()
    leads = load_leads(1_500)
    sweep()
    SignalType.objects.filter(key="webinar_attended").update(points=7)
    publish(by=None)
    sys.stdout.write(f"{leads[700].pk}\n")
else:
    sweep()
    sys.stdout.write(f"{RescorePass.objects.first().finished_at is not None} {differing_leads()}\n")
