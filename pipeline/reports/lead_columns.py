"""The columns of the list of leads: one registry for the page and for files."""

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.calendar import Calendar
from frameworks_app.models import Attribute, read
from pipeline.templatetags.leadqual import grade_text

from .board.clock import days_stood
from .columns import Column, followed, money, shown

LEAD, SCORES, COMPANY, CONTACT = _("Lead"), _("Scores"), _("Company"), _("Contact")
FIRST = "lead"
DEFAULT = (
    FIRST,
    "status",
    "filters",
    "fit",
    "qualification",
    "engagement",
    "amount",
    "next_step",
    "last_signal",
    "owner",
)


def points(name):
    """Basis points as the whole points that pages show."""
    return lambda lead: None if lead.state.is_hidden else getattr(lead.state, name) // 100


def ends(label_low, label_high, low, high):
    return ((label_low, points(low)), (label_high, points(high)))


def light(name):
    return lambda lead: getattr(lead.state, f"get_{name}_light_display")()


def grade(lead):
    is_shown = lead.grades and not lead.state.is_hidden
    return grade_text(lead.state.fit_low, lead.state.fit_high, lead.grades) if is_shown else None


def days_in_stage(lead):
    return days_stood(lead.state, Calendar.of(lead.state.team), lead.waits_since, timezone.now())


def is_set_by_hand(lead):
    return lead.state.override_id is not None


def external_id(lead):
    return " ".join(part for part in (lead.external_source, lead.external_id) if part)


def do_not_contact(lead):
    return not lead.may_be_contacted


