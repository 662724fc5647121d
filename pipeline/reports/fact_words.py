"""What is written down of a company, a contact and a lead, in the reader's words: one place for every page."""

from dataclasses import dataclass

from babel.numbers import format_decimal
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.listing import listed
from frameworks_app.models import Attribute, read
from pipeline.templatetags.leadqual import locale, money


def country_name(code):
    """A country in the reader's language; a code that nobody has named stays."""
    return locale().territories.get(code, code)


@dataclass(frozen=True)
class Fact:
    label: str
    text: str
    url: str = ""

    @property
    def leads_outside(self):
        return self.url.startswith("https:")


class Words:
    """Values as the reader says them: choices by the names that admins gave them, countries by their own."""

    def __init__(self):
        self.attributes = list(Attribute.objects.all())
        self.choices = {
            (each.entity, each.key): {
                choice["value"]: read(choice.get("name")).text or choice["value"] for choice in each.choices
            }
            for each in self.attributes
        }

    def text(self, entity, key, value):
        if value is None or value == "" or value == []:
            return ""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, int | float) or hasattr(value, "as_tuple"):
            return format_decimal(value, locale=locale())
        if (entity, key) == ("company", "country"):
            return country_name(value)
        names = self.choices.get((entity, key), {})
        if isinstance(value, list | tuple):
            return listed(names.get(each, str(each)) for each in value)
        return names.get(value, value)

    def custom(self, entity, row):
        """The attributes that admins have added, in their order, as far as something is known."""
        return [
            Fact(str(each), text)
            for each in self.attributes
            if each.entity == entity
            and not each.is_builtin
            and each.is_active
            and (text := self.custom_text(each, row.custom.get(each.key)))
        ]

    def custom_text(self, attribute, value):
        day = parse_date(value) if attribute.value_type == Attribute.Type.DATE and isinstance(value, str) else None
        return date_format(day, "DATE_FORMAT") if day else str(self.text(attribute.entity, attribute.key, value))


def place_facts(lead):
    """Where a lead belongs, with the ways to their pages."""
    parts = ((_("Company"), "company", lead.company), (_("Person"), "contact", lead.contact))
    return [
        Fact(label, str(row), reverse(f"pipeline:{kind}_detail", args=[row.pk])) for label, kind, row in parts if row
    ]


def company_facts(words, company):
    if company is None:
        return []
    place = ", ".join(each for each in (country_name(company.country), company.region) if each)
    outline = known(
        Fact(_("Website"), company.domain, f"https://{company.domain}"),
        Fact(_("Industry"), words.text("company", "industry", company.industry)),
        Fact(_("Employees"), words.text("company", "employees", company.employees)),
        Fact(_("Country"), place),
    )
    return [*outline, *company_details(words, company)]


def company_details(words, company):
    """What the head of a company's own page does not say."""
    return [
        *known(
            Fact(_("Revenue"), money(company.annual_revenue)),
            Fact(_("Uses"), words.text("company", "technologies", company.technologies)),
            Fact(_("Founded"), date_format(company.founded_on, "DATE_FORMAT") if company.founded_on else ""),
        ),
        *words.custom("company", company),
    ]


def contact_facts(words, contact):
    """What the head of their page does not say."""
    return [
        *known(
            Fact(_("Seniority"), contact.get_seniority_display()),
            Fact(_("Department"), words.text("contact", "department", contact.department)),
            Fact(_("Speaks"), contact.get_language_display()),
        ),
        *words.custom("contact", contact),
    ]


def lead_facts(words, lead):
    return [
        *known(
            Fact(_("Product"), str(lead.product or "")),
            Fact(_("Segment"), str(lead.segment or "")),
            Fact(_("Source"), words.text("lead", "source", lead.source)),
            Fact(_("Campaign"), words.text("lead", "campaign", lead.campaign)),
            Fact(_("Speaks"), lead.get_language_display()),
        ),
        *words.custom("lead", lead),
    ]


def known(*facts):
    return [fact for fact in facts if fact.text]
