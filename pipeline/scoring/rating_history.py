"""What a team's leads have answered so far: the chances behind the next best question, frozen when the day begins."""

import json
from datetime import datetime, time

from django.db import connection, transaction

from accounts.calendar import home_day, home_zone
from accounts.locks import Lock
from pipeline.models import RatingHistory

COUNT = """
    INSERT INTO pipeline_ratinghistory (team_id, criterion_id, counts, day)
    SELECT team_id, criterion_id, ARRAY[
        count(*) FILTER (WHERE rating = 0), count(*) FILTER (WHERE rating = 1), count(*) FILTER (WHERE rating = 2),
        count(*) FILTER (WHERE rating = 3), count(*) FILTER (WHERE rating = 4)
    ]::int[], %(day)s
    FROM (
        SELECT DISTINCT ON (answer.lead_id, answer.criterion_id) state.team_id, answer.criterion_id, answer.rating
        FROM pipeline_answer answer
        JOIN pipeline_leadstate state ON state.lead_id = answer.lead_id
        WHERE answer.occurred_at < %(begin)s
        ORDER BY answer.lead_id, answer.criterion_id, answer.occurred_at DESC, answer.id DESC
    ) AS standing
    WHERE rating IS NOT NULL
    GROUP BY team_id, criterion_id
"""
# Beside a lead, as one more column of its row: a statement of its own would be one too many for saving an answer.
COLUMN = """
    (
        SELECT jsonb_object_agg(history.criterion_id, history.counts) FROM pipeline_ratinghistory history
        WHERE history.team_id IS NOT DISTINCT FROM state.team_id
    )
"""


def freeze_ratings():
    """Count anew what was answered before today, once a day; False where that is done already."""
    today = home_day()
    if RatingHistory.objects.filter(day=today).exists():
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.FREEZING_RATINGS])
        RatingHistory.objects.all().delete()
        begin = datetime.combine(today, time(), home_zone())
        cursor.execute(COUNT, {"day": today, "begin": begin})
    return True


def read_history(said, keys):
    """The column as the engine takes it: counts by criterion key."""
    counts = json.loads(said) if said else {}
    return {key: tuple(counts[str(pk)]) for key, pk in keys.criteria.items() if str(pk) in counts}
