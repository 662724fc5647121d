from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import Team
from frameworks_app.models import Criterion


class RatingHistory(models.Model):
    """How many of a team's leads had each rating as their current answer, when the day began.

    The order of questions follows from it, so it stays the same for a whole day.
    """

    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="+", db_index=False)
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="+", db_index=False)
    # Leads with rating 0, 1, 2, 3, 4.
    counts = ArrayField(models.IntegerField(), size=5)
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "criterion"], nulls_distinct=False, name="rating_history_once_per_team_and_criterion"
            ),
        ]
