"""Two people in one call heard different things about one criterion: both are shown, and neither wins silently."""

from dataclasses import asdict, dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from frameworks_app.models import Evidence, read
from pipeline.models import Answer


@dataclass(frozen=True)
class Heard:
    """One side of it, in words."""

    who: str
    rating: str
    words: str
    evidence: str
    quote: str


@dataclass(frozen=True)
class Conflict:
    """What a colleague has answered since the page last looked, beside what is to be written now."""

    id: int
    criterion: str
    at: str
    theirs: Heard
    ours: Heard

    @property
    def sentence(self):
        said = {"who": self.theirs.who, "time": self.at, "rating": self.theirs.rating, "words": self.theirs.words}
        return _("%(who)s answered at %(time)s: %(rating)s %(words)s. Send yours again to let it count.") % said

    def plain(self):
        return asdict(self)


def conflict_of(call, said, seen, by):
    """The colleague's answer that this one would push aside unseen; None where there is nothing to decide.

    `call` comes from `answerable`. Whoever corrects themselves, says the same, or has seen the other answer pushes
    nothing aside; and what the server has already is only sent once more.
    """
    heard = call.heard_last
    if seen is None or heard is None or heard["by"] == by.pk or heard["id"] == seen or heard["rating"] == said.rating:
        return None
    if Answer.objects.filter(client_id=said.client_id).exists():
        return None
    theirs = Answer.objects.select_related("by", "criterion").get(pk=heard["id"])
    return Conflict(
        id=theirs.pk,
        criterion=theirs.criterion.key,
        at=timezone.localtime(theirs.occurred_at).strftime("%H:%M"),
        theirs=side(theirs.criterion, theirs, str(theirs.by)),
        ours=side(theirs.criterion, said, _("You")),
    )


def side(criterion, said, who):
    if said.rating is None:
        return Heard(who, "–", _("Asked, not answered"), "", said.quote)
    words = read(criterion.rubric[said.rating]).text
    return Heard(who, str(said.rating), words, str(Evidence(said.evidence).label), said.quote)
