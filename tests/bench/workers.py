"""Real Celery workers, as the product starts them, for as long as the block."""

import os
import subprocess
import sys
import time

from celery import current_app

from leadqual.embedded.processes import dying_with_parent
from pipeline.models import RescorePass

PROCESSES = 2
PATIENCE = 600


class Workers:
    def __enter__(self):
        # What an earlier run has left in the queue is not this one's work.
        current_app.control.purge()
        celery = ["-W", "ignore", "-m", "celery", "--quiet", "--app", "leadqual.celery", "worker"]
        alone = ["--loglevel", "warning", "--without-mingle", "--without-gossip", "--without-heartbeat"]
        self.process = subprocess.Popen(
            [sys.executable, *celery, *alone, "--concurrency", str(PROCESSES)],
            env={**os.environ, "NUDGES": "1", "PASS_WORKERS": str(PROCESSES)},
            stdout=subprocess.DEVNULL,
            preexec_fn=dying_with_parent(),
        )
        self.wait_for_answer()
        return self

    def __exit__(self, *exception):
        self.process.terminate()
        self.process.wait(60)

    def wait_for_answer(self):
        for _try in range(60):
            if current_app.control.ping(timeout=1):
                return
        raise SystemExit("The Celery workers did not start.")

    def rescore_everyone(self):
        """R2: seconds from the message to the end of the pass, both workers at it."""
        before, started = RescorePass.objects.count(), time.monotonic()
        self.start_pass()
        while time.monotonic() - started < PATIENCE:
            if RescorePass.objects.count() > before and RescorePass.objects.first().finished_at:
                return time.monotonic() - started
            time.sleep(0.02)
        raise SystemExit("The Celery workers did not finish the pass.")

    def start_pass(self):
        """A sweep sees the publication, and calls the other worker."""
        current_app.send_task("pipeline.tasks.sweep")
