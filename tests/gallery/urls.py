"""The site, and a page that shows every component: for looking and for axe, never shipped."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.template import engines
from django.urls import path
from django.utils import timezone

from frameworks_app.models import Category
from frameworks_app.models.texts import TextsFormField
from leadqual.urls import urlpatterns as site

PAGE = Path(__file__).with_name("gallery.html")
OPEN, PASS, FAIL = 0, 1, 2


@dataclass
class State:
    company_light: int
    need_light: int
    person_light: int


class CompanyForm(forms.Form):
    name = forms.CharField(label="Company", help_text="As on its own site.")
    employees = forms.IntegerField(label="Employees", min_value=1)
    country = forms.ChoiceField(label="Country", choices=[("pl", "Poland"), ("de", "Germany")])
    wanted = forms.BooleanField(label="May be called", required=False)
    note = forms.CharField(label="Note", widget=forms.Textarea({"rows": 2}), required=False)
    question = TextsFormField(label="Question", required=False)


def gallery(request):
    if "messages" in request.GET:
        messages.success(request, "Baltic Yarn: call saved.")
        messages.error(request, "The import stopped at line 12. 11 leads were kept.")
    now = timezone.now()
    context = {
        "states": [State(PASS, OPEN, OPEN), State(PASS, PASS, FAIL), State(OPEN, OPEN, OPEN), State(PASS, PASS, PASS)],
        "ranges": [(5500, 8000), (6200, 6200), (0, 10000), (0, 0)],
        "thresholds": {"A": 75, "B": 50, "C": 25},
        "categories": [Category(kind=kind, name={"en": str(kind.label)}) for kind in Category.Kind],
        "moments": [now - timedelta(minutes=4), now - timedelta(hours=3), now + timedelta(days=2)],
        "amounts": [(Decimal("12500"), "EUR"), (Decimal("990.50"), "PLN")],
        "levels": [(3_000_000, 1), (18_400_000, 2), (52_000_000, 3), (118_250_000, 4)],
        "filters": [
            {"label": "Owner", "value": "Ola Nowak", "remove_url": "?"},
            {"label": "Status", "value": "SQL", "remove_url": "?"},
        ],
        "tabs": [{"title": "Activity", "url": "?", "is_here": True}, {"title": "Company", "url": "?"}],
        "entries": [
            {"title": "Assign", "url": "?", "icon": "person"},
            {"title": "Export", "url": "?", "icon": "download"},
        ],
        "turn": {"previous_url": "?", "next_url": "?", "sentence": "51–100 of 1,204"},
        "form": CompanyForm({"name": "", "employees": "-3", "question_0": "What does it cost you?"}),
    }
    template = engines["django"].from_string(PAGE.read_text())
    return HttpResponse(template.render(context, request))


urlpatterns = [path("gallery/", gallery, name="gallery"), *site]
