"""Every page of the product by name, for the person who works on it: an address, and what is opened on it."""

from typing import NamedTuple

from pipeline.models import ActionItem


class Page(NamedTuple):
    address: str
    # What is pressed, by selector, until the page looks as its name says.
    pressed: tuple = ()
    status: int = 200


MENU = "[data-bs-toggle=dropdown]"
PARTS_OF_THE_DRAFT = ("fit", "engagement", "qualification", "statuses", "thresholds")


def of_a_stranger(rows):
    return {
        "sign-in": Page("/accounts/login/"),
        "unsubscribe": Page(f"/unsubscribe/{rows['letter'].token}/"),
        "password-forgotten": Page("/accounts/password/reset/"),
        "password-key-spent": Page("/accounts/password/reset/key/1-x/"),
        "not-found-signed-out": Page("/nowhere/", status=404),
    }


def of_an_sdr(rows):
    lead, long, call = rows["lead"], rows["long"], rows["call"]
    acts = {
        "move": "move",
        "stage": "stage",
        "objection": "objections/new",
        "assign": "assign",
        "hold": "hold",
        "status": "status",
        "note": "notes/new",
        "follow-up": "follow-ups/new",
        "signal": "signals/new",
        "person": "people/new",
        "disqualify": "disqualify",
        "nurture": "nurture",
        "return": "return",
        "close": "close",
    }
    return {
        "queue": Page("/"),
        "queue-keys": Page("/", ("[aria-label^='Menu of'], .person-button", "[data-opens=keys]")),
        "person-menu": Page("/", (".person-button",)),
        "lead": Page(f"/leads/{lead.pk}/"),
        "lead-long": Page(f"/leads/{long.pk}/"),
        "lead-decide": Page(f"/leads/{lead.pk}/", (".dropdown:has([data-key=q]) > button",)),
        "lead-disqualify-dialog": Page(f"/leads/{lead.pk}/", (".dropdown:has([data-key=q]) > button", "[data-key=q]")),
        "lead-close-dialog": Page(f"/leads/{lead.pk}/", (".dropdown:has([data-key=l]) > button", "[data-key=l]")),
        "lead-why-dialog": Page(f"/leads/{lead.pk}/", ("[data-key=w]",)),
        **{f"lead-{name}": Page(f"/leads/{lead.pk}/{address}/") for name, address in acts.items()},
        "why": Page(f"/leads/{lead.pk}/why/"),
        "why-then": Page(f"/leads/{lead.pk}/why/?on=2020-01-01"),
        "why-refused": Page(f"/leads/{lead.pk}/why/?on=soon"),
        "why-changed": Page(f"/leads/{lead.pk}/why/?since=2020-01-01"),
        "score-history": Page(f"/leads/{lead.pk}/score-history/"),
        "score-history-open": Page(f"/leads/{lead.pk}/", (".history-fold > summary",)),
        "brief": Page(f"/leads/{lead.pk}/brief/"),
        "lead-changes": Page(f"/leads/{lead.pk}/changes/"),
        "lead-edit": Page(f"/leads/{long.pk}/edit/"),
        "new-lead": Page("/leads/new/"),
        "follow-ups": Page("/follow-ups/"),
        "follow-ups-all": Page("/follow-ups/?span=all"),
        "calls": Page("/calls/"),
        "call": Page(f"/calls/{call.pk}/"),
        "call-end": Page(f"/calls/{call.pk}/end/"),
        "lead-in-track": Page(f"/leads/{rows['parked'].pk}/"),
        "lead-track": Page(f"/leads/{rows['parked'].pk}/track/"),
        "practice": Page("/practice/"),
        "definitions-sdr": Page("/scoring/definitions/"),
        "practice-call": Page(f"/practice/{rows['practice'].pk}/"),
        "practice-review": Page(f"/practice/{rows['practised'].pk}/"),
        "review-items": Page("/reviews/items/"),
        "preferences": Page("/me/preferences/"),
        "calendar-feed": Page("/calendar/"),
        "messages-mine": Page("/messages/"),
        "message": Page(f"/messages/{rows['letter'].pk}/"),
        "password": Page("/accounts/password/change/"),
        "two-steps": Page("/accounts/2fa/"),
        "sign-out": Page("/accounts/logout/"),
        "not-found": Page("/nowhere/", status=404),
    }


