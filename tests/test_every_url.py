"""Every URL of the site, tried by a stranger and by every role; a URL that declares no expectation fails."""

from datetime import date, time, timedelta

import pytest
from django.db import transaction
from django.urls import URLResolver, get_resolver

from accounts.calendar import home_day
from accounts.models import Absence
from frameworks_app.models import Question
from pipeline.actions.holds import put_on_hold
from pipeline.actions.merge import merge_records
from pipeline.actions.objections import raise_objection
from pipeline.actions.review_items import add_action_item
from pipeline.actions.review_opening import open_review
from pipeline.actions.stages import move_lead
from pipeline.models import (
    BulkAct,
    DiscoveryCall,
    DuplicatePair,
    FollowUp,
    Job,
    JobFile,
    MailTemplate,
    NurtureTrack,
    ReviewSchedule,
    SavedView,
    ScoreAudit,
    Stage,
    TrackStep,
)
from tests.factories import LeadFactory, TeamFactory, UserFactory
from tests.pipeline.backtest_stories import finished_backtest
from tests.pipeline.mail_stories import to_contact
from tests.pipeline.practice_stories import begin

pytestmark = pytest.mark.usefixtures("shipped")

# Maja owns the lead; Jonas is in her team; Tomasz, the account executive, was not given it; Claire is elsewhere.
PEOPLE = ("stranger", "maja", "jonas", "tomasz", "helena", "claire", "ines", "ada")
SIGNED_IN = set(PEOPLE) - {"stranger"}
READERS = {"maja", "jonas", "helena", "ines", "ada"}
EDITORS = {"maja", "helena", "ines", "ada"}
CALLERS = {"maja", "helena", "ada"}

