"""Words that say nothing of who a company or person is."""


def words(text):
    return frozenset(text.split())


def forms(*lines):
    return [form.split() for line in lines for form in line.split("|")]


# What Unicode does not take apart into a letter and its mark.
LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ё": "е"})
LEGAL_FORMS = forms(
    "spolka z ograniczona odpowiedzialnoscia|spolka z o o|sp z o o sp k|sp z o o|sp zoo|sp k|sp j|s c|s a|sa|psa",
    "gmbh co kg|gmbh|mbh|ag|kg|ohg|ug haftungsbeschrankt|ug|e k|e v",
    "ltd|limited|llc|llp|lp|inc|incorporated|corp|corporation|co|company|plc|pty|pte|pvt",
    "b v|bv|n v|nv|ab|oy|oyj|a s|as|asa|aps|s r l|srl|s p a|spa|sarl|sas|eurl|s l|sl|slu|lda|ltda",
    "kft|zrt|s r o|sro|d o o|doo|eood|ood|ооо|оао|зао|пао|ао|ип|тоо|чп|тов",
)
# Chinese names are written without spaces; the longer form first.
CHINESE_FORMS = ("股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "分公司", "公司")
STREET_WORDS = words(
    """
    street st str avenue ave av road rd boulevard blvd drive dr lane ln court ct place pl square sq way parkway pkwy
    ulica ul aleja al plac strasse rue via calle улица ул проспект пр
    """
)
COMPASS = {"north": "n", "south": "s", "east": "e", "west": "w"}
# Mailboxes that anybody has: they say nothing of the company.
FREE_MAIL = words(
    """
    gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com yahoo.co.uk ymail.com icloud.com
    me.com aol.com gmx.de gmx.net gmx.com web.de t-online.de proton.me protonmail.com mail.com zoho.com fastmail.com
    wp.pl o2.pl onet.pl op.pl interia.pl poczta.onet.pl gazeta.pl tlen.pl vp.pl orange.fr free.fr laposte.net
    mail.ru bk.ru list.ru inbox.ru yandex.ru yandex.com ya.ru rambler.ru libero.it seznam.cz
    qq.com 163.com 126.com sina.com foxmail.com
    """
)
# Mailboxes that several people read: they say little of the person.
SHARED_BOXES = words(
    """
    info office contact hello mail sales marketing support admin team post kontakt biuro sekretariat sprzedaz
    buero vertrieb zakaz
    """
)
# Before a country's two letters these are no name of their own, as in example.co.uk.
SECOND_LEVEL = words("co com org net edu gov ac")
