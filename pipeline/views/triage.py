"""Triage: marketing decides on the leads that no rule decides, one after the other."""

from dataclasses import asdict

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.keys import key_in
from accounts.models import Role
from frameworks_app.views.entry import only_for
from pipeline.actions.hand_offs import Passed, pass_lead, undo_pass
from pipeline.actions.outcomes import Decision, disqualify_lead, nurture_lead, undo_decision
from pipeline.forms.triage import DisqualifyForm, ParkForm, PassForm
from pipeline.reports import triage as report
from pipeline.reports.acceptance import PERIODS, acceptance

# The last decision of this session, which can be taken back.
LAST = "triage_last"


for_marketing = only_for({Role.MARKETING, Role.ADMIN})


@for_marketing
def triage(request):
    return show(request, key_in(request.GET.get("lead")))


@for_marketing
@require_POST
def triage_pass(request, pk):
    def act(lead, form):
        where = form.destination()
        said = _("%(lead)s: passed to %(who)s.") % {"lead": lead.headline, "who": where["to"] or where["team"]}
        return pass_lead(lead=lead, by=request.user, **where), said

    return decide(request, pk, "passing", act)


@for_marketing
@require_POST
def triage_park(request, pk):
    def act(lead, form):
        said = _("%(lead)s: parked. %(reason)s.") % {"lead": lead.headline, "reason": form.chosen()}
        return nurture_lead(lead=lead, reason=form.chosen(), by=request.user), said

    return decide(request, pk, "parking", act)


@for_marketing
@require_POST
def triage_disqualify(request, pk):
    def act(lead, form):
        said = _("%(lead)s: disqualified. %(reason)s.") % {"lead": lead.headline, "reason": form.chosen()}
        return disqualify_lead(lead=lead, reason=form.chosen(), by=request.user), said

    return decide(request, pk, "disqualifying", act)


@for_marketing
@require_POST
def triage_undo(request):
    """The last decision alone, and named, so that a second press takes nothing else back."""
    last = request.session.get(LAST)
    if not last or str(last["lead"]) != request.POST.get("lead"):
        return again(request, None)
    del request.session[LAST]
    if "hand_off_id" in last["made"] and "move_id" not in last["made"]:
        is_undone = undo_pass(passed=Passed(**last["made"]))
    else:
        is_undone = undo_decision(decision=Decision(**last["made"]), by=request.user)
    if not is_undone:
        messages.warning(request, _("Too late to take back: somebody has gone on with this lead."))
    return again(request, last["lead"])


@for_marketing
def triage_results(request):
    days = next((each for each in PERIODS if str(each) == request.GET.get("days")), PERIODS[0])
    return render(
        request, "pipeline/triage_results.html", {"report": acceptance(days), "days": days, "periods": PERIODS}
    )


def decide(request, pk, name, act):
    """Act on the lead that was seen, as it was seen; then it is the next one's turn."""
    lead = report.to_triage(request.user).with_state().filter(pk=pk).first()
    if lead is None:
        messages.info(request, _("This lead has been decided on already."))
        return again(request, key_in(request.POST.get("next")))
    form = forms_for(report.case_of(lead), None, request.POST)[name]
    if not form.is_valid():
        return show(request, pk, {name: form})
    if form.cleaned_data["revision"] != lead.state.revision:
        messages.warning(request, _("This lead has changed since it was shown: look again, and decide then."))
        return again(request, pk)
    made, said = act(lead, form)
    if made is not None:
        request.session[LAST] = {"lead": lead.pk, "made": asdict(made), "said": said}
    return again(request, form.cleaned_data["next"])


def again(request, lead_id):
    """The room as it is now, at this lead's place."""
    if request.htmx:
        return show(request, lead_id)
    address = reverse("pipeline:triage")
    return redirect(f"{address}?lead={lead_id}" if lead_id else address)


def show(request, chosen=None, refused=None):
    room = report.room_of(request.user)
    lead = next((each for each in room.leads if each.pk == chosen), next(iter(room.leads), None))
    context = {"room": room, "last": request.session.get(LAST)}
    if lead:
        case = report.case_of(lead)
        context |= {"case": case, **forms_for(case, room.next_to(lead)), **(refused or {})}
    return render(request, "pipeline/_triage.html" if request.htmx else "pipeline/triage.html", context)


def forms_for(case, next_id, data=None):
    """The three decisions on a lead, each with what is proposed."""
    people, reasons = report.takers(), report.reasons()
    team_id = report.proposed_team(case.lead, list(dict.fromkeys(person.team_id for person in people)))
    parking = next((each.pk for each in reasons if each.key == report.proposed_parking(case)), None)
    seen = {"revision": case.lead.state.revision, "next": next_id}
    return {
        "passing": PassForm(data, people=people, initial={**seen, "to": team_id and f"team-{team_id}"}),
        "parking": ParkForm(data, reasons=reasons, initial={**seen, "reason": parking}),
        "disqualifying": DisqualifyForm(data, reasons=reasons, initial=seen),
    }