PUBLIC = {
    "socialaccount_login_cancelled",
    "account_login",
    "account_inactive",
    "account_signup",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    # By the token of a letter.
    "pipeline:unsubscribe",
}
OWN_ACCOUNT = {
    "mfa_authenticate",
    "account_logout",
    "account_confirm_login_code",
    "socialaccount_login_error",
    "social/login/cancelled/",
    "social/login/error/",
    "social/signup/",
    "account_reauthenticate",
    "account_email",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_generate_recovery_codes",
    "socialaccount_connections",
    "social/connections/",
    "accounts:preferences",
    "accounts:switch",
    "accounts:absence_list",
}
# There for people who have set up a second step, or for a provider that somebody has set up.
NOT_SET_UP = {
    "socialaccount_signup",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "openid_connect_login",
    "openid_connect_callback",
}
MEMBERS = {
    "queue",
    "search",
    "company_list",
    "contact_list",
    "contact_create",
    "board",
    "board_column",
    "board_changes",
    "untouched_list",
    "lead_list",
    "lead_create",
    "lead_duplicates",
    "call_list",
    "follow_up_list",
    "hand_off_list",
    "review_list",
    "review_load",
    "review_items",
    "lead_columns",
    "bulk",
    "tag_names",
    "saved_view_create",
    "message_list",
    "calendar_feed",
    "list_export",
}
OF_A_LEAD = {
    "lead_detail",
    "company_detail",
    "company_activity",
    "contact_detail",
    "contact_activity",
    "duplicate_dismiss",
    "duplicate_restore",
    "board_card",
    "lead_activity",
    "lead_why",
    "score_history",
    "lead_brief",
    "lead_stage",
    "lead_changes",
    "follow_up_calendar",
    "message_detail",
}
EDITING = {
    "lead_hold",
    "hold_undo",
    "contact_do_not_contact",
    "contact_consent",
    "contact_bounce_lift",
    "message_again",
    "message_arrived",
    "lead_merge",
    "company_merge",
    "contact_merge",
    "merge_undo",
    "board_move",
    "board_undo",
    "lead_edit",
    "company_edit",
    "contact_edit",
    "lead_assign",
    "lead_move",
    "lead_tick",
    "objection_create",
    "objection_answer",
    "objection_drop",
    "lead_note",
    "lead_follow_up",
    "lead_signal",
    "lead_stakeholder",
    "lead_override",
    "lead_lift",
    "follow_up_done",
    "follow_up_undo",
    "follow_up_snooze",
    "follow_up_edit",
    "follow_up_drop",
    "lead_disqualify",
    "lead_nurture",
    "lead_return",
    "lead_close",
    "lead_reopen",
    "lead_accept",
    "lead_tag",
    "lead_track",
    "lead_track_leave",
    "lead_untag",
}
# Tomasz is of the team: he reads its reviews, though not the leads in them that are others'.
REVIEWS = {"review_detail", "review_names", "review_changes", "review_notes", "review_calendar"}
TAKEN_ON = {"review_item_done", "review_item_undo", "review_item_drop"}
OF_A_REVIEW = {"review_lead", "review_lead_more"}
HOLDING = {
    "review_create",
    "review_schedule_create",
    "review_schedule_edit",
    "review_schedule_open",
    "review_keep",
    "review_keep_undo",
    "review_take_back",
    "review_agenda",
    "review_item_create",
    "review_item_later",
    "review_close",
}
NURTURE = {"nurture_list", "nurture_track", "nurture_leads", "nurture_mails"}
TRACKS = {
    "nurture_create",
    "nurture_edit",
    "nurture_step_create",
    "nurture_step_edit",
    "nurture_step_move",
    "nurture_step_retire",
    "nurture_rule_create",
    "nurture_rule_drop",
    "nurture_mail_create",
    "nurture_mail",
    "nurture_mail_preview",
}
TRIAGE = {"triage", "triage_results", "triage_undo", "triage_pass", "triage_park", "triage_disqualify"}
CALLING = {
    "lead_attempt",
    "lead_park",
    "call",
    "call_revision",
    "call_history",
    "call_wrap_up",
    "call_start",
    "call_answer",
    "call_note",
    "call_passed",
    "call_person",
    "call_language",
    "call_end",
}
# Everybody works by what was agreed.
AGREED = {"definition_list", "definition"}
SCORING = {"model", "version", "version_document", "compare"}
# One's own; Maja's here.
PRACTICE = {
    "practice",
    "practice_ask",
    "practice_answer",
    "practice_language",
    "practice_revision",
    "practice_end",
}
QUESTIONS = {"questions", "question_edit", "question_create"}
PUBLISHING = {"draft", "draft_doubts", "publish", "restore", "roll_back", "discard"}
IMPORTS = {"import_list", "import_create"}
BACKTESTS = {"backtest_list", "backtest_detail"}
RUNS = {"pass_progress", "audit_list"}
PREVIEWS = {"preview_start", "preview_detail", "preview_leads", "preview_count"}
# Of one that is done, and of one that marketing's Ines prepares.
OF_AN_IMPORT = {"import_detail", "import_rejected", "import_undo"}
DRAFTING = {"import_read", "import_mapping", "import_use", "import_preview", "import_start", "import_drop"}
# Read by GET; everything else is also sent an empty form.
BY_POST_ONLY = {
    "accounts:absence_delete",
    "contact_bounce_lift",
    "message_again",
    "message_arrived",
    "lead_tick",
    "objection_drop",
    "audit_seen",
    "practice_start",
    "practice_ask",
    "practice_answer",
    "practice_language",
    "practice_end",
    "preview_start",
    "question_preview",
    "lead_attempt",
    "lead_park",
    "lead_accept",
    "attempt_undo",
    "decision_undo",
    "follow_up_undo",
    "follow_up_snooze",
    "follow_up_drop",
    "import_read",
    "import_use",
    "import_start",
    "import_drop",
    "merge_undo",
    "duplicate_search",
    "duplicate_dismiss",
    "duplicate_restore",
    "board_move",
    "board_undo",
    "hold_undo",
    "lead_duplicates",
    "call_language",
    "effect",
    "triage_undo",
    "triage_pass",
    "triage_park",
    "triage_disqualify",
    "lead_take",
    "lead_lift",
    "follow_up_done",
    "call_start",
    "call_answer",
    "call_note",
    "call_passed",
    "call_person",
    "bulk",
    "bulk_undo",
    "lead_track_leave",
    "nurture_step_move",
    "nurture_step_retire",
    "nurture_rule_drop",
    "nurture_mail_preview",
    "lead_untag",
    "review_schedule_open",
    "review_keep",
    "review_keep_undo",
    "review_take_back",
    "review_agenda",
    "review_item_done",
    "review_item_undo",
    "review_item_drop",
    "saved_view_update",
    "saved_view_home",
    "list_export",
}


