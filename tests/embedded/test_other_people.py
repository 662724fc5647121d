"""Root's services, somebody without rights, and what each may see."""

import os
import pwd
import shutil
import stat
import subprocess
from urllib.parse import parse_qs, urlsplit

import pytest

from leadqual.embedded import ensure, home, valkey

from .stories import ask, leave

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as somebody else"),
    pytest.mark.slow,
]


def nobodys(place):
    place.parent.chmod(0o777)
    return place


def test_somebody_without_rights_has_services_too(start_person, nobodys_python, place, servers):
    person = start_person(at=nobodys(place), python=nobodys_python)
    assert ask(person.url, "select current_database()") == ("leadqual",)
    assert (place / "private").stat().st_uid == pwd.getpwnam("nobody").pw_uid
    leave(person)
    assert servers() == 0


def test_root_may_join_what_somebody_else_started(start_person, nobodys_python, place, servers):
    person = start_person(at=nobodys(place), python=nobodys_python)
    with ensure(place, durable=False) as services:
        assert services.database_url == person.url
        leave(person)
        assert ask(services.database_url, "select 1") == (1,)
    assert servers() == 0


def test_somebody_else_may_not_use_roots_services_and_hears_so(start_person, nobodys_python, place):
    with ensure(place, durable=False):
        person = start_person(python=nobodys_python, ready=False)
        output, errors = person.communicate(timeout=60)
    assert (output, errors) == ("", f"error: {place}/users.lock cannot be used: Permission denied.\n")


def test_another_user_of_the_machine_cannot_get_in(place):
    daemon = pwd.getpwnam("daemon")
    with ensure(place, durable=False) as services:
        sockets = parse_qs(urlsplit(services.database_url).query)["host"][0]
        for inside in (sockets, f"{sockets}/.s.PGSQL.5432", f"{sockets}/valkey.sock", str(place / "private/postgres")):
            look = ["/bin/ls", "-d", inside if inside != sockets else f"{sockets}/."]
            assert subprocess.run(look, user=daemon.pw_uid, group=daemon.pw_gid, capture_output=True).returncode == 2


def test_a_user_who_reaches_the_socket_is_still_not_believed(place):
    """The folder keeps others out; were it opened, the kernel's word for who is calling would."""
    daemon = pwd.getpwnam("daemon")
    with ensure(place, durable=False) as services:
        private = place / "private"
        private.chmod(0o755)
        (private / ".s.PGSQL.5432").chmod(0o777)
        child = os.fork()
        if child == 0:
            os.setgid(daemon.pw_gid)
            os.setuid(daemon.pw_uid)
            os._exit(can_ask(services.database_url))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3


def can_ask(url):
    try:
        ask(url, "select 1")
    except Exception as error:
        return 3 if "Peer authentication failed" in str(error) else 4
    return 0


@pytest.fixture
def closed_parent(place):
    """A folder in which only root can look around, like root's home."""
    place.parent.chmod(0o700)
    return place


def test_in_a_closed_folder_the_services_live_elsewhere_and_nothing_is_opened(closed_parent, servers):
    with ensure(closed_parent, durable=False) as services:
        assert ask(services.database_url, "select 1") == (1,)
        assert parse_qs(urlsplit(services.database_url).query)["host"][0].startswith("/var/lib/leadqual-dev/")
    assert stat.S_IMODE(closed_parent.parent.stat().st_mode) == 0o700


def test_what_lived_elsewhere_goes_when_its_checkout_is_gone(closed_parent, place):
    with ensure(closed_parent, durable=False) as services:
        sockets = parse_qs(urlsplit(services.database_url).query)["host"][0]
    stand_in = os.path.dirname(sockets)
    assert os.path.exists(stand_in)
    ensure(closed_parent, durable=False).release()
    assert os.path.exists(stand_in)
    shutil.rmtree(closed_parent)
    ensure(place.with_name("another"), durable=False).release()
    assert not os.path.exists(stand_in)


def test_packages_in_a_closed_folder_serve_too(start_person, library, servers):
    library.chmod(0o700)
    person = start_person(PYTHONPATH=str(library))
    assert ask(person.url, "select current_database()") == ("leadqual",)
    leave(person)
    assert servers() == 0


def test_programs_in_a_closed_folder_are_copied_once(tmp_path):
    """tmp_path is root's alone."""
    folder = tmp_path / "package"
    folder.mkdir(mode=0o700)
    shutil.copy("/bin/true", folder / "server")
    nobody = pwd.getpwnam("nobody")
    try:
        copy = home.runnable(folder / "server", nobody, folders=[folder])
        assert home.can_run(nobody, [str(copy)])
        assert home.runnable(folder / "server", nobody, folders=[folder]) == copy
        os.utime(folder / "server", ns=(1, 1))
        assert home.runnable(folder / "server", nobody, folders=[folder]) != copy
        assert not copy.exists()
    finally:
        shutil.rmtree(home.stand_in(folder))


def test_a_redis_of_the_machine_serves_where_the_package_has_none(place, monkeypatch):
    if not shutil.which("redis-server"):
        pytest.skip("no redis-server on this machine")
    monkeypatch.setattr(valkey.platform, "machine", lambda: "unheard-of")
    with ensure(place, durable=False) as services:
        assert services.are_up()
        services.start()
    assert "redis" in str(valkey.find_program(None))
