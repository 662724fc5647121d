"""What becomes of two records when they are made one: which fields differ, what goes along, what forbids it."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import date_format, number_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from accounts.models import Role
from pipeline import models
from pipeline.models import Twins
from pipeline.models.company import of_leads
from pipeline.models.contact import in_leads
from pipeline.reports.fact_words import Words

ACROSS_TEAMS = (Role.MANAGER, Role.MARKETING, Role.ADMIN)


@dataclass(frozen=True)
class Link:
    """Rows that point by `key` to what is merged, and go along; those that the kept one has already stay behind."""

    model: type
    key: str
    counted: object
    # Of these values there may be one row each; of those that `only` names, one at all.
    unique: tuple = ()
    only: Q = Q()
    # What would be there twice on another row's page is taken away, and put back when the merge is undone.
    drops: bool = False

    @property
    def name(self):
        return f"{self.model._meta.model_name}.{self.key}"

    def rows(self, pk):
        return self.model.objects.filter(**{self.key: pk})

    def clashing(self, merged_id, kept_id):
        if not self.unique and not self.only:
            return self.model.objects.none()
        same = {field: OuterRef(field) for field in self.unique}
        return self.rows(merged_id).filter(self.only).filter(Exists(self.rows(kept_id).filter(self.only, **same)))

    def moving(self, merged_id, kept_id):
        return self.rows(merged_id).exclude(pk__in=self.clashing(merged_id, kept_id).values("pk"))


LEAD_LINKS = (
    Link(models.DiscoveryCall, "lead", ngettext_lazy("%(number)d call", "%(number)d calls", "number")),
    Link(models.Answer, "lead", ngettext_lazy("%(number)d answer", "%(number)d answers", "number")),
    Link(models.Note, "lead", ngettext_lazy("%(number)d note", "%(number)d notes", "number")),
    Link(models.Signal, "lead", ngettext_lazy("%(number)d signal", "%(number)d signals", "number")),
    Link(
        models.Stakeholder,
        "lead",
        ngettext_lazy(
            "%(number)d person of the buying committee", "%(number)d people of the buying committee", "number"
        ),
        unique=("contact", "role"),
    ),
    Link(models.FollowUp, "lead", ngettext_lazy("%(number)d follow-up", "%(number)d follow-ups", "number")),
    Link(models.StageMove, "lead", ngettext_lazy("%(number)d stage move", "%(number)d stage moves", "number")),
    Link(
        models.ChecklistTick,
        "lead",
        ngettext_lazy("%(number)d line of a checklist", "%(number)d lines of checklists", "number"),
        unique=("stage", "line"),
    ),
    Link(models.Objection, "lead", ngettext_lazy("%(number)d objection", "%(number)d objections", "number")),
    Link(
        models.HandOff,
        "lead",
        ngettext_lazy("%(number)d hand-off", "%(number)d hand-offs", "number"),
        only=Q(accepted_at=None, returned_at=None),
    ),
    Link(
        models.CategoryOverride,
        "lead",
        ngettext_lazy("%(number)d status set by hand", "%(number)d statuses set by hand", "number"),
        only=Q(lifted_at=None),
    ),
    Link(
        models.AuditCall,
        "lead",
        ngettext_lazy("%(number)d audit call", "%(number)d audit calls", "number"),
        only=Q(ended_at=None),
    ),
    Link(
        models.Hold,
        "lead",
        ngettext_lazy("%(number)d waiting", "%(number)d times of waiting", "number"),
        only=Q(ended_at=None),
    ),
    Link(models.Message, "lead", ngettext_lazy("%(number)d letter", "%(number)d letters", "number")),
    Link(models.ActionItem, "lead", ngettext_lazy("%(number)d action item", "%(number)d action items", "number")),
    Link(models.LeadTag, "lead", ngettext_lazy("%(number)d tag", "%(number)d tags", "number"), unique=("tag",)),
)
COMPANY_LINKS = (
    Link(models.Lead, "company", ngettext_lazy("%(number)d lead", "%(number)d leads", "number")),
    Link(models.Contact, "company", ngettext_lazy("%(number)d contact", "%(number)d contacts", "number")),
)
CONTACT_LINKS = (
    Link(models.Lead, "contact", ngettext_lazy("%(number)d lead", "%(number)d leads", "number")),
    Link(
        models.Stakeholder,
        "contact",
        ngettext_lazy("%(number)d seat in a buying committee", "%(number)d seats in buying committees", "number"),
        unique=("lead", "role"),
        drops=True,
    ),
    Link(models.Signal, "contact", ngettext_lazy("%(number)d signal", "%(number)d signals", "number")),
    Link(
        models.DoNotContact,
        "contact",
        ngettext_lazy("%(number)d wish not to be contacted", "%(number)d wishes not to be contacted", "number"),
    ),
    Link(models.Message, "contact", ngettext_lazy("%(number)d letter", "%(number)d letters", "number")),
    Link(
        models.Consent, "contact", ngettext_lazy("%(number)d word on letters", "%(number)d words on letters", "number")
    ),
    Link(models.Bounce, "contact", ngettext_lazy("%(number)d bounce", "%(number)d bounces", "number")),
)


@dataclass(frozen=True)
class Trade:
    """How one kind of record is merged."""

    model: type
    fields: tuple
    links: tuple

    @property
    def earlier(self):
        """What was merged into the one that is merged now follows it: nobody walks a chain."""
        return Link(self.model, "merged_into", None)


TRADES = {
    Twins.LEAD: Trade(
        models.Lead,
        (
            "title", "company", "contact", "product", "segment", "source", "campaign", "amount", "expected_close",
            "language",
        ),
        LEAD_LINKS,
    ),
    Twins.COMPANY: Trade(
        models.Company,
        (
            "name", "domain", "industry", "employees", "annual_revenue", "country", "region", "technologies",
            "founded_on", "phone", "time_zone",
        ),
        COMPANY_LINKS,
    ),
    Twins.CONTACT: Trade(
        models.Contact,
        ("name", "email", "phone", "company", "title", "seniority", "department", "language", "time_zone"),
        CONTACT_LINKS,
    ),
}  # fmt: skip
# What makes sense only together.
TOGETHER = {"amount": ("currency",)}
CUSTOM = "custom."


def mergeable(kind, user):
    """Records this person may merge: every lead that would feel it is theirs to change."""
    foreign = models.Lead.objects.standing().exclude(pk__in=models.Lead.objects.editable_by(user))
    match kind:
        case Twins.LEAD:
            return models.Lead.objects.editable_by(user)
        case Twins.COMPANY:
            return models.Company.objects.visible_to(user).exclude(of_leads(foreign))
        case Twins.CONTACT:
            return models.Contact.objects.visible_to(user).exclude(in_leads(foreign))


def visible(kind, user):
    return TRADES[kind].model.objects.visible_to(user)


@dataclass(frozen=True)
class Field:
    """One field of both: as it is stored and as it is shown."""

    name: str
    label: str
    kept: object
    merged: object
    kept_text: str
    merged_text: str

    @property
    def differs(self):
        return self.kept != self.merged and not (is_empty(self.kept) and is_empty(self.merged))

    @property
    def takes_merged(self):
        """By default the kept one's value stands, and the other's where there is none."""
        return is_empty(self.kept) and not is_empty(self.merged)


class Comparison:
    def __init__(self, kind, kept, merged):
        self.kind, self.kept, self.merged = Twins(kind), kept, merged
        self.trade = TRADES[self.kind]
        self.words = Words()

    @cached_property
    def fields(self):
        names = [*self.trade.fields, *(CUSTOM + key for key in sorted({*self.kept.custom, *self.merged.custom}))]
        labels = {each.key: str(each) for each in self.words.attributes if not each.is_builtin}
        return [self.field(name, labels) for name in names]

    def field(self, name, labels):
        if name.startswith(CUSTOM):
            label = labels.get(name.removeprefix(CUSTOM), name.removeprefix(CUSTOM))
        else:
            label = capfirst(self.trade.model._meta.get_field(name).verbose_name)
        return Field(
            name,
            label,
            value(self.kept, name),
            value(self.merged, name),
            shown(self.words, self.kept, name),
            shown(self.words, self.merged, name),
        )

    @property
    def differing(self):
        return [field for field in self.fields if field.differs]

    @property
    def alike(self):
        return [field for field in self.fields if not field.differs and not is_empty(field.kept)]

    @property
    def forbids_contact(self):
        return self.kind == Twins.CONTACT and (self.kept.do_not_contact or self.merged.do_not_contact)

    @cached_property
    def numbers(self):
        """Of each kind of row how many go along, and how many stay; in one statement."""
        keys = self.merged.pk, self.kept.pk
        counts = {
            f"{what}{at}": number_of(getattr(link, what)(*keys), link.key)
            for at, link in enumerate(self.trade.links)
            for what in ("moving", "clashing")
        }
        found = self.trade.model.objects.filter(pk=self.merged.pk).values(**counts).get()
        return [(link, found[f"moving{at}"], found[f"clashing{at}"]) for at, link in enumerate(self.trade.links)]

    @property
    def going(self):
        """What goes along, as "3 calls"; only what there is."""
        return [link.counted % {"number": moving} for link, moving, _clashing in self.numbers if moving]

    @property
    def staying(self):
        """What the kept one has already, and so stays with the record that is put away."""
        return [link.counted % {"number": clashing} for link, _moving, clashing in self.numbers if clashing]


def number_of(rows, key):
    numbers = rows.order_by().values(key).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(numbers), 0)


def refusal(kind, kept, merged, *, by):
    """Why these two cannot be merged, in one sentence; empty where they can."""
    if kept.pk == merged.pk:
        return _("This is one and the same record.")
    if kept.merged_into_id or merged.merged_into_id:
        return _("One of them has been merged already.")
    if kind != Twins.LEAD:
        return ""
    if kept.state.team_id != merged.state.team_id and by and by.role not in ACROSS_TEAMS:
        return _("They belong to two teams: a manager, marketing or an admin may merge them.")
    if models.DiscoveryCall.objects.open().filter(lead__in=[kept.pk, merged.pk]).count() > 1:
        return _("A call is open on both of them: end one of the two first.")
    return ""


def value(row, name):
    """As JSON keeps it."""
    if name.startswith(CUSTOM):
        return row.custom.get(name.removeprefix(CUSTOM))
    said = getattr(row, row._meta.get_field(name).attname)
    if hasattr(said, "as_tuple"):
        return str(said)
    return said.isoformat() if hasattr(said, "isoformat") else said


def is_empty(said):
    return said is None or said in ("", [])


def shown(words, row, name):
    """In the reader's words, as the record's own page says it."""
    said, entity = value(row, name), row._meta.model_name
    if is_empty(said):
        return ""
    if name.startswith(CUSTOM):
        return str(words.text(entity, name.removeprefix(CUSTOM), said))
    if hasattr(row, f"get_{name}_display"):
        return str(getattr(row, f"get_{name}_display")())
    said = getattr(row, name)
    if name == "amount":
        return f"{number_format(said, force_grouping=True)} {row.currency}"
    return date_format(said) if hasattr(said, "isoformat") else str(words.text(entity, name, said))
