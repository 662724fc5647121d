"""What an ICP, an MQL and an SQL are, and ?kind= and ?key=: who has signed one of them. Everybody reads it."""

from django.utils.translation import gettext_lazy as _

from frameworks_app.actions.agreed.standing import agreements
from frameworks_app.models import ScoringModelVersion, SignOff
from pipeline.reports.definition_columns import DEFINITIONS, SIGN_OFFS
from pipeline.reports.exports import Exported, always, found_in_order, offer


def definitions(_user, _said):
    version = ScoringModelVersion.objects.current()
    return agreements(version) if version else []


def sign_offs(_user, said):
    return SignOff.objects.of(said.get("kind", ""), said.get("key", ""))


def fill_sign_offs(_user, ids, _columns):
    return found_in_order(SignOff.objects.select_related("by"), ids)


offer(Exported("definitions", _("Agreed definitions"), definitions, always(DEFINITIONS)))
offer(Exported("sign-offs", _("Sign-offs"), sign_offs, always(SIGN_OFFS), fill_sign_offs))
