"""Leads by a few letters of the company, the person, the e-mail address or the title; misspelt ones too."""

from django.db.models import BooleanField, F, Func, Q, Value

from pipeline.models import Company, Contact

MOST = 1_000


class ILike(Func):
    """Unlike icontains, which folds case first, this is served by a trigram index."""

    template = "%(expressions)s"
    arg_joiner = " ILIKE "
    output_field = BooleanField()


def escaped(text):
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


def holding(field, text):
    return Q(ILike(F(field), Value(f"%{escaped(text)}%")))


def alike(field, text):
    return holding(field, text) | Q(**{f"{field}__trigram_word_similar": text})


def matching(leads, text):
    """Of these leads those that match; of each kind of match at most a thousand."""
    companies = Company.objects.filter(alike("name", text) | Q(domain__iexact=text))
    contacts = Contact.objects.filter(alike("name", text) | holding("email", text))
    hits = [
        leads.filter(company__in=companies),
        leads.filter(contact__in=contacts),
        leads.filter(alike("title", text)),
    ]
    first, *others = [each.order_by().values("pk")[:MOST] for each in hits]
    return leads.filter(pk__in=first.union(*others, all=True))
