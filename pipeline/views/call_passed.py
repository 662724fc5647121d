from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from frameworks_app.models import Question
from pipeline.actions.question_uses import pass_question
from pipeline.forms.call import PassedForm
from pipeline.models import DiscoveryCall

from .call import by_whom_it_was_made, over


@require_POST
@by_whom_it_was_made
def call_passed(request, pk):
    """The page tells of a question that was left without an answer; it has nothing to hear in return."""
    found = get_object_or_404(DiscoveryCall.objects.editable_by(request.user), pk=pk)
    if not found.is_open:
        return over(request, found)
    form = PassedForm(request.POST)
    # A question that is gone meanwhile is nobody's trouble in the middle of a call.
    if form.is_valid() and Question.objects.filter(pk=form.cleaned_data["question"]).exists():
        pass_question(call=found, question_id=form.cleaned_data["question"], at=form.heard_at())
    return JsonResponse({})
