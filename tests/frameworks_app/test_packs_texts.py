"""Zosia reads Polish, Ivan Russian, Mei Chinese: each finds every word, and in words of the trade."""

import re

import pytest

from tests.frameworks_app.packs import LANGUAGES, criteria, every_text, questions

# Acronyms, names and loan words that are the same word in the other language.
SAME_AS_ENGLISH = {
    "pl": {
        "BANT",
        "CHAMP",
        "Discovery",
        "E-commerce",
        "GPCTBA/C&I",
        "Hanna Kruk",
        "IT",
        "MEDDIC",
        "MEDDPICC",
        "MQL",
        "Marketing",
        "Media",
        "Olga Brandt",
        "Outbound",
        "PQL",
        "Partner",
        "Pavel Horn",
        "Region",
        "Richard Castell",
        "SQL",
        "Tidepost Send",
        "Webinar",
    },
    "ru": {"BANT", "CHAMP", "GPCTBA/C&I", "MEDDIC", "MEDDPICC", "MQL", "PQL", "SQL", "Tidepost Send"},
    "zh-hans": {"BANT", "CHAMP", "GPCTBA/C&I", "MEDDIC", "MEDDPICC", "MQL", "PQL", "SQL", "Tidepost Send"},
}

# Words that a machine would choose and the trade would not, from the glossary.
NEVER = {
    "en": r"\b(ledger|verdicts?|unkept|walk away|stage zero|stale|empty chair|blind call)\b",
    "pl": r"\b(trop|lider\w*|ramy|rubryk\w*|bramk\w*|dowod\w*|dowód|księg\w*|sond[aęy]|sprzeciw\w*|właściciel\w*"
    r"|wychowani\w*|opieka|opieki|opiekę|rurociąg\w*|rozmow\w+ kwalifikacyjn\w+|nabywc\w+ ekonomiczn\w+|mistrz\w*"
    r"|autorytet\w*|władz\w+|kalendarium|oś czasu|papierow\w+|zamknięt\w+ wygran\w+)\b",
    "ru": r"\b(рубрик\w*|ворота|улик\w*|пригодност\w*|помолвк\w*|трубопровод\w*|зонд\w*|воспитани\w*|обещани\w*"
    r"|владел\w+|власть|власти|бумажн\w+|импликаци\w*|рамк\w+|обнаружени\w*)\b",
    "zh-hans": r"潜在客户|领导者|资格认证|人格|经济买家|冠军|(?<![部专热])门|证据|健身|订婚|账本|管道|发现电话"
    r"|关闭赢得|纸质|含义|权威|疼痛",
}

# A question is read aloud to somebody we hardly know.
FAMILIAR = {
    "pl": r"\b(ty|ciebie|tobie|twój|twoj\w+|wasz\w*|macie|chcecie|możecie|robicie|będziecie|używacie)\b",
    "ru": r"\b(ты|тебя|тебе|твой|твоя|твои)\b|(?<![.?!«] )(?<!^)\b(Вы|Вас|Вам|Вами|Ваш\w*)\b",
    "zh-hans": r"你",
}


def offending(pattern, language, texts):
    return [(where, found[language]) for where, found in texts if re.search(pattern, found[language], re.IGNORECASE)]


def test_every_text_is_there_in_four_languages():
    assert [where for where, texts in every_text() if tuple(texts) != LANGUAGES] == []
    assert [where for where, texts in every_text() if not all(text.strip() for text in texts.values())] == []


@pytest.mark.parametrize("language", SAME_AS_ENGLISH)
def test_nothing_was_left_in_english(language):
    same = {texts["en"] for _where, texts in every_text() if texts[language] == texts["en"]}
    assert same == SAME_AS_ENGLISH[language]


@pytest.mark.parametrize("language", NEVER)
def test_no_machine_words(language):
    assert offending(NEVER[language], language, every_text()) == []


@pytest.mark.parametrize("language", FAMILIAR)
def test_questions_address_people_formally(language):
    aloud = [(each["key"], text) for each in questions() for text in (each["text"], *each["probes"])]
    # Upper case is what is looked for in Russian, so case counts here.
    assert [(key, text[language]) for key, text in aloud if re.search(FAMILIAR[language], text[language])] == []


def test_questions_are_short_enough_to_say():
    aloud = [text for each in questions() for text in (each["text"], *each["probes"])]
    assert [text["en"] for text in aloud if max(len(text[language]) for language in LANGUAGES) > 110] == []


def test_rating_levels_fit_on_a_button():
    levels = [level for criterion in criteria().values() for level in criterion["rubric"]]
    assert [level["en"] for level in levels if max(len(text) for text in level.values()) > 70] == []


def test_levels_of_a_criterion_differ():
    """Five buttons with the same words on two of them cannot be told apart."""
    for key, criterion in criteria().items():
        for language in LANGUAGES:
            assert len({level[language] for level in criterion["rubric"]}) == 5, (key, language)


@pytest.mark.parametrize(
    ("language", "pattern"),
    [
        ("pl", r"[а-яА-ЯёЁ一-鿿]"),
        ("ru", r"[一-鿿ąćęłńóśźż]|[a-zA-Z][а-яё]|[а-яё][a-zA-Z]"),
        ("zh-hans", r"[а-яА-ЯёЁąćęłńóśźż]|[一-鿿][,.?!;:]"),
    ],
    ids=["pl", "ru", "zh-hans"],
)
def test_each_language_keeps_to_its_own_letters(language, pattern):
    """A Latin "a" inside a Russian word looks right and breaks every search; Chinese has its own full stop."""
    assert offending(pattern, language, every_text()) == []
