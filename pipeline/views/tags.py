from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pipeline.actions.tags import tag_called, tag_lead, untag_lead
from pipeline.forms.bulk import TagForm
from pipeline.models import Lead, Tag
from pipeline.reports.lead_list import with_tag_names

from .found import editable_lead

MOST_OFFERED = 500


def lead_tag(request, pk):
    """Put a word on the lead; the tags answer anew where they stand."""
    lead = editable_lead(request, pk)
    form = TagForm(request.POST or None)
    if form.is_valid():
        tag_lead(lead=lead, tag=tag_called(name=form.cleaned_data["name"], by=request.user), by=request.user)
        return shown(request, lead)
    return shown(request, lead, form) if request.htmx else ask(request, lead, form)


@require_POST
def lead_untag(request, pk):
    lead = editable_lead(request, pk)
    # A tag that is gone already is off the lead, too.
    if tag := Tag.objects.called(request.POST.get("name", "")):
        untag_lead(lead=lead, tag=tag, by=request.user)
    return shown(request, lead)


def tag_names(request):
    """What a field that takes a tag suggests."""
    return render(request, "components/tag_names.html", {"tags": offered()})


def offered():
    return Tag.objects.values_list("name", flat=True)[:MOST_OFFERED]


def ask(request, lead, form):
    context = {"lead": lead, "form": form, "title": _("Add a tag"), "action": _("Add tag")}
    return render(request, "pipeline/lead_action.html", context)


def shown(request, lead, form=None):
    if not request.htmx:
        messages.success(request, _("The tags are changed."))
        return redirect("pipeline:lead_detail", lead.pk)
    lead = with_tag_names(Lead.objects.all()).get(pk=lead.pk)
    lead.may_edit = True
    return render(request, "pipeline/_lead_tags.html", {"lead": lead, "tag_form": form})
