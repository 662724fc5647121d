"""What we may have already: the same e-mail address, website or company name."""

from dataclasses import dataclass

from django.db.models import F, Q, Value
from django.db.models.functions import Lower

from pipeline.models import Company, Contact, Lead

from pipeline.reports.lead_search import ILike, escaped

MOST = 10


@dataclass(frozen=True)
class Duplicates:
    """Open leads that the person may see, to whom the unseen ones belong, and known companies to use."""

    leads: list
    owners: list
    companies: list

    def __bool__(self):
        return bool(self.leads or self.owners or self.companies)

    @property
    def mark(self):
        """What was shown: whoever goes on has seen these, and no others."""
        shown = [f"l{lead.pk}" for lead in self.leads] + [f"c{each.pk}" for each in self.companies]
        return "-".join([*sorted(shown), f"o{len(self.owners)}"])


def duplicates(user, *, company, name="", domain="", email=""):
    """`company` where a known one was chosen: then only its leads and the person's are of interest."""
    companies = [] if company else list(same_companies(name, domain)[: 4 * MOST])
    contacts = same_contacts(email).values_list("pk", flat=True) if email else []
    same = Q(company__in=[company] if company else companies) | Q(contact__in=list(contacts))
    leads = list(Lead.objects.standing().open().filter(same).with_state().order_by("-pk")[: 4 * MOST])
    seen = set(Lead.objects.visible_to(user).filter(pk__in=[lead.pk for lead in leads]).values_list("pk", flat=True))
    hidden = [lead.state.owner or lead.state.team for lead in leads if lead.pk not in seen]
    known = Company.objects.visible_to(user).filter(pk__in=[each.pk for each in companies]).order_by("pk")
    return Duplicates(
        leads=[lead for lead in leads if lead.pk in seen][:MOST],
        owners=list(dict.fromkeys(hidden)),
        companies=list(known[:MOST]),
    )


def same_companies(name, domain):
    same = Q(pk=None)
    if name:
        # Without a wildcard it compares whole names, by the trigram index.
        same |= Q(ILike(F("name"), Value(escaped(name))))
    if domain:
        same |= Q(domain=domain)
    return Company.objects.standing().filter(same)


def same_contacts(email):
    return Contact.objects.standing().alias(address=Lower("email")).filter(address=email.lower())
