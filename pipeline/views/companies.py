from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from pipeline.forms.companies import Finding
from pipeline.forms.leads import CompanyForm
from pipeline.models import Company
from pipeline.nudge import nudge
from pipeline.reports import company_list as listed
from pipeline.reports import company_page as report
from pipeline.reports.activity import feed, of_leads
from pipeline.reports.company_engagement import engagement_of
from pipeline.reports.fact_words import Words, company_details
from pipeline.reports.keyset import turn
from pipeline.reports.lead_list import MOST_COUNTED, count
from pipeline.scoring.current import current

from . import activity


def company_list(request):
    form = Finding(request.GET)
    companies = listed.companies_of(request.user, form.text)
    page = turn(companies, listed.BY_NAME, request.GET.get("page", ""))
    words = Words()
    context = {
        "form": form,
        "rows": [(row, company_words(words, row.company)) for row in listed.with_columns(page.rows, request.user)],
        "turn": turned(form.text, page),
        "count": count(companies),
        "most_counted": MOST_COUNTED,
    }
    return render(request, "pipeline/company_list.html", context)


def company_words(words, company):
    return {key: words.text("company", key, getattr(company, key)) for key in ("industry", "country", "employees")}


def turned(text, page):
    """The addresses of the pages before and after this one."""
    said = {"q": text} if text else {}
    ends = {"previous_url": page.previous, "next_url": page.next}
    return {name: f"?{urlencode({**said, 'page': token})}" if token else "" for name, token in ends.items()}


def company_detail(request, pk):
    company = report.company_rows(request.user).filter(pk=pk).first()
    if company is None or company.merged_into_id:
        return moved(request, Company, pk, "pipeline:company_detail")
    leads = report.leads_of(company, request.user)
    model, words = current(), Words()
    context = {
        "company": company,
        "words": company_words(words, company),
        "facts": company_details(words, company),
        "leads": leads,
        "open_count": sum(lead.state.stage.is_open for lead in leads),
        "unseen": report.unseen_leads(company, request.user),
        "fit": report.best_fit(leads),
        "grades": model.document["grades"] if model else None,
        "people": report.people_of(company, leads, request.user),
        "engagement": engagement_of(leads),
        "known": report.known_of(leads, model),
        **happened(request, company, leads),
    }
    return render(request, "pipeline/company_detail.html", context)


def moved(request, model, pk, page):
    """To the record that this one was joined to; what is not there, or hidden, is a 404."""
    kept = report.where_it_went(model, pk)
    if kept == pk or not model.objects.visible_to(request.user).filter(pk=kept).exists():
        raise Http404
    return redirect(page, kept)


def company_activity(request, pk):
    company = get_object_or_404(Company.objects.standing().visible_to(request.user), pk=pk)
    return activity.older(request, happened(request, company, report.leads_of(company, request.user)))


def happened(request, company, leads):
    by_key = {lead.pk: lead for lead in leads}
    found = feed(of_leads(*by_key, reader=request.user), request.GET.get("before", ""), by_key)
    return activity.shown("company", company.pk, found)


def company_edit(request, pk):
    company = get_object_or_404(Company.objects.standing().editable_by(request.user), pk=pk)
    # The heading keeps the name that stands, whatever is typed.
    name = company.name
    form = CompanyForm(request.POST or None, instance=company, with_custom=True)
    if form.is_valid():
        form.save()
        nudge("pipeline.tasks.rescore")
        messages.success(request, _("Saved. The scores of its leads follow within seconds."))
        return redirect("pipeline:company_detail", pk)
    return render(request, "pipeline/company_edit.html", {"company": company, "name": name, "form": form})
