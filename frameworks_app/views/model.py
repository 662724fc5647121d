"""The scoring model: what is in force, what is drafted, what was before."""

from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from frameworks_app.actions.compare import count_lines, differences
from frameworks_app.actions.document import draft_document
from frameworks_app.actions.doubts import doubts
from frameworks_app.actions.drafted import drafted
from frameworks_app.actions.names import row_names
from frameworks_app.actions.reading import reading_of
from frameworks_app.forms.publishing import PublishForm
from frameworks_app.models import ScoringModelVersion

from .entry import for_editors, for_readers

VERSIONS_ON_A_PAGE = 20
DRAFT = "draft"


@for_readers
def model(request):
    draft = drafted(with_edits=True)
    versions = ScoringModelVersion.objects.newest_first().select_related("published_by").defer("document")
    page = Paginator(versions, VERSIONS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"draft": draft, "version": draft.version, "versions": page, "turn": turn(page)}
    return render(request, "frameworks_app/model.html", context | {"form": PublishForm(), "mends": mends(draft)})


def turn(page):
    """Both ways from a page of versions, for the component that turns pages."""
    return {
        "previous_url": f"?page={page.previous_page_number()}#versions" if page.has_previous() else "",
        "next_url": f"?page={page.next_page_number()}#versions" if page.has_next() else "",
        "sentence": _("%(first)s–%(last)s of %(all)s")
        % {"first": page.start_index(), "last": page.end_index(), "all": page.paginator.count}
        if page.has_other_pages()
        else "",
    }


def mends(draft):
    """Problems, each with the place where it is mended."""
    return [(problem.sentence, place(problem)) for problem in draft.problems]


def place(said):
    address = reverse("frameworks_app:draft", args=[said.part])
    return f"{address}#{said.anchor}" if said.anchor else address


@for_editors
def draft_doubts(request):
    """What the draft allows, and was probably not meant: looked for by trying, so that it comes after the page."""
    found = [(doubt.sentence, place(doubt)) for doubt in doubts(draft_document())]
    return render(request, "frameworks_app/_doubts.html", {"doubts": found})


@for_readers
def version(request, number):
    versions = ScoringModelVersion.objects.select_related("published_by")
    shown = get_object_or_404(versions, pk=number)
    before = ScoringModelVersion.objects.newest_first().filter(pk__lt=number).first()
    names = row_names()
    groups = differences(before.document, shown.document, names) if before else []
    context = {
        "version": shown,
        "before": before,
        "groups": groups,
        "count": count_lines(groups),
        "newest": ScoringModelVersion.objects.newest_first().values_list("pk", flat=True).first(),
        "next": ScoringModelVersion.objects.filter(pk__gt=number).values_list("pk", flat=True).order_by("pk").first(),
        **reading_of(shown.document, names),
    }
    return render(request, "frameworks_app/version.html", context)


@for_readers
def version_document(request, number):
    """As it was published, to the last fade."""
    shown = get_object_or_404(ScoringModelVersion, pk=number)
    name = f'attachment; filename="scoring-version-{shown.pk}.json"'
    options = {"indent": 2, "ensure_ascii": False}
    return JsonResponse(shown.document, json_dumps_params=options, headers={"Content-Disposition": name})


@for_readers
def compare(request):
    """Two versions, or one with the draft: by default what the draft would change."""
    numbers = list(ScoringModelVersion.objects.newest_first().values_list("pk", "published_at"))
    newest = numbers[0][0] if numbers else DRAFT
    old, new = (chosen(request.GET.get(side), numbers, other) for side, other in (("old", newest), ("new", DRAFT)))
    groups = differences(document(old), document(new), row_names())
    context = {"numbers": numbers, "old": old, "new": new, "groups": groups, "count": count_lines(groups)}
    return render(request, "frameworks_app/compare.html", context)


def chosen(said, numbers, otherwise):
    """The number of a version, or the draft; 404 where there is no such version."""
    if not said:
        return otherwise
    if said != DRAFT and said not in {str(number) for number, _at in numbers}:
        raise Http404
    return said if said == DRAFT else int(said)


def document(side):
    return draft_document() if side == DRAFT else ScoringModelVersion.objects.get(pk=side).document
