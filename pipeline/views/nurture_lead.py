"""One lead in a track: put in, changed, taken out, from its own page."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pipeline.actions.nurture import put_into_track, take_out_of_track
from pipeline.forms.nurture import PutInForm
from pipeline.models import Stage

from .found import editable_lead
from .lead_actions import ask, done


def lead_track(request, pk):
    lead = editable_lead(request, pk)
    if lead.state.stage.kind != Stage.Kind.NURTURE:
        messages.info(request, _("Only a parked lead is in a track: park it first."))
        return redirect("pipeline:lead_detail", pk)
    form = PutInForm(request.POST or None, lead=lead)
    if form.is_valid():
        found = put_into_track(lead=lead, by=request.user, **form.cleaned_data)
        if found:
            return done(request, lead, _("In the track %(track)s.") % {"track": found.track})
        form.add_error(None, _("The lead has been moved meanwhile: it is not parked any more."))
    return ask(request, lead, form, _("Put into a nurture track"), _("Put in"))


@require_POST
def lead_track_leave(request, pk):
    lead = editable_lead(request, pk)
    if take_out_of_track(lead=lead, by=request.user):
        messages.success(request, _("Out of the track. The lead stays parked."))
    else:
        messages.info(request, _("The lead is in no track."))
    return redirect("pipeline:lead_detail", lead.pk)
