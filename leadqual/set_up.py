"""What there is to set up: the pages in the order of the questions an admin comes with, and the first steps."""

from dataclasses import dataclass, field

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User
from frameworks_app.models import Icp, SignalType
from pipeline.models import Lead, TeamWorkflow

# Counted no further: a list of a million leads is not counted for a number on a page.
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Group:
    """Pages of one task; `lines` say in a sentence what each of them is for. `doors` lead to the product's own pages:
    a name and a line by view."""

    name: str
    sentence: str
    lines: dict
    doors: dict = field(default_factory=dict)


GROUPS = [
    Group(
        _("Whom we want"),
        _("Describe the customers you win and keep. Fit is measured against these."),
        {
            "Icp": _("Rules over company, contact and lead; their points make the fit grade"),
            "Persona": _("Whom at the company you want to talk with"),
            "Segment": _("Company sizes that are worked differently"),
            "Product": _("What a lead may want to buy"),
            "Attribute": _("What can be known of a company, a contact or a lead, your own fields included"),
        },
    ),
    Group(
        _("What we ask"),
        _("What has to be found out on a call, and when a lead counts as qualified."),
        {
            "Framework": _("BANT, MEDDIC and others: which criteria count, with which gates"),
            "Criterion": _("What each level from 0 to 4 means, and how long an answer is valid"),
            "Question": _("How it is asked, word for word, in each language"),
        },
        {
            "pipeline:questions": (
                _("Questions side by side"),
                _("All languages beside each other, as a call shows them, and what each question was good for"),
            ),
        },
    ),
    Group(
        _("What they do"),
        _("What leads do on your site, with your mails and at events, and what each is worth."),
        {"SignalType": _("Points, cap and half-life of each kind of signal")},
    ),
    Group(
        _("What follows"),
        _("What a score leads to: a status, a stage, a team."),
        {
            "DecisionRow": _("The first row whose conditions all hold gives the status"),
            "Category": _("Inquiry, MQL, SQL and the others, with their rank in lists"),
            "ScoringSettings": _("Where grades and levels begin, and what unconfirmed answers count"),
            "Stage": _("The steps of your pipeline, with checklists and expected days"),
            "Reason": _("Why leads are disqualified, parked, returned, lost or won"),
            "CategoryRoute": _("To which stage an untouched lead goes when it gets a status"),
            "TeamWorkflow": _("Which framework a team works by"),
            "HoldRule": _("How often and how long a lead may wait in one stage"),
            "HandOffRule": _("To whom MQLs, PQLs and SQLs go by themselves, and by which turns"),
            "HandOffClock": _("How long a hand-off may wait, by what has happened"),
            "LatenessRule": _("When somebody is reminded, the manager told, and the next person given the lead"),
            "MailRule": _("When letters to contacts go, how often, to whom, and what stands below them"),
            "AuditRule": _("How many rejected leads are called all the same, to check the rules"),
            "ReviewRule": _("How many leads a pipeline review talks about, and when one counts as stalled"),
            "ReviewFlag": _("From which stage on each flag puts a lead on the agenda of a review"),
            "Tag": _("Words that people put on leads"),
            "ScoringModelVersion": _("Everything that was ever published, with who changed what"),
        },
        {
            "pipeline:mail_setup": (
                _("Mail set-up"),
                _("What is configured, a test letter to yourself, and the server's own answer"),
            ),
            "pipeline:message_list": (
                _("Letters"),
                _("What went out, what waits, and what somebody has to decide about"),
            ),
            "frameworks_app:definition_list": (
                _("Agreed definitions"),
                _("What an ICP, an MQL and an SQL are, signed by marketing and sales until a day"),
            ),
        },
    ),
    Group(
        _("People"),
        _("Who may sign in, what they may see, and when their teams work."),
        {
            "User": _("Role, team and sign-in of each person"),
            "Absence": _("Who is away: no rule gives them a lead, and their clocks rest"),
            "Team": _("Working hours, holidays and who may edit whose leads"),
            "RetentionRule": _("How long personal data and files are kept"),
        },
    ),
    Group(
        _("Facts"),
        _("What has happened, to be looked up. The product's own pages change it, in somebody's name."),
        {
            "Company": _("Companies as they are stored"),
            "Contact": _("People at companies"),
            "Lead": _("Leads as they are stored"),
            "Signal": _("What leads did"),
            "Answer": _("What was heard on calls"),
            "StageMove": _("Every move from stage to stage"),
            "HandOff": _("Leads passed on, accepted and returned"),
            "BulkAct": _("Changes made to many leads at once"),
            "Merge": _("Records that were made one"),
            "Erasure": _("People who were forgotten on request or by age"),
            "DoNotContact": _("Addresses and numbers that nobody may contact"),
            "Job": _("Imports, exports and other long work"),
        },
    ),
    Group(
        _("Signing in and the clock"),
        _("Company sign-in, second factors, and what runs by the clock. Rarely needed."),
        {
            "SocialApp": _("Sign-in through your company's own provider"),
            "EmailAddress": _("Addresses that people sign in with"),
            "Authenticator": _("Second factors that people have set up"),
            "PeriodicTask": _("What runs every night and every minute"),
        },
    ),
]


def with_counts(pages):
    """The pages, each with its number of rows, in one statement: “1000+” where there are more."""
    selects = [
        f"(SELECT count(*) FROM (SELECT 1 FROM {connection.ops.quote_name(page['model']._meta.db_table)}"  # noqa: S608
        f" LIMIT {MOST_COUNTED + 1}) AS few)"
        for page in pages
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(selects)}")
        counts = cursor.fetchone()
    for page, count in zip(pages, counts, strict=True):
        page["count"] = f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)
    return pages


@dataclass(frozen=True)
class Step:
    name: str
    sentence: str
    url: str
    is_done: bool


def first_steps():
    """What a new installation still needs; nothing once all of it is there."""
    steps = [
        Step(
            _("Make a team"),
            _("With its working hours: due dates are counted in business days."),
            reverse("admin:accounts_team_add"),
            Team.objects.exists(),
        ),
        Step(
            _("Add your people"),
            _("Each with a role and a team; an account executive sees the leads that were handed over."),
            reverse("admin:accounts_user_add"),
            User.objects.active().count() > 1,
        ),
        Step(
            _("Describe your ideal customer"),
            _("Start with three to five rules; a required one keeps others out."),
            reverse("admin:frameworks_app_icp_add"),
            Icp.objects.active().exists(),
        ),
        Step(
            _("Choose the framework to work by"),
            _("BANT is active to begin with, and MEDDIC beside it as a challenger."),
            reverse("admin:pipeline_teamworkflow_add"),
            TeamWorkflow.objects.exists(),
        ),
        Step(
            _("Look through the signals"),
            _("Retire those that you cannot measure, so that levels stay reachable."),
            reverse("admin:frameworks_app_signaltype_changelist"),
            SignalType.objects.filter(is_active=False).exists() or Lead.objects.exists(),
        ),
        Step(
            _("Bring in your leads"),
            _("By hand or from a file; scores appear within seconds."),
            reverse("pipeline:lead_create"),
            Lead.objects.exists(),
        ),
    ]
    return [] if all(step.is_done for step in steps) else steps
