"""What the compiled model would otherwise read from raw facts, kept per lead: a cache, never the truth."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from .lead import Lead


class InputLayout(models.Model):
    """What the places in the arrays of an input row stand for.

    `said` is all of a document that the rows depend on: the time zone, signal types in their order with half-lives,
    criteria in their order with shelf lives. Two versions that agree on it share the rows.
    """

    said = models.JSONField()
    digest = models.CharField(max_length=64, unique=True)


class LeadInput(models.Model):
    """One lead's facts on one day, as integers.

    It holds for an unmarked lead, under its layout, on its day; otherwise the facts themselves are read. Arrays have
    no NULL in them, so that any place is reached without walking there.
    """

    lead = models.OneToOneField(
        Lead, models.CASCADE, primary_key=True, db_constraint=False, related_name="score_input"
    )
    layout = models.ForeignKey(InputLayout, models.CASCADE, db_constraint=False, db_index=False, related_name="+")
    # Whole days since 1970-01-01.
    day = models.IntegerField()
    # Per signal type the sum of fade factors, in millionths, and the day of the last signal (the least integer: none);
    # after them the day of the last signal of any type.
    fades = ArrayField(models.BigIntegerField())
    last_days = ArrayField(models.IntegerField())
    # Per criterion rating x 4 + rung of the answer that counts, -1: unknown or stale; and the day it is stale, or 0.
    codes = ArrayField(models.SmallIntegerField())
    expires = ArrayField(models.IntegerField())
