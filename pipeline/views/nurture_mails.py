"""Letters of tracks: written in four languages, read with a real lead's facts, and tried on oneself."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pipeline.actions.nurture_test import send_test
from pipeline.forms.nurture import MailForm
from pipeline.forms.nurture_preview import PreviewForm
from pipeline.models import MailTemplate
from pipeline.models.mail_template import FACTS
from pipeline.reports.nurture_mail import facts_of, letter

from .nurture import for_editors


@for_editors
def nurture_mail_create(request):
    return edit(request, MailTemplate())


@for_editors
def nurture_mail(request, pk):
    return edit(request, get_object_or_404(MailTemplate, pk=pk))


def edit(request, mail):
    form = MailForm(request.POST or None, instance=mail)
    if form.is_valid():
        if "test" in request.POST:
            return try_it(request, form)
        saved = form.save()
        messages.success(request, _("Saved. Letters that are written from now on say it so."))
        return redirect("pipeline:nurture_mail", saved.pk)
    return show(request, form)


def try_it(request, form):
    """What is typed, to oneself; nothing is saved by it."""
    tried = PreviewForm(request.POST, user=request.user)
    lead = tried.lead()
    if lead is None:
        messages.error(request, _("There is no lead whose facts could be put in: add one first."))
    elif not request.user.email:
        messages.error(request, _("You have no e-mail address here: an admin can add it."))
    else:
        send_test(template=form.save(commit=False), lead=lead, language=tried.language(), by=request.user)
        messages.success(request, _("On its way to %(address)s.") % {"address": request.user.email})
    return show(request, form)


@for_editors
@require_POST
def nurture_mail_preview(request):
    """The letter as it is typed, with a lead's facts; what is wrong with it where it is."""
    form = MailForm(request.POST, instance=MailTemplate())
    form.is_valid()
    problems = [error for name in ("subject", "body") for error in form.errors.get(name, [])]
    return render(request, "pipeline/_nurture_preview.html", read(request, form.instance, problems))


def show(request, form):
    context = {
        "form": form,
        "mail": form.instance,
        "facts": FACTS.items(),
        **read(request, form.instance, []),
    }
    return render(request, "pipeline/nurture_mail.html", context)


def read(request, template, problems):
    tried = PreviewForm(request.POST or None, user=request.user)
    lead = tried.lead()
    found = letter(template, facts_of(lead) if lead else {}, tried.language()) if not problems else None
    return {"preview": tried, "letter": found, "lead": lead, "problems": problems, "wanted": tried.language()}
