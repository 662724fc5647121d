from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from frameworks_app.models import SignalType

from .contact import Contact
from .facts import MET_BY_EXTERNAL_ID, AppendingQuerySet, External, Fact, unique_external_id
from .lead import Lead
from .nurture_triggers import LOOK_AT_SIGNALS
from .stale import marks


class SignalQuerySet(AppendingQuerySet):
    met_by = MET_BY_EXTERNAL_ID

    def latest_first(self):
        return self.order_by("-occurred_at", "-pk")


class Signal(External, Fact):
    """Something that the lead did, with its time."""

    lead = models.ForeignKey(Lead, models.CASCADE, verbose_name=_("lead"), related_name="signals", db_index=False)
    contact = models.ForeignKey(
        Contact, models.SET_NULL, verbose_name=_("contact"), null=True, blank=True, related_name="signals"
    )
    type = models.ForeignKey(SignalType, models.PROTECT, verbose_name=_("type"), related_name="+", db_index=False)
    data = models.JSONField(_("what came along"), default=dict, blank=True)
    import_job = models.ForeignKey(
        "pipeline.Job", models.SET_NULL, null=True, blank=True, editable=False, related_name="+", db_index=False
    )

    objects = SignalQuerySet.as_manager()

    class Meta:
        verbose_name = _("signal")
        verbose_name_plural = _("signals")
        triggers = [*marks(), LOOK_AT_SIGNALS]
        constraints = [unique_external_id("signal_external_id_unique_in_source")]
        indexes = [
            models.Index(fields=["lead", "-occurred_at"], name="signal_of_lead"),
            BrinIndex(fields=["occurred_at"], name="signal_occurred_brin"),
        ]

    def __str__(self):
        return str(self.type)
