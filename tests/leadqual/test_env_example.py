"""The example names every setting, and nothing that nobody reads."""

import re

from leadqual.embedded import CHECKOUT

READ = re.compile(r"""(?:environ(?:\.get)?[\[(]|flag\(|words\(|number\()\s*"([A-Z_]+)\"""")
# Set by the scripts and tests for their own.
INTERNAL = {"DJANGO_SETTINGS_MODULE"}


def names_read():
    for app in ("leadqual", "accounts", "frameworks_app", "pipeline"):
        for path in (CHECKOUT / app).rglob("*.py"):
            yield from READ.findall(path.read_text())


def test_the_example_lists_what_is_read_and_only_that():
    listed = re.findall(r"^([A-Z_]+)=", (CHECKOUT / ".env.example").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(set(names_read()) - INTERNAL)
