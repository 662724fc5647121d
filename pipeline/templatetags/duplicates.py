"""Words of the pages about duplicates."""

from django import template

from pipeline.reports.duplicates.words import in_words

register = template.Library()
register.simple_tag(in_words)
