"""Back to what was published before: into the draft, or in force at once. History is added to, never rewritten."""

import pghistory
from django.db import transaction

from frameworks_app.models import ScoringModelVersion

from .document import draft_document
from .publish import one_at_a_time, publish, refuse_unseen
from .restoring import write_rows


@transaction.atomic
def restore_draft(*, version, by, seen=None):
    """Make the draft say what the version says, except for what cannot be taken away: rows that came later.

    `seen` is the digest of the draft that the person gives up. ValidationError: it has changed meanwhile.
    """
    one_at_a_time()
    refuse_unseen(draft_document(), seen)
    with pghistory.context(user=by and by.pk):
        write_rows(version.document)


def discard_draft(*, by, seen=None):
    """Back to the version in force."""
    restore_draft(version=ScoringModelVersion.objects.current(), by=by, seen=seen)


@transaction.atomic
def roll_back(*, version, by, note, seen=None):
    """Put an old version in force again, as a new one. ValidationError: why that is refused."""
    restore_draft(version=version, by=by, seen=seen)
    return publish(by=by, note=note, restores=version)
