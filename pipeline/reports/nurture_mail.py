"""A letter of a track: a template with the facts of one lead."""

from typing import NamedTuple

from frameworks_app.models import read
from pipeline.models import Lead
from pipeline.models.mail_template import filled

MOST_TO_TRY = 20


class Letter(NamedTuple):
    subject: str
    text: str
    language: str


def facts_of(lead):
    """By the names that a template may use; what nobody knows is missing. The lead comes with its state."""
    contact, company, owner, team = lead.contact, lead.company, lead.state.owner, lead.state.team
    found = {
        "contact.first_name": contact and next(iter(contact.name.split()), ""),
        "contact.name": contact and contact.name,
        "contact.title": contact and contact.title,
        "company.name": company and company.name,
        "company.industry": company and company.industry,
        "company.region": company and company.region,
        "lead.title": lead.title,
        "lead.product": lead.product and (lambda language: read(lead.product.name, language).text),
        "owner.first_name": owner and owner.first_name,
        "owner.name": owner and str(owner),
        "owner.email": owner and owner.email,
        "team.name": team and team.name,
    }
    return {name: value for name, value in found.items() if value}


def letter(template, facts, wanted):
    """In the language asked for where the template has it, else in English."""
    language = template.language_for(wanted)
    said = {name: one_line(value(language) if callable(value) else value) for name, value in facts.items()}
    subject, body = (texts.get(language, "") for texts in (template.subject, template.body))
    return Letter(filled(subject, said), filled(body, said), language)


def one_line(value):
    return " ".join(str(value).split())


def leads_to_try(user):
    """Leads whose facts a letter can be read with: those of people whose address is known, the best first."""
    leads = Lead.objects.visible_to(user).standing().exclude(contact=None).exclude(contact__email="")
    return list(leads.with_state().select_related("product").best_first()[:MOST_TO_TRY])
