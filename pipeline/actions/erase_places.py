"""Every column of the database in which letters stand, judged once: whether it can say who somebody is.

A column that is in none of the lists fails a test: whoever adds one says here what it may hold.
"""

import json
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Cast, Concat, JSONObject, Now


def as_it_is(words, value, row):
    return words.erased_from(value)


def as_key(words, value, row):
    """Unique, and read by nobody: a key that names somebody becomes one that names nobody."""
    return f"erased:{row.pk}" if words.are_in(value) else value


def as_unique(words, value, row):
    """Two people's tags or views may not become one name."""
    return f"{words.erased_from(value)} {row.pk}" if words.are_in(value) else value


def as_json_text(words, value, row):
    try:
        said = json.loads(value)
    except ValueError:
        return words.erased_from(value)
    kept = words.erased_from(said)
    return value if kept == said else json.dumps(kept)


@dataclass(frozen=True)
class Place:
    """Columns in which people write of others; `near` names the column that says whose lead, company or person.

    With `widely` each word of the name alone goes from every row: what somebody searched for, or called a file.
    Where only some rows are such, `among` says which.
    """

    table: str
    columns: dict
    near: dict
    counts_as: str
    widely: bool
    among: dict

    @property
    def model(self):
        return apps.get_model(self.table)

    @property
    def rows(self):
        return self.model._base_manager.filter(**self.among)


def place(table, *columns, near=None, counts_as="texts", widely=False, among=None, **special):
    return Place(table, dict.fromkeys(columns, as_it_is) | special, near or {}, counts_as, widely, among or {})


OF_LEAD = {"lead_id": "leads"}
COMPANY = ("name", "domain", "industry", "region", "technologies", "phone", "custom", "sources")
LEAD = ("title", "source", "campaign", "custom", "sources")
LETTER = ("subject", "text", "html", "attachment", "error")

# Where somebody may be mentioned. History comes last: it keeps what the other rows have just replaced.
MENTIONS = [
    place("pipeline.Lead", *LEAD, near={"id": "leads"}, external_id=as_key),
    place("pipeline.Company", *COMPANY, external_id=as_key),
    # A company keeps its own name and number; what else is written of it is told of its people.
    place("pipeline.Company", "region", "custom", "sources", near={"id": "companies"}),
    place("pipeline.Contact", "title", "department", "custom", "sources"),
    place("pipeline.Signal", "data", near=OF_LEAD, external_id=as_key),
    place("pipeline.Answer", "quote", "value", near=OF_LEAD),
    place("pipeline.Note", "text", near=OF_LEAD),
    place("pipeline.DiscoveryCall", "summary", near=OF_LEAD),
    place("pipeline.FollowUp", "note", near=OF_LEAD),
    place("pipeline.HandOff", "note", near=OF_LEAD),
    place("pipeline.Enrolment", "note", near=OF_LEAD),
    place("pipeline.Hold", "reason", near=OF_LEAD),
    place("pipeline.StageMove", "note", "competitor", near=OF_LEAD),
    place("pipeline.Review", "title", "notes"),
    place("pipeline.ReviewDecision", "note", near=OF_LEAD),
    place("pipeline.ActionItem", "text", near=OF_LEAD),
    place("pipeline.ReviewSchedule", "name"),
    place("pipeline.Objection", "text", "answer", near=OF_LEAD),
    place("pipeline.CategoryOverride", "why", near=OF_LEAD),
    place("pipeline.Stakeholder", "cares_about", near=OF_LEAD),
    place("pipeline.DoNotContact", "why", near={"contact_id": "contacts"}),
    place("pipeline.Consent", "note", near={"contact_id": "contacts"}),
    place("pipeline.Message", *LETTER, near=OF_LEAD),
    # Digests and notes of reviews tell of many leads, and of hers.
    place("pipeline.Message", *LETTER, widely=True, among={"lead": None}),
    place("pipeline.Tag", name=as_unique),
    place("pipeline.BulkAct", "said", "before", counts_as="jobs", widely=True),
    place("pipeline.Merge", "moved", "before", counts_as="jobs"),
    place("pipeline.DuplicatePair", "reasons", counts_as="jobs"),
    place("pipeline.Job", "arguments", "error", "result", counts_as="jobs", widely=True),
    place("pipeline.SavedMapping", "content", "choices", counts_as="jobs", name=as_unique),
    place("pipeline.SavedView", name=as_unique, counts_as="jobs"),
    place("pipeline.SavedView", "query", counts_as="jobs", widely=True),
    place("admin.LogEntry", "object_repr", change_message=as_json_text, counts_as="history"),
    place("pghistory.Context", "metadata", counts_as="history"),
    place("pipeline.LeadStateEvent", "pgh_context", counts_as="history"),
    place("pipeline.ObjectionEvent", "text", "answer", near=OF_LEAD, counts_as="history"),
    place("pipeline.StakeholderEvent", "cares_about", near=OF_LEAD, counts_as="history"),
    place("pipeline.CompanyEvent", *COMPANY, counts_as="history", external_id=as_key),
    place(
        "pipeline.CompanyEvent", "region", "custom", "sources", near={"pgh_obj_id": "companies"}, counts_as="history"
    ),
    place("pipeline.ContactEvent", "title", "department", "custom", "sources", counts_as="history"),
    place("pipeline.LeadEvent", *LEAD, near={"pgh_obj_id": "leads"}, counts_as="history", external_id=as_key),
]

