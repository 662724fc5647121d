"""PostgreSQL and Valkey for a machine that has neither: started on demand, shared, stopped by the last user."""

import atexit
import os
import shutil
from contextlib import suppress
from pathlib import Path

from .errors import CannotStart, plain_words
from .home import abandoned_stand_ins, open_home
from .postgres import Postgres
from .secret_key import export_secret_key
from .sharing import Users
from .valkey import Valkey

__all__ = ["CannotStart", "Services", "ensure"]

CHECKOUT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("LEADQUAL_VAR") or CHECKOUT / "var")


class Services:
    """Where the database and the queue are, until `release`."""

    def __init__(self, database_url=None, redis_url=None, *, users=None, parts=()):
        self.database_url = database_url
        self.redis_url = redis_url
        self._users = users
        self._parts = parts
        self._process = os.getpid()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.release()

    def export(self):
        """For Django and for child processes, which then join nothing themselves."""
        if self._parts:
            export_secret_key(VAR)
        os.environ["DATABASE_URL"] = self.database_url
        os.environ["REDIS_URL"] = self.redis_url

    def start(self):
        """Also brings back what has died meanwhile."""
        with self._users.gate():
            for part in self._parts:
                part.start()

    def are_up(self):
        return all(part.is_working() and part.answers() for part in self._parts)

    def release(self):
        """Stop the services if nobody else uses them. Does nothing the second time, or in a forked child."""
        users, self._users = self._users, None
        if users is None or self._process != os.getpid():
            return
        with users.gate():
            if users.leave():
                for part in reversed(self._parts):
                    part.stop()
                    part.home.remove_sockets()


def ensure(place=VAR / "services", *, durable=True, memory=""):
    """The services that the environment names, or else ours, up and answering.

    `memory` is what our PostgreSQL keeps of its tables, such as "1GB"; its own default is for a small one.
    """
    database_url = os.environ.get("DATABASE_URL")
    redis_url = os.environ.get("REDIS_URL")
    if database_url and redis_url:
        return Services(database_url, redis_url)
    if not Path("/proc/self").exists():
        raise CannotStart("Only Linux can start the embedded services; set DATABASE_URL and REDIS_URL.")
    with plain_words(place):
        home = open_home(place)
        clear_away_abandoned()
        return _started(home, database_url, redis_url, durable=durable, memory=memory)


def clear_away_abandoned():
    """Stop and remove what a deleted checkout left outside itself."""
    for home in abandoned_stand_ins():
        # Somebody else may be at it too; either way it is no reason not to start.
        with suppress(OSError, CannotStart):
            users = Users(home)
            with users.gate():
                if users.leave():
                    for part in (Postgres(home), Valkey(home)):
                        part.stop()
                    shutil.rmtree(home.path)


def _started(home, database_url, redis_url, **how):
    users = Users(home)
    with users.gate():
        users.join()
    parts = []
    if not database_url:
        parts.append(Postgres(home, **how))
        database_url = parts[-1].url()
    if not redis_url:
        parts.append(Valkey(home))
        redis_url = parts[-1].url()
    services = Services(database_url, redis_url, users=users, parts=parts)
    atexit.register(services.release)
    try:
        services.start()
    except BaseException:
        services.release()
        raise
    return services
