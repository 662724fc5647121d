"""The effect of a definition on real leads, before anybody saves it."""

from django.contrib import admin
from django.db import OperationalError, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from accounts.keys import key_in
from accounts.models import Role
from frameworks_app.actions.document import draft_document
from frameworks_app.actions.publish import draft_problems
from frameworks_app.models import Category, DecisionRow, Framework, Icp, Persona, ScoringSettings, SignalType
from pipeline.reports.effect import effect_of
from pipeline.reports.persona_effect import persona_effect
from pipeline.scoring.current import current
from pipeline.scoring.inputs import Keys
from pipeline.scoring.preview import LONGEST, limit_time

PAGES = {
    model._meta.model_name: model
    for model in (Icp, Persona, Framework, SignalType, Category, DecisionRow, ScoringSettings)
}


@require_POST
def effect(request, kind):
    """Takes the whole form of a set-up page; writes nothing."""
    number = request.GET.get("row", "")
    if request.user.role != Role.ADMIN or kind not in PAGES or not (number.isdecimal() or number == ""):
        raise Http404
    row = get_object_or_404(PAGES[kind], pk=key_in(number)) if number else None
    try:
        context = measured(request, kind, row)
    except OperationalError:
        context = {"is_slow": True, "seconds": LONGEST.removesuffix("s")}
    template = "pipeline/_effect.html" if request.htmx else "pipeline/effect.html"
    return render(request, template, {"kind": kind, "row": row, **context})


def measured(request, kind, row):
    """The draft is taken back before the leads are looked at, so that no lock is held meanwhile."""
    page = admin.site.get_model_admin(PAGES[kind])
    with transaction.atomic():
        limit_time()
        before = Persona.objects.filter(pk=row.pk).first() if row and kind == "persona" else None
        saved, problems = page.apply(request, row)
        document, keys = draft_document(), Keys.load()
        transaction.set_rollback(True)
    if problems := problems or draft_problems(document):
        return {"problems": problems}
    with transaction.atomic():
        limit_time()
        if kind == "persona":
            return {"persona": persona_effect(before, saved)}
        if current() is None:
            return {"is_unpublished": True}
        return {"effect": effect_of(document, keys, framework=saved.key if kind == "framework" else None)}
