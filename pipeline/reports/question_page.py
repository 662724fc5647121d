"""All questions in the order of a conversation, each in every language beside the others, with its figures."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db.models import F

from frameworks_app.models import Chapter, Criterion, FrameworkCriterion, Question

from .question_uses import Figures, figures, together


@dataclass(frozen=True)
class Column:
    """A question as it reads in one language; empty texts are missing."""

    code: str
    name: str
    text: str
    probes: list
    figures: Figures

    @property
    def is_missing(self):
        return not self.text or not all(self.probes)


@dataclass(frozen=True)
class Row:
    question: Question
    by_language: dict

    @cached_property
    def columns(self):
        return [
            Column(
                code=code,
                name=name,
                text=self.question.text.get(code, ""),
                probes=[probe.get(code, "") for probe in self.question.probes],
                figures=self.by_language.get(code, Figures()),
            )
            for code, name in settings.LANGUAGES
        ]

    @property
    def together(self):
        return together(self.by_language)

    @property
    def lately(self):
        return self.together.lately

    @property
    def is_missing(self):
        return any(column.is_missing for column in self.columns)

    def reads(self, words):
        texts = [self.question.text, *self.question.probes, self.question.criterion.name]
        said = " ".join(text for each in texts for text in each.values())
        return words.casefold() in f"{said} {self.question.key}".casefold()


@dataclass(frozen=True)
class Block:
    """A criterion with its questions."""

    criterion: Criterion
    rows: list
    begins_chapter: bool = False


def question_page(*, q="", framework=None, missing=False):
    """Four statements, whatever is asked for: criteria, questions, figures, and which criteria the framework has."""
    listed = set(FrameworkCriterion.objects.filter(framework=framework).values_list("criterion_id", flat=True))
    criteria = Criterion.objects.asked().active()
    questions = Question.objects.select_related("framework", "criterion").order_by(
        F("is_active").desc(), F("framework").asc(nulls_first=True), "position", "pk"
    )
    by_question, rows = figures(), {}
    for question in questions:
        row = Row(question, by_question.get(question.pk, {}))
        if is_wanted(row, q, framework, missing):
            rows.setdefault(question.criterion_id, []).append(row)
    is_narrowed = bool(q or missing)
    order = list(Chapter)
    found = [
        Block(criterion, rows.get(criterion.pk, []))
        for criterion in sorted(criteria, key=lambda each: order.index(each.chapter))
        if (framework is None or criterion.pk in listed) and (rows.get(criterion.pk) or not is_narrowed)
    ]
    return with_chapters(found)


def is_wanted(row, q, framework, missing):
    is_for = framework is None or row.question.framework_id in (None, framework.pk)
    return is_for and (not missing or row.is_missing) and (not q or row.reads(q))


def with_chapters(blocks):
    """The first criterion of each chapter says so."""
    before = [None, *(block.criterion.chapter for block in blocks)]
    return [
        Block(block.criterion, block.rows, block.criterion.chapter != chapter)
        for block, chapter in zip(blocks, before, strict=False)
    ]
