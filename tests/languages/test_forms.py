"""Numbers, dates and money as people of each language write them, and as many plurals as they have."""

from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.translation import ngettext

DECIDED = {
    "en": [
        "1 question decides this",
        "2 questions decide this",
        "5 questions decide this",
        "22 questions decide this",
    ],
    "pl": [
        "rozstrzygnie to 1 pytanie",
        "rozstrzygną to 2 pytania",
        "rozstrzygnie to 5 pytań",
        "rozstrzygną to 22 pytania",
    ],
    "ru": ["1 вопрос решит исход", "2 вопроса решат исход", "5 вопросов решат исход", "22 вопроса решат исход"],
    "zh-hans": [f"再问 {number} 个问题即可定论" for number in (1, 2, 5, 22)],
}
WRITTEN = {
    "en": ["May 3, 2026", "€1,234,567.50", "1,234.5"],
    "pl": ["3 maja 2026", "1\xa0234\xa0567,50\xa0€", "1\xa0234,5"],
    "ru": ["3 мая 2026 г.", "1\xa0234\xa0567,50\xa0€", "1\xa0234,5"],
    "zh-hans": ["2026年5月3日", "€1,234,567.50", "1,234.5"],
}


@pytest.mark.parametrize("language", DECIDED)
def test_one_two_five_and_twenty_two(language):
    with translation.override(language):
        said = [
            ngettext("%(count)d question decides this", "%(count)d questions decide this", number) % {"count": number}
            for number in (1, 2, 5, 22)
        ]
    assert said == DECIDED[language]


@pytest.mark.parametrize("language", WRITTEN)
def test_dates_money_and_numbers(language):
    page = Template("{% load leadqual %}{{ day|date:'DATE_FORMAT' }}|{% money amount 'EUR' %}|{{ points|tenths }}")
    shown = {"day": date(2026, 5, 3), "amount": Decimal("1234567.50"), "points": 1_234_560_000}
    with translation.override(language):
        assert page.render(Context(shown)).split("|") == WRITTEN[language]
