"""What every definition's page has in common: a key made from the name, and what publishing had to say."""

from django import forms
from django.utils.translation import gettext_lazy as _

from frameworks_app.actions.keys import free_key
from frameworks_app.models.texts import TextsFormField

from .lists import ChoiceRowField, ListField, TextsListField


class Refusable:
    """A form that says why what it saved was taken back; the page sets `refusal` and shows it once more."""

    refusal = None

    def clean(self):
        super().clean()
        if self.refusal:
            self.add_refusal(self.refusal)
        return self.cleaned_data

    def _post_clean(self):
        # It was sound when it was saved; without the field that is refused now it would be judged as if left empty.
        if not self.refusal:
            super()._post_clean()

    def add_refusal(self, refusal):
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for field, errors in refusal.error_dict.items():
            self.add_error(field if field in self.fields else None, errors)


class KeyedForm(Refusable, forms.ModelForm):
    """The key may be left to us on adding, and stands for good afterwards."""

    named_by = "name"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "key" in self.fields:
            self.fields["key"].required = False
            self.fields["key"].disabled = bool(self.instance.pk)
            self.fields["key"].help_text = _(
                "A short name for imports and formulas. It never changes. Left empty, it comes from the English name."
            )

    def clean(self):
        cleaned = super().clean()
        text = (cleaned.get(self.named_by) or {}).get("en")
        if text and "key" in self.fields and not cleaned.get("key") and "key" not in self.errors:
            cleaned["key"] = free_key(self._meta.model, text)
        return cleaned


class SegmentForm(KeyedForm):
    class Meta:
        labels = {"employees_at_least": _("Employees from"), "employees_at_most": _("To")}


class AttributeForm(KeyedForm):
    choices = ListField(
        ChoiceRowField(),
        label=_("Choices"),
        spare=3,
        help_text=_("The value as it stands in data, then what people read. Without choices, any text is taken."),
    )


class QuestionForm(KeyedForm):
    named_by = "text"
    probes = TextsListField(label=_("Probes"), spare=1, help_text=_("Follow-up questions. Empty a row to drop it."))


LEVELS = ("level_0", "level_1", "level_2", "level_3", "level_4")


class CriterionForm(KeyedForm):
    level_0 = TextsFormField(label=_("0: known to be absent"), lines=2)
    level_1 = TextsFormField(label="1", lines=2)
    level_2 = TextsFormField(label="2", lines=2)
    level_3 = TextsFormField(label="3", lines=2)
    level_4 = TextsFormField(label=_("4: fully there"), lines=2)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for level, texts in zip(LEVELS, self.instance.rubric or [], strict=False):
            self.initial[level] = texts

    def clean(self):
        cleaned = super().clean()
        if all(level in cleaned for level in LEVELS):
            self.instance.rubric = [cleaned[level] for level in LEVELS]
        return cleaned
