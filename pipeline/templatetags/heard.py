from django import template

from pipeline.reports.call_state.values import value_words

register = template.Library()

register.filter("value_words", value_words)