BLANK_CONTACT = {
    "name": "",
    "email": "",
    "phone": "",
    "title": "",
    "seniority": "",
    "department": "",
    "language": "",
    "time_zone": "",
    "custom": {},
    "sources": {},
    "external_source": "",
    "external_id": "",
}
# Rows that are the person's own, by the column that says so: what they are left with.
OWN = {
    "pipeline.Contact": ("id", {**BLANK_CONTACT, "do_not_contact": True, "erased_at": Now()}, "people"),
    "pipeline.Stakeholder": ("contact_id", {"cares_about": ""}, "seats"),
    # Whatever a page or a form has sent along, such as an address; kept is only who wrote it down.
    "pipeline.Signal": ("contact_id", {"data": JSONObject(by=F("data__by"))}, "signals"),
    # What was written to them; what still waits goes no more.
    "pipeline.Message": (
        "contact_id",
        {
            # Unique with its cause, and no address any more.
            "address": Concat(Value("erased:"), Cast("pk", CharField())),
            "subject": "",
            "text": "",
            "html": "",
            "attachment": "",
            "error": "",
            "state": Case(When(state="waiting", then=Value("withheld")), default="state"),
            "withheld_for": Case(When(state="waiting", then=Value("erased")), default="withheld_for"),
        },
        "letters",
    ),
    "pipeline.Bounce": ("contact_id", {"answer": ""}, "letters"),
}
OWN_BEFORE = {
    "pipeline.ContactEvent": ("pgh_obj_id", BLANK_CONTACT, "history"),
    "pipeline.StakeholderEvent": ("contact_id", {"cares_about": ""}, "history"),
}

# Seen to by erase_files and erase_sessions: no word is taken out of them in place.
WHOLE = {"pipeline.JobFile": ("name", "content"), "sessions.Session": ("session_data",)}

# Who works here, how they sign in, what the clock does, and how leads are measured: no contact is named there.
APPS_OF_OURSELVES = {
    "accounts", "account", "auth", "mfa", "socialaccount", "contenttypes", "django_celery_beat", "frameworks_app",
}  # fmt: skip
# Beside these, columns with a fixed choice of values.
NEVER = {
    "pipeline.Company": ("country", "time_zone", "external_source"),
    "pipeline.CompanyEvent": ("country", "time_zone", "external_source"),
    "pipeline.Lead": ("currency", "external_source"),
    "pipeline.LeadEvent": ("currency", "external_source"),
    "pipeline.Signal": ("external_source",),
    "pipeline.LeadState": ("verdicts",),
    # Names of criteria, and lines of a stage's own checklist.
    "pipeline.StageMove": ("overruled",),
    "pipeline.ChecklistTick": ("line",),
    "pipeline.ChecklistTickEvent": ("line",),
    # Numbers of signals and answers, and what they stand for.
    "pipeline.LeadInput": ("fades", "last_days", "codes", "expires"),
    "pipeline.InputLayout": ("said", "digest"),
    "pipeline.RatingHistory": ("counts",),
    # Numbers of leads and columns with what was stored and should have been.
    "pipeline.ScoreAudit": ("findings",),
    # Keys and counts of conversations with people who do not exist.
    "pipeline.PracticeCall": ("scenario", "leading", "history", "findings"),
    "pipeline.PracticeAnswer": ("criterion",),
    # Names of definitions, as they were.
    "pipeline.Enrolment": ("entered_what", "left_what"),
    # Keys of definitions.
    "pipeline.AuditCall": ("rejected_by", "caused_by"),
    # A key that nobody can turn back into an address, without SECRET_KEY.
    "pipeline.DoNotContact": ("fingerprint",),
    "pipeline.Bounce": ("fingerprint",),
    # Keys, our own names of files, and who of us wrote.
    "pipeline.Message": ("cause", "message_id", "attachment_name", "token", "sender_name", "reply_to"),
    "pipeline.CalendarFeed": ("digest",),
    "pipeline.MailRule": ("sender_name", "answers_to", "postal_address"),
    "pipeline.MailRuleEvent": ("sender_name", "answers_to", "postal_address"),
    "pipeline.Erasure": ("counts",),
    # Keys and former values of owners, stages and dates; numbers of what a scope names.
    "pipeline.ReviewDecision": ("effect",),
    "pipeline.Review": ("owners", "stages", "segments", "products", "added"),
    "pipeline.ReviewSchedule": ("owners", "stages", "segments", "products"),
    "pipeline.ReviewLead": ("currency", "currency_then", "flags"),
    "pipeline.SavedView": ("columns",),
    "admin.LogEntry": ("object_id",),
    "sessions.Session": ("session_key",),
}
# Definitions: about how we work, not about whom we sell to.
DEFINITIONS = {
    f"pipeline.{name}{event}"
    for name in (
        "Stage",
        "Reason",
        "HandOffClock",
        "HandOffRule",
        "NurtureTrack",
        "TrackStep",
        "TrackRule",
        "MailTemplate",
    )
    for event in ("", "Event")
}
