"""Ada uses the services alone."""

import os
import socket
import stat
from urllib.parse import unquote

import psycopg
import pytest
import redis

from leadqual.embedded import CannotStart, ensure

from .stories import ask


@pytest.fixture
def services(place):
    with ensure(place, durable=False) as services:
        yield services


def test_the_database_is_ours_private_and_knows_polish(place, services):
    assert ask(services.database_url, "select current_database(), 'ŻAK' ilike 'żak', upper('żя')") == (
        "leadqual",
        True,
        "ŻЯ",
    )
    assert ask(services.database_url, "select current_setting('listen_addresses')") == ("",)
    assert ask(services.database_url, "select current_setting('max_connections')") == ("100",)
    assert ask(services.database_url, "select current_setting('fsync')") == ("off",)
    assert stat.S_IMODE((place / "private").stat().st_mode) == 0o700


def test_the_extensions_that_search_needs_are_there(services):
    with psycopg.connect(services.database_url) as connection:
        connection.execute("create extension pg_trgm")
        connection.execute("create extension unaccent")
        assert connection.execute("select unaccent('Müller'), similarity('Ada', 'Ada')").fetchone() == ("Muller", 1.0)


def test_the_queue_answers_on_its_socket_alone(services):
    with redis.Redis.from_url(services.redis_url) as queue:
        queue.set("lead", "Ada")
        assert queue.get("lead") == b"Ada"
        assert queue.config_get("port") == {"port": "0"}
        assert queue.config_get("save") == {"save": ""}


def test_the_last_one_out_stops_everything_and_doing_it_twice_is_harmless(place, servers):
    services = ensure(place, durable=False)
    assert servers() == 2
    services.release()
    services.release()
    assert servers() == 0


def test_a_forked_child_stops_nothing(services, servers):
    child = os.fork()
    if child == 0:
        services.release()
        os._exit(0)
    os.waitpid(child, 0)
    assert servers() == 2


def test_what_was_written_is_there_the_next_time(place):
    with ensure(place) as services, psycopg.connect(services.database_url) as connection:
        connection.execute("create table lead as select 'Ada' as name")
    with ensure(place) as services:
        assert ask(services.database_url, "select name from lead") == ("Ada",)
        assert ask(services.database_url, "select current_setting('fsync')") == ("on",)


def test_services_named_by_the_environment_are_taken_and_nothing_is_started(place, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://there/leadqual")
    monkeypatch.setenv("REDIS_URL", "redis://there")
    services = ensure(place)
    assert (services.database_url, services.redis_url) == ("postgresql://there/leadqual", "redis://there")
    assert not place.exists()
    services.release()


def test_with_a_database_of_ones_own_only_the_queue_is_started(place, servers, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://there/leadqual")
    with ensure(place) as services:
        assert services.database_url == "postgresql://there/leadqual"
        assert servers() == 1


@pytest.mark.parametrize(
    "name",
    ["two words", "Żaneta's “leads”, 50 %", "long-" * 30],
    ids=["spaces", "everything", "longer than a socket's address"],
)
def test_any_folder_will_do(place, name, servers):
    with ensure(place.with_name(name), durable=False) as services:
        assert ask(services.database_url, "select 1") == (1,)
        with redis.Redis.from_url(services.redis_url) as queue:
            assert queue.ping()
        sockets = unquote(services.database_url.partition("host=")[2].partition("&")[0])
        assert stat.S_IMODE(os.stat(sockets).st_mode) == 0o700
    assert servers() == 0
    assert os.path.exists(sockets) == sockets.startswith(str(place.parent))


def test_the_callers_environment_does_not_leak_into_the_database(start_person):
    person = start_person(
        LC_ALL="C", LANG="ru_RU.KOI8-R", PGDATA="/nowhere", PGPORT="1", PGUSER="eve", TZ="Asia/Tokyo"
    )
    assert ask(person.url, "select 'ŻAK' ilike 'żak', current_setting('lc_messages')") == (True, "C")
    assert ask(person.url, "select pg_encoding_to_char(encoding) from pg_database where datname = 'leadqual'") == (
        "UTF8",
    )


def test_data_of_another_release_are_refused_in_words(place):
    ensure(place, durable=False).release()
    (place / "private" / "postgres" / "PG_VERSION").write_text("17\n")
    with pytest.raises(CannotStart, match="was made by PostgreSQL 17 and the installed one is 18"):
        ensure(place)


def test_a_folder_that_somebody_else_made_first_is_not_used(place, home_of):
    long = place.with_name("long-" * 30)
    sockets = home_of(long).sockets
    sockets.rmdir()
    sockets.symlink_to("/tmp")
    try:
        with pytest.raises(CannotStart, match="belongs to another user"):
            ensure(long)
    finally:
        sockets.unlink()


def test_a_stranger_on_the_socket_is_not_taken_for_our_queue(place, home_of):
    sockets = home_of(place).sockets
    with socket.socket(socket.AF_UNIX) as stranger:
        stranger.bind(str(sockets / "valkey.sock"))
        with ensure(place, durable=False) as services, redis.Redis.from_url(services.redis_url) as queue:
            assert queue.ping()
