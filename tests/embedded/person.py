"""Somebody who uses the services in a process of their own: says where they are, and leaves when told to.

With a method's name they are struck by kill -9 just before it.
"""

import os
import signal
import sys

from leadqual.embedded import CannotStart, ensure
from leadqual.embedded.postgres import Postgres
from leadqual.embedded.signals import unwind_on

place, *fatal = sys.argv[1:]
for method in fatal:
    setattr(Postgres, method, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
unwind_on(signal.SIGTERM)
try:
    with ensure(place, durable=False) as services:
        sys.stdout.write(services.database_url + "\n")
        sys.stdout.flush()
        sys.stdin.read()
except CannotStart as error:
    sys.exit(f"error: {error}")
