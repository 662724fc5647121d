"""The scoring model: what is in force, what is drafted, what was before."""

from django.shortcuts import render

from frameworks_app.models import ScoringModelVersion

from .entry import for_readers


@for_readers
def model(request):
    return render(request, "frameworks_app/model.html", {"version": ScoringModelVersion.objects.current()})
