"""Ada's machine is unkind to her; the next start makes it good."""

import os
import pwd
import signal
import subprocess

import psycopg
import pytest

from leadqual.embedded import CannotStart, ensure, postgres
from leadqual.embedded.processes import wait_until

from .stories import ask, leave, servers_under

pytestmark = pytest.mark.faults

STAGES = {
    "_make_data": "before there is anything",
    "_callers": "after initdb, before its folder has its name",
    "_launch": "after that, before the server is started",
    "_make_database": "when the server runs, before it has our database",
}


def kill(pid):
    os.kill(pid, signal.SIGKILL)


def postmaster(place):
    return int((place / "private" / "postgres" / "postmaster.pid").read_text().split()[0])


@pytest.mark.parametrize("stage", STAGES, ids=STAGES.get)
def test_a_start_that_was_killed_is_made_good_by_the_next(start_person, place, servers, stage):
    ada = start_person(stage, ready=False)
    assert ada.wait(60) == -signal.SIGKILL
    bo = start_person()
    assert ask(bo.url, "select current_database()") == ("leadqual",)
    assert sorted(entry.name for entry in (place / "private").glob("initdb*")) == []
    leave(bo)
    assert servers() == 0


def test_a_start_that_was_killed_within_initdb_is_made_good(start_person, place, servers):
    ada = start_person(ready=False)
    assert wait_until(lambda: any((place / "private").glob("initdb-*/base")), 30, pause=0.001)
    ada.kill()
    leave(start_person())
    assert sorted(entry.name for entry in (place / "private").iterdir()) == ["postgres", "valkey"]
    assert servers() == 0


def test_a_killed_database_that_nobody_buried_comes_back_with_its_data(place):
    with ensure(place) as services:
        with psycopg.connect(services.database_url) as connection:
            connection.execute("create table lead as select 'Ada' as name")
        kill(postmaster(place))
        assert wait_until(lambda: not services.are_up(), 10)
        services.start()
        assert services.are_up()
        assert ask(services.database_url, "select name from lead") == ("Ada",)


def test_a_killed_queue_comes_back(place):
    with ensure(place, durable=False) as services:
        for pid in servers_under(place / "private" / "valkey"):
            kill(pid)
        assert wait_until(lambda: not services.are_up(), 10)
        services.start()
        assert services.are_up()


def test_a_pid_file_that_names_a_stranger_is_not_believed(place, home_of):
    ensure(place, durable=False).release()
    home = home_of(place)
    stranger = subprocess.Popen(["sleep", "60"], **home.as_user)
    try:
        note = f"{stranger.pid}\n{place}/private/postgres\n1700000000\n5432\n{home.sockets}\n\n1 1\nready\n"
        (place / "private" / "postgres" / "postmaster.pid").write_text(note)
        with ensure(place, durable=False) as services:
            assert ask(services.database_url, "select 1") == (1,)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_somebody_who_looks_around_in_the_data_folder_is_left_alone(place):
    ensure(place, durable=False).release()
    visitor = subprocess.Popen(["sleep", "60"], cwd=place / "private" / "postgres")
    try:
        ensure(place, durable=False).release()
        assert visitor.poll() is None
    finally:
        visitor.kill()
        visitor.wait()


def test_a_database_whose_socket_was_removed_is_started_anew(place, home_of, monkeypatch):
    monkeypatch.setattr(postgres, "PATIENCE", 0.5)
    with ensure(place, durable=False) as services:
        (home_of(place).sockets / ".s.PGSQL.5432").unlink()
        services.start()
        assert ask(services.database_url, "select 1") == (1,)


def test_a_database_that_is_stuck_is_not_ended_under_others(place, monkeypatch):
    monkeypatch.setattr(postgres, "PATIENCE", 0.5)
    with ensure(place, durable=False) as services:
        stuck = postmaster(place)
        os.kill(stuck, signal.SIGSTOP)
        with pytest.raises(CannotStart, match="runs but does not answer"):
            services.start()
        os.kill(stuck, signal.SIGCONT)
        assert postmaster(place) == stuck


@pytest.fixture
def small_disk(place):
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    place.mkdir()

    def mount(size):
        options = ["-t", "tmpfs", "-o", f"size={size},mode=755", "tmpfs", str(place)]
        if subprocess.run(["mount", *options], capture_output=True).returncode:
            pytest.skip("this machine does not let root mount a small disk")

    yield mount
    subprocess.run(["umount", "--lazy", str(place)], capture_output=True)


@pytest.mark.parametrize("size", ["8k", "2m", "20m"])
def test_a_full_disk_is_said_in_one_sentence(start_person, small_disk, place, size):
    small_disk(size)
    ada = start_person(ready=False)
    output, errors = ada.communicate(timeout=120)
    assert (output, errors) == ("", f"error: The disk that holds {place} is full; free some space and start again.\n")
    assert ada.returncode == 1


def test_a_disk_that_fills_up_between_two_starts_is_said_in_one_sentence(small_disk, place):
    small_disk("50m")
    ensure(place, durable=False).release()
    subprocess.run(["dd", "if=/dev/zero", f"of={place}/somebody-elses-film", "bs=4k"], capture_output=True)
    with pytest.raises(CannotStart, match=f"^The disk that holds {place} is full; free some space and start again.$"):
        ensure(place, durable=False)


def test_a_place_that_may_not_be_written_is_said_in_one_sentence(start_person):
    ada = start_person(at="/etc/passwd/services", ready=False)
    output, errors = ada.communicate(timeout=60)
    assert (output, errors) == ("", "error: /etc/passwd/services cannot be used: Not a directory.\n")


def test_the_service_user_must_exist(place, monkeypatch):
    if os.geteuid() != 0:
        pytest.skip("only root runs services as somebody else")

    def unknown(name):
        raise KeyError(name)

    monkeypatch.setattr(pwd, "getpwnam", unknown)
    with pytest.raises(CannotStart, match="this machine has no user named nobody"):
        ensure(place)