def expected(name):
    """Who is let in, or None where nobody has said so."""
    declared = {
        **dict.fromkeys(PUBLIC, set(PEOPLE)),
        **dict.fromkeys(OWN_ACCOUNT, SIGNED_IN),
        **dict.fromkeys(NOT_SET_UP, set()),
        # The address here is nobody's.
        "pipeline:calendar_file": set(),
        **dict.fromkeys((f"pipeline:{page}" for page in MEMBERS), SIGNED_IN),
        **dict.fromkeys((f"pipeline:{page}" for page in OF_A_LEAD), READERS),
        **dict.fromkeys((f"pipeline:{page}" for page in EDITING), EDITORS),
        **dict.fromkeys((f"pipeline:{page}" for page in CALLING), CALLERS),
        # Only what one has done oneself is taken back: the call here is a conversation, the token forged.
        "pipeline:attempt_undo": set(),
        "pipeline:decision_undo": set(),
        # Whoever reads it may try to take it, and is told that Maja has it.
        "pipeline:lead_take": READERS,
        "pipeline:effect": {"ada"},
        "pipeline:mail_setup": {"ada"},
        # Maja takes it back before the others come.
        "accounts:absence_delete": {"maja", "helena", "ada"},
        **dict.fromkeys((f"frameworks_app:{page}" for page in SCORING), {"helena", "ines", "ada"}),
        **dict.fromkeys((f"frameworks_app:{page}" for page in AGREED), SIGNED_IN),
        **dict.fromkeys((f"frameworks_app:{page}" for page in PUBLISHING), {"ada"}),
        **dict.fromkeys((f"pipeline:{page}" for page in QUESTIONS), {"ada"}),
        # Let in, she is told that a preview is of a criterion.
        "pipeline:question_preview": set(),
        **dict.fromkeys(("pipeline:practice_list", "pipeline:practice_start"), SIGNED_IN - {"ines"}),
        **dict.fromkeys((f"pipeline:{page}" for page in PRACTICE), {"maja"}),
        "pipeline:contact_erase": {"helena", "ines", "ada"},
        "pipeline:duplicate_list": SIGNED_IN,
        "pipeline:duplicate_search": {"helena", "ines", "ada"},
        **dict.fromkeys((f"pipeline:{page}" for page in TRIAGE), {"ines", "ada"}),
        **dict.fromkeys((f"pipeline:{page}" for page in NURTURE), {"helena", "ines", "ada"}),
        **dict.fromkeys((f"pipeline:{page}" for page in REVIEWS), READERS | {"tomasz"}),
        **dict.fromkeys((f"pipeline:{page}" for page in OF_A_REVIEW), READERS),
        **dict.fromkeys((f"pipeline:{page}" for page in HOLDING), {"helena", "ada"}),
        # Of an item that is Maja's.
        **dict.fromkeys((f"pipeline:{page}" for page in TAKEN_ON), {"maja", "helena", "ada"}),
        **dict.fromkeys((f"pipeline:{page}" for page in TRACKS), {"ines", "ada"}),
        **dict.fromkeys((f"pipeline:{page}" for page in IMPORTS), {"helena", "ines", "ada"}),
        **dict.fromkeys((f"pipeline:{page}" for page in BACKTESTS), {"helena", "ines", "ada"}),
        **dict.fromkeys((f"pipeline:{page}" for page in RUNS), {"helena", "ines", "ada"}),
        "pipeline:audit_seen": {"ada"},
        "pipeline:audit_call_list": {"helena", "ada"},
        **dict.fromkeys((f"pipeline:{page}" for page in PREVIEWS), {"helena", "ines", "ada"}),
        **dict.fromkeys((f"pipeline:{page}" for page in OF_AN_IMPORT), {"ines", "ada"}),
        **dict.fromkeys((f"pipeline:{page}" for page in DRAFTING), {"ines"}),
        **dict.fromkeys(("pipeline:job_detail", "pipeline:job_file"), {"maja", "ada"}),
        **dict.fromkeys(("pipeline:bulk_act", "pipeline:bulk_undo"), {"maja", "ada"}),
        # A view is shared with the team by Maja, and hers to change.
        "pipeline:saved_view_home": {"maja", "jonas", "tomasz", "helena"},
        **dict.fromkeys((f"pipeline:saved_view_{act}" for act in ("edit", "update", "delete")), {"maja"}),
    }
    return declared.get(name)


