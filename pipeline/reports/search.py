"""Leads, companies and contacts by a few letters, each nearest first; and those that somebody has lately opened."""

from dataclasses import dataclass

from django.db.models.functions import Least
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.keys import key_in
from pipeline.models import Company, Contact, Lead

from .fact_words import country_name
from .lead_search import hits
from .matches import MISSPELT, NUMBER, PLAIN, SHORT, TRIGRAM, be_lenient, company_matches, contact_matches

SHORTEST = 2
SHOWN = 5
# Of what matches, at most so many are put in order.
AMONG = 1_000
LEADS_AMONG = 300
MOST_RECENT = 6


@dataclass(frozen=True)
class Hit:
    """`row` is the lead, company or contact itself; `about` says which one of its name it is."""

    kind: str
    row: object
    title: str
    about: str

    @property
    def url(self):
        return reverse(f"pipeline:{self.kind}_detail", args=[self.row.pk])


def found(user, text):
    """Hits by kind. What is within a name comes before what only resembles it."""
    hits = in_manner(user, text, SHORT if len(text) < TRIGRAM else PLAIN)
    if not any(hits.values()) and len(text) >= TRIGRAM and not NUMBER.fullmatch(text):
        be_lenient()
        hits = in_manner(user, text, MISSPELT)
    return hits


def in_manner(user, text, manner):
    return {
        "lead": leads(user, text, manner),
        "company": companies(user, text, manner),
        "contact": contacts(user, text, manner),
    }


def leads(user, text, manner):
    ids = hits(Lead.objects.standing().visible_to(user), text, manner.like, LEADS_AMONG)
    far = Least(*(manner.far(field, text) for field in ("company__name", "contact__name", "title")))
    rows = Lead.objects.filter(pk__in=ids).with_state().order_by(far, "-state__priority", "-pk")
    return [lead_hit(lead) for lead in rows[:SHOWN]]


def companies(user, text, manner):
    matching = Company.objects.standing().visible_to(user).filter(company_matches(text, manner.like))
    rows = Company.objects.filter(pk__in=some(matching)).order_by(manner.far("name", text), "name", "pk")
    return [company_hit(company) for company in rows[:SHOWN]]


def contacts(user, text, manner):
    matching = Contact.objects.standing().visible_to(user).filter(contact_matches(text, manner.like))
    far = Least(manner.far("name", text), manner.far("email", text))
    rows = Contact.objects.filter(pk__in=some(matching)).select_related("company").order_by(far, "name", "pk")
    return [contact_hit(contact) for contact in rows[:SHOWN]]


def some(matching):
    # As numbers: given a subquery, the planner puts all contacts in order to find the five nearest.
    return list(matching.values_list("pk", flat=True)[:AMONG])


def lead_hit(lead):
    return Hit("lead", lead, lead.headline, lead.about)


def company_hit(company):
    return Hit("company", company, company.name, joined(company.domain, country_name(company.country)))


def contact_hit(contact):
    company = str(contact.company or "")
    reach = _("do not contact") if contact.do_not_contact else contact.email if contact.name else contact.phone
    return Hit("contact", contact, str(contact), joined(contact.title, company, reach))


def joined(*parts):
    return " · ".join(part for part in parts if part)


def recent(user, marks):
    """The rows that a browser remembers as "lead:5,company:7", as far as this person may see them still."""
    wanted = [mark for mark in (read(each) for each in marks.split(",")) if mark][:MOST_RECENT]
    sources = {
        "lead": (Lead.objects.standing().visible_to(user).with_state(), lead_hit),
        "company": (Company.objects.standing().visible_to(user), company_hit),
        "contact": (Contact.objects.standing().visible_to(user).select_related("company"), contact_hit),
    }
    known = {}
    for kind, (rows, hit) in sources.items():
        ids = [pk for each, pk in wanted if each == kind]
        known |= {(kind, row.pk): hit(row) for row in (rows.filter(pk__in=ids) if ids else ())}
    return [known[mark] for mark in wanted if mark in known]


def read(mark):
    kind, _colon, text = mark.partition(":")
    pk = key_in(text)
    return None if pk is None else (kind, pk)
