"""A person's own pages."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .forms import PreferencesForm, SwitchForm
from .models import User


def preferences(request):
    # A copy, so that a refused form does not dress the page in what was refused.
    form = PreferencesForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if form.is_valid():
        person = form.save()
        with translation.override(person.language):
            messages.success(request, _("Your preferences are saved."))
        return redirect("accounts:preferences")
    return render(request, "accounts/preferences.html", {"form": form})


@require_POST
def switch(request):
    """Theme or language from the person's menu, and back to the page they were on."""
    form = SwitchForm(request.POST, instance=request.user)
    if form.is_valid():
        form.save()
    else:
        messages.error(request, _("There is no such choice; nothing was changed."))
    return redirect(way_back(request))


def way_back(request):
    address = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return address
    return "accounts:preferences"
