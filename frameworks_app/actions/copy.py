"""A framework of one's own, begun from another."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from frameworks_app.models import Framework, FrameworkCriterion, Question, read

from .keys import free_key

COPIED = ("description", "expansion", "strengths", "weaknesses", "choose_when", "pass_rule", "threshold")
COPIED_OF_CRITERION = ("criterion_id", "label", "weight", "gate", "gate_evidence", "light", "position")
COPIED_OF_QUESTION = ("criterion_id", "text", "probes", "position", "is_active")


def copied_name(framework):
    """“Copy of BANT”, in every language in which the framework has a name."""
    return {language: copy_of(text, language) for language, text in framework.name.items()}


def copy_of(text, language):
    with override(language):
        return _("Copy of %(name)s") % {"name": text}


@transaction.atomic
def copy_framework(*, framework, name):
    """Copy a framework with its criteria and its own questions into the draft: inactive, under a new key."""
    copy = Framework.objects.create(
        key=free_key(Framework, read(name, "en").text),
        name=name,
        is_active=False,
        position=Framework.objects.count(),
        **values(framework, COPIED),
    )
    FrameworkCriterion.objects.bulk_create(
        FrameworkCriterion(framework=copy, **values(row, COPIED_OF_CRITERION)) for row in framework.criteria.all()
    )
    for row in framework.questions.all():
        key = free_key(Question, f"{copy.key} {row.key}")
        Question.objects.create(key=key, framework=copy, **values(row, COPIED_OF_QUESTION))
    return copy


def values(row, names):
    return {name: getattr(row, name) for name in names}
