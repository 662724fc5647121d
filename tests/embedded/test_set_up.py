"""Setting up as often as needed, for Ada's database and for these files."""

import psycopg
import pytest

from leadqual.embedded import ensure, set_up


@pytest.fixture
def runs(tmp_path, monkeypatch):
    """Each set-up makes the table that Django would."""
    done = []

    def run(*wish):
        done.append(wish)
        with psycopg.connect(done_in[0]) as connection:
            connection.execute("create table if not exists django_migrations (name text)")
            connection.execute("insert into django_migrations values ('0001')")

    done_in = []
    monkeypatch.setattr(set_up, "VAR", tmp_path)
    monkeypatch.setattr(set_up, "CHECKOUT", tmp_path)
    monkeypatch.setattr(set_up, "run", run)

    def once(url):
        done_in[:] = [url]
        set_up.set_up_once(url)
        return len(done)

    return once


def test_it_runs_again_only_for_another_database_or_other_files(place, tmp_path, runs):
    with ensure(place, durable=False) as services:
        assert runs(services.database_url) == 1
        assert runs(services.database_url) == 1
        (tmp_path / "requirements.txt").write_text("a new release\n")
        assert runs(services.database_url) == 2
        assert runs(services.database_url) == 2
        with psycopg.connect(services.database_url, autocommit=True) as connection:
            connection.execute("drop table django_migrations")
        assert runs(services.database_url) == 3
    with ensure(place.with_name("another"), durable=False) as services:
        assert runs(services.database_url) == 4


def test_a_database_that_cannot_be_asked_is_set_up_each_time(tmp_path, monkeypatch):
    done = []
    monkeypatch.setattr(set_up, "VAR", tmp_path)
    monkeypatch.setattr(set_up, "run", lambda *wish: done.append(wish))
    for _ in range(2):
        set_up.set_up_once("postgresql://localhost:1/leadqual?no_such_option=1")
    assert done == [(), ()]