def of_a_manager(rows):
    lead, long, pair = rows["lead"], rows["long"], rows["pair"]
    picked = ("tbody tr:nth-child(1) [data-pick]", "tbody tr:nth-child(3) [data-pick]")
    return {
        "first-page-manager": Page("/"),
        "leads": Page("/leads/"),
        "leads-found": Page("/leads/?q=bright"),
        "untouched": Page("/leads/untouched/"),
        "untouched-none": Page("/leads/untouched/?q=nobodyatall"),
        "lead-hold-waiting": Page(f"/leads/{rows['held'].pk}/"),
        "board-waiting": Page("/board/?attention=waiting"),
        "leads-none": Page("/leads/?q=nobodyatall"),
        "leads-selected": Page("/leads/", picked),
        "leads-filter": Page("/leads/", ("[data-opens=filter]",)),
        "leads-columns": Page("/leads/columns/"),
        "leads-columns-dialog": Page("/leads/", ("[hx-get*='/leads/columns/']",)),
        "leads-export": Page("/leads/", (f".list-head-tools {MENU}",)),
        "view-new": Page("/views/new/?page=lead_list&query=owner%3Dme&columns=lead"),
        "view-new-dialog": Page("/leads/?owner=me", (".views-add",)),
        "bulk-owner": Page("/leads/", (*picked, "[data-bulk] [value=owner]")),
        "bulk-stage": Page("/leads/", (*picked, "[data-bulk] [value=stage]")),
        "bulk-follow-up": Page("/leads/", (*picked, "[data-bulk] [value=follow_up]")),
        "bulk-tag": Page("/leads/", (*picked, "[data-bulk] [value=tag]")),
        "bulk-act": Page(f"/leads/bulk/{rows['act'].pk}/"),
        "job-running": Page(f"/jobs/{rows['running'].pk}/"),
        "job-done": Page(f"/jobs/{rows['done'].pk}/"),
        "job-failed": Page(f"/jobs/{rows['failed'].pk}/"),
        "practice-team": Page("/practice/"),
        "board": Page("/board/"),
        "board-none": Page("/board/?q=nobodyatall"),
        "board-filtered": Page("/board/?q=bright"),
        "board-column": Page(f"/board/columns/{lead.state.stage_id}/"),
        "follow-ups-team": Page("/follow-ups/?whose=team&span=week"),
        "follow-ups-of-one": Page(f"/follow-ups/?whose={lead.state.owner_id}&span=all"),
        "companies": Page("/companies/"),
        "companies-none": Page("/companies/?q=nobodyatall"),
        "company": Page(f"/companies/{lead.company_id}/"),
        "company-long": Page(f"/companies/{long.company_id}/"),
        "company-edit": Page(f"/companies/{lead.company_id}/edit/"),
        "contacts": Page("/contacts/"),
        "contact": Page(f"/contacts/{lead.contact_id}/"),
        "contact-long": Page(f"/contacts/{long.contact_id}/"),
        "contact-edit": Page(f"/contacts/{lead.contact_id}/edit/"),
        "new-contact": Page(f"/contacts/new/?company={lead.company_id}"),
        "contact-erase": Page(f"/contacts/{lead.contact_id}/erase/"),
        "contact-consent": Page(f"/contacts/{lead.contact_id}/consent/"),
        "contact-do-not-contact": Page(f"/contacts/{lead.contact_id}/do-not-contact/"),
        "duplicates": Page("/duplicates/"),
        "duplicates-companies": Page("/duplicates/?kind=company"),
        "merge-company": Page(f"/companies/{pair.first_id}/merge/?with={pair.second_id}"),
        "merge-choose": Page(f"/leads/{lead.pk}/merge/"),
        "reviews": Page("/reviews/"),
        "review-new": Page("/reviews/new/"),
        "review-schedule-new": Page("/reviews/schedules/new/"),
        "review-schedule": Page(f"/reviews/schedules/{rows['review'].schedule_id}/"),
        "review-load": Page("/reviews/load/"),
        **of_a_review(rows["review"]),
        "review-closed": Page(f"/reviews/{rows['review_before'].pk}/"),
        "review-closed-notes": Page(f"/reviews/{rows['review_before'].pk}/notes/"),
        "palette": Page("/leads/", ("header [name=q]",)),
        "search": Page("/search/?q=salt"),
        "search-none": Page("/search/?q=nobodyatall"),
        "imports-manager": Page("/imports/"),
        "scoring-manager": Page("/scoring/"),
        "definitions-manager": Page("/scoring/definitions/"),
        "audit-calls": Page("/scoring/audit-calls/"),
        "preview": Page(f"/scoring/preview/{rows['preview'].pk}/"),
        "preview-running": Page(f"/scoring/preview/{rows['preview_running'].pk}/"),
        "preview-leads": Page(f"/scoring/preview/{rows['preview'].pk}/leads/?{cell_of(rows['preview'])}"),
    }


