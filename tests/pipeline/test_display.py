"""Stored numbers as people read them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.template import engines
from django.utils import translation

from pipeline.templatetags import leadqual as display

GRADES = {"A": 75, "B": 50, "C": 25}
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def render(text, **context):
    return engines["django"].from_string("{% load leadqual %}" + text).render(context).strip()


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [(5500, 8000, "55–80"), (6299, 6299, "62"), (0, 10000, "0–100"), (8125, 8125, "81"), (6201, 6299, "62")],
)
def test_a_range_is_rounded_down_and_one_number_when_its_ends_are_equal(low, high, shown):
    assert display.range_text(low, high) == shown


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (0, 10000, "unknown yet"),
        (7500, 7500, "A"),
        (7499, 7499, "B"),
        (2499, 7500, "D to A"),
        (2500, 4999, "C"),
        (0, 9999, "D to A"),
        (0, 0, "D"),
    ],
)
def test_a_grade_is_settled_when_both_ends_give_the_same_letter(low, high, shown):
    assert display.grade_text(low, high, GRADES) == shown


@pytest.mark.parametrize(("millionths", "shown"), [(0, "0.0"), (52_090_000, "52.0"), (18_999_999, "18.9")])
def test_engagement_is_shown_in_tenths_rounded_down(millionths, shown):
    assert display.tenths(millionths) == shown


def test_numbers_and_money_follow_the_reader_s_language():
    with translation.override("pl"):
        assert display.tenths(1_234_560_000) == "1\xa0234,5"
        assert display.money(Decimal("12500.00"), "EUR") == "12\xa0500\xa0€"
        assert display.money(Decimal("990.50"), "PLN") == "990,50\xa0zł"
    with translation.override("zh-hans"):
        assert display.money(Decimal("12500"), "CNY") == "¥12,500"
    assert display.money(Decimal("0.5"), "EUR") == "€0.50"
    assert display.money(Decimal("990"), "PLN") == "PLN\xa0990"
    assert display.money(None) == ""


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (timedelta(seconds=-20), "just now"),
        (timedelta(minutes=-4), "4 min ago"),
        (timedelta(hours=-3, minutes=-50), "3 h ago"),
        (timedelta(days=-1), "1 day ago"),
        (timedelta(days=-30), "30 days ago"),
        (timedelta(days=-31), "Feb. 7, 2026"),
        (timedelta(days=2, seconds=-1), "in 2 days"),
        (timedelta(minutes=59, seconds=50), "in 1 h"),
    ],
)
def test_a_moment_is_said_as_people_say_it(distance, words):
    assert display.spoken(NOON + distance, NOON) == words


@pytest.mark.parametrize(
    ("when", "words"),
    [(date(2026, 3, 9), "yesterday"), (date(2026, 3, 10), "today"), (date(2026, 3, 11), "tomorrow")],
)
def test_a_day_is_said_as_people_say_it(when, words):
    assert display.day(when, today=NOON.date()) == words


def test_a_time_tells_machines_the_exact_moment():
    assert 'datetime="2026-03-10T12:00:00+00:00"' in render("{% ago moment %}", moment=NOON)


def test_a_text_is_read_in_the_reader_s_language_else_in_english():
    texts = {"en": "Budget", "pl": "Budżet"}
    with translation.override("pl"):
        assert display.in_language(texts) == "Budżet"
    assert display.in_language(texts, "ru") == "Budget"


@dataclass
class State:
    company_light: int = 1
    need_light: int = 2
    person_light: int = 0


def test_lights_speak_without_colour():
    shown = render("{% lights state %}", state=State())
    spoken = [part.split("<")[0] for part in shown.split('<span class="visually-hidden">')[1:]]
    assert spoken == ["Company: passed", "Need: failed", "Person: open"]


def test_a_range_bar_draws_what_is_sure_and_what_may_come():
    shown = render('{% range_bar 5500 8000 "Fit" mark=45 %}')
    widths = [part.split('"')[0] for part in shown.split('width="')[1:]]
    assert widths == ["100", "80", "55"]
    assert 'd="M45 0v6"' in shown


def test_engagement_lights_as_many_bars_as_its_level():
    assert render("{% engagement 52000000 3 %}").count("is-lit") == 3


def test_an_icon_is_silent_unless_it_is_given_a_label():
    assert 'aria-hidden="true"' in render('{% icon "phone" %}')
    assert 'role="img" aria-label="Call &lt;Ola&gt;"' in render('{% icon "phone" label %}', label="Call <Ola>")


@pytest.mark.parametrize(("verdict", "word"), [(0, "Open"), (1, "Qualified"), (2, "Not qualified")])
def test_a_verdict_is_a_word(verdict, word):
    badge = render('{% include "components/verdict_badge.html" %}', verdict=verdict)
    assert badge.split("</svg>")[1] == f"{word}</span>"


@pytest.mark.parametrize(
    ("label", "within"), [("Economic buyer", "economic buyer"), ("ЛПР", "ЛПР"), ("决策人", "决策人"), ("", "")]
)
def test_a_label_within_a_sentence_begins_small_but_an_acronym_stays(label, within):
    assert display.inside(label) == within
