"""Where the services of one checkout live, and as whom they run."""

import hashlib
import os
import pwd
import re
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .errors import CannotStart

# Root's services of checkouts that the service user cannot enter.
ELSEWHERE = Path("/var/lib").resolve() / "leadqual-dev"
SOCKET_NAME_ROOM = len("/.s.PGSQL.5432")
SOCKET_PATH_LIMIT = 103


@dataclass(frozen=True)
class Home:
    """A folder of ours; inside it `private` belongs to the service user alone."""

    path: Path
    user: pwd.struct_passwd | None

    @property
    def private(self):
        return self.path / "private"

    @property
    def sockets(self):
        """The private folder, or a short one where its name would not fit a socket's address."""
        length = len(os.fsencode(self.private)) + SOCKET_NAME_ROOM
        if length <= SOCKET_PATH_LIMIT and re.fullmatch(r"[\w/. -]+", str(self.private), re.ASCII):
            return self.private
        # Not the caller's TMPDIR: every process must come to the same folder.
        return Path("/tmp") / f"leadqual-{self.uid}-{short_name(self.path)}"

    @property
    def uid(self):
        return self.user.pw_uid if self.user else os.geteuid()

    @property
    def as_user(self):
        """Arguments for subprocess: root's services run as somebody without rights."""
        if self.user is None:
            return {}
        return {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}

    def make(self, folder):
        """A folder that only the services and root can enter."""
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.user and folder.lstat().st_uid == os.geteuid():
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)
        # In /tmp somebody else may have been there first.
        if folder.is_symlink() or folder.lstat().st_uid != self.uid:
            raise CannotStart(f"{folder} belongs to another user; remove it, or use another checkout.")
        os.chmod(folder, 0o700)

    def remove_sockets(self):
        """The short folder is outside; leave nothing there."""
        if self.sockets != self.private:
            with suppress(OSError):
                self.sockets.rmdir()


def open_home(path):
    """The home at this path, or its stand-in where root's service user cannot reach it."""
    path = Path(path).resolve()
    path.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0:
        home = Home(path, None)
    else:
        user = service_user(path)
        # Opening our own folder is fair; its parents are not ours to open.
        os.chmod(path, 0o755)
        home = Home(path if can_enter(user, path) else stand_in(path), user)
    home.make(home.private)
    home.make(home.sockets)
    return home


def service_user(path):
    """Whoever ran the services here before; else nobody."""
    private = path / "private"
    if private.exists() and private.stat().st_uid != 0:
        return pwd.getpwuid(private.stat().st_uid)
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        raise CannotStart("PostgreSQL refuses to run as root, and this machine has no user named nobody.") from None


def can_enter(user, path):
    """Tried, not computed: access lists and mounts have a say too."""
    return can_run(user, ["/bin/sh", "-c", 'cd "$1"', "sh", str(path)])


def can_run(user, command):
    who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    try:
        finished = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, **who)
    except OSError:
        return False
    return finished.returncode == 0


def stand_in(owner):
    """A folder outside that knows whose it is, so that it can go when its owner is gone."""
    folder = ELSEWHERE / short_name(owner)
    folder.mkdir(parents=True, exist_ok=True)
    for made in (ELSEWHERE, folder):
        os.chmod(made, 0o755)
    (folder / "owner").write_bytes(os.fsencode(owner))
    return folder


def abandoned_stand_ins():
    """Stand-ins whose owner was deleted."""
    for note in ELSEWHERE.glob("*/owner") if os.geteuid() == 0 else ():
        if not os.path.lexists(note.read_bytes()):
            yield Home(note.parent, service_user(note.parent))


def runnable(program, user, *, folders):
    """The program, or its copy with these folders: root's packages may lie where nobody else can look."""
    if can_run(user, [str(program), "--version"]):
        return program
    place = stand_in(folders[0])
    # A reinstalled package has new times.
    copy = place / f"copy-{program.stat().st_mtime_ns}"
    if not copy.exists():
        for old in place.glob("copy-*"):
            shutil.rmtree(old, ignore_errors=True)
        fresh = place / f"copy-unfinished-{os.getpid()}"
        for folder in folders:
            shutil.copytree(folder, fresh / folder.name, symlinks=True)
        open_to_all(fresh)
        fresh.rename(copy)
    return copy / program.relative_to(folders[0].parent)


def open_to_all(folder):
    """To read and run, not to change."""
    for parent, _, files in os.walk(folder):
        os.chmod(parent, 0o755)
        for file in files:
            path = os.path.join(parent, file)
            if not os.path.islink(path):
                os.chmod(path, 0o755)


def short_name(path):
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
