"""The columns of the files of agreed definitions, and of who signed one of them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frameworks_app.actions.agreed.standing import State
from frameworks_app.actions.agreed.words import reading_of
from frameworks_app.models import SignOff

from .columns import Column, followed, shown


def kind(row):
    return str(SignOff.Kind(row.definition.kind).label)


def takes(row):
    return list(row.reading.lines())


def state(row):
    return {
        State.DUE: _("to be reviewed"),
        State.CHANGED: _("changed since it was signed"),
        State.UNSIGNED: _("not signed off"),
        State.SIGNED: _("agreed"),
    }[row.state]


def took(row):
    return list(reading_of(row.definition).lines())


def of_side(name, label, day_label):
    return [
        Column(name, label, shown(f"{name}.last.by")),
        Column(f"{name}_at", day_label, followed(f"{name}.last.signed_at")),
    ]


DEFINITIONS = [
    Column("kind", gettext_lazy("Kind"), kind),
    Column("name", gettext_lazy("Definition"), followed("reading.name")),
    Column("takes", gettext_lazy("What it takes"), takes),
    Column("state", gettext_lazy("State"), state),
    *of_side("marketing", gettext_lazy("Signed for marketing by"), gettext_lazy("Signed for marketing on")),
    *of_side("sales", gettext_lazy("Signed for sales by"), gettext_lazy("Signed for sales on")),
    Column("review_on", gettext_lazy("To be reviewed on"), followed("review_on")),
]
SIGN_OFFS = [
    Column("side", gettext_lazy("Signed for"), shown("get_side_display")),
    Column("by", gettext_lazy("By"), shown("by")),
    Column("role", gettext_lazy("Signed as"), shown("get_role_display")),
    Column("signed_at", gettext_lazy("When"), followed("signed_at")),
    Column("review_on", gettext_lazy("To be reviewed on"), followed("review_on")),
    Column("note", gettext_lazy("Note"), followed("note")),
    Column("version", gettext_lazy("Version"), followed("version_id")),
    Column("took", gettext_lazy("What was signed"), took),
]