def of_a_review(review):
    here, lead = f"/reviews/{review.pk}", review.leads.agenda().first().lead_id
    item = ActionItem.objects.exclude(review=review).first().pk
    return {
        "review": Page(f"{here}/"),
        "review-names": Page(f"{here}/names/?part=now"),
        "review-amounts": Page(f"{here}/names/?part=amount"),
        "review-names-open": Page(f"{here}/", (".flow-row-won",)),
        "review-lead": Page(f"{here}/leads/{lead}/"),
        "review-lead-slip": Page(f"{here}/leads/{lead}/", ("[name=kind][value=slip]",)),
        "review-lead-advance": Page(f"{here}/leads/{lead}/", ("[name=kind][value=advance]",)),
        "review-notes": Page(f"{here}/notes/"),
        "review-close": Page(f"{here}/close/"),
        "review-item-new": Page(f"{here}/items/new/"),
        "review-item-later": Page(f"{here}/items/{item}/later/"),
    }


def cell_of(preview):
    """The fullest cell of its matrix."""
    origin, target, _number = max(preview.result["status"], key=lambda cell: cell[2])
    return f"from={origin}&to={target}"


def of_an_account_executive(rows):
    return {
        "first-page-ae": Page("/"),
        "board-ae": Page("/board/"),
        "leads-ae": Page("/leads/"),
        "absence": Page("/me/absence/"),
        "review-load-ae": Page("/reviews/load/"),
        "review-ae": Page(f"/reviews/{rows['review'].pk}/"),
    }


def of_marketing(rows):
    draft, mapped = rows["draft"].pk, rows["mapped"].pk
    return {
        "first-page-marketing": Page("/"),
        "triage": Page("/triage/"),
        "triage-disqualify": Page("/triage/", ("[data-opens=disqualify]",)),
        "triage-results": Page("/triage/results/"),
        "messages": Page("/messages/"),
        "messages-none": Page("/messages/?q=nobodyatall"),
        "message-unsure": Page(f"/messages/{rows['letter_unsure'].pk}/"),
        "hand-offs": Page("/hand-offs/"),
        "imports": Page("/imports/"),
        "import-new": Page("/imports/new/"),
        "import-mapping": Page(f"/imports/{draft}/mapping/"),
        "audits": Page("/scoring/audits/"),
        "definitions": Page("/scoring/definitions/"),
        "definition-changed": Page("/scoring/definitions/status/sql/"),
        "definition-icp": Page("/scoring/definitions/icp/growing_online_sellers/"),
        "backtests": Page("/scoring/backtests/"),
        "backtest": Page(f"/scoring/backtests/{rows['backtest'].pk}/", ("#backtest details",)),
        "backtest-beside": Page(f"/scoring/backtests/{rows['backtest'].pk}/?with={rows['backtest_other'].pk}"),
        "backtest-few": Page(f"/scoring/backtests/{rows['backtest_few'].pk}/"),
        "backtest-running": Page(f"/scoring/backtests/{rows['backtest_running'].pk}/"),
        "import-preview": Page(f"/imports/{mapped}/preview/"),
        "import-result": Page(f"/imports/{rows['imported'].pk}/"),
        "import-failed": Page(f"/imports/{rows['broken'].pk}/"),
        "import-undo": Page(f"/imports/{rows['imported'].pk}/undo/"),
        "lead-marketing": Page(f"/leads/{rows['lead'].pk}/"),
        "nurture": Page("/nurture/"),
        "nurture-new": Page("/nurture/new/"),
        "nurture-track": Page(f"/nurture/{rows['track'].pk}/"),
        "nurture-track-edit": Page(f"/nurture/{rows['track'].pk}/edit/"),
        "nurture-step-new": Page(f"/nurture/{rows['track'].pk}/steps/new/"),
        "nurture-step": Page(f"/nurture/steps/{rows['track'].steps.first().pk}/"),
        "nurture-rule-in": Page(f"/nurture/{rows['track'].pk}/rules/new/?way=enter"),
        "nurture-rule-out": Page(f"/nurture/{rows['track'].pk}/rules/new/?way=leave"),
        "nurture-leads": Page("/nurture/leads/"),
        "nurture-leads-left": Page("/nurture/leads/?which=left"),
        "nurture-leads-none": Page("/nurture/leads/?which=back&why=hand"),
        "nurture-mails": Page("/nurture/mails/"),
        "nurture-mail": Page(f"/nurture/mails/{rows['mail'].pk}/"),
        "nurture-mail-new": Page("/nurture/mails/new/"),
    }


