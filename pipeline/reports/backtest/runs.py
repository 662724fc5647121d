"""Which backtests there are."""

from django.db.models import F, Func, JSONField, Value

from pipeline.models import Job
from pipeline.reports.keyset import Order

from .shown import Run
from .words import names_of_scopes

NEWEST = Order("pk")


class Without(Func):
    """A JSON object without one of its keys."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = JSONField()


def backtests():
    """What was asked, without the drafts that some of them hold by value."""
    found = Job.objects.filter(kind=Job.Kind.BACKTEST).select_related("by").defer("arguments")
    return found.annotate(said=Without(F("arguments"), Value("draft")))


def finished():
    return backtests().filter(state=Job.State.DONE)


def runs_of(*jobs):
    names = names_of_scopes()
    return [Run(job, job.said, names) for job in jobs]
