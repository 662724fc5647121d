"""Addresses in letters."""

from django import template
from django.urls import reverse

from pipeline.notify import link

register = template.Library()


@register.filter
def page(lead):
    """The lead's page, for whoever reads it outside."""
    return link(reverse("pipeline:lead_detail", args=[lead.pk]))
