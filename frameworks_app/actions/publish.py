"""Freeze the draft into a version. The sweep sees the new version and rescores everyone."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.locks import Lock
from frameworks_app.models import Category, Framework, ScoringModelVersion, read

from .document import digest_of, draft_document


@dataclass(frozen=True)
class Problem:
    """Why a draft cannot score: a sentence, the part of the draft where it is mended, and the id of the row there."""

    part: str
    sentence: str
    anchor: str = ""

    def __str__(self):
        return self.sentence


@transaction.atomic
def publish(*, by, note="", acts_on_changes=False, seen=None, restores=None):
    """Make the draft the version in force; the current one when nothing changed.

    `seen` is the digest of the draft that the person looked at. ValidationError: what is wrong.
    """
    one_at_a_time()
    document = draft_document()
    refuse_unseen(document, seen)
    refuse_unsound(document)
    current = ScoringModelVersion.objects.current()
    if current and current.document == document:
        return current
    return ScoringModelVersion.objects.create(
        document=document, published_by=by, note=note, acts_on_changes=acts_on_changes, restores=restores
    )


def one_at_a_time():
    """Until the transaction ends: of two who publish at once the later sees what the earlier left."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.PUBLISHING])


def refuse_unseen(document, seen):
    """Nobody publishes or throws away what somebody else has just edited."""
    if seen is not None and seen != digest_of(document):
        raise ValidationError(_("The draft has changed since you opened this page. Look at it again first."))


def refuse_unsound(document):
    """ValidationError with a sentence for each thing that keeps the draft from scoring."""
    if problems := draft_problems(document):
        raise ValidationError([problem.sentence for problem in problems])


def draft_problems(document):
    """What no single row can see; empty when the draft can score."""
    return [*table_problems(document), *framework_problems(document), *icp_problems(document)]


def table_problems(document):
    table = document["table"]
    if not table:
        yield Problem("statuses", _("The decision table is empty: add a last row without conditions."))
        return
    last = table[-1]
    kinds = {category["key"]: category["kind"] for category in document["categories"]}
    if last["conditions"]:
        said = _("The last row of the decision table must have no conditions, so that every lead gets a status.")
        yield Problem("statuses", said, f"row-{last['key']}")
    if kinds[last["category"]] == Category.Kind.DISQUALIFIED:
        said = _("The last row of the decision table must not disqualify: it catches every lead left over.")
        yield Problem("statuses", said, f"row-{last['key']}")
    unreachable = [row["key"] for row in table[:-1] if not row["conditions"]]
    if unreachable:
        said = _("Rows below “%(key)s” can never win: it has no conditions.") % {"key": unreachable[0]}
        yield Problem("statuses", said, f"row-{unreachable[0]}")


def framework_problems(document):
    for framework in document["frameworks"]:
        name = {"name": read(framework["name"]).text}
        if framework["pass_rule"] in Framework.RULES_WITH_GATES and not any(
            each["gate"] for each in framework["criteria"]
        ):
            said = _("%(name)s counts gates, and none of its criteria has one.") % name
            yield Problem("qualification", said, f"framework-{framework['key']}")
        if framework["threshold"] and not sum(each["weight"] for each in framework["criteria"]):
            said = _("%(name)s has a threshold, and all its weights are 0.") % name
            yield Problem("qualification", said, f"framework-{framework['key']}")


def icp_problems(document):
    for icp in document["icps"]:
        if not icp["criteria"]:
            said = _("The ICP %(name)s is active and has no rule.") % {"name": read(icp["name"]).text}
            yield Problem("fit", said, f"icp-{icp['key']}")
