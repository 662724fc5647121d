"""Who may enter the scoring pages: admins edit and publish; managers and marketing read."""

from functools import wraps

from django.http import Http404

from accounts.models import Role

READERS = {Role.ADMIN, Role.MANAGER, Role.MARKETING}
EDITORS = {Role.ADMIN}


def only_for(roles):
    """To everybody else the page does not exist."""

    def decorate(view):
        @wraps(view)
        def checked(request, *args, **kwargs):
            if request.user.role not in roles:
                raise Http404
            return view(request, *args, **kwargs)

        return checked

    return decorate


for_readers = only_for(READERS)
for_editors = only_for(EDITORS)
