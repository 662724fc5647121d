from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.keys import key_in
from pipeline.actions.leads import create_lead_once, made_with
from pipeline.actions.stakeholders import add_stakeholder
from pipeline.forms.leads import CompanyForm, ContactEditForm, LeadForm
from pipeline.forms.new_lead import NewLead
from pipeline.models import Lead, Stakeholder
from pipeline.nudge import nudge

from .found import editable_lead


def lead_create(request):
    form = NewLead(request.POST or None, user=request.user)
    if form.is_valid():
        if "join" in request.POST:
            return join(request, form)
        if made_with(form.token) or form.goes_on():
            lead = create_lead_once(token=form.token, by=request.user, **form.parts())
            messages.success(request, _("%(lead)s is here.") % {"lead": lead})
            return redirect("pipeline:lead_detail", lead.pk)
        return render(request, "pipeline/lead_create.html", {"form": form, "duplicates": form.duplicates})
    return render(request, "pipeline/lead_create.html", {"form": form})


def join(request, form):
    """The second person of a purchase that is being worked already."""
    pk = request.POST["join"]
    lead = get_object_or_404(Lead.objects.editable_by(request.user), pk=key_in(pk))
    contact = form.chosen_contact()
    if contact is not None:
        add_stakeholder(
            lead=lead,
            contact=contact,
            role=Stakeholder.Role.INFLUENCER,
            stance=Stakeholder.Stance.NEUTRAL,
            cares_about="",
            by=request.user,
        )
        messages.success(request, _("%(person)s joined this lead's buying committee.") % {"person": contact})
    return redirect("pipeline:lead_detail", lead.pk)


def lead_edit(request, pk):
    lead = editable_lead(request, pk)
    forms = edit_forms(request, lead)
    # Each says what is wrong with it, so all are asked.
    if request.method == "POST" and not any([bool(form.errors) for form in forms.values()]):  # noqa: C419
        with transaction.atomic():
            for form in forms.values():
                form.save()
        nudge("pipeline.tasks.rescore")
        messages.success(request, _("Saved. The score follows within seconds."))
        return redirect("pipeline:lead_detail", lead.pk)
    return render(request, "pipeline/lead_edit.html", {"lead": lead, "forms": forms})


def edit_forms(request, lead):
    data = request.POST if request.method == "POST" else None
    rows = {
        "lead": (LeadForm, lead),
        "company": (CompanyForm, lead.company),
        "contact": (ContactEditForm, lead.contact),
    }
    return {
        prefix: form(data, prefix=prefix, instance=row, with_custom=True)
        for prefix, (form, row) in rows.items()
        if row is not None
    }
