from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pipeline.models import SavedView
from pipeline.reports.saved_views import kept

LONGEST = 2_000


class ShownForm(forms.Form):
    """What a page shows, as its address says it."""

    query = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)
    columns = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)

    def clean_query(self):
        return kept(QueryDict(self.cleaned_data["query"]))

    def clean_columns(self):
        return [key for key in self.cleaned_data["columns"].split(",") if key][:100]


class NameForm(forms.ModelForm):
    class Meta:
        model = SavedView
        fields = ["name", "is_shared"]

    def __init__(self, *args, user, page, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.page = user, page
        self.fields["name"].widget.attrs["autofocus"] = True
        self.fields["is_shared"].help_text = (
            _("Your team sees it as a tab; only you change it.") if user.team_id else _("Everybody sees it as a tab.")
        )

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        others = SavedView.objects.filter(by=self.user, page=self.page, name__iexact=name).exclude(pk=self.instance.pk)
        if others.exists():
            raise ValidationError(_("You have a view of this name already."))
        return name


class NewViewForm(ShownForm, NameForm):
    """A name for what the page shows."""

    page = forms.ChoiceField(choices=SavedView.Page, widget=forms.HiddenInput)
    field_order = ["name", "is_shared"]


class ColumnsForm(forms.Form):
    """Which columns, in which order: of those known, at least the lead itself."""

    column = forms.MultipleChoiceField(required=False)
    order = forms.MultipleChoiceField(required=False)

    def __init__(self, *args, known, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.choices = [(key, key) for key in known]

    def chosen(self):
        """The ticked ones as they stand in the list."""
        ticked, order = self.cleaned_data["column"], self.cleaned_data["order"]
        return [key for key in dict.fromkeys([*order, *ticked]) if key in ticked]
