"""Who is in a review at this moment: whoever's page has asked within the last few seconds."""

import time

from django.core.cache import cache

PATIENCE = 15


def seen_here(review, user):
    """Note this person; everybody's names by key. Of two who come at once one may be missed for a moment."""
    key, now = f"review-{review.pk}-here", time.time()
    here = {person: said for person, said in (cache.get(key) or {}).items() if said[1] > now - PATIENCE}
    here[user.pk] = (str(user), now)
    cache.set(key, here, PATIENCE)
    return {person: name for person, (name, _at) in sorted(here.items())}
