"""Which of the untouched leads a person wants to see, on the page and in a file."""

from types import SimpleNamespace

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from pipeline.reports.board.clock import Clock
from pipeline.reports.exports import Exported, always, in_order, offer
from pipeline.reports.untouched import COLUMNS, OLDEST, Age, filled, of_age, untouched_of

from .lead_filters import LeadFilter


class UntouchedFilter(LeadFilter):
    """Always in the order of arrival; there is nothing heard to ask again."""

    age = filters.ChoiceFilter(choices=Age.choices, method="aged", label=_("Untouched for"))
    stage = result = attention = re_ask = sort = None

    def aged(self, leads, _name, age):
        return leads.filter(of_age(Clock([]), Age(age)))


def untouched(user, said):
    asked = UntouchedFilter(said, queryset=untouched_of(user), request=SimpleNamespace(user=user))
    return in_order(asked.qs.select_related("state"), OLDEST)


offer(Exported("untouched", _("Untouched"), untouched, always(COLUMNS), filled))
