"""Where facts are read from: as they stand, or as they were known at a time gone by.

A source gives the compiled select its leads, signals and answers, each with the day that they are measured on. Its
aliases are the same everywhere: lead, state, company, contact, product, segment; signal; answer.

Of attributes the history keeps what each change replaced. So the value at a time is what the first later change
replaced, and where there is none, the value of today. What came with a record holds from its beginning.
"""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from .days import day_of

FROM_LEADS = """
    pipeline_lead lead
    JOIN pipeline_leadstate state ON state.lead_id = lead.id
    LEFT JOIN pipeline_company company ON company.id = lead.company_id
    LEFT JOIN pipeline_contact contact ON contact.id = lead.contact_id
    LEFT JOIN frameworks_app_product product ON product.id = lead.product_id
    LEFT JOIN frameworks_app_segment segment ON segment.id = lead.segment_id
"""


def end_of(day, zone):
    """The instant at which a day is over."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))


class Present:
    """Everything that is known now. Facts of the future wait for their day."""

    day = "%(day)s"
    today = "%(today)s::date"
    override_id = "state.override_id"
    # Columns of later layers that need not be computed, as SQL by name.
    standing = {}
    parameters = {}

    def leads(self, scope):
        """FROM and WHERE of the leads in scope, with what belongs to each."""
        return f"FROM {FROM_LEADS} WHERE {scope.of('lead.id')} AND {scope.along('state.lead_id')}"

    def signals(self, scope):
        return f"FROM pipeline_signal signal WHERE {scope.of('signal.lead_id')}"

    def answers(self, scope):
        return f"FROM pipeline_answer answer WHERE {scope.of('answer.lead_id')}"


PRESENT = Present()


@dataclass(frozen=True)
class KnownOn(Present):
    """What was known, and shown, at the end of a day: facts that had happened and had been written down."""

    cut: datetime

    override_id = "standing.override_id"

    @classmethod
    def end_of(cls, day, zone):
        return cls(end_of(day, zone))

    @property
    def parameters(self):
        return {"cut": self.cut}

    def leads(self, scope):
        return f"""
            FROM pipeline_lead present
            {past_of_lead("%(cut)s", "present.id")}
            LEFT JOIN LATERAL ({standing_override(scope)}) AS standing ON true
            WHERE {scope.of("present.id")} AND present.recorded_at < %(cut)s AND present.occurred_at < %(cut)s
        """

    def signals(self, scope):
        facts = before_merging("signal", ("type_id", "occurred_at", "recorded_at"), scope)
        return f"FROM ({facts}) AS signal WHERE signal.recorded_at < %(cut)s"

    def answers(self, scope):
        columns = ("criterion_id", "rating", "evidence", "last_day", "occurred_at", "recorded_at")
        return f"FROM ({before_merging('answer', columns, scope)}) AS answer WHERE answer.recorded_at < %(cut)s"


def standing_override(scope):
    """A person's word on the lead, as it stood just before the cut."""
    given = before_merging("categoryoverride", ("category_id", "created_at", "lifted_at"), scope)
    return f"""
        SELECT given.category_id AS override_id, given.id AS word FROM ({given}) AS given
        WHERE given.lead_id = present.id AND given.created_at < %(cut)s
            AND (given.lifted_at IS NULL OR given.lifted_at >= %(cut)s)
        ORDER BY given.created_at DESC, given.id DESC LIMIT 1
    """


def before_merging(table, columns, scope):
    """Facts by the lead that they belonged to just before the cut: a merge since then has moved some of them.

    A merge that was taken back has moved them back, and is not looked at.
    """
    moved = f"moved -> '{table}.lead'"
    named = ", ".join(f"fact.{name}" for name in columns)
    return f"""
        SELECT fact.id, fact.lead_id, {named} FROM pipeline_{table} fact
        WHERE {scope.of("fact.lead_id")} AND fact.id NOT IN (
            SELECT jsonb_array_elements_text(later.{moved})::bigint FROM pipeline_merge later
            WHERE {merged_since("later")} AND {scope.of("later.kept_id")}
        )
        UNION ALL
        SELECT fact.id, later.merged_id, {named} FROM pipeline_merge later
        CROSS JOIN LATERAL jsonb_array_elements_text(later.{moved}) AS gone (id)
        JOIN pipeline_{table} fact ON fact.id = gone.id::bigint
        WHERE {merged_since("later")} AND {scope.of("later.merged_id")} AND NOT EXISTS (
            SELECT FROM pipeline_merge first
            WHERE {merged_since("first")} AND first.kept_id = later.merged_id AND first.id < later.id
                AND first.{moved} @> to_jsonb(fact.id)
        )
    """


