"""A sales team's database of any size, the same for the same size and day: drawn by lot, seeded, made by the database.

Per thousand leads: 400 companies, 1,000 contacts, 10,000 signals, 2,700 answers, 700 calls, 350 follow-ups. Facts come
in the order of their times, as they do in life.
"""

from datetime import UTC, datetime

from django.db import connection

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

from .bulk import filled_at_once, set_sequences
from .dice import array, below, chance, choice, insert, known, lognormal, make_dice
from .words import (
    COUNTRIES,
    FIRST,
    FORMS,
    INDUSTRIES,
    LAST,
    SENIORITIES,
    SOURCES,
    TECHNOLOGIES,
    TITLES,
    TRADES,
    WORDS,
)

TEAMS = 8
# What the leads' keys come from, so that a file may speak of them.
SOURCE = "bench"
# Where leads stand, in parts of a hundred.
STAGES = (
    ("untouched", 34), ("contacting", 16), ("discovery", 8), ("qualified", 4), ("evaluation", 3), ("proposal", 2),
    ("negotiation", 1), ("won", 4), ("lost", 10), ("nurture", 12), ("disqualified", 6),
)  # fmt: skip
RUNGS = ("assumed", "heard", "heard", "confirmed")
ANSWER_RATINGS = (0, 1, 2, 2, 3, 3, 4)
MODELS = [
    Company, Contact, Lead, LeadState, Signal, DiscoveryCall, Answer, FollowUp, Note, Stakeholder, StageMove,
]  # fmt: skip

# What triggers keep, and rows that come whole do not.
UNTOUCHED = """
    UPDATE pipeline_leadstate state SET untouched_since = lead.occurred_at FROM pipeline_lead lead
    WHERE lead.id = state.lead_id
        AND NOT EXISTS (SELECT FROM pipeline_discoverycall call WHERE call.lead_id = lead.id)
        AND NOT EXISTS (SELECT FROM pipeline_stagemove move WHERE move.lead_id = lead.id AND move.by_id IS NOT NULL)
"""


