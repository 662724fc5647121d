"""What is planned: done, put off, changed, dropped, each from its row."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.keys import key_in
from accounts.models import Role, User
from pipeline.actions.follow_ups import (
    NextStep,
    change_follow_up,
    drop_follow_ups,
    finish_follow_up,
    reopen_follow_up,
    snooze_follow_up,
)
from pipeline.forms.follow_ups import EditFollowUpForm, SnoozeForm
from pipeline.models import FollowUp
from pipeline.reports.calendar_file import step_file
from pipeline.reports.follow_ups import SOONEST, Span, counts, planned, rows
from pipeline.reports.keyset import turn

from .lead_actions import ask


def follow_up_list(request):
    return render(request, "pipeline/follow_up_list.html", shown(request.user, request.GET))


def shown(user, query):
    """The page that the query names; without a word, what presses first."""
    whose = query.get("whose") or ("me" if user.role in {Role.SDR, Role.ACCOUNT_EXECUTIVE} else "team")
    person = key_in(whose)
    steps = planned(user, whose=whose)
    numbers = counts(steps)
    span = Span(query["span"]) if query.get("span") in Span.values else first_span(numbers)
    page = turn(rows(steps, user, span), SOONEST, query.get("page", ""))
    return {
        "whose": whose,
        "person": person and User.objects.filter(pk=person).first(),
        "span": span.value,
        "overdue_count": numbers[Span.OVERDUE],
        "tabs": [tab(each, numbers[each], span, whose) for each in Span],
        "steps": page.rows,
        "now": timezone.now(),
        "is_all_done": not any(numbers.values()),
        "turn": {side: page_url(whose, span, getattr(page, name)) for side, name in SIDES.items()},
        "here": urlencode({"whose": whose, "span": span.value, "page": query.get("page", "")}),
    }


SIDES = {"previous_url": "previous", "next_url": "next"}


@require_GET
def follow_up_calendar(request, pk):
    """The step for one's own calendar."""
    steps = FollowUp.objects.visible_to(request.user).select_related("owner", "lead__company", "lead__contact")
    step = get_object_or_404(steps, pk=pk)
    url = request.build_absolute_uri(reverse("pipeline:lead_detail", args=[step.lead_id]))
    content = step_file(step, url=url, host=request.get_host())
    name = f"leadqual-{timezone.localtime(step.due_at):%Y-%m-%d}-{step.pk}.ics"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def first_span(numbers):
    return next((span for span in Span if numbers[span]), Span.TODAY)


def tab(span, number, here, whose):
    url = f"?{urlencode({'whose': whose, 'span': span.value})}"
    return {"title": span.label, "number": number, "url": url, "is_here": span == here}


def page_url(whose, span, token):
    return f"?{urlencode({'whose': whose, 'span': span.value, 'page': token})}" if token else ""


@require_POST
def follow_up_done(request, pk):
    step = found(request, pk)
    if finish_follow_up(follow_up=step, by=request.user):
        tell(request, _("Done: %(what)s, %(lead)s.") % named(step), reverse("pipeline:follow_up_undo", args=[pk]))
    return back(request, step)


@require_POST
def follow_up_drop(request, pk):
    step = found(request, pk)
    if drop_follow_ups(FollowUp.objects.filter(pk=pk), at=timezone.now()):
        tell(request, _("Dropped: %(what)s, %(lead)s.") % named(step), reverse("pipeline:follow_up_undo", args=[pk]))
    return back(request, step)


@require_POST
def follow_up_undo(request, pk):
    step = found(request, pk)
    reopen_follow_up(follow_up=step, by=request.user)
    messages.success(request, _("Open again: %(what)s, %(lead)s.") % named(step))
    return back(request, step)


@require_POST
def follow_up_snooze(request, pk):
    step = found(request, pk)
    form = SnoozeForm(request.POST if "to" in request.POST else request.GET, step=step, team=request.user.team)
    if form.is_valid():
        before = timezone.localtime(step.due_at).replace(tzinfo=None).isoformat()
        snooze_follow_up(follow_up=step, until=form.cleaned_data["to"], by=request.user)
        day = formats.date_format(timezone.localdate(form.cleaned_data["to"]), "DATE_FORMAT")
        address = reverse("pipeline:follow_up_snooze", args=[pk])
        tell(
            request, _("Put off until %(day)s: %(what)s, %(lead)s.") % {**named(step), "day": day}, address, to=before
        )
    else:
        messages.error(request, " ".join(form.errors["to"]))
    return back(request, step)


def follow_up_edit(request, pk):
    step = found(request, pk)
    form = EditFollowUpForm(request.POST or None, step=step, user=request.user)
    if form.is_valid():
        owner = form.cleaned_data["owner"]
        change_follow_up(follow_up=step, step=NextStep(**form.step()), owner=owner, by=request.user)
        messages.success(request, _("Follow-up changed."))
        address = address_of(request, step)
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    return ask(request, step.lead, form, _("Change the follow-up"), _("Save"))


def found(request, pk):
    steps = FollowUp.objects.editable_by(request.user).select_related("lead__company", "lead__contact", "owner")
    return get_object_or_404(steps, pk=pk)


def named(step):
    return {"what": step, "lead": step.lead.headline}


def tell(request, text, undo, **query):
    """Good news that can be taken back, from the page on which it is told."""
    here = {"back": request.POST["back"]} if request.POST.get("back") else {}
    messages.success(request, text, extra_tags=f"{undo}?{urlencode({**query, **here})}" if query or here else undo)


def back(request, step):
    """Where it was done from: the list, as it is now, or the lead's page."""
    query = request.POST.get("back") or request.GET.get("back")
    if query and request.htmx:
        return render(request, "pipeline/_follow_up_answer.html", shown(request.user, QueryDict(query)))
    return redirect(address_of(request, step))


def address_of(request, step):
    query = request.POST.get("back") or request.GET.get("back")
    if query:
        return f"{reverse('pipeline:follow_up_list')}?{QueryDict(query).urlencode()}"
    return reverse("pipeline:lead_detail", args=[step.lead_id])