def merged_since(alias):
    return f"{alias}.kind = 'lead' AND {alias}.undone_at IS NULL AND {alias}.at >= %(cut)s"


@dataclass(frozen=True)
class KnownAt(Present):
    """What was true at a moment of each lead's own life, whenever it was written down: for backtests.

    `moments` is a select of lead_id, day (number), today (date) and cut (the instant from which on nothing counts:
    the end of that day, or the lead's outcome when that is earlier). It takes `given` as parameters.
    """

    zone: str
    moments: str
    given: dict = field(default_factory=dict)

    day = "moment.day"
    today = "moment.today"
    # A person's word then is no part of what the rules would have said.
    override_id = "NULL::bigint"

    @property
    def parameters(self):
        return self.given

    def joined(self, lead):
        return f"JOIN ({self.moments}) AS moment ON moment.lead_id = {lead}"

    def leads(self, scope):
        return f"""
            FROM pipeline_lead present {self.joined("present.id")}
            {past_of_lead("moment.cut", "present.id")}
            WHERE {scope.of("present.id")}
        """

    def signals(self, scope):
        return self.facts("signal", scope)

    def answers(self, scope):
        return self.facts("answer", scope)

    def facts(self, name, scope):
        day = day_of(f"{name}.occurred_at", self.zone)
        return f"""
            FROM pipeline_{name} {name} {self.joined(f"{name}.lead_id")}
            WHERE {scope.of(f"{name}.lead_id")} AND {name}.occurred_at < moment.cut AND {day} <= moment.day
        """


# Of each table what an ICP or a condition can look at.
LEAD = (
    "id",
    "company_id",
    "contact_id",
    "product_id",
    "segment_id",
    "source",
    "campaign",
    "amount",
    "currency",
    "custom",
)
COMPANY = (
    "name", "domain", "industry", "employees", "annual_revenue", "country", "region", "technologies", "founded_on",
    "custom",
)  # fmt: skip
CONTACT = ("email", "title", "seniority", "department", "custom")


def past_of_lead(cut, lead):
    """Joins of a lead with its state, company and contact, as they were just before `cut`."""
    return f"""
        CROSS JOIN LATERAL ({past("lead", LEAD, "id", lead, cut)}) AS lead
        CROSS JOIN LATERAL ({past("leadstate", ("team_id",), "lead_id", lead, cut)}) AS state
        LEFT JOIN LATERAL ({past("company", COMPANY, "id", "lead.company_id", cut)}) AS company ON true
        LEFT JOIN LATERAL ({past("contact", CONTACT, "id", "lead.contact_id", cut)}) AS contact ON true
        LEFT JOIN frameworks_app_product product ON product.id = lead.product_id
        LEFT JOIN frameworks_app_segment segment ON segment.id = lead.segment_id
    """


def past(table, columns, key, wanted, cut):
    """A row as it was just before `cut`."""
    kept, now = (", ".join(f"{alias}.{name}" for name in columns) for alias in ("kept", "now"))
    return f"""
        SELECT {", ".join(columns)} FROM (
            (SELECT 0 AS later, {kept} FROM pipeline_{table}event kept
            WHERE kept.pgh_obj_id = {wanted} AND kept.pgh_created_at >= {cut}
            ORDER BY kept.pgh_created_at, kept.pgh_id LIMIT 1)
            UNION ALL
            SELECT 1, {now} FROM pipeline_{table} now WHERE now.{key} = {wanted}
        ) AS found ORDER BY later LIMIT 1
    """
