"""Install what the tests need from the system, where we may: Chromium with fonts, and a Redis server.

Failing is no error here: the tests that need it say that they were left out, and why.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

LOG = Path(__file__).resolve().parent.parent / "var" / "apt.log"
WANTED = {
    # Without fonts a picture shows boxes; the last one has Chinese.
    "chromium": ["chromium", "fonts-liberation", "fonts-noto-cjk"],
    "redis-server": ["redis-server"],
}


def main():
    missing = [package for program, packages in WANTED.items() if not shutil.which(program) for package in packages]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"leadqual: installing {', '.join(missing)}", file=sys.stderr, flush=True)
        with LOG.open("w") as log:
            if run("apt-get", "update", log=log) or run(*INSTALL, *missing, log=log):
                print(f"leadqual: they could not be installed; see {LOG}", file=sys.stderr)


INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends")


def run(*command, log):
    environment = {
        **os.environ,
        "DEBIAN_FRONTEND": "noninteractive",
        # Debian would otherwise start the Redis server that we only want to have.
        "RUNLEVEL": "1",
    }
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment).returncode


if __name__ == "__main__":
    main()
