"""Which leads a person wants to see."""

import django_filters as filters
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User
from frameworks_app.models import Category, Product, Segment
from pipeline.models import Lead, LeadState, Stage
from pipeline.reports.aged import aged
from pipeline.reports.lead_list import SORTS, with_status
from pipeline.reports.lead_search import matching
from pipeline.scoring.current import current

ME, NOBODY = "me", "nobody"


def people(request):
    found = User.objects.active().sellers().colleagues_of(request.user).order_by("first_name", "last_name", "username")
    return [(ME, _("Me")), (NOBODY, _("Nobody")), *((str(person.pk), str(person)) for person in found)]


class LeadFilter(filters.FilterSet):
    q = filters.CharFilter(method="search", label=_("Search"), min_length=3)
    owner = filters.ChoiceFilter(method="owned", label=_("Owner"), empty_label=_("Anyone"))
    team = filters.ModelChoiceFilter(queryset=Team.objects.all(), field_name="state__team", label=_("Team"))
    stage = filters.ModelChoiceFilter(queryset=Stage.objects.active(), field_name="state__stage", label=_("Stage"))
    status = filters.ModelChoiceFilter(queryset=Category.objects.active(), method="stands", label=_("Status"))
    result = filters.ChoiceFilter(choices=LeadState.Verdict.choices, field_name="state__verdict", label=_("Result"))
    inclusion = filters.ChoiceFilter(
        choices=LeadState.Inclusion.choices, field_name="state__inclusion", label=_("ICP")
    )
    segment = filters.ModelChoiceFilter(queryset=Segment.objects.active(), label=_("Segment"))
    product = filters.ModelChoiceFilter(queryset=Product.objects.active(), label=_("Product"))
    source = filters.CharFilter(lookup_expr="iexact", label=_("Source"))
    re_ask = filters.BooleanFilter(method="to_be_asked_again", label=_("Re-ask"), widget=forms.CheckboxInput)
    sort = filters.ChoiceFilter(choices=SORTS, method="unchanged", label=_("Sort by"), empty_label=None)

    class Meta:
        model = Lead
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["owner"].extra["choices"] = people(self.request)
        if not self.request.user.sees_all_teams:
            del self.filters["team"]

    def search(self, leads, _name, text):
        return matching(leads, text)

    def owned(self, leads, _name, who):
        if who == NOBODY:
            return self.unowned(leads)
        return leads.filter(state__owner=self.request.user.pk if who == ME else int(who))

    def unowned(self, leads):
        user = self.request.user
        # Of nobody's leads people see the team's: said here, an index knows it.
        return leads.filter(state__owner=None, **({} if user.sees_all_teams else {"state__team": user.team_id}))

    def stands(self, leads, _name, category):
        return with_status(leads, category)

    def to_be_asked_again(self, leads, _name, wanted):
        return leads.filter(pk__in=aged(leads, current())) if wanted else leads

    def unchanged(self, leads, _name, _sort):
        return leads

    @property
    def order(self):
        return self.form.cleaned_data.get("sort") or SORTS[0][0]

    def chips(self):
        """The filters that hold, each with the address of the page without it."""
        said = {name: value for name, value in self.form.cleaned_data.items() if value and name != "sort"}
        return [
            {"label": self.form.fields[name].label, "value": self.shown(name, value), "remove_url": self.without(name)}
            for name, value in said.items()
        ]

    def shown(self, name, value):
        if value is True:
            return _("yes")
        choices = dict(getattr(self.form.fields[name], "choices", [])) if isinstance(value, str) else {}
        return choices.get(value, value)

    def without(self, *names):
        return address({key: value for key, value in self.said().items() if key not in names})

    def said(self):
        """What the address says, without the page it is turned to."""
        return {key: value for key, value in self.data.items() if value and key != "page"}

    def owner_urls(self):
        """The three choices that people switch between all day."""
        others = {key: value for key, value in self.said().items() if key != "owner"}
        chosen = {who: address({**others, "owner": who}) for who in (ME, NOBODY)}
        return {"anyone": address(others), **chosen}

    def at(self, token):
        return address({**self.said(), "page": token}) if token else ""


def address(said):
    query = QueryDict(mutable=True)
    query.update(said)
    return f"?{query.urlencode()}"
