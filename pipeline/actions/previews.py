"""A draft is tried on all leads: asked for by a person, counted by a worker, let go after a while."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.locks import Lock
from frameworks_app.actions.document import digest_of, draft_document
from frameworks_app.actions.publish import refuse_unsound
from frameworks_app.scoring import Model
from pipeline.models import Erasure, Job, PreviewMove
from pipeline.reports.preview.reasons import reasons
from pipeline.reports.preview.result import result_of
from pipeline.reports.preview.seats import teams_of
from pipeline.scoring.compile import CompiledModel
from pipeline.scoring.current import current
from pipeline.scoring.frozen import freeze, thaw
from pipeline.scoring.inputs import Keys
from pipeline.scoring.movement import Comparison, compare_all

from .jobs import CannotBeDone, ask_for, register

MOST_KEPT = 20
KEPT_FOR = timedelta(days=30)
OF_USE = [Job.State.WAITING, Job.State.RUNNING, Job.State.DONE]


@transaction.atomic
def ask_for_preview(*, by, again=False):
    """The preview of the draft as it is now: one that is there already, unless it shall be counted `again`.

    ValidationError: what is wrong with the draft.
    """
    document = draft_document()
    refuse_unsound(document)
    model = current()
    if model is None:
        raise ValidationError(_("Nothing is published yet, so that no lead has a score to compare with."))
    with connection.cursor() as cursor:
        # One at a time, so that two who ask at once are shown the same.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.PREVIEWS])
    arguments = {"digest": digest_of(document), "version": model.version_id, "draft": freeze(document)}
    same = previews_of(arguments["digest"], model.version_id).filter(state__in=OF_USE)
    for job in same[:1]:
        if job.is_under_way or not again:
            return job
    return ask_for(kind=Job.Kind.PREVIEW, by=by, arguments=arguments)


def previews_of(wanted, version_id):
    """Previews of exactly this draft against this version, the newest first."""
    found = Job.objects.filter(kind=Job.Kind.PREVIEW)
    return found.filter(arguments__digest=wanted, arguments__version=version_id).order_by("-pk")


@register(Job.Kind.PREVIEW)
def run_preview(job, tell):
    """Count all leads under the frozen draft, beside what is stored of them."""
    before = current()
    if before is None or before.version_id != job.arguments["version"]:
        raise CannotBeDone(_("Another version was published meanwhile. Look at the draft again against that one."))
    document = thaw(job.arguments["draft"])
    compiled = CompiledModel(document, Keys.load(), before.compiled.workflows)
    comparison = Comparison(before.version_id, before.document, compiled)
    tally = compare_all(comparison, job_id=job.pk, tell=tell)
    ids = [row["lead"] for row in tally.movers]
    why = reasons(before, Model.from_document(document), compiled, ids, comparison.today) if ids else {}
    return result_of(tally, comparison, why, teams_of(tally, comparison))


@transaction.atomic
def let_previews_go():
    """Old ones, and all but the newest; those under way stay. Returns how many went."""
    over = Job.objects.filter(kind=Job.Kind.PREVIEW, state__in=[Job.State.DONE, Job.State.FAILED])
    newest = over.order_by("-pk").values_list("pk", flat=True)[:MOST_KEPT]
    kept = over.filter(pk__in=list(newest), started_at__gte=timezone.now() - KEPT_FOR)
    gone = list(over.exclude(pk__in=kept).values_list("pk", flat=True))
    if gone:
        PreviewMove.objects.filter(job__in=gone).delete()
        Job.objects.filter(pk__in=gone).delete()
        Erasure.objects.create(cause=Erasure.Cause.RETENTION, counts={"previews": len(gone)})
    return len(gone)
