"""Which version is tried on which leads, as known when, and until when they may be won."""

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Team
from frameworks_app.models import Product, ScoringModelVersion, Segment
from pipeline.scoring.backtest import DRAFT, Ended, Moment, Question

WINDOWS = (30, 60, 90, 180, 365)
DEFAULT_WINDOW = 90


def versions():
    """The draft, and every version with its day; the one in force first."""
    found = ScoringModelVersion.objects.newest_first().values_list("pk", "published_at")
    for place, (number, at) in enumerate(found):
        day = formats.date_format(timezone.localtime(at), "DATE_FORMAT")
        words = _("Version %(number)s, in force since %(day)s") if place == 0 else _("Version %(number)s of %(day)s")
        yield str(number), words % {"number": number, "day": day}
    yield DRAFT, _("The draft as it is now")


def windows():
    for days in WINDOWS:
        yield str(days), ngettext("Won within %(days)s day", "Won within %(days)s days", days) % {"days": days}
    yield from Ended.choices


class BacktestForm(forms.Form):
    version = forms.ChoiceField(label=_("Scoring model"))
    moment = forms.ChoiceField(label=_("As known"), choices=Moment.choices, initial=Moment.CREATION)
    window = forms.ChoiceField(label=_("Counts as won"), initial=str(DEFAULT_WINDOW))
    since = forms.DateField(label=_("Created from"), required=False)
    until = forms.DateField(label=_("Created until"), required=False)
    segment = forms.ModelChoiceField(Segment.objects.all(), label=_("Segment"), required=False, empty_label=_("Any"))
    product = forms.ModelChoiceField(Product.objects.all(), label=_("Product"), required=False, empty_label=_("Any"))
    source = forms.CharField(label=_("Source"), required=False, max_length=100)
    ends = forms.DateField(
        label=_("Outcomes are known until"),
        required=False,
        help_text=_("Where a file that was imported ends earlier than today."),
    )
    team = forms.ModelChoiceField(Team.objects.all(), label=_("Team"), required=False, empty_label=_("Any"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].choices = list(versions())
        self.fields["window"].choices = list(windows())
        for name in ("since", "until", "ends"):
            self.fields[name].widget = forms.DateInput({"type": "date"}, "%Y-%m-%d")

    def clean(self):
        said = super().clean()
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", _("This is before the first day."))
        return said

    @property
    def has_narrowed(self):
        """Whether anything is said of which leads, or was said wrongly."""
        narrowing = ("since", "until", "ends", "segment", "product", "source", "team")
        return any(self.data.get(name) or name in self.errors for name in narrowing)

    @property
    def chosen_version(self):
        chosen = self.cleaned_data["version"]
        return chosen if chosen == DRAFT else int(chosen)

    @property
    def question(self):
        said = self.cleaned_data
        rows = {name: said[name] and said[name].pk for name in ("segment", "product", "team")}
        window = int(said["window"]) if said["window"].isdigit() else said["window"]
        plain = {name: said[name] for name in ("moment", "since", "until", "ends", "source")}
        return Question(window=window, **plain, **rows)
