"""A scoring model is tried on leads that are over: asked for by a person, counted by a worker, kept."""

from django.db import transaction
from django.utils.translation import gettext as _

from frameworks_app.actions.document import digest_of, draft_document
from frameworks_app.actions.publish import refuse_unsound
from frameworks_app.models import ScoringModelVersion
from pipeline.models import Job
from pipeline.reports.backtest.findings import backtest
from pipeline.scoring.backtest import DRAFT, Question
from pipeline.scoring.compile import CompiledModel
from pipeline.scoring.current import current
from pipeline.scoring.days import today
from pipeline.scoring.frozen import freeze, thaw
from pipeline.scoring.inputs import Keys

from .jobs import CannotBeDone, ask_for, register


@transaction.atomic
def ask_for_backtest(*, by, question, version):
    """`version` is the number of a published version, or "draft": then the draft is kept as it is now.

    ValidationError: what is wrong with the draft.
    """
    arguments = {"version": version, "question": question.plain()}
    if version == DRAFT:
        document = draft_document()
        refuse_unsound(document)
        arguments |= {"draft": freeze(document), "digest": digest_of(document)}
    return ask_for(kind=Job.Kind.BACKTEST, by=by, arguments=arguments)


@register(Job.Kind.BACKTEST)
def run_backtest(job, tell):
    document = document_of(job.arguments)
    in_force = current()
    # Teams are taken to have worked as they do now.
    ways = in_force.compiled.workflows if in_force else ()
    compiled = CompiledModel(document, Keys.load(), ways)
    question = Question.read(job.arguments["question"])
    return backtest(compiled, question, today(document), tell) | {"classes": classes_of(document)}


def document_of(arguments):
    if arguments["version"] == DRAFT:
        return thaw(arguments["draft"])
    version = ScoringModelVersion.objects.filter(pk=arguments["version"]).first()
    if version is None:
        raise CannotBeDone(_("There is no such version any more."))
    return version.document


def classes_of(document):
    """What the page needs of the document in order to name what was found."""
    return {
        "grades": document["grades"],
        "levels": document["levels"],
        "statuses": {str(each["id"]): each["name"] for each in document["categories"]},
    }
