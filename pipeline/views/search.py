from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from pipeline.reports import search as report
from pipeline.reports.matches import TRIGRAM
from pipeline.reports.places import actions, places


def search(request):
    """A page of its own, or what the palette shows under the text while it is typed."""
    text = request.GET.get("q", "").strip()[:200]
    context = {"text": text, "shortest": report.SHORTEST, "groups": [each for each in groups(request, text) if each]}
    return render(request, "pipeline/_search_found.html" if request.htmx else "pipeline/search.html", context)


def groups(request, text):
    if not text:
        yield group("recent", _("Lately opened"), hits=report.recent(request.user, request.GET.get("recent", "")))
        yield group("action", _("Actions"), places=actions(request.user))
    if len(text) < report.SHORTEST:
        return
    yield group("page", _("Pages and actions"), places=places(request, text)[: report.SHOWN])
    names = {"lead": _("Leads"), "company": _("Companies"), "contact": _("Contacts")}
    for kind, hits in report.found(request.user, text).items():
        # There may be more; and the lists ask for as many letters as an index needs.
        has_more = len(hits) == report.SHOWN and len(text) >= TRIGRAM
        more = f"{reverse(f'pipeline:{kind}_list')}?{urlencode({'q': text})}" if has_more else ""
        yield group(kind, names[kind], hits=hits, all_url=more)


def group(key, title, hits=(), places=(), all_url=""):
    """Nothing where there is nothing to show under the title."""
    return {"key": key, "title": title, "hits": hits, "places": places, "all_url": all_url} if hits or places else None
