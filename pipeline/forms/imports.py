"""What a person is asked about a file: which, how it is read, and what its columns mean."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pipeline.models import Stage

ENDINGS = ".csv,.tsv,.txt,.xlsx"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"), widget=forms.ClearableFileInput(attrs={"accept": ENDINGS}), allow_empty_file=True
    )


class ReadingForm(forms.Form):
    """Which sheet, and in which row the names of the columns stand."""

    sheet = forms.ChoiceField(label=_("Sheet"), required=False)
    header = forms.IntegerField(label=_("Row with the names of the columns"), min_value=1, max_value=10_000)

    def __init__(self, *args, sheets, **kwargs):
        super().__init__(*args, **kwargs)
        if len(sheets) > 1:
            self.fields["sheet"].choices = [(name, name) for name in sheets]
        else:
            del self.fields["sheet"]


class MappingForm(forms.Form):
    """`columns` are the file's, each with a suggestion; `lists` are columns whose values are mapped one by one."""

    DECIMALS = [(".", _("a point, as in 1,234.50")), (",", _("a comma, as in 1 234,50"))]
    OWNERS = [
        ("reject", _("reject the row")),
        ("leave_out", _("import the lead without owner")),
        ("create", _("add them as people who cannot sign in yet")),
    ]

    source = forms.RegexField(
        r"^[\w .-]+$",
        label=_("Name of the other system"),
        max_length=50,
        help_text=_("Keys of rows belong to it: give the same name each time a file comes from there."),
        error_messages={"invalid": _("Letters, digits, spaces, points and hyphens.")},
    )
    unknown = forms.CharField(
        label=_("Words that mean “not known”"),
        required=False,
        max_length=500,
        help_text=_("Separated by commas. An empty cell always does."),
    )
    decimal = forms.ChoiceField(label=_("Decimals are written with"), choices=DECIMALS)
    day_first = forms.TypedChoiceField(
        label=_("03/04/2026 is"),
        choices=[("yes", _("3 April")), ("no", _("4 March"))],
        coerce=lambda said: said != "no",
        empty_value=True,
        required=False,
    )
    unknown_owners = forms.ChoiceField(label=_("When nobody here is called as the owner"), choices=OWNERS)
    create_products = forms.BooleanField(label=_("Add products that are not here yet"), required=False)
    currency = forms.RegexField(
        r"^[A-Za-z]{3}$",
        label=_("Currency of the amounts"),
        required=False,
        help_text=_("Where no column names it."),
        error_messages={"invalid": _("Three letters, such as EUR.")},
    )
    save_as = forms.CharField(
        label=_("Keep this mapping as"),
        required=False,
        max_length=100,
        help_text=_("Then the next file of this kind needs no questions."),
    )

    def __init__(self, *args, columns, groups, lists, signal_types, may_add, is_ambiguous, **kwargs):
        super().__init__(*args, **kwargs)
        self.columns, self.lists = columns, lists
        if not is_ambiguous:
            del self.fields["day_first"]
        if not may_add:
            del self.fields["create_products"]
            self.fields["unknown_owners"].choices = self.OWNERS[:2]
        targets = [("", _("Leave out")), *groups]
        for column in columns:
            self.add_column(column, targets, may_add)
        for listed in lists:
            choices = stage_choices() if listed.target == "stage" else signal_types
            for number, text in enumerate(listed.values):
                field = forms.ChoiceField(label=text, choices=[("", _("leave as it is")), *choices], required=False)
                self.fields[f"value-{listed.index}-{number}"] = field

    def add_column(self, column, targets, may_add):
        label = _("What “%(column)s” feeds") % {"column": column.name}
        self.fields[f"target-{column.index}"] = forms.ChoiceField(label=label, choices=targets, required=False)
        if may_add:
            name = _("Name of the attribute made of “%(column)s”") % {"column": column.name}
            self.fields[f"name-{column.index}"] = forms.CharField(label=name, max_length=100, required=False)

    def clean(self):
        said = super().clean()
        met = {}
        for column in self.columns:
            target = said.get(f"target-{column.index}")
            if target and not target.startswith("new.") and target in met:
                sentence = _("“%(other)s” feeds this already: choose one of the two.") % {"other": met[target]}
                self.add_error(f"target-{column.index}", sentence)
            elif target:
                met[target] = column.name
        if not met and not self.errors:
            self.add_error(None, _("Say what at least one column feeds."))
        if "lead.amount" in met and "lead.currency" not in met and not said.get("currency"):
            self.add_error("currency", _("The file has amounts and no column for their currency."))
        if "consent" not in met:
            self.ask_for_consent({met[target] for target in ("consent_on", "consent_how") if target in met})
        return said

    def ask_for_consent(self, names):
        """When and how say nothing without whether."""
        for column in self.columns:
            if column.name in names:
                sentence = _("Say also which column holds the consent itself: yes, no or unknown.")
                self.add_error(f"target-{column.index}", sentence)

    def rows(self):
        """The columns with their fields, as the page shows them."""
        for column in self.columns:
            name = f"name-{column.index}"
            yield {
                "column": column,
                "target": self[f"target-{column.index}"],
                "name": self[name] if name in self.fields else None,
            }

    def value_rows(self):
        for listed in self.lists:
            fields = [self[f"value-{listed.index}-{number}"] for number in range(len(listed.values))]
            yield {"name": listed.name, "target": listed.target, "fields": fields}

    def targets(self):
        """By the column's name what it feeds."""
        chosen = {column.name: self.cleaned_data.get(f"target-{column.index}", "") for column in self.columns}
        return {name: target for name, target in chosen.items() if target}

    def names(self):
        typed = {column.name: self.cleaned_data.get(f"name-{column.index}", "") for column in self.columns}
        return {name: text for name, text in typed.items() if text}

    def values_of(self, target):
        """By the text of the file what it stands for here."""
        return {
            text: self.cleaned_data.get(f"value-{listed.index}-{number}", "")
            for listed in self.lists
            if listed.target == target
            for number, text in enumerate(listed.values)
        }

    def words(self):
        return [word.strip() for word in self.cleaned_data["unknown"].split(",") if word.strip()]


def stage_choices():
    return [(stage.key, str(stage)) for stage in Stage.objects.active().filter(team=None)]
