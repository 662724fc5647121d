"""Forgetting a person, and leaving one alone."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pipeline.actions.do_not_contact import leave_alone, lift_do_not_contact
from pipeline.actions.erase import erase_contact
from pipeline.actions.erase_ahead import look_ahead
from pipeline.forms.erase import ErasureForm, LiftForm
from pipeline.models import Contact
from pipeline.reports.erasing import STAYS, WORDS, lines


def contact_erase(request, pk):
    contacts = Contact.objects.erasable_by(request.user).filter(erased_at=None)
    contact = get_object_or_404(contacts.select_related("company"), pk=pk)
    form = ErasureForm(request.POST or None, contact=contact)
    # The other button only counts again, with the words that were added.
    if "count" not in request.POST and form.is_valid():
        said = form.cleaned_data
        erase_contact(contact=contact, by=request.user, also=said["also"], remembers=said.get("remembers", False))
        # Without the name: this sentence is kept until it is read.
        messages.success(request, _("The person is erased. What was counted stays."))
        return redirect("pipeline:contact_list")
    ahead = look_ahead(contact=contact, also=form.words_so_far())
    context = {
        "contact": contact,
        "form": ErasureForm(initial=request.POST.dict(), contact=contact) if "count" in request.POST else form,
        "goes": lines(ahead.goes, WORDS),
        "stays": lines(ahead.stays, STAYS),
        "remain": sorted(ahead.remain.items()),
    }
    return render(request, "pipeline/contact_erase.html", context)


def contact_do_not_contact(request, pk):
    """Ask that this person is left alone; or, where that holds, say why it no longer does."""
    contact = get_object_or_404(Contact.objects.editable_by(request.user).standing(), pk=pk)
    if not contact.do_not_contact:
        return ask_to_leave_alone(request, contact)
    form = LiftForm(request.POST or None)
    if form.is_valid():
        lift_do_not_contact(contact=contact, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, _("%(person)s may be contacted again.") % {"person": contact})
        return redirect("pipeline:contact_detail", pk)
    return render(request, "pipeline/contact_do_not_contact.html", {"contact": contact, "form": form})


def ask_to_leave_alone(request, contact):
    if request.method == "POST":
        leave_alone(contact=contact, by=request.user)
        messages.success(request, _("%(person)s is left alone from now on.") % {"person": contact})
        return redirect("pipeline:contact_detail", contact.pk)
    return render(request, "pipeline/contact_do_not_contact.html", {"contact": contact})
