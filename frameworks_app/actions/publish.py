"""Freeze the draft into a version. The sweep sees the new version and rescores everyone."""

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from frameworks_app.models import Category, Framework, ScoringModelVersion, read

from .document import draft_document

PUBLISH_LOCK = 7302


@transaction.atomic
def publish(*, by, note=""):
    """Make the draft the version in force; the current one when nothing changed. ValidationError: what is wrong."""
    with connection.cursor() as cursor:
        # One at a time, so that two admins who save at once make two versions, the later holding both changes.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PUBLISH_LOCK])
    document = draft_document()
    if problems := draft_problems(document):
        raise ValidationError(problems)
    current = ScoringModelVersion.objects.current()
    if current and current.document == document:
        return current
    return ScoringModelVersion.objects.create(document=document, published_by=by, note=note)


def draft_problems(document):
    """Sentences on what no single row can see; empty when the draft can score."""
    return [*table_problems(document), *framework_problems(document), *icp_problems(document)]


def table_problems(document):
    table = document["table"]
    if not table:
        return [_("The decision table is empty: add a last row without conditions.")]
    kinds = {category["key"]: category["kind"] for category in document["categories"]}
    problems = []
    if table[-1]["conditions"]:
        problems.append(
            _("The last row of the decision table must have no conditions, so that every lead gets a status.")
        )
    if kinds[table[-1]["category"]] == Category.Kind.DISQUALIFIED:
        problems.append(_("The last row of the decision table must not disqualify: it catches every lead left over."))
    unreachable = [row["key"] for row in table[:-1] if not row["conditions"]]
    if unreachable:
        problems.append(_("Rows below “%(key)s” can never win: it has no conditions.") % {"key": unreachable[0]})
    return problems


def framework_problems(document):
    for framework in document["frameworks"]:
        name = {"name": read(framework["name"]).text}
        if framework["pass_rule"] in Framework.RULES_WITH_GATES and not any(
            each["gate"] for each in framework["criteria"]
        ):
            yield _("%(name)s counts gates, and none of its criteria has one.") % name
        if framework["threshold"] and not sum(each["weight"] for each in framework["criteria"]):
            yield _("%(name)s has a threshold, and all its weights are 0.") % name


def icp_problems(document):
    for icp in document["icps"]:
        if not icp["criteria"]:
            yield _("The ICP %(name)s is active and has no rule.") % {"name": read(icp["name"]).text}
