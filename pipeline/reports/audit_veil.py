"""While an audit call is open, whoever may hold it does not see the score: a verdict read before hearing is believed.

Everybody is told that it is hidden, and why. Managers, marketing and admins see it: they hold no audit calls. The
order of lists stays what it is: one place among many leads betrays little.
"""

from django.db.models import Q

from accounts.models import Role

HIDDEN_FROM = {Role.SDR, Role.ACCOUNT_EXECUTIVE}
WITHHELD = (
    "fit_low",
    "fit_high",
    "qual_low",
    "qual_high",
    "verdict",
    "inclusion",
    "company_light",
    "need_light",
    "person_light",
    "category_settled",
    "holds_until",
    "category",
    "override",
)


def is_veiled(state, reader):
    return state.is_audited and reader.role in HIDDEN_FROM


def veil(leads, reader):
    """The same leads; of those that this reader is not to judge by their score, it is None from here on."""
    for lead in leads:
        if is_veiled(lead.state, reader):
            withhold(lead.state)
    return leads


def withhold(state):
    # Saving such a row would fail: the columns of scores take no null.
    state.is_hidden = True
    for name in WITHHELD:
        setattr(state, name, None)


def scores_shown_to(reader):
    """Narrows changes of scores to those that this reader may read."""
    return Q(lead__state__is_audited=False) if reader.role in HIDDEN_FROM else Q()
