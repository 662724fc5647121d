#!/usr/bin/env python
"""Django's commands, with the embedded services up for as long as the command runs."""

import os
import sys

from leadqual.embedded.command import run

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadqual.settings")
    run(sys.argv)
