"""One lead of a review after the other: the facts, and the decision."""

from django.contrib import messages
from django.db.models import Exists
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.keys import key_in
from pipeline.actions.holds import CannotWait
from pipeline.actions.review_agenda import put_on_agenda, take_off_agenda
from pipeline.actions.review_decisions import Choice, DecidedMeanwhile, StillAsked, decide, take_back_decision
from pipeline.actions.reviews import ReviewClosed
from pipeline.forms.reviews import DecisionForm, ItemForm
from pipeline.models import Lead, Review, ReviewDecision
from pipeline.reports.activity import feed, of_leads
from pipeline.reports.asked import asked_here
from pipeline.reports.audit_veil import veil
from pipeline.reports.board.clock import Clock
from pipeline.reports.lead_page import lead_rows
from pipeline.reports.lead_score import lead_score
from pipeline.reports.review.changes import changes_since
from pipeline.reports.review.counts import leads_in
from pipeline.reports.review.meeting import agenda_shown, decided_before, decisions_about, flags_told

from .moving import asking_for, given_in
from .reviews import held, page_of, readable
from .reviews_meeting import revision_of

KIND = ReviewDecision.Kind
LATEST = 3


def review_lead(request, pk, lead):
    review = readable(request, pk)
    row = get_object_or_404(leads_in(review, request.user), lead=lead)
    found = get_object_or_404(lead_rows(request.user).select_related("state__team"), pk=lead)
    if not review.may_decide:
        return shown(request, review, row, found, None)
    if request.method != "POST":
        return shown(request, review, row, found, DecisionForm(lead=found, user=request.user))
    form = DecisionForm(request.POST, lead=found, user=request.user)
    asking = asked_by(request, form, found)
    if form.is_valid() and (asking is None or asking.is_valid()):
        try:
            return settled(request, review, found, form, asking)
        except StillAsked:
            # What was given stands in the form; nothing is written before the lead may go on.
            asking = asking or asking_for(request, found, form.cleaned_data["stage"])
        except DecidedMeanwhile as meanwhile:
            return shown(request, review, row, found, form, asking=asking, theirs=meanwhile.decision, status=409)
        except CannotWait as refused:
            form.add_error("until", str(refused))
        except ReviewClosed:
            messages.warning(request, _("The review was closed meanwhile: nothing was changed."))
            return redirect(page_of(review))
    return shown(request, review, row, found, form, asking=asking)


def asked_by(request, form, lead):
    """What the stage asks for before the lead goes on, once something of it was given or it was asked for."""
    if not form.is_valid() or form.cleaned_data["kind"] != KIND.ADVANCE or "asked" not in request.POST:
        return None
    return asking_for(request, lead, form.cleaned_data["stage"], request.POST)


def settled(request, review, lead, form, asking):
    more = {"given": given_in(asking), "overrule": asking.why} if asking else {}
    decision = decide(
        review=review, lead=lead, choice=Choice(**form.said(), **more), by=request.user, seen=form.cleaned_data["seen"]
    )
    undo = reverse("pipeline:review_take_back", args=[review.pk, lead.pk])
    said = {"lead": lead.headline, "decision": decision.get_kind_display()}
    messages.success(request, _("%(lead)s: %(decision)s.") % said, extra_tags=f"{undo}?seen={decision.pk}")
    return redirect(next_page(request, review, lead.pk))


def next_page(request, review, lead_id):
    stop = agenda_shown(review, request.user).after(lead_id)
    return reverse("pipeline:review_lead", args=[review.pk, stop.row.lead_id]) if stop else page_of(review)


def shown(request, review, row, lead, form, *, asking=None, theirs=None, status=200):
    agenda = agenda_shown(review, request.user)
    before, after = agenda.around(lead.pk)
    stop = next((each for each in agenda.stops if each.row.lead_id == lead.pk), None)
    standing = stop.decision if stop else decisions_about(review, [lead.pk]).get(lead.pk)
    veil([lead], request.user)
    context = {
        "review": review,
        "row": row,
        "lead": lead,
        "state": lead.state,
        "clock": Clock.of(lead.state).read(lead),
        "flags": flags_told(row),
        "since": changes_since(review, [row])[lead.pk] if review.is_open else None,
        "earlier": decided_before(review, lead.pk),
        "steps": list(lead.follow_ups.open().select_related("owner").order_by("due_at", "pk")[:LATEST]),
        "agenda": agenda,
        "here_id": lead.pk,
        "stop": stop,
        "before": before,
        "after": after,
        "standing": standing,
        "theirs": theirs,
        "was_overtaken": status == 409,
        "form": form,
        "seen": (theirs.pk if theirs else None) if status == 409 else seen_of(form, standing),
        "asking": asking,
        "item_form": ItemForm(user=request.user) if form else None,
        "revision": revision_of(review),
    }
    return render(request, "pipeline/review_lead.html", context, status=status)


def seen_of(form, standing):
    """What stood under the person's eyes, also when the form comes back with an error."""
    if form is not None and form.is_bound:
        return form["seen"].value()
    return standing.pk if standing else None


@require_safe
def review_lead_more(request, pk, lead):
    """What takes longer to find out: verdicts, what the stage asks for, what happened last."""
    reviewed = Review.objects.visible_to(request.user).filter(pk=pk, leads__lead=lead)
    leads = Lead.objects.visible_to(request.user).with_state().select_related("state__team")
    found = get_object_or_404(leads.filter(Exists(reviewed)), pk=lead)
    veil([found], request.user)
    happened = feed(of_leads(found.pk, reader=request.user), "", {found.pk: found})
    score = None if getattr(found.state, "is_hidden", False) else lead_score(found.pk)
    context = {
        "score": score,
        "asked": asked_here(found),
        "events": happened.events[:LATEST],
    }
    return render(request, "pipeline/_review_lead_more.html", context)


@require_POST
def review_take_back(request, pk, lead):
    review = held(request, pk)
    lead = get_object_or_404(Lead.objects.visible_to(request.user), pk=lead)
    seen = request.GET.get("seen", "")
    try:
        take_back_decision(review=review, lead=lead, by=request.user, seen=key_in(seen))
    except DecidedMeanwhile:
        messages.warning(request, _("Somebody has decided anew meanwhile: that stands."))
    else:
        messages.success(request, _("%(lead)s: undecided again.") % {"lead": lead.headline})
    return redirect("pipeline:review_lead", review.pk, lead.pk)


@require_POST
def review_agenda(request, pk, lead):
    """Onto the agenda by hand, and off it again."""
    review = held(request, pk)
    lead = get_object_or_404(Lead.objects.visible_to(request.user), pk=lead)
    if "off" in request.POST:
        take_off_agenda(review=review, lead=lead, by=request.user)
        messages.success(request, _("%(lead)s is off the agenda.") % {"lead": lead.headline})
    elif put_on_agenda(review=review, lead=lead, by=request.user):
        messages.success(request, _("%(lead)s is on the agenda.") % {"lead": lead.headline})
    return redirect("pipeline:review_lead", review.pk, lead.pk)
