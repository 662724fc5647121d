"""The feed as a lead's, a company's and a person's page show it: the newest first, older ones on demand."""

from django.shortcuts import redirect, render
from django.urls import reverse


def shown(kind, pk, feed):
    page, more = (reverse(f"pipeline:{kind}_{name}", args=[pk]) for name in ("detail", "activity"))
    return {"feed": feed, "feed_page": page, "feed_more": more}


def older(request, context):
    """The next events, for the page that shows the newer ones."""
    if not request.htmx:
        return redirect(context["feed_page"])
    return render(request, "pipeline/_activity.html", context)
