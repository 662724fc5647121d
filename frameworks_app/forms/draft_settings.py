"""Grades, levels and evidence: the single values of the draft, as a whole and in parts."""

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from frameworks_app.models import ScoringSettings, SignalType

from .decisions import ScoringSettingsForm
from .draft_fields import dress
from .draft_part import Part


def settings_row():
    """The one row, or what it would say before it was ever saved."""
    return ScoringSettings.objects.first() or ScoringSettings()


class SmallSettingsForm(ScoringSettingsForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)


class LevelsForm(SmallSettingsForm):
    class Meta:
        model = ScoringSettings
        fields = ["level_2", "level_3", "level_4"]


class EvidenceForm(SmallSettingsForm):
    class Meta:
        model = ScoringSettings
        fields = ["assumed_percent", "heard_percent"]


class WholeSettingsForm(SmallSettingsForm):
    class Meta:
        model = ScoringSettings
        fields = [
            "grade_a",
            "grade_b",
            "grade_c",
            "level_2",
            "level_3",
            "level_4",
            "assumed_percent",
            "heard_percent",
        ]


class ThresholdsPart(Part):
    key = "thresholds"
    title = _("Thresholds")

    def build(self, data):
        self.settings = WholeSettingsForm(data, instance=settings_row(), prefix="settings")
        self.singles = {"settings": self.settings}
        adding = SignalType.objects.active().filter(points__gt=0)
        self.caps = adding.aggregate(most=Sum("cap"))["most"] or 0

    def fields_named(self, *beginnings):
        return [field for field in self.settings if field.name.startswith(beginnings)]

    @property
    def grade_fields(self):
        return self.fields_named("grade_")

    @property
    def level_fields(self):
        return self.fields_named("level_")

    @property
    def evidence_fields(self):
        return self.fields_named("assumed_", "heard_")
