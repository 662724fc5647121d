"""Random leads as rows, and ICPs over what those rows hold; the edges on purpose."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from frameworks_app.models import Criterion, Product, Segment, SignalType
from pipeline.models import Answer, Company, Contact, Lead, Signal
from tests.frameworks_app.documents import icp, rule
from tests.frameworks_app.generated import KEYS, RUNGS

WARSAW = ZoneInfo("Europe/Warsaw")
# Both daylight-saving days, a leap day, New Year, and a plain one.
DAYS = (date(2026, 3, 29), date(2026, 10, 25), date(2028, 2, 29), date(2027, 1, 1), date(2026, 11, 22))
POINTS = st.sampled_from((-30, -10, 0, 0, 10, 20, 25, 100_000))
WORDS = ("Travel", "travel", "EVENTS", "100%", "o'clock")


def operands(value_type):
    """Operator and operand pairs that the fields accept for this type."""
    numbers = st.integers(0, 3)
    words = st.sampled_from(WORDS)
    many = st.lists(words, min_size=1, max_size=3)
    either = {
        "number": [
            st.tuples(st.sampled_from(("is", "is_not", "at_least", "at_most")), numbers),
            st.tuples(st.sampled_from(("one_of", "none_of")), st.lists(numbers, min_size=1, max_size=2)),
            st.tuples(st.just("between"), st.sampled_from(([1, 2], [None, 2], [2, None], [0, 0]))),
        ],
        "choice": [
            st.tuples(st.sampled_from(("is", "is_not", "contains")), words),
            st.tuples(st.sampled_from(("one_of", "none_of")), many),
        ],
        "boolean": [st.tuples(st.sampled_from(("is", "is_not")), st.booleans())],
        "date": [
            st.tuples(st.sampled_from(("at_least", "at_most", "is")), st.sampled_from(("2026-01-01", "2026-02-28")))
        ],
    }
    either["choices"] = either["choice"]
    return st.one_of(st.tuples(st.just("is_known"), st.none()), *either[value_type])


ATTRIBUTES = [
    ("company", "employees", "number"),
    ("company", "industry", "choice"),
    ("company", "technologies", "choices"),
    ("company", "visits", "number"),
    ("company", "renews_on", "date"),
    ("contact", "free_mail", "boolean"),
    ("lead", "source", "choice"),
    ("lead", "wants", "choices"),
    ("lead", "trial", "boolean"),
]


@st.composite
def stored_icps(draw, key):
    rules = []
    for number in range(draw(st.integers(1, 6))):
        entity, attribute, value_type = draw(st.sampled_from(ATTRIBUTES))
        operator, operand = draw(operands(value_type))
        required = draw(st.sampled_from((False, False, False, True)))
        stated = rule(
            f"{key}{number}", attribute, operator, operand, draw(POINTS), required=required, value_type=value_type
        )
        rules.append({**stated, "entity": entity})
    return icp(key, *rules, threshold=draw(st.sampled_from((0, 25, 50, 100))))


@dataclass
class Drawn:
    """One lead to be stored: values by model, its signals, its answers."""

    company: dict | None
    contact: dict | None
    lead: dict
    signals: list = field(default_factory=list)
    answers: list = field(default_factory=list)


def customs(**values):
    """A custom attribute may be absent, of the declared type, or of a wrong one."""
    return st.fixed_dictionaries({}, optional=values)


@st.composite
def instants(draw, today):
    """Moments at the edges of days: the very midnight, the last second, ten years back, the future."""
    age = draw(st.sampled_from((0, 0, 1, 2, 3, 14, 29, 30, 31, 90, 629, 630, 3650, -1, -40)))
    hour = draw(st.sampled_from((time(0), time(2, 30), time(12), time(23, 59, 59))))
    return datetime.combine(today - timedelta(days=age), hour, WARSAW)


@st.composite
def drawn_leads(draw, today):
    maybe = draw(st.lists(st.booleans(), min_size=2, max_size=2))
    company = st.fixed_dictionaries(
        {
            "employees": st.sampled_from((None, 0, 1, 2, 3)),
            "industry": st.sampled_from(("", *WORDS)),
            "technologies": st.one_of(st.none(), st.lists(st.sampled_from(WORDS), max_size=2)),
            "custom": customs(
                visits=st.sampled_from((0, 1, 2, "many", None)), renews_on=st.sampled_from(("2026-02-28", "soon", 3))
            ),
        }
    )
    contact = st.fixed_dictionaries(
        {"email": st.sampled_from(("", "ann@GMAIL.com", "ann@shop.example")), "name": st.just("Ann")}
    )
    lead = st.fixed_dictionaries(
        {
            "source": st.sampled_from(("", "x", "Travel")),
            "amount": st.sampled_from((None, "0.99", "1.00", "1.01")),
            "currency": st.sampled_from(("EUR", "PLN")),
            "custom": customs(
                wants=st.sampled_from((["Travel"], [], "travel", None)), trial=st.sampled_from((True, False, "yes"))
            ),
            "is_x": st.sampled_from((None, "x", "z")),
        }
    )
    signal = st.tuples(st.sampled_from(("s0", "s1", "s2")), instants(today))
    answer = st.tuples(
        st.sampled_from(KEYS),
        st.sampled_from((None, 0, 1, 2, 3, 4)),
        st.sampled_from(RUNGS),
        instants(today),
        st.sampled_from((None, None, -1, 0, 1)),
    )
    return Drawn(
        company=draw(company) if maybe[0] else None,
        contact=draw(contact) if maybe[1] else None,
        lead=draw(lead),
        signals=draw(st.lists(signal, max_size=12)),
        answers=draw(st.lists(answer, max_size=10)),
    )


def store(drawn, today):
    """The rows of one drawn lead; returns the lead's id."""
    named = drawn.lead.pop("is_x")
    company = Company.objects.create(name="Shop", **drawn.company) if drawn.company else None
    contact = Contact.objects.create(**drawn.contact) if drawn.contact else None
    lead = Lead.objects.create(
        company=company,
        contact=contact,
        product=named and Product.objects.get_or_create(key=named, defaults={"name": {"en": named}})[0],
        segment=named and Segment.objects.get_or_create(key=named, defaults={"name": {"en": named}})[0],
        **drawn.lead,
    )
    types = SignalType.objects.in_bulk(field_name="key")
    criteria = Criterion.objects.in_bulk(field_name="key")
    Signal.objects.bulk_create(Signal(lead=lead, type=types[key], occurred_at=moment) for key, moment in drawn.signals)
    Answer.objects.bulk_create(
        Answer(
            lead=lead,
            criterion=criteria[key],
            rating=rating,
            evidence=rung,
            occurred_at=moment,
            last_day=None if left is None else today + timedelta(days=left),
        )
        for key, rating, rung, moment, left in drawn.answers
    )
    return lead.pk
