"""Nurture: tracks, who is in them, and the names behind every number."""

from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, render

from accounts.models import Role
from frameworks_app.views.entry import only_for
from pipeline.forms.nurture import READERS, LeadsFilter
from pipeline.models import Enrolment, MailTemplate, NurtureTrack
from pipeline.reports.keyset import turn
from pipeline.reports.nurture_leads import ORDERS, Which, stays_of, told, with_all
from pipeline.reports.nurture_tracks import rules_of, shown_tracks, with_names

EDITORS = {Role.MARKETING, Role.ADMIN}


for_readers, for_editors = only_for(READERS), only_for(EDITORS)


@for_readers
def nurture_list(request):
    tracks = (
        NurtureTrack.objects.visible_to(request.user).select_related("team").order_by("-is_active", "position", "pk")
    )
    found = shown_tracks(request.user, tracks)
    context = {
        "tracks": found,
        "may_edit": request.user.role in EDITORS,
        "writes_nothing": not any(each.track.sends_mail for each in found),
        "in_tracks": sum(each.count for each in found),
    }
    return render(request, "pipeline/nurture_list.html", context)


@for_readers
def nurture_track(request, pk):
    track = get_object_or_404(NurtureTrack.objects.visible_to(request.user).select_related("team"), pk=pk)
    shown = with_names(request.user, shown_tracks(request.user, [track])[0])
    rules = rules_of(track)
    context = {
        "track": track,
        "shown": shown,
        "entries": rules["enter"],
        "exits": rules["leave"],
        "reasons": track.reasons.filter(is_active=True),
        "may_edit": request.user.role in EDITORS,
    }
    return render(request, "pipeline/nurture_track.html", context)


@for_readers
def nurture_leads(request):
    form = LeadsFilter(request.GET, user=request.user)
    said = form.said()
    page = turn(with_all(stays_of(request.user, **said)), ORDERS[said["which"]], request.GET.get("page", ""))
    here = {name: getattr(value, "pk", value) for name, value in said.items()}
    context = {
        "form": form,
        "which": said["which"],
        "is_inside": said["which"] == Which.INSIDE,
        "step": said.get("step"),
        "why": why_label(said.get("why")),
        "is_narrowed": len(said) > 1,
        "stays": [told(stay) for stay in page.rows],
        "query": urlencode(here),
        "turn": {
            "previous_url": page.previous and f"?{urlencode({**here, 'page': page.previous})}",
            "next_url": page.next and f"?{urlencode({**here, 'page': page.next})}",
        },
    }
    return render(request, "pipeline/nurture_leads.html", context)


def why_label(why):
    return dict([*Enrolment.Entered.choices, *Enrolment.Left.choices]).get(why, "")


@for_readers
def nurture_mails(request):
    mails = MailTemplate.objects.order_by("-is_active", "position", "pk")
    used = mails.prefetch_related("steps__track")
    context = {
        "mails": [(mail, {step.track for step in mail.steps.all() if not step.retired_at}) for mail in used],
        "may_edit": request.user.role in EDITORS,
    }
    return render(request, "pipeline/nurture_mails.html", context)
