"""Letters: what went out, what waits, and what a person has to decide about."""

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Role
from frameworks_app.views.entry import only_for
from pipeline.actions.messages import has_arrived, send_again, send_test
from pipeline.forms.messages import MessageFilter
from pipeline.models import MailRule, Message
from pipeline.reports.keyset import turn
from pipeline.reports.letter import bodies
from pipeline.reports.mail_setup import configured
from pipeline.reports.messages import MOST_UNSURE, NEWEST, WITH_ALL, messages_of, told, why
from pipeline.reports.signature import sender


@require_safe
def message_list(request):
    user, token = request.user, request.GET.get("page", "")
    form = MessageFilter(request.GET, user=user)
    said = form.said()
    page = turn(messages_of(user, **said).select_related(*WITH_ALL), NEWEST, token)
    unsure = [] if token or said else Message.objects.visible_to(user).unsure().select_related(*WITH_ALL)
    context = {
        "form": form,
        "lead": said.get("lead"),
        "is_narrowed": bool(said),
        "letters": [shown(message) for message in page.rows],
        "unsure": [shown(message) for message in unsure[:MOST_UNSURE]],
        "turn": {"previous_url": address(request, page.previous), "next_url": address(request, page.next)},
    }
    return render(request, "pipeline/message_list.html", context)


def shown(message):
    return {"message": message, "state": told(message), "why": why(message)}


def address(request, token):
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in request.GET.items() if value and name != "page"})
    query["page"] = token
    return f"?{query.urlencode()}" if token else ""


@require_safe
def message_detail(request, pk):
    letters = Message.objects.visible_to(request.user).select_related("by", *WITH_ALL)
    message = get_object_or_404(letters, pk=pk)
    rule = MailRule.in_force()
    # Of what has gone nothing is to stand there but that it has.
    text, html = bodies(message, rule) if message.text else ("", "")
    name, address = sender(message, rule)
    is_mine = Message.objects.editable_by(request.user).filter(pk=pk)
    context = {
        **shown(message),
        "text": text,
        "has_html": bool(html),
        "sender_name": name,
        "sender_address": address,
        "bounces": message.bounces.all(),
        "may_send_again": is_mine.stopped().exists(),
    }
    return render(request, "pipeline/message_detail.html", context)


def mine(request, pk):
    return get_object_or_404(Message.objects.editable_by(request.user), pk=pk)


@require_POST
def message_again(request, pk):
    if send_again(message=mine(request, pk), by=request.user):
        messages.success(request, _("It goes out again, under the same Message-ID."))
    else:
        messages.info(request, _("It is on its way already, or has arrived; nothing was changed."))
    return redirect("pipeline:message_detail", pk)


@require_POST
def message_arrived(request, pk):
    if has_arrived(message=mine(request, pk), by=request.user):
        messages.success(request, _("Noted: it has arrived."))
    else:
        messages.info(request, _("Nobody is unsure about it any more; nothing was changed."))
    return redirect("pipeline:message_detail", pk)


@only_for({Role.ADMIN})
def mail_setup(request):
    """What is configured, and a letter to oneself with the server's own answer."""
    tried = None
    if request.method == "POST" and request.user.email:
        subject, text = _("A test letter from leadqual"), _("It works: the mail server takes letters of ours.")
        message, answer = send_test(to=request.user, subject=subject, text=text)
        tried = {"message": message, "answer": answer, "was_sent": message.state == Message.State.SENT}
    context = {"tried": tried, "lines": configured(), "rule": MailRule.in_force(), "counts": Message.objects.counts()}
    return render(request, "pipeline/mail_setup.html", context)
