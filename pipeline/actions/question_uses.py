"""What a call's page tells of its questions, beside the answers."""

from django.utils import timezone

from pipeline.models import PassedQuestion


def pass_question(*, call, question_id, at=None):
    """Note that a question was left without an answer; told again, it changes nothing. True when it is new."""
    row = PassedQuestion(call=call, question_id=question_id, occurred_at=at or timezone.now())
    return PassedQuestion.objects.append(row)