def of_an_admin(rows):
    version, older = rows["version"].pk, rows["older"].pk
    return {
        "first-page-admin": Page("/"),
        "set-up": Page("/admin/"),
        "mail-set-up": Page("/mail/"),
        "scoring": Page("/scoring/"),
        "scoring-publish-dialog": Page("/scoring/", ("[data-opens=publish]",)),
        "scoring-publish": Page("/scoring/publish/"),
        "scoring-compare": Page(f"/scoring/compare/?old={older}&new={version}"),
        "scoring-version": Page(f"/scoring/versions/{version}/", (".unfold:has(.differences) summary",)),
        "scoring-restore": Page(f"/scoring/restore/{older}/"),
        "scoring-roll-back": Page(f"/scoring/roll-back/{older}/"),
        "scoring-discard": Page("/scoring/discard/"),
        **{f"draft-{part}": Page(f"/scoring/draft/{part}/") for part in PARTS_OF_THE_DRAFT},
        "questions": Page("/questions/"),
        "questions-none": Page("/questions/?q=nobodyatall"),
        "question-new": Page("/questions/new/budget/"),
        "question": Page(f"/questions/{rows['question'].pk}/"),
        "draft-statuses-row": Page("/scoring/draft/statuses/", (".draft-row:nth-child(9) summary",)),
    }


def of_a_newcomer(rows):
    """An installation in which there is nobody and nothing else."""
    lists = (
        "leads",
        "board",
        "follow-ups",
        "messages",
        "hand-offs",
        "reviews",
        "reviews/load",
        "reviews/items",
        "calls",
        "practice",
        "companies",
        "contacts",
        "duplicates",
        "triage",
        "imports",
        "scoring",
    )
    found = {f"empty-{name}": Page(f"/{name}/") for name in lists}
    return found | {
        "empty-queue": Page("/"),
        "empty-untouched": Page("/leads/untouched/"),
        "empty-triage-results": Page("/triage/results/"),
        "empty-follow-ups-team": Page("/follow-ups/?whose=team&span=all"),
        "empty-merges": Page("/duplicates/?tab=merged"),
        "empty-search": Page("/search/?q=nobodyatall"),
        "empty-audits": Page("/scoring/audits/"),
        "empty-audit-calls": Page("/scoring/audit-calls/"),
        "empty-backtests": Page("/scoring/backtests/"),
    }


PAGES = {
    "stranger": of_a_stranger,
    "sdr": of_an_sdr,
    "manager": of_a_manager,
    "ae": of_an_account_executive,
    "marketing": of_marketing,
    "admin": of_an_admin,
}
