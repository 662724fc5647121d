"""The columns of the files of companies, contacts, follow-ups and calls."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .columns import Column, followed, money, shown


def owners(row):
    return [str(person) for person in row.owners]


OF_LEADS = [
    Column("open_leads", _("Open leads"), followed("open_leads")),
    Column("owners", _("Owners"), owners),
    Column("last_activity", _("Last activity"), followed("last_activity")),
]
COMPANIES = [
    Column("name", _("Company"), followed("company.name")),
    Column("domain", _("Website"), followed("company.domain")),
    Column("industry", _("Industry"), followed("company.industry")),
    Column("employees", _("Employees"), followed("company.employees")),
    Column(
        "annual_revenue",
        _("Annual revenue"),
        money("company.annual_revenue", lambda _row: settings.LEADQUAL_CURRENCY),
        is_money=True,
    ),
    Column("country", _("Country"), followed("company.country")),
    Column("region", _("Region"), followed("company.region")),
    Column("phone", _("Phone"), followed("company.phone")),
    *OF_LEADS,
]
CONTACTS = [
    Column("name", _("Contact"), shown("contact")),
    Column("company", _("Company"), shown("contact.company")),
    Column("title", pgettext_lazy("person", "Title"), followed("contact.title")),
    Column("seniority", _("Seniority"), shown("contact.get_seniority_display")),
    Column("department", _("Department"), followed("contact.department")),
    Column("email", _("E-mail"), followed("contact.email")),
    Column("phone", _("Phone"), followed("contact.phone")),
    Column("do_not_contact", _("Do not contact"), followed("contact.do_not_contact")),
    Column("roles", _("Roles"), lambda row: [str(role) for role in row.roles]),
    *OF_LEADS,
]
WHOSE = [
    Column("company", _("Company"), shown("lead.company")),
    Column("contact", _("Contact"), shown("lead.contact")),
    Column("about", _("About"), followed("lead.title")),
]
FOLLOW_UPS = [
    Column("due_at", _("Due"), followed("due_at")),
    Column("kind", _("What"), shown("get_kind_display")),
    Column("note", _("Note"), followed("note")),
    *WHOSE,
    Column("stage", _("Stage"), shown("lead.state.stage")),
    Column("owner", _("Owner"), shown("owner")),
]
CALLS = [
    Column("started_at", _("When"), followed("started_at")),
    Column("by", _("By"), shown("by")),
    Column("channel", _("Channel"), shown("get_channel_display")),
    Column("outcome", _("Outcome"), shown("get_outcome_display")),
    *WHOSE,
    Column("stage", _("Stage"), shown("stage")),
    Column("reason", _("Reason"), shown("reason")),
    Column("summary", _("Summary"), followed("summary")),
]
