"""A worker that sweeps once, in a process that can be killed. The environment names its database."""

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "leadqual.settings"
django.setup()

from pipeline.tasks import sweep  # noqa: E402 models exist from here on

sweep()
