"""What the clock or a nudge drives: find rows, hand them over."""

from celery import shared_task
from django.conf import settings

# What workers can do is registered where it is written.
from .actions import backtests, exports  # noqa: F401
from .actions.audit_calls import let_audits_go
from .actions.audits import audit_scores
from .actions.digest import write_digests
from .actions.duplicates import ask_for_search
from .actions.hand_off_rules import hand_over_noted
from .actions.holds import bring_back
from .actions.jobs import run_jobs
from .actions.lateness import keep_clocks
from .actions.messages import send_messages as send_due_messages
from .actions.messages import wake as wake_sender
from .actions.nurture_sweep import keep_nurture
from .actions.previews import let_previews_go
from .actions.retention import keep_retention as let_go
from .actions.routes import handle_score_changes
from .capture import running  # noqa: F401
from .forms import exported  # noqa: F401
from .scoring.passes import help_with_pass, run_passes
from .scoring.question_uses import count_question_uses
from .scoring.rating_history import freeze_ratings
from .scoring.rescore import rescore_all_marked


@shared_task(name="pipeline.tasks.rescore")
def rescore():
    """Rescore the leads that are marked."""
    rescore_all_marked()
    handle_score_changes()
    hand_over_noted()


@shared_task(name="pipeline.tasks.pass_part")
def pass_part():
    """Help with a pass over all leads."""
    help_with_pass()


@shared_task(name="pipeline.tasks.audit")
def audit():
    """Hold random scores against their facts."""
    audit_scores(number=settings.AUDIT_LEADS)


@shared_task(name="pipeline.tasks.jobs")
def jobs():
    """Long work that somebody asked for."""
    run_jobs()


@shared_task(name="pipeline.tasks.sweep")
def sweep():
    """Whatever is still to be done, whoever should have done it."""
    freeze_ratings()
    run_passes()
    rescore_all_marked()
    handle_score_changes()
    hand_over_noted()
    keep_clocks()
    bring_back()
    run_jobs()
    count_question_uses()
    keep_nurture()
    wake_sender()


@shared_task(name="pipeline.tasks.send_messages")
def send_messages():
    """Letters that are due."""
    send_due_messages()


@shared_task(name="pipeline.tasks.digests")
def digests():
    """Letters that begin the day."""
    write_digests()


@shared_task(name="pipeline.tasks.keep_retention")
def keep_retention():
    """Whatever has run out of its time."""
    let_go()
    let_previews_go()
    let_audits_go()


@shared_task(name="pipeline.tasks.duplicates")
def duplicates():
    """Compare all records, every night."""
    ask_for_search(by=None)
