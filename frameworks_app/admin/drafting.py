"""Saving in the admin changes the draft; what a row alone gets wrong is told at the field, and taken back."""

from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseModelFormSet, all_valid
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from frameworks_app.actions.document import draft_document
from frameworks_app.actions.publish import draft_problems
from frameworks_app.forms.ordered import say_names
from frameworks_app.models import ScoringModelVersion


class RefusableFormSet(BaseModelFormSet):
    """The edited list, which says why what it saved was taken back."""

    refusal = None

    def add_fields(self, form, index):
        super().add_fields(form, index)
        say_names(form)

    def clean(self):
        super().clean()
        if self.refusal:
            raise ValidationError(self.refusal.messages)


class Saving:
    """What one request saves: whether it did, what is to be said once that is kept, and why it was not."""

    def __init__(self):
        self.is_done, self.messages, self.refusal = False, [], None


class DraftAdmin(admin.ModelAdmin):
    """Pages of rows that are part of the scoring document, unless `is_scored` says otherwise."""

    is_scored = True

    class Media:
        css = {"all": ["css/set-up.css"]}

    def check_rows(self, row):
        """Raise a ValidationError by field for what only the row together with its children shows."""

    def doubts(self, row):
        """Sentences about what is allowed, and probably not meant."""
        return []

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        return self.keep_or_refuse(
            request, partial(super().changeform_view, request, object_id, form_url, extra_context)
        )

    def changelist_view(self, request, extra_context=None):
        return self.keep_or_refuse(request, partial(super().changelist_view, request, extra_context))

    def delete_view(self, request, object_id, extra_context=None):
        return self.keep_or_refuse(request, partial(super().delete_view, request, object_id, extra_context))

    def keep_or_refuse(self, request, view):
        request.saving = Saving()
        try:
            with transaction.atomic():
                response = view()
                if request.saving.is_done and self.is_scored:
                    self.say_where_it_stands(request)
        except ValidationError as refusal:
            return self.refuse(request, refusal, view)
        for said in request.saving.messages:
            messages.add_message(request, *said)
        return response

    def refuse(self, request, refusal, view):
        """Everything is as it was; a form is shown once more with what was typed, and now says why."""
        request.saving = Saving()
        request.saving.refusal = refusal
        if "action" in request.POST and "_save" not in request.POST:
            for sentence in refusal.messages:
                messages.error(request, sentence)
            return HttpResponseRedirect(request.get_full_path())
        return view()

    def apply(self, request, row=None):
        """Save the sent form as its page would: the row, and what is wrong with it.

        For whoever looks at the effect: the caller takes it back with the transaction.
        """
        request.saving = Saving()
        fields = flatten_fieldsets(self.get_fieldsets(request, row))
        form = self.get_form(request, row, change=row is not None, fields=fields)(request.POST, instance=row)
        is_valid = form.is_valid()
        saved = self.save_form(request, form, change=row is not None) if is_valid else form.instance
        formsets, _inlines = self._create_formsets(request, saved, change=row is not None)
        if not (all_valid(formsets) and is_valid):
            return saved, problems(form, formsets)
        try:
            self.save_model(request, saved, form, row is not None)
            self.save_related(request, form, formsets, row is not None)
        except ValidationError as refusal:
            return saved, refusal.messages
        return saved, []

    def say_where_it_stands(self, request):
        current, document = ScoringModelVersion.objects.current(), draft_document()
        if current and current.document == document:
            said = _("The draft is as version %(number)s, which is in force: there is nothing to publish.")
            self.message_user(request, said % {"number": current.pk}, messages.INFO)
            return
        self.message_user(request, with_link(unpublished(current)), messages.SUCCESS)
        for problem in draft_problems(document):
            self.message_user(request, problem.sentence, messages.WARNING)

    def note_saved(self, request, row):
        self.check_rows(row)
        request.saving.is_done = True
        for sentence in self.doubts(row):
            self.message_user(request, sentence, messages.WARNING)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.note_saved(request, form.instance)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        request.saving.is_done = True

    def message_user(self, request, message, level=messages.INFO, extra_tags="", fail_silently=False):
        # Outside a save, as on the history page of a row that is gone, there is nothing to wait for.
        if not hasattr(request, "saving"):
            super().message_user(request, message, level, extra_tags, fail_silently)
            return
        # Said only once it is kept: what is refused takes its “was changed” back.
        said = (level, message, extra_tags, fail_silently)
        if said not in request.saving.messages:
            request.saving.messages.append(said)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = request.saving.refusal
        return form

    def get_changelist_formset(self, request, **kwargs):
        formset = super().get_changelist_formset(request, formset=RefusableFormSet, **kwargs)
        formset.refusal = request.saving.refusal
        return formset


def unpublished(current):
    if current is None:
        return _("Saved in the draft. No lead is scored until you publish.")
    said = _("Saved in the draft. Leads are scored by version %(number)s until you publish.")
    return said % {"number": current.pk}


def with_link(sentence):
    return format_html('{} <a href="{}">{}</a>', sentence, reverse("frameworks_app:model"), _("See the draft"))


def problems(form, formsets):
    """What is wrong with a page, a sentence each: the field, and the row where it stands in one."""
    found = [*form_problems(form)]
    for formset in formsets:
        found += formset.non_form_errors()
        for number, row in enumerate(formset.forms, start=1):
            found += [
                _("Row %(number)s: %(problem)s") % {"number": number, "problem": said} for said in form_problems(row)
            ]
    return found


def form_problems(form):
    for field, errors in form.errors.items():
        label = form.fields[field].label if field in form.fields else ""
        for error in errors:
            yield f"{capfirst(label)}: {error}" if label else error
