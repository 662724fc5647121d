"""Scoring models tried on leads that are over."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render

from accounts.keys import key_in
from frameworks_app.views.entry import for_readers
from pipeline.actions.backtests import ask_for_backtest
from pipeline.forms.backtest import BacktestForm
from pipeline.models import Job
from pipeline.reports.backtest.runs import NEWEST, backtests, finished, runs_of
from pipeline.reports.backtest.shown import side_by_side
from pipeline.reports.keyset import turn

SIZE = 20


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
    chosen = [get_object_or_404(finished(), pk=key_in(number))] if is_done and number else []
    others = finished().exclude(pk=job.pk).order_by("-pk")[:SIZE] if is_done else []
    run, *found = runs_of(job, *chosen, *others)
    other = found.pop(0) if chosen else None
    return {"run": run, "others": found, "other": other, "pairs": other and side_by_side(run, other)}
