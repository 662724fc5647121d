from django.shortcuts import render
from django.views.decorators.http import require_POST

from pipeline.forms.new_lead import NewLead


@require_POST
def lead_duplicates(request):
    """What we may have already, while a new lead is being typed. By POST: what is typed belongs into no log."""
    form = NewLead(request.POST, user=request.user)
    return render(request, "pipeline/_duplicates_typed.html", {"form": form, "duplicates": form.duplicates})
