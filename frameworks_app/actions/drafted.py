"""What the draft would change about the version in force."""

from dataclasses import dataclass, replace

from frameworks_app.models import ScoringModelVersion

from .agreed.standing import lapsing, signed, unsigned
from .compare import count_lines, differences
from .document import digest_of, draft_document
from .edited import last_edits
from .names import row_names
from .publish import draft_problems


@dataclass(frozen=True)
class Drafted:
    """`digest` names the draft as it was read; `groups` are what it changes; `lapsing` are the definitions whose
    sign-offs would hold no more, `unsigned` is how many have none that holds now."""

    version: ScoringModelVersion | None
    digest: str
    groups: list
    problems: list
    lapsing: list
    unsigned: int

    @property
    def count(self):
        return count_lines(self.groups)

    @property
    def is_changed(self):
        return self.version is None or bool(self.groups)


def drafted(*, with_edits=False):
    version = ScoringModelVersion.objects.select_related("published_by", "restores").current()
    document = draft_document()
    groups = differences(version.document, document, row_names()) if version else []
    if groups and with_edits:
        groups = said_by_whom(groups, last_edits(version.published_at))
    latest = signed()
    ending = lapsing(version.document, document, latest) if version else []
    count = unsigned(version, latest)
    return Drafted(version, digest_of(document), groups, draft_problems(document), ending, count)


def said_by_whom(groups, edits):
    return [replace(group, lines=[replace(line, edit=edits.get(line.of)) for line in group.lines]) for group in groups]
