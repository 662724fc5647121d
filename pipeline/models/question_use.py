"""What each question is good for: in which calls it was asked, whether it was answered, what the answer changed."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from frameworks_app.models import Question

from .facts import AppendingQuerySet, Fact, append_only


class PassedQuestionQuerySet(AppendingQuerySet):
    met_by = "(call_id, question_id)"


class PassedQuestion(Fact):
    """A question that stood on the screen of a call when its caller went on to the next one without an answer."""

    call = models.ForeignKey("pipeline.DiscoveryCall", models.CASCADE, related_name="passed_questions", db_index=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="+")

    objects = PassedQuestionQuerySet.as_manager()

    class Meta:
        triggers = [append_only()]
        constraints = [
            models.UniqueConstraint(fields=["call", "question"], name="question_passed_once_per_call"),
        ]


class QuestionUse(models.Model):
    """One question in one call that is over, counted once; whatever is published later leaves it as it is.

    `language` is the one that the call was last held in. An answer that was given is no skip, though the question may
    have been passed before.
    """

    call = models.ForeignKey("pipeline.DiscoveryCall", models.CASCADE, related_name="question_uses", db_index=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="uses", db_index=False)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    # The day on which the call ended.
    day = models.DateField()
    is_answered = models.BooleanField()
    # Whether the answer changed the verdict of an active framework; None: there was no version in force to say so.
    changed_verdict = models.BooleanField(null=True)

    class Meta:
        verbose_name = _("use of a question")
        verbose_name_plural = _("uses of questions")
        constraints = [
            models.UniqueConstraint(fields=["call", "question"], name="question_use_once_per_call"),
            models.CheckConstraint(
                name="only_an_answer_changes_a_verdict",
                condition=models.Q(is_answered=True) | ~models.Q(changed_verdict=True),
            ),
        ]
        indexes = [models.Index(fields=["question", "language", "day"], name="question_use_by_language")]


class UncountedCall(models.Model):
    """A call that is over and whose questions are still to be counted; gone once they are."""

    call = models.OneToOneField("pipeline.DiscoveryCall", models.CASCADE, primary_key=True, related_name="+")


def counted_when_over():
    """The triggers that mark a call for counting when it ends. An attempt ends as it begins: nothing was asked."""
    mark = "INSERT INTO pipeline_uncountedcall (call_id) VALUES (NEW.id) ON CONFLICT DO NOTHING; RETURN NULL;"
    held = "NEW.ended_at > NEW.started_at"
    return [
        pgtrigger.Trigger(
            name="count_questions_of_what_is_over",
            when=pgtrigger.After,
            operation=pgtrigger.Insert,
            condition=pgtrigger.Condition(held),
            func=mark,
        ),
        pgtrigger.Trigger(
            name="count_questions_when_it_ends",
            when=pgtrigger.After,
            operation=pgtrigger.UpdateOf("ended_at"),
            condition=pgtrigger.Condition(f"OLD.ended_at IS NULL AND {held}"),
            func=mark,
        ),
    ]