def walk(resolver, namespace="", path="/"):
    for entry in resolver.url_patterns:
        here = path + str(entry.pattern).lstrip("^")
        if isinstance(entry, URLResolver):
            yield from walk(entry, namespace + (f"{entry.namespace}:" if entry.namespace else ""), here)
        else:
            yield namespace + (entry.name or str(entry.pattern)), here


# The set-up pages' own sign-in and sign-out send everybody on.
SENT_ON = {"admin:login", "admin:logout"}
URLS = sorted({url for url in walk(get_resolver()) if url[0] not in SENT_ON})


def filled(path, name, world):
    """The path with real keys in place of its parameters."""
    # By the first word of the address, on the board by the second; a lead's otherwise.
    keys = {
        "board/columns": world["move"].to_stage,
        "board/moves": world["move"],
        "calls": world["call"],
        "follow-ups": world["follow_up"],
        "companies": world["lead"].company,
        "contacts": world["lead"].contact,
        "duplicates": world["pair"],
        "merges": world["merge"],
        "messages": world["letter"],
        "jobs": world["job"],
        "views": world["view"],
        "leads/bulk": world["bulk"],
        "imports": world["import"],
        "scoring/preview": world["preview"],
        "scoring/backtests": world["backtest"],
        "scoring/audits": world["audit"],
        "nurture": NurtureTrack.objects.first(),
        "nurture/steps": TrackStep.objects.standing().first(),
        "nurture/mails": MailTemplate.objects.first(),
        "questions": Question.objects.first(),
        "practice": world["practice"],
        "reviews": world["review"],
        "reviews/schedules": world["review"].schedule,
        "reviews/items": world["item"],
        "objections": world["objection"],
        "holds": world["hold"],
    }
    words = path.split("/")
    if name.removeprefix("pipeline:") in DRAFTING:
        keys["imports"] = world["draft"]
    key = keys.get("/".join(words[1:3])) or keys.get(words[1], world["lead"])
    if name == "accounts:absence_delete":
        key = world["absence"]
    values = {
        "<int:pk>": str(key.pk),
        "<int:number>": str(world["version"].pk),
        "<int:lead>": str(world["lead"].pk),
        "<int:item>": str(world["item"].pk),
        "<slug:kind>": "status" if name == "frameworks_app:definition" else "icp",
        "<slug:part>": "fit",
        "<slug:key>": {"pipeline:practice_start": "the_season_begins", "frameworks_app:definition": "mql"}.get(
            name, "budget"
        ),
        "<str:kind>": "output",
        "<slug:name>.<slug:form>": "leads.csv",
        "<str:token>": "forged",
        "<uuid:token>": str(world["letter"].token),
        "<path:object_id>": "1",
        "<path:url>": "nowhere",
        "<str:provider_id>": "nobody",
        "<provider_id>": "nobody",
    }
    for placeholder, value in values.items():
        path = path.replace(placeholder, value)
    for expression, value in (("(?P<key>[-:\\w]+)/$", "x/"), ("(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", "x-y/")):
        path = path.replace(expression, value)
    return path


def an_import(by, state):
    said = {"file": "a.csv", "sheets": [], "sheet": None, "header": None, "found_header": 1, "rows": 1}
    said |= {"source": "crm", "row": "lead", "document": {"source": "crm", "fields": {"lead.title": "Title"}}}
    made = {"history": "00000000-0000-0000-0000-000000000000"}
    result = {"created": 0, "updated": 0, "unchanged": 0, "rejected": 0, "reasons": [], "made": made}
    job = Job.objects.create(kind=Job.Kind.IMPORT, by=by, state=state, arguments=said, result=result)
    for kind in (JobFile.Kind.INPUT, JobFile.Kind.REJECTED):
        JobFile.objects.create(job=job, kind=kind, name="a.csv", content="Κωδικός,Τίτλος\n1,Επιστολές\n".encode())
    return job


