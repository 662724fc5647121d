"""Ada, Bo and Cy share the services of one checkout."""

import signal
import time

import pytest

from .stories import ask, leave


def test_five_who_come_at_once_get_one_database(start_person, servers):
    people = [start_person(ready=False) for _ in range(5)]
    urls = {person.stdout.readline().strip() for person in people}
    assert len(urls) == 1
    url = urls.pop()
    started = ask(url, "select pg_postmaster_start_time()")
    for person in people[:4]:
        leave(person)
    assert ask(url, "select pg_postmaster_start_time()") == started
    leave(people[4])
    assert servers() == 0


def test_who_is_killed_is_not_counted_any_more(start_person, servers):
    ada, bo = start_person(), start_person()
    ada.send_signal(signal.SIGKILL)
    ada.wait()
    assert ask(bo.url, "select 1") == (1,)
    leave(bo)
    assert servers() == 0


def test_services_of_somebody_killed_are_taken_over(start_person, servers):
    ada = start_person()
    started = ask(ada.url, "select pg_postmaster_start_time()")
    ada.send_signal(signal.SIGKILL)
    ada.wait()
    bo = start_person()
    assert ask(bo.url, "select pg_postmaster_start_time()") == started
    leave(bo)
    assert servers() == 0


def test_two_checkouts_do_not_disturb_each_other(start_person, place, servers):
    ada = start_person()
    bo = start_person(at=place.with_name("another"))
    leave(ada)
    assert ask(bo.url, "select 1") == (1,)
    leave(bo)
    assert servers() == 0


@pytest.mark.faults
def test_sigterm_while_starting_leaves_nothing(start_person, place, servers):
    """Half-way in, wherever that is: each attempt gets further, until one is ready."""
    for tenths in range(1, 60):
        person = start_person(ready=False)
        time.sleep(tenths / 10)
        person.terminate()
        output, errors = person.communicate(timeout=60)
        assert "Traceback" not in errors
        assert person.returncode in (143, -signal.SIGTERM), errors
        assert servers() == 0
        if output:
            return
    raise AssertionError("it was never ready")
