"""Scoring models tried on leads that are over."""

from django.core.exceptions import ValidationError
from django.db.models import F, Func, JSONField, Value
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header

from frameworks_app.views.entry import for_readers
from pipeline.actions.backtests import ask_for_backtest
from pipeline.forms.backtest import BacktestForm
from pipeline.models import Job
from pipeline.models.job import TYPES
from pipeline.reports.backtest.files import headings, lines
from pipeline.reports.backtest.shown import Run, side_by_side
from pipeline.reports.backtest.words import names_of_scopes
from pipeline.reports.export_files import as_csv
from pipeline.reports.keyset import Order, turn

NEWEST = Order("pk")
SIZE = 20


class Without(Func):
    """A JSON object without one of its keys."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = JSONField()


def backtests():
    """What was asked, without the drafts that some of them hold by value."""
    found = Job.objects.filter(kind=Job.Kind.BACKTEST).select_related("by").defer("arguments")
    return found.annotate(said=Without(F("arguments"), Value("draft")))


def runs_of(*jobs):
    names = names_of_scopes()
    return [Run(job, job.said, names) for job in jobs]


@for_readers
def backtest_list(request):
    form = BacktestForm(request.POST or None)
    if form.is_valid():
        try:
            job = ask_for_backtest(by=request.user, question=form.question, version=form.chosen_version)
        except ValidationError as problems:
            form.add_error("version", problems)
        else:
            return redirect("pipeline:backtest_detail", job.pk)
    page = turn(backtests(), NEWEST, request.GET.get("page", ""), SIZE)
    turning = {
        "previous_url": page.previous and f"?page={page.previous}",
        "next_url": page.next and f"?page={page.next}",
    }
    context = {"form": form, "runs": runs_of(*page.rows), "turn": turning}
    return render(request, "pipeline/backtest_list.html", context)


@for_readers
def backtest_detail(request, pk):
    """Under way, the page asks for its progress; done, it stands beside another run where one is named."""
    job = get_object_or_404(backtests(), pk=pk)
    if request.htmx:
        return render(request, "pipeline/_backtest_state.html", {"run": runs_of(job)[0]})
    return render(request, "pipeline/backtest_detail.html", beside(job, request.GET.get("with", "")))


def beside(job, number):
    """The run, those that it can be put beside, and the one that it is put beside."""
    is_done = job.state == Job.State.DONE
    chosen = [get_object_or_404(finished(), pk=int(number) if number.isdecimal() else 0)] if is_done and number else []
    others = finished().exclude(pk=job.pk).order_by("-pk")[:SIZE] if is_done else []
    run, *found = runs_of(job, *chosen, *others)
    other = found.pop(0) if chosen else None
    return {"run": run, "others": found, "other": other, "pairs": other and side_by_side(run, other)}


def finished():
    return backtests().filter(state=Job.State.DONE)


@for_readers
def backtest_tables(request, pk):
    job = get_object_or_404(finished(), pk=pk)
    response = HttpResponse(as_csv(headings(), lines(job.result)), content_type=TYPES[".csv"])
    response["Content-Disposition"] = content_disposition_header(True, f"backtest-{job.pk}.csv")
    response["Cache-Control"] = "private, no-store"
    return response
