"""Admin-edited texts: one JSON field, language to text."""

from typing import NamedTuple

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _


class Reading(NamedTuple):
    text: str
    language: str


def read(texts, language=None):
    """The text and the language it was found in: the one asked for, else English, else any that is written."""
    for candidate in (language or get_language() or "en", "en", *(texts or {})):
        if text := (texts or {}).get(candidate):
            return Reading(text, candidate)
    return Reading("", "")


class TextsWidget(forms.MultiWidget):
    template_name = "components/texts_widget.html"

    def __init__(self, *, lines=1, attrs=None):
        widget = forms.Textarea if lines > 1 else forms.TextInput
        size = {"rows": lines} if lines > 1 else {}
        languages = {
            code.replace("-", "_"): widget({"lang": code, "aria-label": name, "data-language": name, **size})
            for code, name in settings.LANGUAGES
        }
        super().__init__(languages, attrs)

    def decompress(self, value):
        return [(value or {}).get(code, "") for code, _name in settings.LANGUAGES]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for widget, (code, label) in zip(context["widget"]["subwidgets"], settings.LANGUAGES, strict=True):
            widget["language_code"], widget["language_name"] = code, label
        return context


class TextsFormField(forms.MultiValueField):
    def __init__(self, *, lines=1, required=True, **kwargs):
        # JSONField offers an encoder and a decoder, which four plain lines do not need.
        kwargs = {key: value for key, value in kwargs.items() if key not in {"encoder", "decoder"}}
        super().__init__(
            [forms.CharField(required=False) for _language in settings.LANGUAGES],
            widget=TextsWidget(lines=lines),
            required=required,
            require_all_fields=False,
            **kwargs,
        )

    def compress(self, data_list):
        codes = [code for code, _name in settings.LANGUAGES]
        return {code: text for code, text in zip(codes, data_list or [], strict=False) if text}

    def clean(self, value):
        texts = super().clean(value)
        if texts and not texts.get("en"):
            raise ValidationError(_("Write at least the English text: it is shown where a translation is missing."))
        return texts

    def has_changed(self, initial, data):
        return self.compress(self.widget.decompress(initial)) != self.compress(data)


def validate_texts(texts):
    if not isinstance(texts, dict) or not set(texts) <= {code for code, _name in settings.LANGUAGES}:
        raise ValidationError(_("Texts are given by language: en, pl, ru, zh-hans."))
    if not all(isinstance(text, str) for text in texts.values()):
        raise ValidationError(_("Each language holds a text."))


class TextsField(models.JSONField):
    """Language to text, such as {"en": "Budget", "pl": "Budżet"}."""

    default_validators = [validate_texts]

    def __init__(self, *args, lines=1, **kwargs):
        self.lines = lines
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        kwargs.pop("form_class", None)
        kwargs.pop("widget", None)
        # The default is callable, for which Django would compare with a hidden copy of the field: one line of four.
        kwargs["show_hidden_initial"] = False
        return models.Field.formfield(self, form_class=TextsFormField, lines=self.lines, **kwargs)


class Definition(models.Model):
    """A row that an admin edits and that other rows refer to by key. Retired, never deleted; its key never changes."""

    key = models.SlugField(
        _("key"), unique=True, help_text=_("A short name for imports and formulas. It never changes.")
    )
    name = TextsField(_("name"))
    description = TextsField(_("description"), blank=True, lines=3)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("active"), default=True, help_text=_("Retired rows stay for history."))
    shipped_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self):
        return read(self.name).text or self.key

    def clean(self):
        super().clean()
        if self.pk and type(self).objects.filter(pk=self.pk).exclude(key=self.key).exists():
            raise ValidationError({"key": gettext("A key never changes: other rows and files refer to it.")})


class DefinitionQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)
