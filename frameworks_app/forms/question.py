"""One question in all languages side by side, with its follow-ups: what is stored, what was sent, how they differ."""

import hashlib
import json
from itertools import count

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frameworks_app.models import Framework

from .draft_part import Difference
from .draft_rows import numbers, wish

LONGEST, LONGEST_PROBE, MOST_PROBES = 1000, 500, 30
NO_ENGLISH = gettext_lazy("Write at least the English text: it is shown where a translation is missing.")


def text_field(code, name, *, longest, lines, **options):
    # Read by whoever writes in that language: the field says which one it is.
    attrs = {"rows": lines, "lang": code, "data-language": code, "class": "form-control"}
    return forms.CharField(label=name, max_length=longest, widget=forms.Textarea(attrs), required=False, **options)


class TextsForm(forms.Form):
    """A text in each language, of which the English one stands in for those that are missing."""

    begin, longest, lines = "", LONGEST, 4

    def __init__(self, data=None, *, texts, **options):
        super().__init__(data, use_required_attribute=False, **options)
        for code, name in settings.LANGUAGES:
            self.fields[self.begin + code] = text_field(
                code, name, longest=self.longest, lines=self.lines, initial=texts.get(code, "")
            )

    @property
    def columns(self):
        """(language code, its field), in the order of the languages."""
        return [(code, self[self.begin + code]) for code, _name in settings.LANGUAGES]

    @cached_property
    def texts(self):
        """As typed, whether or not it can be saved."""
        typed = {code: (field.value() or "").replace("\r\n", "\n").strip() for code, field in self.columns}
        return {code: text for code, text in typed.items() if text}

    def need_english(self):
        if not self.texts.get("en"):
            self.add_error(f"{self.begin}en", NO_ENGLISH)


class ProbeForm(TextsForm):
    """One follow-up question, as a row of a list."""

    longest, lines = LONGEST_PROBE, 2

    @property
    def is_removed(self):
        return self.is_bound and bool(self.data.get(f"{self.prefix}-removed"))

    def clean(self):
        super().clean()
        if self.texts:
            self.need_english()


class WordingForm(TextsForm):
    """`question` is what stands; it is not touched."""

    begin = "text-"
    framework = forms.ModelChoiceField(
        Framework.objects.none(),
        label=gettext_lazy("Only for the framework"),
        required=False,
        empty_label=gettext_lazy("Every framework with the criterion"),
    )
    position = forms.IntegerField(
        label=gettext_lazy("Order"),
        min_value=0,
        max_value=32767,
        help_text=gettext_lazy("The first wording is offered first; the others are one key away."),
    )
    is_active = forms.BooleanField(
        label=gettext_lazy("Asked in calls"),
        required=False,
        help_text=gettext_lazy("A retired question is asked no more; the answers to it stay."),
    )

    def __init__(self, data=None, *, question):
        self.question = question
        initial = {name: getattr(question, name) for name in ("framework", "position", "is_active")}
        super().__init__(data, texts=question.text, initial=initial)
        offered = Framework.objects.filter(Q(is_retired=False) | Q(pk=question.framework_id))
        self.fields["framework"].queryset = offered
        self.fields["framework"].widget.attrs["class"] = "form-select"
        self.fields["position"].widget.attrs["class"] = "form-control"
        self.probes = sent_probes(data) if self.is_bound else stored_probes(question)

    @property
    def settings(self):
        return [self["framework"], self["position"]]

    def add_probe(self):
        """One more row, for a page without a script."""
        taken = [int(form.prefix.rsplit("-", 1)[1]) for form in self.probes]
        self.probes.append(ProbeForm(texts={}, prefix=f"probes-{max(taken, default=-1) + 1}"))

    @property
    def blank_probe(self):
        return ProbeForm(texts={}, prefix="__rows__-__n__")

    @property
    def kept_probes(self):
        return [form for form in self.probes if not form.is_removed and form.texts]

    def clean(self):
        super().clean()
        self.need_english()
        # All are asked, so that every error is told at once.
        answers = [form.is_valid() for form in self.kept_probes]
        if not all(answers):
            self.add_error(None, _("Look at the follow-up questions: one of them is to be mended."))
        if len(self.kept_probes) > MOST_PROBES:
            said = _("%(most)d follow-up questions are enough: nobody reads more in a call.")
            self.add_error(None, said % {"most": MOST_PROBES})

    def said(self):
        found = self.cleaned_data
        return {
            "text": self.texts,
            "probes": [form.texts for form in self.kept_probes],
            "framework": found.get("framework"),
            "position": found.get("position"),
            "is_active": bool(found.get("is_active")),
        }

    @cached_property
    def seen(self):
        """A digest of the question as it is stored."""
        said = said_by(self.question) | {"framework": self.question.framework_id}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    def is_overtaken(self):
        """Whether it was saved since this page was shown."""
        return self.data.get("seen") != self.seen

    def is_stored(self):
        """Whether what was sent stands there already, as after a double click."""
        return self.said() == said_by(self.question)

    def differences(self):
        """Where what is stored differs from what was sent."""
        theirs, mine = (dict(lines(said, self)) for said in (said_by(self.question), self.said()))
        return [
            Difference("", str(label), theirs.get(label, "–"), mine.get(label, "–"))
            for label in dict.fromkeys([*theirs, *mine])
            if theirs.get(label, "–") != mine.get(label, "–")
        ]


def stored_probes(question):
    return [ProbeForm(texts=texts, prefix=f"probes-{number}") for number, texts in enumerate(question.probes)]


def sent_probes(data):
    """In the order of their numbers, as a script or a hand has written them."""
    found = [ProbeForm(data, texts={}, prefix=f"probes-{number}") for number in numbers(data, "probes")]
    places = {form: place for place, form in enumerate(found, start=1)}
    return sorted(found, key=lambda form: wish(form, places[form]))


def said_by(question):
    names = ("text", "probes", "framework", "position", "is_active")
    return {name: getattr(question, name) for name in names}


def lines(said, form):
    """Each thing that can differ, with its name, as people read it."""
    for code, name in settings.LANGUAGES:
        yield name, said["text"].get(code, "–")
    for number, texts in zip(count(1), said["probes"], strict=False):
        for code, name in settings.LANGUAGES:
            label = _("Follow-up question %(number)d, %(language)s") % {"number": number, "language": name}
            yield label, texts.get(code, "–")
    for name in ("framework", "position"):
        empty = form.fields["framework"].empty_label
        yield capfirst(form.fields[name].label), str(said[name] if said[name] is not None else empty)
    yield form.fields["is_active"].label, _("yes") if said["is_active"] else _("no")
