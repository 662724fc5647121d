"""Words of a review's own."""

from decimal import ROUND_DOWN, Decimal

from django import template

from pipeline.models import Flag

register = template.Library()


@register.filter
def flag_words(flag):
    return Flag(flag).label


@register.filter
def whole_money(amount):
    """Weighted amounts are estimates: cents would say more than is known."""
    return amount.quantize(Decimal(1), ROUND_DOWN)
