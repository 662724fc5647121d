"""How history is kept: the row itself is the present, an event keeps what it replaced, with who and when.

Statement by statement: row by row made bulk loading eight times slower.
"""

import pghistory
import pgtrigger


def tracked(*more, **options):
    return pghistory.track(
        *more,
        pghistory.UpdateEvent(row="OLD", level=pgtrigger.Statement),
        pghistory.DeleteEvent(level=pgtrigger.Statement),
        level=pgtrigger.Statement,
        **options,
    )
