from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.keys import key_in
from pipeline.forms.companies import Finding
from pipeline.forms.contacts import PersonForm
from pipeline.models import Company, Contact
from pipeline.nudge import nudge
from pipeline.reports import contact_list as listed
from pipeline.reports import contact_page as report
from pipeline.reports.activity import feed, of_contact
from pipeline.reports.fact_words import Words, contact_facts
from pipeline.reports.keyset import turn
from pipeline.reports.lead_list import MOST_COUNTED, count

from . import activity
from .companies import moved, turned


def contact_list(request):
    form = Finding(request.GET)
    contacts = listed.contacts_of(request.user, form.text)
    page = turn(contacts, listed.BY_NAME, request.GET.get("page", ""))
    context = {
        "form": form,
        "rows": listed.with_columns(page.rows, request.user),
        "turn": turned(form.text, page),
        "count": count(contacts),
        "most_counted": MOST_COUNTED,
    }
    return render(request, "pipeline/contact_list.html", context)


def contact_detail(request, pk):
    contact = report.contact_rows(request.user).filter(pk=pk).first()
    if contact is None or contact.merged_into_id:
        return moved(request, Contact, pk, "pipeline:contact_detail")
    parts = report.parts_of(contact, request.user)
    context = {
        "contact": contact,
        "now": timezone.now(),
        "facts": contact_facts(Words(), contact),
        "parts": parts,
        "said": report.said_by(contact, parts),
        "letters": report.letters_of(contact),
        "time_zone": contact.time_zone or (contact.company.time_zone if contact.company else ""),
        **happened(request, contact, parts),
    }
    return render(request, "pipeline/contact_detail.html", context)


def contact_activity(request, pk):
    contact = get_object_or_404(Contact.objects.standing().visible_to(request.user), pk=pk)
    return activity.older(request, happened(request, contact, report.parts_of(contact, request.user)))


def happened(request, contact, parts):
    by_key = {part.lead.pk: part.lead for part in parts}
    found = feed(of_contact(contact, list(by_key)), request.GET.get("before", ""), by_key)
    return activity.shown("contact", contact.pk, found)


def contact_create(request):
    if "use_contact" in request.POST:
        return redirect("pipeline:contact_detail", key_in(request.POST["use_contact"]) or 0)
    company = chosen_company(request)
    form = PersonForm(request.POST or None, company=company)
    known = None
    if form.is_valid():
        known = report.namesakes(request.user, company, form.instance)
        if not known or request.POST.get("go_on") == known.mark:
            form.instance.created_by = request.user
            contact = form.save()
            messages.success(request, _("%(person)s is here.") % {"person": contact})
            return redirect("pipeline:contact_detail", contact.pk)
    return render(request, "pipeline/contact_create.html", {"form": form, "company": company, "duplicates": known})


def chosen_company(request):
    pk = key_in(request.POST.get("company") or request.GET.get("company"))
    return Company.objects.standing().visible_to(request.user).filter(pk=pk).first()


def contact_edit(request, pk):
    contact = get_object_or_404(Contact.objects.standing().editable_by(request.user), pk=pk)
    name = str(contact)
    form = PersonForm(request.POST or None, instance=contact)
    if form.is_valid():
        form.save()
        nudge("pipeline.tasks.rescore")
        messages.success(request, _("Saved. The scores of their leads follow within seconds."))
        return redirect("pipeline:contact_detail", pk)
    return render(request, "pipeline/contact_edit.html", {"contact": contact, "name": name, "form": form})