COLUMNS = [
    Column(
        FIRST,
        _("Lead"),
        group=LEAD,
        template="pipeline/cells/lead.html",
        parts=(
            (_("Company"), shown("company.name")),
            (_("Contact"), shown("contact")),
            (_("About"), followed("title")),
        ),
    ),
    Column(
        "status",
        _("Status, stage"),
        group=LEAD,
        template="pipeline/cells/status.html",
        parts=(
            (_("Status"), shown("state.standing_category")),
            (_("Computed status"), shown("state.category")),
            (_("Status set by hand"), is_set_by_hand),
            (_("Stage"), shown("state.stage")),
        ),
    ),
    Column(
        "filters",
        _("Filters"),
        group=SCORES,
        template="pipeline/cells/filters.html",
        parts=(
            (_("Filter: company"), light("company")),
            (_("Filter: need"), light("need")),
            (_("Filter: person"), light("person")),
        ),
    ),
    Column(
        "fit",
        _("Fit"),
        group=SCORES,
        template="pipeline/cells/fit.html",
        parts=ends(_("Fit, at least"), _("Fit, at most"), "fit_low", "fit_high"),
    ),
    Column("grade", _("Grade"), grade, SCORES),
    Column(
        "qualification",
        _("Qualification"),
        group=SCORES,
        template="pipeline/cells/qualification.html",
        parts=ends(_("Qualification, at least"), _("Qualification, at most"), "qual_low", "qual_high"),
    ),
    Column(
        "result",
        _("Qualification result"),
        shown("state.get_verdict_display"),
        SCORES,
        template="pipeline/cells/result.html",
    ),
    Column(
        "engagement",
        _("Engagement"),
        # Tenths, rounded down as on the page.
        lambda lead: lead.state.engagement // 100_000 / 10,
        SCORES,
        template="pipeline/cells/engagement.html",
    ),
    Column("amount", _("Amount"), money("amount", followed("currency")), LEAD, is_number=True, is_money=True),
    Column("expected_close", _("Expected close"), followed("expected_close"), LEAD),
    Column(
        "next_step",
        _("Next follow-up"),
        followed("next_due"),
        LEAD,
        template="pipeline/cells/next_step.html",
        needs="next_due",
    ),
    Column(
        "last_signal",
        _("Last signal"),
        group=LEAD,
        template="pipeline/cells/last_signal.html",
        parts=(
            (_("Last signal"), lambda lead: read(lead.last_signal_name).text),
            (_("Last signal, when"), followed("last_signal_at")),
        ),
        needs="last_signal",
    ),
    Column("owner", _("Owner"), shown("state.owner"), LEAD, template="pipeline/cells/owner.html"),
    Column("team", _("Team"), shown("state.team"), LEAD),
    Column("tags", _("Tags"), followed("tag_names"), LEAD, template="pipeline/cells/tags.html", needs="tag_names"),
    Column("days_in_stage", _("Business days in stage"), days_in_stage, LEAD, needs="waits_since", is_number=True),
    Column("held_until", _("On hold until"), followed("state.held_until"), LEAD),
    Column("untouched_since", _("Untouched since"), followed("state.untouched_since"), LEAD),
    Column("product", _("Product"), shown("product"), LEAD, joins=("product",)),
    Column("segment", _("Segment"), shown("segment"), LEAD, joins=("segment",)),
    Column("source", _("Source"), followed("source"), LEAD),
    Column("campaign", _("Campaign"), followed("campaign"), LEAD),
    Column("language", _("Language"), shown("get_language_display"), LEAD),
    Column("created", pgettext_lazy("lead", "Came"), followed("occurred_at"), LEAD),
    Column("external_id", _("Key elsewhere"), external_id, LEAD),
    Column("domain", _("Website"), followed("company.domain"), COMPANY),
    Column("industry", _("Industry"), followed("company.industry"), COMPANY),
    Column("employees", _("Employees"), followed("company.employees"), COMPANY, is_number=True),
    Column(
        "annual_revenue",
        _("Annual revenue"),
        money("company.annual_revenue", lambda _lead: settings.LEADQUAL_CURRENCY),
        COMPANY,
        is_number=True,
        is_money=True,
    ),
    Column("country", _("Country"), followed("company.country"), COMPANY),
    Column("region", _("Region"), followed("company.region"), COMPANY),
    Column("technologies", _("Technologies"), followed("company.technologies"), COMPANY),
    Column("title", pgettext_lazy("person", "Title"), followed("contact.title"), CONTACT),
    Column("seniority", _("Seniority"), shown("contact.get_seniority_display"), CONTACT),
    Column("department", _("Department"), followed("contact.department"), CONTACT),
    Column("email", _("E-mail"), followed("contact.email"), CONTACT),
    Column("phone", _("Phone"), followed("phone"), CONTACT),
    Column("do_not_contact", _("Do not contact"), do_not_contact, CONTACT),
]
BUILT_IN = {column.key: column for column in COLUMNS}
GROUPS = {Attribute.Entity.LEAD: LEAD, Attribute.Entity.COMPANY: COMPANY, Attribute.Entity.CONTACT: CONTACT}


def all_columns():
    """Every column by its key, those of custom attributes last."""
    return {**BUILT_IN, **custom_columns()}


def columns_of(keys):
    """The columns named, in that order, the lead itself always first; a key that nobody knows any more is left out."""
    known = all_columns() if any("." in key for key in keys) else BUILT_IN
    wanted = dict.fromkeys([FIRST, *keys])
    return [known[key] for key in wanted if key in known]


def custom_columns():
    attributes = Attribute.objects.custom().active()
    return {column.key: column for column in map(custom_column, attributes)}


def custom_column(attribute):
    return Column(
        f"{attribute.entity}.{attribute.key}",
        str(attribute),
        custom_value(attribute),
        GROUPS[attribute.entity],
        is_number=attribute.value_type == Attribute.Type.NUMBER,
    )


def custom_value(attribute):
    path = "custom" if attribute.entity == Attribute.Entity.LEAD else f"{attribute.entity}.custom"
    find, names = followed(path), {each["value"]: read(each.get("name")).text for each in attribute.choices}

    def value(lead):
        return typed(attribute.value_type, (find(lead) or {}).get(attribute.key), names)

    return value


def typed(value_type, stored, names):
    """A stored value as its type says; a choice by its name."""
    match stored:
        case list():
            return [names.get(each) or str(each) for each in stored]
        case str() if value_type == Attribute.Type.DATE:
            return parse_date(stored) or stored
        case str():
            return names.get(stored) or stored
    return stored
