"""The board, its columns, and the cards that go from one to another."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.keys import key_in
from pipeline.actions.moving import advance_lead
from pipeline.actions.stages import undo_move
from pipeline.forms.board import BoardFilter, MoveCardForm
from pipeline.forms.movers import not_admitted
from pipeline.models import Lead, SavedView, Stage, StageMove
from pipeline.reports.board.cards import cards_of, page_of
from pipeline.reports.board.changes import Revision, changes_since
from pipeline.reports.board.clock import Clock
from pipeline.reports.board.columns import columns_of, figures_of, stages_of, with_first
from pipeline.reports.lead_list import leads_of
from pipeline.reports.saved_views import address_of, home_of, views_of

from .found import editable_lead
from .leads import whose


@require_safe
def board(request):
    if not request.GET and (home := home_of_board(request.user)):
        return redirect(address_of(home))
    filters = filters_of(request)
    # Before what it stands for is read, so that what changes meanwhile is told once more rather than never.
    revision = Revision.of_now()
    leads = filters.qs
    stages = list(with_first(stages_of(request.user, filters.chosen_team), leads))
    columns = columns_of(request.user, leads, stages, filters.limits(stages))
    context = {
        "columns": columns,
        "revision": revision,
        "is_empty": not any(column.figures.count for column in columns),
        "filters": filters,
        "chips": filters.chips(),
        "lost": filters.lost,
        "said": filters.said(),
        "views": views_of(request.user, SavedView.Page.BOARD, request.GET, fixed=whose()),
        "query": filters.query(),
    }
    return render(request, "pipeline/board.html", context)


def home_of_board(user):
    """The view that this person wants to begin with, if it is still there for them."""
    home = home_of(user, SavedView.Page.BOARD)
    return home and SavedView.objects.offered_to(user).filter(page=SavedView.Page.BOARD, pk=home).first()


def board_column(request, pk):
    """One stage: more cards for the board, or a page of its own."""
    filters = filters_of(request)
    stage = get_object_or_404(stages_of(request.user), pk=pk)
    clock = Clock([stage])
    cards, page = page_of(request.user, filters.qs, stage, clock, request.GET.get("page", ""))
    context = {"stage": stage, "cards": cards, "more": page.next or None, "query": filters.query()}
    if request.htmx:
        return render(request, "pipeline/_board_cards.html", context)
    context["figures"] = figures_of(filters.qs, [stage], clock, filters.limits([stage]))[stage.pk]
    context["turn"] = {"previous_url": filters.at(page.previous), "next_url": filters.at(page.next)}
    return render(request, "pipeline/board_column.html", context)


@require_POST
def board_move(request, pk):
    lead = editable_lead(request, pk)
    form = MoveCardForm(request.POST, lead=lead)
    if not form.is_valid():
        messages.warning(request, _("This lead cannot go there: its team does not work with that stage."))
        return answer(request, lead)
    stage, seen = form.cleaned_data["stage"], form.cleaned_data["seen"]
    if not stage.admits(request.user):
        messages.warning(request, not_admitted(stage))
        return answer(request, lead)
    # Out of the pipeline by a reason, and back into it where the lead was.
    is_between = stage.is_open and lead.state.stage.is_open
    if not is_between and lead.state.stage_id == seen:
        return redirect(asked_for(lead, stage, seen))
    passage = advance_lead(lead=lead, stage=stage, by=request.user, seen=seen)
    if passage.left:
        return redirect(asked_for(lead, stage, seen))
    move = passage.move
    if move is None:
        messages.warning(request, overtaken(lead))
    else:
        said = {"lead": lead.headline, "stage": stage}
        messages.success(request, _("%(lead)s: moved to %(stage)s.") % said, extra_tags=undo_url(request, move))
    return answer(request, lead, left=seen)


@require_POST
def board_undo(request, pk):
    """Of moves that the board makes by itself: from one stage to an open one."""
    moves = StageMove.objects.filter(undoes=None, from_stage__isnull=False, to_stage__kind=Stage.Kind.OPEN)
    theirs = moves.filter(lead__in=Lead.objects.editable_by(request.user))
    move = get_object_or_404(theirs.select_related("lead", "from_stage", "to_stage"), pk=pk)
    back = undo_move(move=move, by=request.user)
    if back is None:
        messages.warning(request, overtaken(move.lead))
    else:
        said = {"lead": move.lead.headline, "stage": back.to_stage}
        messages.success(request, _("%(lead)s is back in %(stage)s.") % said)
    return to_board(request)


def board_card(request, pk):
    """One card as it stands now, after a dialog over the board has changed it."""
    lead = get_object_or_404(Lead.objects.visible_to(request.user), pk=pk)
    left = request.GET.get("left", "")
    return answer(request, lead, left=key_in(left))


@require_GET
def board_changes(request):
    """Asked every few seconds: nothing while nothing has changed, else the cards of others where they stand now."""
    seen = Revision.read(request.GET.get("seen", ""))
    now = seen.now()
    if now == seen:
        return HttpResponse(status=204)
    filters = filters_of(request)
    found = changes_since(seen, request.user, filters.qs)
    body = {"revision": str(now), "isMuch": found.is_much, "gone": found.gone, "html": ""}
    if found.stages:
        stages = [stage for stage in stages_of(request.user, filters.chosen_team) if stage.pk in found.stages]
        clock = Clock(stages)
        context = {
            "cards": cards_of(request.user, found.ids, clock).values(),
            "figures": figures_of(filters.qs, stages, clock, filters.limits(stages)).values(),
            "moves": found.moves,
        }
        body["html"] = render_to_string("pipeline/_board_changes.html", context, request)
    return JsonResponse(body)


def filters_of(request):
    return BoardFilter(request.GET, queryset=leads_of(request.user), request=request)


def asked_for(lead, stage, seen):
    """Where is asked what the stage wants: what is missing there, or the reason without which no lead is closed."""
    return f"{reverse('pipeline:lead_move', args=[lead.pk])}?{urlencode({'stage': stage.pk, 'seen': seen})}"


def overtaken(lead):
    """Who was quicker, and where the lead has gone."""
    last = lead.stage_moves.select_related("by", "to_stage").first()
    if last is None:
        return _("%(lead)s was moved meanwhile.") % {"lead": lead.headline}
    said = {"person": last.by, "lead": lead.headline, "stage": last.to_stage}
    if last.by is None:
        return _("Meanwhile a rule moved %(lead)s to %(stage)s. Nothing was overwritten.") % said
    return _("Meanwhile %(person)s moved %(lead)s to %(stage)s. Nothing was overwritten.") % said


def undo_url(request, move):
    return f"{reverse('pipeline:board_undo', args=[move.pk])}?{request.GET.urlencode()}"


def to_board(request):
    return redirect(f"{reverse('pipeline:board')}?{request.GET.urlencode()}")


def answer(request, lead, *, left=None):
    """The card where it stands now, with the figures of the columns that it stands in and has left."""
    if not request.htmx:
        return to_board(request)
    filters, stages = filters_of(request), list(stages_of(request.user))
    clock = Clock(stages)
    card = cards_of(request.user, [lead.pk], clock)[lead.pk]
    touched = [stage for stage in stages if stage.pk in {left, card.state.stage_id}]
    context = {"card": card, "figures": figures_of(filters.qs, touched, clock, filters.limits(touched)).values()}
    return render(request, "pipeline/_board_answer.html", context)
