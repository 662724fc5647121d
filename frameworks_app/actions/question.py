"""Save the wording of a question. It is no part of the scoring model: calls ask it so from now on."""

import re

import pghistory
from django.contrib.auth import get_user_model
from django.db import transaction

from frameworks_app.models import Question

from .edited import Edit
from .keys import free_key


@transaction.atomic
def save_question(*, question, said, by):
    """Write what a form says of it; a new one keeps the key that it was given."""
    for name, value in said.items():
        setattr(question, name, value)
    with pghistory.context(user=by.pk):
        question.save()
    return question


def question_key(criterion, wanted=""):
    """The key of a new question: the one that its page was given, or a free one."""
    if re.fullmatch(r"[-\w]{1,50}", wanted, re.ASCII) and not Question.objects.filter(key=wanted).exists():
        return wanted
    return free_key(Question, criterion.key)


def new_question(criterion, key):
    """To be filled on a page: behind those that the criterion has."""
    last = criterion.questions.order_by("-position").values_list("position", flat=True).first()
    return Question(criterion=criterion, key=key, position=0 if last is None else last + 1)


def last_edit(question):
    """Who saved a stored question last, and when; None before its first change."""
    events = Question.pgh_event_models["update"].objects.filter(pgh_obj=question.pk)
    event = events.select_related("pgh_context").order_by("-pgh_id").first()
    if event is None:
        return None
    key = event.pgh_context and event.pgh_context.metadata.get("user")
    return Edit(get_user_model().objects.filter(pk=key).first() if key else None, event.pgh_created_at)
