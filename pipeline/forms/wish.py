from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _


def keep_wish(form):
    """Whoever asked to be left alone is not to be unticked: it is lifted on a page of its own, with a reason."""
    if form.instance.do_not_contact:
        form.fields["do_not_contact"].disabled = True
        form.fields["do_not_contact"].help_text = format_html(
            '{} <a href="{}">{}</a>',
            _("It is lifted with a reason."),
            reverse("pipeline:contact_do_not_contact", args=[form.instance.pk]),
            _("Lift"),
        )
