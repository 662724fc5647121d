"""A sales team's database of any size, the same for the same size: random, seeded, written by COPY.

Per thousand leads: 400 companies, 1,000 contacts, 10,000 signals, 2,700 answers, 700 calls, 350 follow-ups.
"""

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection
from psycopg.types.json import Jsonb

from accounts.models import Role, Team, User
from frameworks_app.models import Criterion, SignalType
from pipeline.models import (
    Answer,
    Company,
    Contact,
    DiscoveryCall,
    FollowUp,
    Lead,
    LeadState,
    Note,
    Signal,
    Stage,
    StageMove,
    Stakeholder,
)

SEED = 20261122
TEAMS = 8
WORDS = [
    "Amber",
    "Birch",
    "Cedar",
    "Delta",
    "Ember",
    "Falcon",
    "Granite",
    "Harbor",
    "Iris",
    "Juniper",
    "Kestrel",
    "Lumen",
    "Meadow",
    "North",
    "Opal",
    "Pine",
    "Quartz",
    "River",
    "Sable",
    "Tidal",
    "Umber",
    "Vista",
    "Willow",
    "Xenon",
    "Yarrow",
    "Zephyr",
]
TRADES = [
    "Textiles",
    "Logistics",
    "Travel",
    "Studio",
    "Outlet",
    "Media",
    "Systems",
    "Foods",
    "Labs",
    "Events",
    "Academy",
    "Gardens",
]
FORMS = ("Sp. z o.o.", "GmbH", "Ltd", "S.A.", "B.V.", "AB", "s.r.o.")
FIRST = [
    "Anna",
    "Bogdan",
    "Celina",
    "Dawid",
    "Ewa",
    "Filip",
    "Greta",
    "Hanna",
    "Igor",
    "Julia",
    "Karol",
    "Lena",
    "Marek",
    "Nina",
    "Olaf",
    "Petra",
    "Ruta",
    "Stefan",
]
LAST = [
    "Nowak",
    "Kowalski",
    "Wójcik",
    "Schmidt",
    "Novák",
    "Jansen",
    "Dubois",
    "Lind",
    "Petrov",
    "Rossi",
    "Żak",
    "Król",
    "Mazur",
    "Weber",
    "Berg",
]
INDUSTRIES = (
    "online_retail",
    "travel",
    "events",
    "education",
    "software",
    "manufacturing",
    "gambling",
    "marketing_agency",
)
COUNTRIES = ("PL", "DE", "AT", "CZ", "SK", "NL", "FR", "DK", "SE", "LT", "US", "BR")
TECHNOLOGIES = ("shopify", "woocommerce", "magento", "hubspot", "salesforce", "wordpress", "sap")
TITLES = ("Marketing manager", "CEO", "Head of e-commerce", "IT director", "Intern", "Buyer", "Owner")
SENIORITIES = ("intern", "specialist", "manager", "director", "c_level", "owner")
SOURCES = ("website", "fair", "referral", "advertising", "webinar", "list")
# Where leads stand, in parts of a hundred.
STAGES = (
    ("untouched", 34), ("contacting", 16), ("discovery", 8), ("qualified", 4), ("evaluation", 3), ("proposal", 2),
    ("negotiation", 1), ("won", 4), ("lost", 10), ("nurture", 12), ("disqualified", 6),
)  # fmt: skip


