"""What goes with a person who is erased, in words."""

from django.utils.translation import gettext_lazy as _

# By the key under which an erasure counts them.
WORDS = {
    "people": _("records of the person"),
    "texts": _("notes, titles and other texts"),
    "signals": _("signals with their data"),
    "seats": _("roles in buying committees"),
    "history": _("earlier versions and logs of changes"),
    "files": _("files of imports and exports"),
    "jobs": _("lists, merges and searches that were kept"),
    "previews": _("previews of drafts"),
    "letters": _("letters to them"),
    "sessions": _("messages waiting to be read"),
}
STAYS = {
    "leads": _("leads"),
    "calls": _("calls"),
    "answers": _("ratings of what was heard"),
    "signals": _("signals, without their data"),
}


def lines(counts, words):
    """Word and number, in the order of the words, of whatever there is any of."""
    return [(word, counts[key]) for key, word in words.items() if counts.get(key)]


def counted(counts):
    return ", ".join(f"{word}: {number}" for word, number in lines(counts, WORDS))
