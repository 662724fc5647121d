from django.db import transaction

from accounts.models import User
from pipeline.models import SavedView


def save_view(*, by, page, name, query, columns, is_shared=False):
    """Keep what a page shows under a name."""
    return SavedView.objects.create(by=by, page=page, name=name, query=query, columns=columns, is_shared=is_shared)


def update_view(*, view, query, columns):
    """Let the view be what the page shows now."""
    view.query, view.columns = query, columns
    view.save(update_fields=["query", "columns"])


@transaction.atomic
def remember(*, user, page, **habits):
    """How this person last had a page; None forgets."""
    user = User.objects.select_for_update().get(pk=user.pk)
    found = {**(user.habits.get(page) or {}), **habits}
    user.habits[page] = {name: value for name, value in found.items() if value is not None}
    User.objects.filter(pk=user.pk).update(habits=user.habits)
