"""How a search shows what it has found."""

import re

from django import template
from django.utils.html import format_html_join

register = template.Library()


@register.filter
def marked(text, sought):
    """The text with what was sought in it marked."""
    if not sought:
        return text
    parts = re.split(f"({re.escape(sought)})", str(text), flags=re.IGNORECASE)
    between = format_html_join("", "{}<mark>{}</mark>", zip(parts[0:-1:2], parts[1::2], strict=True))
    return between + format_html_join("", "{}", [(parts[-1],)])
