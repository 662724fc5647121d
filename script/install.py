"""Make this checkout runnable: .venv with the pinned packages, and compiled message catalogues.

Only the standard library, and quick when there is nothing to do.
Usage: install.py [--dev]
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = CHECKOUT / "var" / "install.log"
UNFINISHED = VENV / "unfinished"
OLDEST, NEWEST = (3, 11), (3, 14)
FULL = "No space left on device"


class CannotInstall(Exception):
    pass


def main():
    dev = "--dev" in sys.argv[1:]
    try:
        check_python()
        LOG.parent.mkdir(exist_ok=True)
        with (LOG.parent / "install.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            install("requirements-dev.txt" if dev else "requirements.txt")
        subprocess.run([str(PYTHON), str(CHECKOUT / "script" / "messages" / "compile.py")], check=True)
    except CannotInstall as error:
        sys.exit(f"error: {error}")
    except OSError as error:
        sys.exit(f"error: {error.filename or CHECKOUT} cannot be written: {error.strerror}.")
    except subprocess.CalledProcessError:
        sys.exit("error: The message catalogues could not be compiled; the message stands above.")


def check_python():
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        raise CannotInstall(f"Python {sys.version.split()[0]} is not between 3.11 and 3.14.")


def install(requirements):
    stamp = VENV / f"installed-{requirements}"
    wanted = fingerprint()
    if stamp.exists() and stamp.read_text() == wanted and PYTHON.exists() and not UNFINISHED.exists():
        return
    make_venv()
    # An installation that was cut short is not trusted to be mended.
    UNFINISHED.touch()
    say(f"leadqual: installing {requirements}, once")
    pip = ["-m", "pip", "install", "--disable-pip-version-check", "--only-binary", ":all:", "--retries", "2"]
    run([str(PYTHON), *pip, "--requirement", str(CHECKOUT / requirements)], why_pip_failed)
    stamp.write_text(wanted)
    if requirements == "requirements-dev.txt":
        (VENV / "installed-requirements.txt").write_text(wanted)
    UNFINISHED.unlink()


def fingerprint():
    digest = hashlib.sha256(sys.version.encode())
    for name in ("requirements.txt", "requirements-dev.txt"):
        digest.update((CHECKOUT / name).read_bytes())
    return digest.hexdigest()


def make_venv():
    if UNFINISHED.exists() or not same_python():
        shutil.rmtree(VENV, ignore_errors=True)
    if not PYTHON.exists():
        say("leadqual: making .venv")
        VENV.mkdir(exist_ok=True)
        UNFINISHED.touch()
        run([sys.executable, "-m", "venv", str(VENV)], why_venv_failed)


def same_python():
    """A checkout outlives the interpreter it was made with."""
    ask = [str(PYTHON), "-c", "import pip, sys; print(sys.version)"]
    try:
        answer = subprocess.run(ask, capture_output=True, text=True)
    except OSError:
        return False
    return answer.returncode == 0 and answer.stdout.strip() == sys.version.strip()


def run(command, why):
    with LOG.open("w+") as log:
        code = subprocess.run(command, cwd=CHECKOUT, stdin=subprocess.DEVNULL, stdout=log, stderr=log).returncode
        log.seek(0)
        if code:
            text = log.read()
            raise CannotInstall(f"The disk that holds {VENV} is full." if FULL in text else why(text))


def why_venv_failed(text):
    return "Python has no venv (on Debian: apt-get install python3-venv); see " + str(LOG)


def why_pip_failed(text):
    unreachable = ("NewConnectionError", "ConnectTimeout", "Connection refused", "name resolution", "ProxyError")
    if any(word in text for word in unreachable):
        return f"The package registry cannot be reached; check the network and start again. See {LOG}"
    last = [line for line in text.splitlines() if line.startswith("ERROR:")] or ["no message"]
    return f"The packages could not be installed ({last[-1]}); see {LOG}"


def say(text):
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    os.chdir(CHECKOUT)
    main()
