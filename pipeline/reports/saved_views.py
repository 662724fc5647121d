"""Views of a list or a board that people keep under a name, as tabs above it.

The address says everything: `?view=12&owner=me&sort=amount` are the filters of view 12, and `view` only says which
tab one stands on, so that a page filters as it always does and knows when something was changed.
"""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from accounts.keys import key_in
from pipeline.models import SavedView

PAGE, VIEW, COLUMNS = "page", "view", "columns"
# What an address may say that a view does not keep as its filters.
ASIDE = {PAGE, VIEW, COLUMNS}
MOST = 50
ALL = "all"


@dataclass(frozen=True)
class Tab:
    title: str
    url: str
    is_here: bool
    is_shared: bool = False


@dataclass(frozen=True)
class Views:
    """What components/saved_views.html takes. `query` and `columns` are what the page shows and saving would keep."""

    page: str
    tabs: list
    current: SavedView | None
    is_mine: bool
    is_changed: bool
    is_home: bool
    query: str
    columns: list


def views_of(user, page, data, *, columns=(), fixed=()):
    """The tabs over `page` for what its address says: `fixed` ones (title, filters), then saved ones.

    `columns` are the usual ones, for a page that has columns.
    """
    saved = list(SavedView.objects.offered_to(user).filter(page=page).select_related("by")[:MOST])
    current = next((view for view in saved if str(view.pk) == data.get(VIEW)), None)
    tabs = [Tab(title, fixed_address(said), not current and is_same(said, data)) for title, said in fixed]
    tabs += [Tab(view.name, address_within(view), view == current, view.is_shared) for view in saved]
    return Views(
        page=page,
        tabs=tabs,
        current=current,
        is_mine=bool(current) and current.by_id == user.pk,
        is_changed=bool(current) and is_changed(current, data),
        is_home=bool(current) and home_of(user, page) == current.pk,
        query=kept(data),
        columns=chosen_columns(user, page, data, current, columns),
    )


def is_changed(view, data):
    return kept(data) != view.query or listed(data) not in ([], view.columns)


def view_named(user, page, data):
    """The saved view that an address names, or None."""
    name = key_in(data.get(VIEW))
    return SavedView.objects.offered_to(user).filter(page=page, pk=name).first() if name else None


def kept(data):
    """The filters and the order of an address, always in the same spelling."""
    said = {key: value for key, value in data.items() if value and key not in ASIDE}
    return encoded(dict(sorted(said.items())))


def listed(data):
    """The columns that an address names."""
    return [key for key in (data.get(COLUMNS) or "").split(",") if key]


def chosen_columns(user, page, data, view, usual):
    """The columns to show: of the address, else of the view, else as the person last had them, else the usual ones."""
    return listed(data) or (view.columns if view else []) or habits_of(user, page).get(COLUMNS) or list(usual)


def habits_of(user, page):
    return user.habits.get(page) or {}


def home_of(user, page):
    """The view with which this person wants the page to open."""
    return habits_of(user, page).get("home")


def is_same(said, data):
    """Whether the address says these filters and no others, in whatever order the rows are."""
    return kept(said) == kept({key: value for key, value in data.items() if key != "sort"})


def fixed_address(said):
    # Named, because without a word the page opens with the view that the person calls home.
    return address({VIEW: ALL, **said})


def address_within(view):
    return address({VIEW: view.pk, **QueryDict(view.query).dict()})


def address_of(view):
    return reverse(f"pipeline:{view.page}") + address_within(view)


def address(said):
    return f"?{encoded(said)}"


def encoded(said):
    query = QueryDict(mutable=True)
    query.update(said)
    return query.urlencode()
