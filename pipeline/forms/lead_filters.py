"""Which leads a person wants to see."""

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User
from frameworks_app.models import Category, Product, Segment
from pipeline.models import Lead, LeadState, Stage, Tag
from pipeline.reports.aged import aged
from pipeline.reports.attention import Attention, standing_still
from pipeline.reports.lead_list import SORTS, tagged, with_status
from pipeline.reports.lead_search import matching
from pipeline.reports.saved_views import PAGE, address
from pipeline.scoring.current import current

ME, NOBODY = "me", "nobody"
# The error of a choice that is not, or no longer, there.
LOST = "invalid_choice"


def people(request):
    found = User.objects.active().sellers().colleagues_of(request.user).order_by("first_name", "last_name", "username")
    return [(ME, _("Me")), (NOBODY, _("Nobody")), *((str(person.pk), str(person)) for person in found)]


class TagField(forms.CharField):
    """A tag by its name, in any case of letters."""

    widget = forms.TextInput({"list": "tag-names", "autocomplete": "off"})

    def clean(self, value):
        name = super().clean(value)
        tag = Tag.objects.called(name) if name else None
        if name and tag is None:
            raise ValidationError(_("No tag is called “%(name)s”."), code=LOST, params={"name": name})
        return tag


class TagFilter(filters.Filter):
    field_class = TagField


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
    tag = TagFilter(method="tagged", label=_("Tag"))
    attention = filters.ChoiceFilter(choices=Attention.choices, method="needs", label=_("Attention"))
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
        # A word of Python's own, so it cannot be declared above.
        self.filters["import"] = self.import_filter()

    def import_filter(self):
        """Which import made the lead; reached from the import's page, and shown as a chip."""
        found = filters.NumberFilter(field_name="import_job", label=_("Import"), widget=forms.HiddenInput)
        found.parent, found.model = self, Lead
        return found

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

    def tagged(self, leads, _name, tag):
        return tagged(leads, tag)

    def needs(self, leads, _name, what):
        return standing_still(leads, what)

    def to_be_asked_again(self, leads, _name, wanted):
        return leads.filter(pk__in=aged(leads, current())) if wanted else leads

    def unchanged(self, leads, _name, _sort):
        return leads

    @cached_property
    def lost(self):
        """What the address filters by and nobody knows any more, such as a stage that was retired: left out."""
        gone = [name for name, errors in self.form.errors.as_data().items() if errors[0].code == LOST]
        for name in gone:
            del self.form.errors[name]
        return [self.form.fields[name].label for name in gone]

    @property
    def order(self):
        # The form is read by asking for its errors.
        said = {} if self.form.errors.get("sort") else self.form.cleaned_data
        return said.get("sort") or SORTS[0][0]

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
        if not isinstance(value, str):
            return value
        # The address says in letters what a choice may keep as a number.
        choices = {str(key): words for key, words in getattr(self.form.fields[name], "choices", [])}
        return choices.get(value, value)

    def without(self, *names):
        return address({key: value for key, value in self.said().items() if key not in names})

    def said(self):
        """What the address says, without the page it is turned to."""
        return {key: value for key, value in self.data.items() if value and key != PAGE}

    def owner_urls(self):
        """The three choices that people switch between all day."""
        others = {key: value for key, value in self.said().items() if key != "owner"}
        chosen = {who: address({**others, "owner": who}) for who in (ME, NOBODY)}
        return {"anyone": address(others), **chosen}

    def at(self, token):
        return address({**self.said(), PAGE: token}) if token else ""