class World:
    def __init__(self, leads):
        self.leads = leads
        self.companies = max(1, leads * 2 // 5)
        # Of the day alone, so that a second run makes the same rows.
        now = datetime.now(UTC).replace(hour=6, minute=0, second=0, microsecond=0)
        self.now = f"TIMESTAMPTZ '{now.isoformat()}'"

    def load(self):
        self.hire()
        self.signal_types = list(SignalType.objects.order_by("pk").values_list("pk", flat=True))
        self.criteria = list(Criterion.objects.order_by("pk").values_list("pk", flat=True))
        self.stages = dict(Stage.objects.values_list("key", "pk"))
        with connection.cursor() as cursor:
            make_dice(cursor)
            with filled_at_once(cursor, MODELS):
                self.write_parties(cursor)
                self.write_leads(cursor)
                self.write_signals(cursor)
                self.write_talks(cursor)
                self.write_plans(cursor)
                cursor.execute(UNTOUCHED)
            set_sequences(cursor, (Company, Contact, Lead, DiscoveryCall))

    def hire(self):
        self.sellers = []
        self.teams = [Team.objects.create(name=f"Team {number}") for number in range(1, TEAMS + 1)]
        roles = [Role.MANAGER] + [Role.SDR] * 6 + [Role.ACCOUNT_EXECUTIVE] * 2
        for team in self.teams:
            self.sellers += [
                hire(f"{role.value}{number}.team{team.pk}", role, team) for number, role in enumerate(roles)
            ]
        self.team_size = len(roles)
        hire("marketing", Role.MARKETING, None)
        hire("admin", Role.ADMIN, None)

    def write_parties(self, cursor):
        trade, word = choice(TRADES, "trade"), choice(WORDS, "word")
        first_technology, step = below(len(TECHNOLOGIES), "technology"), below(len(TECHNOLOGIES) - 1, "other")
        technologies = [
            f"({array(TECHNOLOGIES)})[1 + ({first_technology} + {more}) % {len(TECHNOLOGIES)}]"
            for more in ("0", f"1 + {step}")
        ]
        subscribers = f"jsonb_build_object('subscribers', 500 + {below(49_500, 'subscribers')})"
        company = {
            "id": "n",
            "name": f"{word} || ' ' || {trade} || ' ' || n || ' ' || {choice(FORMS, 'form')}",
            "domain": f"lower({word}) || '-' || n || '.example'",
            "industry": known(choice(INDUSTRIES, "industry"), "industry", "''"),
            "employees": known(f"floor({lognormal(4, 1.3, 'employees')})::int + 1", "employees"),
            "country": known(choice(COUNTRIES, "country"), "country", "''"),
            "technologies": known(f"ARRAY[{', '.join(technologies)}]", "technologies"),
            "phone": f"'+48 22 ' || (1000000 + {below(9_000_000, 'phone')})",
            "custom": f"CASE WHEN {chance('counts subscribers')} < 0.4 THEN {subscribers} ELSE '{{}}' END",
        }
        first, last = choice(FIRST, "first"), choice(LAST, "last")
        contact = {
            "id": "n",
            "company_id": self.company_of("n"),
            "name": f"{first} || ' ' || {last}",
            "email": f"translate(lower({first} || '.' || {last} || '.' || n), 'áóż', 'aoz') || '@mail.example'",
            "phone": f"'+48 ' || (500000000 + {below(400_000_000, 'mobile')})",
            "title": choice(TITLES, "title"),
            "seniority": known(choice(SENIORITIES, "seniority"), "seniority", "''"),
            "department": known("'marketing'", "department", "''"),
        }
        insert(cursor, Company, company, series(self.companies))
        insert(cursor, Contact, contact, series(self.leads))

    def write_leads(self, cursor):
        amount = f"{chance('amount is known')} < 0.66"
        lead = {
            "id": "n",
            "company_id": self.company_of("n"),
            "contact_id": "n",
            "title": f"{choice(TRADES, 'about')} || ' templates'",
            "source": choice(SOURCES, "source"),
            "campaign": f"'campaign-' || {below(40, 'campaign')}",
            "amount": f"CASE WHEN {amount} THEN 500 + {below(59_500, 'amount')} END",
            "currency": f"CASE WHEN {amount} THEN {choice(('EUR', 'EUR', 'PLN'), 'currency')} ELSE '' END",
            "expected_close": f"CASE WHEN {amount} THEN {self.now}::date + {below(120, 'close')} END",
            "external_source": f"'{SOURCE}'",
            "external_id": "'L-' || n",
            "occurred_at": self.in_order(self.leads, 400),
        }
        state = {
            "lead_id": "n",
            "owner_id": self.owner("n"),
            "team_id": self.team("n"),
            "stage_id": self.stage("n"),
            "stage_changed_at": self.moved_at("n"),
        }
        insert(cursor, Lead, lead, series(self.leads))
        insert(cursor, LeadState, state, series(self.leads))

    def write_signals(self, cursor):
        count = self.leads * 10
        signal = {
            "lead_id": "lead",
            "contact_id": "lead",
            "type_id": choice(self.signal_types, "signal type"),
            "occurred_at": self.in_order(count, 300),
        }
        insert(cursor, Signal, signal, self.of_many(count, "signal"))

    def write_talks(self, cursor):
        calls, answers, notes = (self.leads * per_ten // 10 for per_ten in (7, 27, 5))
        started = self.in_order(calls, 200)
        call = {
            "id": "n",
            "lead_id": "lead",
            "by_id": self.person("lead"),
            "started_at": started,
            "ended_at": f"{started} + make_interval(mins => 1 + {below(24, 'minutes')})",
            "outcome": choice(("reached", "voicemail", "no_answer"), "outcome"),
        }
        answer = {
            "client_id": "md5('answer ' || n)::uuid",
            "lead_id": "lead",
            "criterion_id": choice(self.criteria, "criterion"),
            "rating": choice(ANSWER_RATINGS, "rating"),
            "evidence": choice(RUNGS, "rung"),
            "by_id": self.person("lead"),
            "occurred_at": self.in_order(answers, 250),
        }
        note = {
            "client_id": "md5('note ' || n)::uuid",
            "lead_id": "lead",
            "text": "'They compare us with two others; the board meets in spring.'",
            "by_id": self.person("lead"),
            "occurred_at": self.in_order(notes, 200),
        }
        insert(cursor, DiscoveryCall, call, self.of_many(calls, "call"))
        insert(cursor, Answer, answer, self.of_many(answers, "answer"))
        insert(cursor, Note, note, self.of_many(notes, "note"))

    def write_plans(self, cursor):
        due = f"make_interval(days => {below(45, 'due day')} - 5, hours => {below(12, 'due hour')})"
        follow_up = {
            "lead_id": "lead",
            "owner_id": self.person("lead"),
            "kind": choice(FollowUp.Kind.values, "kind"),
            "due_at": f"{self.now} + {due}",
            "note": "'Send the case study'",
        }
        stakeholder = {
            "lead_id": "n",
            "contact_id": "n",
            "role": choice(Stakeholder.Role.values, "role"),
            "stance": choice(Stakeholder.Stance.values, "stance"),
        }
        first = self.stages["untouched"]
        move = {
            "lead_id": "n",
            "from_stage_id": str(first),
            "to_stage_id": self.stage("n"),
            "occurred_at": self.moved_at("n"),
            "by_id": self.owner("n"),
        }
        count = self.leads * 35 // 100
        evenly = (
            f"SELECT n, 1 + {below(self.leads, 'follow-up')} AS lead FROM generate_series(1, {count}) AS n OFFSET 0"
        )
        insert(cursor, FollowUp, follow_up, evenly)
        insert(cursor, Stakeholder, stakeholder, f"SELECT generate_series(1, {self.leads}, 4) AS n")
        insert(cursor, StageMove, move, f"{series(self.leads)} WHERE {self.stage('n')} <> {first}")

    def of_many(self, count, subject):
        """Rows about leads, most of them about a few, as everywhere."""
        lead = f"1 + floor({self.leads} * power({chance(f'lead of {subject}')}, 2))::int"
        return f"SELECT n, {lead} AS lead FROM generate_series(1, {count}) AS n OFFSET 0"

    def company_of(self, lead):
        return f"({lead} - 1) % {self.companies} + 1"

    def place(self, lead):
        """The team's place in the row of teams."""
        return below(TEAMS, "team", lead)

    def team(self, lead):
        return f"({array([team.pk for team in self.teams])})[1 + {self.place(lead)}]"

    def seller(self, lead, which):
        return f"({array(self.sellers)})[1 + {self.team_size} * {self.place(lead)} + {which}]"

    def owner(self, lead):
        one = self.seller(lead, below(self.team_size, "owner", lead))
        return f"CASE WHEN {chance('is owned', lead)} < 0.8 THEN {one} END"

    def person(self, lead):
        """The owner, or the team's manager for nobody's lead."""
        return f"COALESCE({self.owner(lead)}, {self.seller(lead, 0)})"

    def stage(self, lead):
        return choice([self.stages[key] for key, share in STAGES for _ in range(share)], "stage", lead)

    def moved_at(self, lead):
        return f"{self.now} - make_interval(secs => {below(60 * 86_400, 'moved', lead)})"

    def in_order(self, count, days):
        """The n-th of so many moments within the last days, each a little off its even place."""
        return (
            f"{self.now} - make_interval("
            f"secs => floor((1 - (n - {chance('a little off')}) / {float(count)}) * {days * 86_400}))"
        )


def series(count):
    return f"SELECT n FROM generate_series(1, {count}) AS n"


def hire(username, role, team):
    return User.objects.create_user(
        username, f"{username}@bench.example", role=role, team=team, first_name=username.split(".")[0]
    ).pk
