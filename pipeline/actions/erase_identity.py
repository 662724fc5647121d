"""Who is to be erased: their records, what is theirs, and the words that name them."""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Q

from accounts.models import User
from pipeline.models import Company, Contact, Lead
from pipeline.models.digits import digits_of

from .erase_words import Words, name_words, phone_digits, spellings

# The last digits by which two numbers are one, with or without their country.
NATIONAL = 9


@dataclass(frozen=True)
class Identity:
    contacts: list
    companies: list
    # Their own, and the other ones of their companies.
    leads: list
    jobs: list
    emails: list
    # The words of each full name, in small letters.
    full_names: list
    # Each word of the name by itself.
    alone: list
    # Erased from everything: nobody else here is called, written to or phoned so.
    everywhere: Words
    # Erased from what is told of their own leads and companies: also each word of the name alone.
    nearby: Words

    def keys(self, of):
        return getattr(self, of)


def identity_of(contact, also=()):
    """`also` are words that a person adds by hand, such as a nickname or the declined forms of a surname."""
    family = family_of(contact)
    rows = kept_of(family)
    names = {name for name, _email, _phone in rows if name}
    emails = {email.lower() for _name, email, _phone in rows if email}
    phones = {said for _name, _email, phone in rows if (said := phone_digits(phone))}
    others = Others.than(family)
    everywhere = Words(
        frozenset(spelling for name in names - others.names_of(names) for spelling in spellings(name))
        | (emails - others.emails_of(emails))
        | frozenset(also),
        frozenset(phones - others.phones_of(phones)),
    )
    companies = companies_of(family)
    alone = {word for name in names for word in name_words(name)}
    return Identity(
        contacts=family,
        companies=companies,
        leads=leads_of(family, companies),
        jobs=jobs_of(family),
        emails=sorted(emails),
        full_names=[words for name in names if len(words := name.lower().split()) > 1],
        alone=sorted(alone),
        everywhere=everywhere,
        nearby=everywhere | Words(frozenset(names | emails | alone | mailboxes(emails, alone)), frozenset(phones)),
    )


def family_of(contact):
    """The person's record with all that were joined to it, however deep."""
    root = contact
    while root.merged_into_id:
        root = root.merged_into
    found, new = [root.pk], [root.pk]
    while new:
        new = list(Contact.objects.filter(merged_into__in=new).exclude(pk__in=found).values_list("pk", flat=True))
        found += new
    return sorted(found)


def kept_of(family):
    """Name, e-mail and phone, today's and every one that history keeps."""
    columns = ("name", "email", "phone")
    today = Contact.objects.filter(pk__in=family).values_list(*columns)
    events = apps.get_model("pipeline", "ContactEvent").objects.filter(pgh_obj_id__in=family)
    return {*today, *events.values_list(*columns)}


def companies_of(family):
    theirs = Q(contacts__in=family) | Q(leads__contact__in=family) | Q(leads__stakeholders__contact__in=family)
    return sorted(Company.objects.filter(theirs).values_list("pk", flat=True).distinct())


def leads_of(family, companies):
    theirs = Q(contact__in=family) | Q(stakeholders__contact__in=family) | Q(signals__contact__in=family)
    around = Lead.objects.filter(theirs | Q(company__in=companies))
    return sorted(around.values_list("pk", flat=True).distinct())


def jobs_of(family):
    """The imports that brought them."""
    return list(Contact.objects.filter(pk__in=family, import_job__isnull=False).values_list("import_job", flat=True))


def mailboxes(emails, words):
    """What stands before the @, where it is made of the name and so names them alone."""
    boxes = {email.partition("@")[0] for email in emails}
    return {box for box in boxes if any(word.lower() in box for word in words)}


@dataclass(frozen=True)
class Others:
    """Everybody else: what they share with the person is not the person's to erase from their texts."""

    contacts: object

    @classmethod
    def than(cls, family):
        return cls(Contact.objects.filter(erased_at=None).exclude(pk__in=family))

    def names_of(self, names):
        colleagues = {str(user).lower() for user in User.objects.all()}
        return {
            name for name in names if name.lower() in colleagues or self.contacts.filter(name__iexact=name).exists()
        }

    def emails_of(self, emails):
        return {
            email
            for email in emails
            if self.contacts.filter(email__iexact=email).exists() or User.objects.filter(email__iexact=email).exists()
        }

    def phones_of(self, phones):
        """Switchboards and shared desks."""
        return {
            phone
            for phone in phones
            if any(with_digits(rows, phone).exists() for rows in (self.contacts, Company.objects.all()))
        }


def with_digits(rows, phone):
    return rows.exclude(phone="").alias(digits=digits_of("phone")).filter(digits__endswith=phone[-NATIONAL:])
