"""Views of a list or board that people keep: each a small dialog over the page, or a page of its own."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from pipeline.actions.saved_views import remember, save_view, update_view
from pipeline.forms.saved_views import NameForm, NewViewForm, ShownForm
from pipeline.models import SavedView
from pipeline.reports.saved_views import ALL, VIEW, address, address_of, home_of


def saved_view_create(request):
    said = request.POST or request.GET
    page = said.get("page") or SavedView.Page.LEADS
    if page not in SavedView.Page.values:
        raise Http404
    shown = {name: said.get(name, "") for name in ("page", "query", "columns")}
    form = NewViewForm(request.POST or None, user=request.user, page=page, initial=shown)
    if form.is_valid():
        view = save_view(by=request.user, **form.cleaned_data)
        return done(request, address_of(view), _("“%(view)s” is kept.") % {"view": view})
    return ask(request, form, _("Save as a view"), _("Save view"), reverse(f"pipeline:{page}"))


def saved_view_edit(request, pk):
    view = editable(request, pk)
    form = NameForm(request.POST or None, instance=view, user=request.user, page=view.page)
    if form.is_valid():
        form.save()
        return done(request, address_of(view), _("“%(view)s” is kept.") % {"view": view})
    return ask(request, form, _("Name and share the view"), _("Save"), address_of(view))


@require_POST
def saved_view_update(request, pk):
    view, form = editable(request, pk), ShownForm(request.POST)
    if form.is_valid():
        update_view(view=view, **form.cleaned_data)
        messages.success(request, _("“%(view)s” is kept.") % {"view": view})
    else:
        messages.error(request, _("These are too many filters to keep. The view is as it was."))
    return redirect(address_of(view))


def saved_view_delete(request, pk):
    view = editable(request, pk)
    if request.method == "POST":
        page, name = view.page, view.name
        view.delete()
        where = reverse(f"pipeline:{page}") + address({VIEW: ALL})
        return done(request, where, _("“%(view)s” is deleted. The leads are as they were.") % {"view": name})
    return ask(request, None, _("Delete “%(view)s”?") % {"view": view}, _("Delete view"), address_of(view))


@require_POST
def saved_view_home(request, pk):
    """The page opens with this view; a second time, without it."""
    view = get_object_or_404(SavedView.objects.offered_to(request.user), pk=pk)
    is_home = home_of(request.user, view.page) == view.pk
    remember(user=request.user, page=view.page, home=None if is_home else view.pk)
    said = _("The page opens with all again.") if is_home else _("The page opens with “%(view)s” from now on.")
    messages.success(request, said % {"view": view})
    return redirect(address_of(view))


def editable(request, pk):
    return get_object_or_404(SavedView.objects.editable_by(request.user), pk=pk)


def ask(request, form, title, action, back):
    context = {"form": form, "title": title, "action": action, "back": back}
    return render(request, "pipeline/view_dialog.html" if request.htmx else "pipeline/view_page.html", context)


def done(request, where, text):
    messages.success(request, text)
    return HttpResponseClientRedirect(where) if request.htmx else redirect(where)
