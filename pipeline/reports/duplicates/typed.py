"""What we may have already of the company and the person that somebody is typing."""

from dataclasses import dataclass, field, replace

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import Case, Exists, F, FloatField, OuterRef, Q, Value, When
from django.db.models.functions import Lower

from pipeline.models import Company, Contact, Lead, Stakeholder
from pipeline.models.digits import digits_of
from pipeline.reports.matches import ILike, escaped

from . import plain
from .judge import judge_companies, judge_people
from .sketch import of_company, of_contact

MOST = 10
CANDIDATES = 40
# Names nearer than this are looked at; the judge decides.
NEAR = 0.35
SHORTEST = 3


@dataclass(frozen=True)
class Typed:
    """What stands in the form, or the company and person that were chosen there."""

    company: Company
    contact: Contact

    @property
    def domains(self):
        """As it was typed and as it is registered; else the domain of the person's own address."""
        said = self.company.domain
        return {said, plain.website(said)} if said else {plain.domain_of(self.contact.email)} - {""}


@dataclass(frozen=True)
class Found:
    row: object
    likelihood: int
    reasons: tuple
    may_join: bool = False

    @property
    def pk(self):
        return self.row.pk


@dataclass(frozen=True)
class Duplicates:
    """Open leads that the person may see, to whom the unseen ones belong, and companies and people to use."""

    leads: list = field(default_factory=list)
    owners: list = field(default_factory=list)
    companies: list = field(default_factory=list)
    contacts: list = field(default_factory=list)
    # Companies whose name begins as the one that is being typed: to choose from, and no warning.
    beginning: list = field(default_factory=list)

    def __bool__(self):
        return bool(self.leads or self.owners or self.companies or self.contacts)

    @property
    def mark(self):
        """What was shown: whoever goes on has seen these, and no others."""
        kinds = {"l": self.leads, "c": self.companies, "p": self.contacts}
        shown = [f"{letter}{each.pk}" for letter, found in kinds.items() for each in found]
        return "-".join([*sorted(shown), f"o{len(self.owners)}"])


def duplicates(user, typed):
    be_near()
    companies = [] if typed.company.pk else likely_companies(typed)
    contacts = [] if typed.contact.pk else likely_contacts(typed)
    leads = open_leads(
        companies or [Found(typed.company, 100, (("company_same", ""),))] * bool(typed.company.pk),
        contacts or [Found(typed.contact, 100, (("person_same", ""),))] * bool(typed.contact.pk),
    )
    seen, joinable = pks(Lead.objects.visible_to(user), leads), pks(Lead.objects.editable_by(user), leads)
    seen_companies = pks(Company.objects.visible_to(user), companies)
    seen_contacts = pks(Contact.objects.visible_to(user), contacts)
    unseen = [each for each in companies if each.pk not in seen_companies]
    unseen_people = [each for each in contacts if each.pk not in seen_contacts]
    return Duplicates(
        leads=[replace(each, may_join=each.pk in joinable) for each in leads if each.pk in seen][:MOST],
        owners=owners_of([each for each in leads if each.pk not in seen], unseen, unseen_people),
        companies=[each for each in companies if each.pk in seen_companies][:MOST],
        contacts=[each for each in contacts if each.pk in seen_contacts][:MOST],
        beginning=beginning(user, typed, companies),
    )


