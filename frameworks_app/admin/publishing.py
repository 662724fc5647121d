"""Saving in the admin publishes at once, in the same transaction; a draft that cannot score is taken back."""

from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseModelFormSet, all_valid
from django.http import HttpResponseRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from frameworks_app.actions.publish import publish
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
    """What one request saves: which rows, what is to be said once they are kept, and why they were not."""

    def __init__(self):
        self.rows, self.messages, self.refusal = [], [], None


class PublishingAdmin(admin.ModelAdmin):
    """Pages of rows that are part of the scoring document, unless `publishes` says otherwise."""

    publishes = True

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
                if request.saving.rows and self.publishes:
                    self.publish(request)
        except ValidationError as refusal:
            return self.refuse(request, refusal, view)
        for said in request.saving.messages:
            messages.add_message(request, *said)
        return response

    def refuse(self, request, refusal, view):
        """Everything is as it was; a form is shown once more with what was typed, and now says why."""
        request.saving = Saving()
        request.saving.refusal = refusal
        if "action" in request.POST and "_save" not in request.POST or request.path.endswith("/delete/"):
            for sentence in refusal.messages:
                messages.error(request, sentence)
            return HttpResponseRedirect(request.get_full_path().replace("/delete/", "/change/"))
        return view()

    def apply(self, request, row=None):
        """Save the sent form as its page would, and publish nothing: the row, and what is wrong with it.

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

    def publish(self, request):
        before = ScoringModelVersion.objects.newest_first().values_list("pk", flat=True).first()
        version = publish(by=request.user, note=", ".join(dict.fromkeys(request.saving.rows)))
        if version.pk == before:
            self.message_user(request, _("Nothing changed for scoring."), messages.INFO)
        else:
            said = _("Published as version %(number)s: every lead is being rescored.") % {"number": version.pk}
            self.message_user(request, said, messages.SUCCESS)

    def note_saved(self, request, row):
        self.check_rows(row)
        request.saving.rows.append(f"{capfirst(self.opts.verbose_name)}: {row}")
        for sentence in self.doubts(row):
            self.message_user(request, sentence, messages.WARNING)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.note_saved(request, form.instance)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        request.saving.rows.append(f"{capfirst(self.opts.verbose_name)}: {obj}")

    def message_user(self, request, message, level=messages.INFO, extra_tags="", fail_silently=False):
        # Outside a save, as on the history page of a row that is gone, there is nothing to wait for.
        if not hasattr(request, "saving"):
            super().message_user(request, message, level, extra_tags, fail_silently)
            return
        # Said only once it is kept: a refused draft takes its “was changed” back.
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