class World:
    def __init__(self, leads):
        self.leads = leads
        self.companies = max(1, leads * 2 // 5)
        self.random = random.Random(SEED)
        # Of the day alone, so that a second run makes the same rows.
        self.now = datetime.now(UTC).replace(hour=6, minute=0, second=0, microsecond=0)

    def load(self):
        self.hire()
        # Looked up first: a connection that copies in can answer no question meanwhile.
        self.signal_types = list(SignalType.objects.order_by("pk").values_list("pk", flat=True))
        self.criteria = list(Criterion.objects.order_by("pk").values_list("pk", flat=True))
        self.stages = dict(Stage.objects.values_list("key", "pk"))
        with connection.cursor() as cursor:
            # As a restore does: the rows are whole, and marks of stale scores would be a pass's work twice.
            cursor.execute("SET session_replication_role = replica")
            self.write_parties(cursor)
            self.write_leads(cursor)
            self.write_facts(cursor)
            cursor.execute("SET session_replication_role = DEFAULT")
            set_sequences(cursor)

    def hire(self):
        self.teams = [Team.objects.create(name=f"Team {number}") for number in range(1, TEAMS + 1)]
        self.sellers = {}
        for team in self.teams:
            roles = [Role.MANAGER] + [Role.SDR] * 6 + [Role.ACCOUNT_EXECUTIVE] * 2
            self.sellers[team.pk] = [
                hire(f"{role.value}{number}.team{team.pk}", role, team) for number, role in enumerate(roles)
            ]
        hire("marketing", Role.MARKETING, None)
        hire("admin", Role.ADMIN, None)

    def write_parties(self, cursor):
        copy(cursor, Company, ("id", "name", "domain", "industry", "employees", "country", "technologies", "phone",
                               "custom"), self.company_rows())  # fmt: skip
        copy(cursor, Contact, ("id", "company_id", "name", "email", "phone", "title", "seniority", "department"),
             self.contact_rows())  # fmt: skip

    def company_rows(self):
        choose, known = self.random.choice, self.known
        for pk in range(1, self.companies + 1):
            name = f"{choose(WORDS)} {choose(TRADES)} {pk} {choose(FORMS)}"
            custom = {"subscribers": self.random.randrange(500, 50_000)} if self.random.random() < 0.4 else {}
            yield (
                pk,
                name,
                f"{name.split()[0].lower()}-{pk}.example",
                known(choose(INDUSTRIES)) or "",
                known(int(self.random.lognormvariate(4, 1.3)) + 1),
                known(choose(COUNTRIES)) or "",
                known(self.random.sample(TECHNOLOGIES, 2)),
                f"+48 22 {self.random.randrange(10**6, 10**7)}",
                Jsonb(custom),
            )

    def contact_rows(self):
        choose = self.random.choice
        for pk in range(1, self.leads + 1):
            first, last = choose(FIRST), choose(LAST)
            yield (
                pk,
                self.company_of(pk),
                f"{first} {last}",
                f"{first}.{last}.{pk}@mail.example".lower(),
                f"+48 {self.random.randrange(5 * 10**8, 9 * 10**8)}",
                choose(TITLES),
                self.known(choose(SENIORITIES)) or "",
                self.known("marketing") or "",
            )

    def write_leads(self, cursor):
        self.placed = list(self.place())
        copy(cursor, Lead, ("id", "company_id", "contact_id", "title", "source", "campaign", "amount", "currency",
                            "expected_close", "occurred_at"), self.lead_rows())  # fmt: skip
        copy(cursor, LeadState, ("lead_id", "owner_id", "team_id", "stage_id", "stage_changed_at"),
             ((pk, *place) for pk, place in enumerate(self.placed, 1)))  # fmt: skip

    def place(self):
        """Owner, team, stage and since when."""
        stages = [self.stages[key] for key, share in STAGES for _ in range(share)]
        for _pk in range(self.leads):
            team = self.random.choice(self.teams).pk
            owner = self.random.choice(self.sellers[team]) if self.random.random() < 0.8 else None
            yield owner, team, self.random.choice(stages), self.ago(60)

    def lead_rows(self):
        for pk in range(1, self.leads + 1):
            amount = self.known(self.random.randrange(500, 60_000))
            yield (
                pk,
                self.company_of(pk),
                pk,
                f"{self.random.choice(TRADES)} templates",
                self.random.choice(SOURCES),
                f"campaign-{self.random.randrange(40)}",
                amount,
                self.random.choice(("EUR", "EUR", "PLN")) if amount else "",
                self.now.date() + timedelta(days=self.random.randrange(120)) if amount else None,
                self.ago(400),
            )

    def write_facts(self, cursor):
        copy(cursor, Signal, ("lead_id", "contact_id", "type_id", "occurred_at", "data"), self.signal_rows())
        copy(cursor, DiscoveryCall, ("id", "lead_id", "by_id", "started_at", "ended_at", "outcome"), self.call_rows())
        copy(cursor, Answer, ("client_id", "lead_id", "criterion_id", "rating", "evidence", "by_id", "occurred_at"),
             self.answer_rows())  # fmt: skip
        copy(cursor, FollowUp, ("lead_id", "owner_id", "kind", "due_at", "note"), self.follow_up_rows())
        copy(cursor, Note, ("client_id", "lead_id", "text", "by_id", "occurred_at"), self.note_rows())
        copy(cursor, Stakeholder, ("lead_id", "contact_id", "role", "stance"), self.stakeholder_rows())
        copy(cursor, StageMove, ("lead_id", "from_stage_id", "to_stage_id", "occurred_at", "by_id"), self.move_rows())

    def signal_rows(self):
        for _ in range(self.leads * 10):
            lead = self.lead_of_many()
            yield lead, lead, self.random.choice(self.signal_types), self.ago(300), Jsonb({})

    def call_rows(self):
        outcomes = ("reached", "voicemail", "no_answer")
        for pk in range(1, self.leads * 7 // 10 + 1):
            lead, at = self.lead_of_many(), self.ago(200)
            minutes = self.random.randrange(1, 25)
            yield pk, lead, self.person_of(lead), at, at + timedelta(minutes=minutes), self.random.choice(outcomes)

    def answer_rows(self):
        rungs = ("assumed", "heard", "heard", "confirmed")
        for _ in range(self.leads * 27 // 10):
            lead = self.lead_of_many()
            rating = self.random.choice((0, 1, 2, 2, 3, 3, 4))
            yield (
                UUID(int=self.random.getrandbits(128)),
                lead,
                self.random.choice(self.criteria),
                rating,
                self.random.choice(rungs),
                self.person_of(lead),
                self.ago(250),
            )

    def follow_up_rows(self):
        for _ in range(self.leads * 35 // 100):
            lead = self.random.randint(1, self.leads)
            due = self.now + timedelta(days=self.random.randrange(-5, 40), hours=self.random.randrange(12))
            yield lead, self.person_of(lead), self.random.choice(FollowUp.Kind.values), due, "Send the case study"

    def note_rows(self):
        for _ in range(self.leads // 2):
            lead = self.lead_of_many()
            text = "They compare us with two others; the board meets in spring."
            yield UUID(int=self.random.getrandbits(128)), lead, text, self.person_of(lead), self.ago(200)

    def stakeholder_rows(self):
        for lead in range(1, self.leads + 1, 4):
            yield (
                lead,
                lead,
                self.random.choice(Stakeholder.Role.values),
                self.random.choice(Stakeholder.Stance.values),
            )

    def move_rows(self):
        first = self.stages["untouched"]
        for lead, (owner, _team, stage, at) in enumerate(self.placed, 1):
            if stage != first:
                yield lead, first, stage, at, owner

    def company_of(self, lead):
        return (lead - 1) % self.companies + 1

    def person_of(self, lead):
        owner, team, *_others = self.placed[lead - 1]
        return owner or self.sellers[team][0]

    def lead_of_many(self):
        """A few leads do most of it, as everywhere."""
        return int(self.leads * self.random.random() ** 2) + 1

    def known(self, value):
        """Of three facts one is not known."""
        return value if self.random.random() < 0.66 else None

    def ago(self, days):
        return self.now - timedelta(seconds=self.random.randrange(days * 86_400))


def hire(username, role, team):
    return User.objects.create_user(
        username, f"{username}@bench.example", role=role, team=team, first_name=username.split(".")[0]
    ).pk


def copy(cursor, model, names, rows):
    """COPY these columns; the others get what a form would have left in them."""
    fields = {field.column: field for field in model._meta.concrete_fields}
    left = [
        column
        for column, field in fields.items()
        if column not in names and not field.primary_key and not field.has_db_default() and not field.null
    ]
    constants = tuple(fields[column].get_db_prep_save(fields[column].get_default(), connection) for column in left)
    columns = ", ".join([*names, *left])
    with cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as out:
        for row in rows:
            out.write_row(row + constants)


def set_sequences(cursor):
    """Rows that came with their numbers do not move the sequences."""
    for model in (Company, Contact, Lead, DiscoveryCall):
        table = model._meta.db_table
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"  # noqa: S608 our own
        )
