"""The lead that a page acts on, as far as the person may."""

from django.shortcuts import get_object_or_404

from pipeline.models import Lead


def editable_lead(request, pk):
    """A lead that was merged meanwhile is the one that it became: what is sent to its old page is not lost."""
    lead = get_object_or_404(Lead.objects.editable_by(request.user).with_state(), pk=pk)
    return editable_lead(request, lead.merged_into_id) if lead.merged_into_id else lead
