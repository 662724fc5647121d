"""Words of the pages about duplicates."""

from django import template

from pipeline.reports.duplicates.pairs import facts_of
from pipeline.reports.duplicates.words import in_words

register = template.Library()
register.simple_tag(in_words)


@register.simple_tag
def facts_line(kind, row):
    """What tells a record from another of the same name, in one line."""
    return " · ".join(f"{label}: {said}" for label, said in facts_of(kind, row) if said)
