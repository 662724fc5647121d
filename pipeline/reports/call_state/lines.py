"""One criterion folded to a line: what is known of it, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from frameworks_app.models import Evidence, read

from .standing import Standing
from .values import value_words


@dataclass(frozen=True)
class Line:
    key: str
    name: str
    chapter: str
    rating_words: str
    standing: Standing | None
    is_of_this_call: bool
    against_words: str = ""
    # Whether asking it again could change a result, or let the lead out of its stage.
    could_matter: bool = True

    @property
    def state(self):
        """known, reask, aged (asking again changes nothing), unanswered (asked, and no answer stands) or new."""
        if self.standing is None:
            return "new"
        if not self.standing.is_rated:
            return "unanswered"
        if not self.standing.is_stale:
            return "known"
        return "reask" if self.could_matter else "aged"

    @property
    def evidence(self):
        return Evidence(self.standing.evidence).label

    @property
    def value(self):
        return value_words(self.standing.value)

    @property
    def nothing_words(self):
        return _("Withdrawn") if self.standing.is_withdrawn else _("Asked, not answered")


def line_of(criterion, standing, call_id, could_matter):
    """From a criterion of the document."""
    is_rated = standing is not None and standing.is_rated
    is_contradicted = is_rated and standing.against_rating is not None
    return Line(
        key=criterion["key"],
        name=read(criterion["name"]).text,
        chapter=criterion["chapter"],
        rating_words=read(criterion["rubric"][standing.rating]).text if is_rated else "",
        standing=standing,
        is_of_this_call=standing is not None and standing.call_id == call_id,
        against_words=read(criterion["rubric"][standing.against_rating]).text if is_contradicted else "",
        could_matter=could_matter,
    )
