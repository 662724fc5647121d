"""Compile each locale/*/LC_MESSAGES/*.po that is newer than its .mo. Needs polib, not gettext's own programs."""

import os
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[2] / "locale"


def main():
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns <= source.stat().st_mtime_ns:
            compile_catalogue(source, target)


def compile_catalogue(source, target):
    import polib

    # Another process may be reading the old one.
    fresh = target.with_suffix(f".mo-{os.getpid()}")
    polib.pofile(str(source)).save_as_mofile(str(fresh))
    fresh.replace(target)


if __name__ == "__main__":
    main()
