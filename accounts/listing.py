"""Several words in one sentence."""

from django.utils.translation import pgettext


def listed(words):
    """One after the other, with what the reader's language writes between them."""
    return pgettext("between the words of a list", ", ").join(map(str, words))
