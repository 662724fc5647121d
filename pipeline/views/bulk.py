"""Many leads at once: choose, say what is to become of them, see it done, take it back."""

from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import intcomma
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.listing import listed
from pipeline.actions.bulk import MOST, CannotBeUndone, change_many, undo_many
from pipeline.actions.tags import tag_called
from pipeline.forms.bulk import FORMS, Chosen, SelectionForm
from pipeline.models import BulkAct, Lead, Tag
from pipeline.reports.bulk_acts import REPLACES, lines, reason_of, sentence
from pipeline.reports.kept_out import kept_out_words

Kind = BulkAct.Kind
# Of leads that stay as they are, so many are told by name.
NAMED = 3


@require_POST
def bulk(request):
    selection = SelectionForm(request.POST)
    if not selection.is_valid():
        return back(request, _("Choose what to do with the leads."))
    chosen = Chosen(selection, request.user)
    if problem := refusal(chosen):
        return back(request, problem)
    kind = selection.cleaned_data["kind"]
    form = FORMS[kind](request.POST if "do" in request.POST else None, user=request.user)
    if form.is_valid() and not chosen.has_grown:
        return act_on(request, selection, chosen, form)
    return ask(request, selection, chosen, form)


def refusal(chosen):
    """Why nothing can be done with what was chosen."""
    if chosen.total == 0:
        return _("Choose at least one lead.")
    if chosen.is_too_many:
        words = _("These are more than %(most)s leads. Filter the list, and change them in parts.")
        return words % {"most": intcomma(MOST)}
    if not chosen.ids:
        return _("None of these leads is yours to change.")
    return ""


def act_on(request, selection, chosen, form):
    kind, token = selection.cleaned_data["kind"], selection.cleaned_data["token"]
    act = change_many(kind=kind, ids=chosen.ids, said=said(kind, form, request.user), token=token, by=request.user)
    words = " ".join(filter(None, [sentence(act), left_out(chosen, act)]))
    undo = reverse("pipeline:bulk_undo", args=[act.pk]) if act.count and act.may_be_undone else ""
    messages.success(request, words, extra_tags=undo)
    return onward(request)


def said(kind, form, user):
    """What the leads become, in plain values that can be kept."""
    match kind:
        case Kind.TAG:
            return {"tag": tag_called(name=form.cleaned_data["name"], by=user).pk}
        case Kind.UNTAG:
            return {"tag": Tag.objects.called(form.cleaned_data["name"]).pk}
    return form.said(user)


def left_out(chosen, act):
    """What became of the rest: not yours, or as it was already."""
    words = []
    if chosen.refused:
        words.append(not_yours(chosen))
    left = act.said.get("left", [])
    if left:
        words.append(still_asked(left))
    kept_out = act.said.get("kept_out", {})
    words += [kept_out_words(why, number) for why, number in kept_out.items()]
    if same := len(chosen.ids) - act.count - len(left) - sum(kept_out.values()):
        words.append(ngettext("%(count)d was so already.", "%(count)d were so already.", same) % {"count": same})
    return " ".join(words)


def still_asked(left):
    """Leads that stay, because their stage asks for something more: some by name."""
    names = [lead.headline for lead in Lead.objects.with_state().filter(pk__in=left[:NAMED])]
    if more := len(left) - len(names):
        names.append(ngettext("%(count)d more", "%(count)d more", more) % {"count": more})
    words = ngettext(
        "%(count)d stays, for its stage still asks for something: %(names)s.",
        "%(count)d stay, for their stages still ask for something: %(names)s.",
        len(left),
    )
    return words % {"count": len(left), "names": listed(names)}


def not_yours(chosen):
    words = ngettext(
        "%(count)d of %(total)d is not yours to change.",
        "%(count)d of %(total)d are not yours to change.",
        chosen.refused,
    )
    return words % {"count": chosen.refused, "total": chosen.total}


def ask(request, selection, chosen, form):
    number = len(chosen.ids)
    context = {
        "form": form,
        "selection": selection.asked_again(chosen.total),
        "title": TITLES[selection.cleaned_data["kind"]],
        "action": ngettext("Change %(count)d lead", "Change %(count)d leads", number) % {"count": number},
        "not_yours": not_yours(chosen) if chosen.refused else "",
        "grown": grown(chosen) if chosen.has_grown else "",
        "back": list_address(request),
        "about": ABOUT.get(selection.cleaned_data["kind"], ""),
        "tags": Tag.objects.values_list("name", flat=True)[:500] if "name" in form.fields else [],
    }
    return render(request, "pipeline/bulk_dialog.html" if request.htmx else "pipeline/bulk_page.html", context)


def grown(chosen):
    more = chosen.total - chosen.seen
    words = ngettext(
        "Since you looked, %(more)d more lead matches: %(total)d now. Send again to change them all.",
        "Since you looked, %(more)d more leads match: %(total)d now. Send again to change them all.",
        more,
    )
    return words % {"more": more, "total": chosen.total}


def bulk_act(request, pk):
    act = get_object_or_404(BulkAct.objects.visible_to(request.user).select_related("by", "undone_by"), pk=pk)
    found = lines(act, request.user)
    context = {
        "act": act,
        "sentence": sentence(act),
        "reason": reason_of(act),
        "lines": found,
        "others": act.count - len(found),
        "has_before": act.kind in REPLACES,
    }
    return render(request, "pipeline/bulk_act.html", context)


@require_POST
def bulk_undo(request, pk):
    act = get_object_or_404(BulkAct.objects.visible_to(request.user), pk=pk)
    try:
        count = undo_many(act=act, by=request.user)
    except CannotBeUndone:
        messages.error(request, _("This can no longer be taken back: it was undone already, or more than a day ago."))
        return redirect("pipeline:bulk_act", pk)
    words = ngettext("%(count)d lead is as it was.", "%(count)d leads are as they were.", count) % {"count": count}
    if stays := act.count - count:
        rest = ngettext("%(count)d was changed since and stays.", "%(count)d were changed since and stay.", stays)
        words = f"{words} {rest % {'count': stays}}"
    messages.success(request, words)
    return redirect("pipeline:bulk_act", pk)


def back(request, problem):
    messages.error(request, problem)
    return onward(request)


def onward(request):
    where = list_address(request)
    return HttpResponseClientRedirect(where) if request.htmx else redirect(where)


def list_address(request):
    """The list as the person saw it."""
    query = request.POST.get("query", "")
    return reverse("pipeline:lead_list") + (f"?{query}" if query else "")


TITLES = {
    Kind.OWNER: gettext_lazy("Give to a colleague"),
    Kind.STAGE: gettext_lazy("Move to another stage"),
    Kind.CATEGORY: gettext_lazy("Set the status by hand"),
    Kind.FOLLOW_UP: gettext_lazy("Plan a follow-up"),
    Kind.TAG: gettext_lazy("Add a tag"),
    Kind.UNTAG: gettext_lazy("Take a tag off"),
    Kind.TRACK: gettext_lazy("Put into a nurture track"),
    Kind.UNTRACK: gettext_lazy("Take out of the nurture track"),
}
# What a person should know before, where the form does not say it.
ABOUT = {
    Kind.TRACK: gettext_lazy(
        "Parked leads that are in no track begin it. Those that asked to be left alone stay out of it."
    ),
    Kind.UNTRACK: gettext_lazy("The leads stay parked. What the track has not sent yet is not sent any more."),
}
