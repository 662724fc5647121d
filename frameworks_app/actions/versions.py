"""Back to what was published before: into the draft, or in force at once. History is added to, never rewritten."""

import pghistory
from django.db import transaction

from frameworks_app.models import ScoringModelVersion

from .publish import one_at_a_time, publish
from .restoring import write_rows


@transaction.atomic
def restore_draft(*, version, by):
    """Make the draft say what the version says, except for what cannot be taken away: rows that came later."""
    one_at_a_time()
    with pghistory.context(user=by and by.pk):
        write_rows(version.document)


def discard_draft(*, by):
    """Back to the version in force."""
    restore_draft(version=ScoringModelVersion.objects.current(), by=by)


@transaction.atomic
def roll_back(*, version, by, note):
    """Put an old version in force again, as a new one. ValidationError: why it cannot score any more."""
    restore_draft(version=version, by=by)
    return publish(by=by, note=note, restores=version)
