from django.core.cache import cache
from django.db import connection


def test_polish_names_are_found_in_any_case(db):
    with connection.cursor() as cursor:
        cursor.execute("select 'ŻAK' ilike 'żak'")
        assert cursor.fetchone() == (True,)


def test_the_cache_keeps_what_it_is_given():
    cache.set("lead", "Ada")
    assert cache.get("lead") == "Ada"
