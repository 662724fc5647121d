"""Whom a stage admits, said to the person whom it does not."""

from django.utils.translation import gettext as _

from accounts.listing import listed
from accounts.models import Role


def not_admitted(stage):
    roles = listed([str(Role(role).label) for role in stage.movers])
    return _("Only these roles bring a lead to %(stage)s: %(roles)s.") % {"stage": stage, "roles": roles}
