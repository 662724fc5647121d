"""What the environment says about mail, in words, and without its secrets."""

from django.conf import settings
from django.utils.translation import gettext as _


def configured():
    """Pairs of a name and what is set; the names are those of the environment."""
    sign_in = settings.EMAIL_HOST_USER or _("none")
    return [
        ("EMAIL_HOST", f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"),
        ("EMAIL_USE_TLS, EMAIL_USE_SSL", encryption()),
        ("EMAIL_HOST_USER", sign_in),
        ("EMAIL_HOST_PASSWORD", _("set") if settings.EMAIL_HOST_PASSWORD else _("not set")),
        ("EMAIL_TIMEOUT", _("%(number)s s") % {"number": settings.EMAIL_TIMEOUT}),
        ("DEFAULT_FROM_EMAIL", settings.DEFAULT_FROM_EMAIL),
        ("BOUNCE_ADDRESS", settings.BOUNCE_ADDRESS or _("not set: failed letters come back to the sender")),
        ("LEADQUAL_URL", settings.LEADQUAL_URL),
    ]


def encryption():
    if settings.EMAIL_USE_SSL:
        return _("encrypted from its beginning")
    return _("encrypted after STARTTLS") if settings.EMAIL_USE_TLS else _("not encrypted")
