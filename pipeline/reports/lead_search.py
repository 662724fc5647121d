"""Leads by a few letters of the company, the person, the e-mail address or the title; misspelt ones too."""

from django.db import connection
from django.db.models import BooleanField, F, Func, Q, Value

from pipeline.models import Company, Contact

MOST = 1_000
LENIENCE = 0.45


class ILike(Func):
    """Unlike icontains, which folds case first, this is served by a trigram index."""

    template = "%(expressions)s"
    arg_joiner = " ILIKE "
    output_field = BooleanField()


def escaped(text):
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


def holding(field, text):
    return Q(ILike(F(field), Value(f"%{escaped(text)}%")))


def resembling(field, text):
    return Q(**{f"{field}__trigram_word_similar": text})


def alike(field, text):
    return holding(field, text) | resembling(field, text)


def matching(leads, text):
    """Of these leads those that hold the text; where none does, those that nearly do."""
    found = hits(leads, text, holding)
    if not found:
        be_lenient()
        found = hits(leads, text, resembling)
    # As numbers, because a page joins more tables than the planner would reorder around a subquery.
    return leads.filter(pk__in=found)


def hits(leads, text, like):
    """Ids of the matching leads, of each kind of match at most a thousand."""
    companies = Company.objects.filter(like("name", text) | Q(domain=text.lower()))
    contacts = Contact.objects.filter(like("name", text) | like("email", text))
    kinds = [Q(company__in=companies), Q(contact__in=contacts), like("title", text)]
    first, *others = [leads.filter(kind).order_by().values_list("pk")[:MOST] for kind in kinds]
    return {pk for (pk,) in first.union(*others, all=True)}


def be_lenient():
    """Two swapped letters in a word of ten are nearer than this, and further than the database's own limit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, false)", [str(LENIENCE)])
