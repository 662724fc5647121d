"""Won or lost, with what the stage still asks before it is won."""

from dataclasses import replace

from django.utils.translation import gettext as _

from pipeline.actions.moving import Given, close_asked
from pipeline.forms.outcomes import CloseForm

from .found import editable_lead
from .lead_actions import ask
from .moving import asking_for, given_in
from .outcomes import chosen_stage, decided

# The form itself asks for the amount, and closing settles when.
SPARED = ("amount", "expected_close")


def lead_close(request, pk):
    lead = editable_lead(request, pk)
    form = CloseForm(request.POST or None, lead=lead, by=request.user, chosen=chosen_stage(request))
    asking = asking_for(request, lead, form.won, request.POST or None, spared=SPARED) if form.won else None
    if form.is_valid() and (not form.is_won or asking.is_valid()):
        return closed(request, lead, form, asking)
    return answer(request, lead, form, asking)


def closed(request, lead, form, asking):
    passage = close_asked(
        lead=lead,
        by=request.user,
        given=given_to_win(form, asking) if form.is_won else Given(),
        overrule=asking.why if form.is_won else "",
        **form.closing(),
    )
    if passage.decision is None:
        lead = editable_lead(request, lead.pk)
        left = asking_for(request, lead, form.won, spared=SPARED)
        return answer(request, lead, form, left, was_saved=bool(asking.given()))
    words = _("Won: %(reason)s.") if form.is_won else _("Lost: %(reason)s.")
    return decided(request, lead, passage.decision, words % form.cleaned_data)


def given_to_win(form, asking):
    given = given_in(asking)
    return replace(given, ticks=(*given.ticks, *form.ticks()))


def answer(request, lead, form, asking, **more):
    title, action = _("Close as won or lost"), _("Close the lead")
    return ask(request, lead, form, title, action, asking=asking, asked_for="won", **more)