def be_near():
    """How near two whole names must be before the database finds them; its own limit finds too many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, false)", [str(NEAR)])


def pks(rows, found):
    return set(rows.filter(pk__in=[each.pk for each in found]).values_list("pk", flat=True))


def likely(rows, sketch, judge, of):
    judged = [(row, judge(sketch, of(row))) for row in rows]
    found = [Found(row, verdict.likelihood, verdict.reasons) for row, verdict in judged if verdict.is_worth_a_glance]
    return sorted(found, key=lambda each: (-each.likelihood, each.pk))


def likely_companies(typed):
    rows = same_companies(typed)
    if rows is None:
        return []
    nearest = rows.order_by(nearness("name", typed.company.name), "pk")[:CANDIDATES]
    known = typed.company
    if not known.domain and typed.domains:
        known = Company(name=known.name, phone=known.phone, country=known.country, domain=typed.domains.pop())
    return likely(nearest, of_company(known), judge_companies, of_company)


def same_companies(typed):
    """Companies to look at, or None where nothing was said to find them by."""
    name = plain.company_name(typed.company.name)
    kinds = [Q(domain__in=typed.domains)] if typed.domains else []
    kinds += [Q(name__trigram_similar=name)] if len(name) >= SHORTEST else []
    kinds += same_phone(typed.company)
    return Company.objects.standing().filter(any_of(kinds)) if kinds else None


def likely_contacts(typed):
    person = typed.contact
    kinds = same_address(person.email) + same_phone(person)
    # A name alone is nobody: it is looked for where the company may be the same.
    if len(person.name) >= SHORTEST:
        kinds += [Q(name__trigram_similar=person.name)]
    if not kinds:
        return []
    people = Contact.objects.standing().select_related("company").alias(address=Lower("email"))
    rows = people.filter(any_of(kinds))
    known = Contact(name=person.name, email=person.email, phone=person.phone)
    known.company = typed.company if typed.company.name else None
    nearest = rows.order_by(nearness("name", person.name, first=person.email), "pk")[:CANDIDATES]
    return likely(nearest, of_contact(known), judge_people, of_contact)


def same_address(email):
    if "@" not in email:
        return []
    bare = plain.email(email)
    box, _at, host = bare.partition("@")
    # That there is one at all is said for the index, which holds no others.
    kinds = [Q(address__in=[email.lower(), bare]) & ~Q(email="")]
    # Misspelt addresses of a company; of free mailboxes there are too many that look alike.
    return kinds + ([Q(email__trigram_similar=bare)] if host not in plain.FREE_MAIL and len(box) > 4 else [])


def same_contacts(email):
    return Contact.objects.standing().alias(address=Lower("email")).filter(address=email.lower())


def same_phone(row):
    digits = plain.phone(row.phone, getattr(row, "country", "")) if row.phone else ""
    return [Q(ILike(digits_of("phone"), Value(f"%{plain.tail(digits)}")))] if digits else []


def any_of(kinds):
    found = kinds[0]
    for kind in kinds[1:]:
        found |= kind
    return found


def nearness(field, text, first=""):
    """The nearest names first, and before them the very address."""
    score = TrigramSimilarity(field, text or " ")
    if not first:
        return score.desc()
    return Case(When(email__iexact=first, then=Value(2.0)), default=score, output_field=FloatField()).desc()


def open_leads(companies, contacts):
    """Open leads of these, the likeliest first."""
    by_company = {each.pk: each for each in companies}
    by_contact = {each.pk: each for each in contacts}
    seated = Stakeholder.objects.filter(lead=OuterRef("pk"), contact__in=list(by_contact))
    about = Q(company__in=list(by_company)) | Q(contact__in=list(by_contact)) | Exists(seated)
    leads = Lead.objects.standing().open().filter(about).with_state().prefetch_related("stakeholders")
    found = [why_lead(lead, by_company, by_contact) for lead in leads.order_by("-pk")[: 4 * MOST]]
    return sorted(found, key=lambda each: -each.likelihood)


def why_lead(lead, by_company, by_contact):
    people = [lead.contact_id, *(seat.contact_id for seat in lead.stakeholders.all())]
    causes = [by_contact[pk] for pk in people if pk in by_contact] + [by_company.get(lead.company_id)]
    best = max((each for each in causes if each), key=lambda each: each.likelihood)
    return Found(lead, best.likelihood, best.reasons)


def owners_of(leads, companies, contacts):
    """Of what may not be seen: whose it is, and whether a lead of it is open."""
    shown = {each.row.company_id for each in leads} | {each.row.contact_id for each in leads}
    found = [(each.row.state.owner or each.row.state.team, True) for each in leads]
    rest = [each.pk for each in companies if each.pk not in shown]
    people = [each.pk for each in contacts if each.pk not in shown]
    if not leads and (rest or people):
        past = Lead.objects.standing().filter(Q(company__in=rest) | Q(contact__in=people)).with_state()
        lead = past.order_by("-pk").first()
        whose = (lead.state.owner or lead.state.team) if lead else (companies or contacts)[0].row.created_by
        found.append((whose, False))
    return list(dict.fromkeys(found))


def beginning(user, typed, companies):
    name = typed.company.name
    if typed.company.pk or len(name) < SHORTEST:
        return []
    known = Company.objects.standing().visible_to(user).filter(ILike(F("name"), Value(f"{escaped(name)}%")))
    return list(known.exclude(pk__in=[each.pk for each in companies]).order_by("name", "pk")[: MOST // 2])
