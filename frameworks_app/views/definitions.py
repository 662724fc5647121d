"""What an ICP, an MQL and an SQL are, as marketing and sales agreed. Everybody works by them: everybody reads them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.keys import key_in
from frameworks_app.actions.agreed.standing import agreements
from frameworks_app.actions.agreed.words import reading_of
from frameworks_app.actions.sign_off import sides_of, sign_off
from frameworks_app.forms.sign_off import SignOffForm
from frameworks_app.models import ScoringModelVersion, SignOff

from .entry import READERS


def definition_list(request):
    version = ScoringModelVersion.objects.current()
    found = agreements(version) if version else []
    context = {
        "version": version,
        "agreements": found,
        "open_count": sum(not each.is_agreed for each in found),
        "my_sides": sides_of(request.user),
    }
    return render(request, "frameworks_app/definition_list.html", context | tabs(request))


def definition(request, kind, key):
    version = ScoringModelVersion.objects.current()
    agreement = next(iter(agreements(version, at=(kind, key))), None) if version else None
    history = [(each, reading_of(each.definition)) for each in SignOff.objects.of(kind, key)]
    if not agreement and not history:
        raise Http404
    forms = forms_of(request, agreement) if agreement else []
    if request.method == "POST":
        sent = next((form for form in forms if form.is_bound), None)
        if sent is None:
            raise Http404
        if sent.is_valid() and sign(request, sent, agreement, version):
            return redirect("frameworks_app:definition", kind, key)
    context = {"version": version, "agreement": agreement, "forms": forms, "history": history}
    context["query"] = urlencode({"kind": kind, "key": key})
    return render(request, "frameworks_app/definition.html", context | tabs(request))


def tabs(request):
    """An SDR reads this page of scoring alone."""
    return {"reads_scoring": request.user.role in READERS}


def forms_of(request, agreement):
    """One for each side that this person may sign; the one that was sent is bound."""
    mine = [each for each in agreement.sides if each.side in sides_of(request.user)]
    said = request.POST.get("side")
    return [
        SignOffForm(request.POST if each.side == said else None, agreement=agreement, signature=each) for each in mine
    ]


def sign(request, form, agreement, version):
    """Whether it was signed; a refusal stands on the form, and what was typed stays."""
    follows = request.POST.get("follows", "")
    try:
        signed = sign_off(
            agreement=agreement,
            version=version,
            side=form.signature.side,
            by=request.user,
            seen=request.POST.get("seen", ""),
            follows=key_in(follows),
            **form.cleaned_data,
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    said = _("%(definition)s: signed for %(side)s.")
    side = signed.get_side_display()
    messages.success(request, said % {"definition": agreement.reading.name, "side": side[:1].lower() + side[1:]})
    return True