@pytest.fixture
def world(shipped):
    north = TeamFactory(name="North")
    people = {
        "maja": UserFactory(sdr=True, team=north),
        "jonas": UserFactory(sdr=True, team=north),
        "tomasz": UserFactory(account_executive=True, team=north),
        "helena": UserFactory(manager=True, team=north),
        "claire": UserFactory(sdr=True),
        "ines": UserFactory(marketing=True),
        "ada": UserFactory(admin=True),
    }
    lead = LeadFactory(owner=people["maja"])
    call = DiscoveryCall.objects.create(lead=lead, by=people["maja"])
    follow_up = FollowUp.objects.create(lead=lead, owner=people["maja"], due_at=call.started_at)
    job = Job.objects.create(kind=Job.Kind.EXPORT, by=people["maja"], state=Job.State.DONE)
    JobFile.objects.create(job=job, kind=JobFile.Kind.OUTPUT, name="leads.csv", content=b"")
    move = move_lead(lead=lead, stage=Stage.objects.get(key="contacting"), by=people["maja"])
    twin = LeadFactory(owner=people["maja"])
    merge = merge_records(kind="lead", kept=lead, merged=LeadFactory(owner=people["maja"]), taken=[], by=None)
    pair = DuplicatePair.objects.create(kind="lead", first_id=lead.pk, second_id=twin.pk, likelihood=80)
    imports = an_import(people["ines"], Job.State.DONE), an_import(people["ines"], Job.State.DRAFT)
    made = {"import": imports[0], "draft": imports[1]}
    made["backtest"] = finished_backtest(people["ada"], leads=50)
    made["preview"] = Job.objects.create(kind=Job.Kind.PREVIEW, by=people["ada"], state=Job.State.WAITING)
    day = date(2026, 12, 24)
    made["absence"] = Absence.objects.create(person=people["maja"], first_day=day, last_day=day)
    made["audit"] = ScoreAudit.objects.create(version=shipped, day=shipped.published_at, checked=2, different=1)
    made["practice"] = begin(people["maja"])
    made["letter"] = to_contact(lead)
    made["letter"].refresh_from_db()
    made["objection"] = raise_objection(lead=lead, kind="price", by=people["maja"])
    made["hold"] = put_on_hold(lead=lead, until=home_day() + timedelta(days=9), kind="away", by=people["maja"])
    plan = ReviewSchedule.objects.create(name="Fridays", team=north, at=time(10))
    made["review"] = open_review(plan=plan, by=people["helena"])
    made["item"] = add_action_item(
        review=made["review"], text="Call", owner=people["maja"], due_on=day, by=people["helena"]
    )
    made["view"] = SavedView.objects.create(by=people["maja"], name="Fair", is_shared=True)
    made["bulk"] = BulkAct.objects.create(
        by=people["maja"], kind=BulkAct.Kind.OWNER, said={"owner": None, "team": None}
    )
    return made | {
        "version": shipped,
        "people": people,
        "lead": lead,
        "pair": pair,
        "merge": merge,
        "move": move,
        "call": call,
        "follow_up": follow_up,
        "job": job,
    }


def is_let_in(response):
    if response.status_code in {403, 404}:
        return False
    return not (response.status_code == 302 and "/login/" in response.headers["Location"].split("?")[0])


def test_every_url_says_who_may_enter():
    assert [name for name, _path in URLS if expected(name) is None and not name.startswith("admin:")] == []


@pytest.mark.parametrize(("name", "path"), URLS, ids=[f"{name} {path}" for name, path in URLS])
def test_only_they_are_let_in(name, path, world, client):
    address = filled(path, name, world)
    page = name.removeprefix("pipeline:")
    let_in = set()
    for person in PEOPLE:
        client.logout()
        if person in world["people"]:
            client.force_login(world["people"][person])
        # What one of them takes away is there again for the next.
        with transaction.atomic():
            response = client.post(address) if page in BY_POST_ONLY else client.get(address)
            transaction.set_rollback(True)
        if is_let_in(response):
            let_in.add(person)
    if name.startswith("admin:"):
        # Which of the set-up pages an admin may use is another test's story.
        assert let_in <= {"ada"}
    else:
        assert sorted(let_in) == sorted(expected(name))
