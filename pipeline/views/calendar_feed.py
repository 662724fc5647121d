"""One's follow-ups in any calendar program."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pipeline.actions.feeds import digest_of, drop_feed, note_fetch, renew_feed
from pipeline.models import CalendarFeed
from pipeline.notify import link
from pipeline.reports.feed import feed_file


@never_cache
def calendar_feed(request):
    """The address is shown once, in the answer that makes it: nobody keeps it but its owner."""
    address = ""
    if request.method == "POST" and "drop" in request.POST:
        drop_feed(by=request.user)
        messages.success(request, _("The address is taken away: calendars that have it get nothing any more."))
        return redirect("pipeline:calendar_feed")
    if request.method == "POST":
        address = link(reverse("pipeline:calendar_file", args=[renew_feed(by=request.user)]))
    feed = CalendarFeed.objects.filter(person=request.user).first()
    return render(request, "pipeline/calendar_feed.html", {"feed": feed, "address": address})


# The address itself is the proof: a calendar program cannot sign in.
@login_not_required
@require_safe
def calendar_file(request, token):
    feeds = CalendarFeed.objects.select_related("person").filter(person__is_active=True)
    feed = get_object_or_404(feeds, digest=digest_of(token))
    note_fetch(feed=feed)
    content = feed_file(feed.person)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
    return get_conditional_response(request, etag=etag, response=response)
