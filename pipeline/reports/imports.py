"""Which imports a person may see and start."""

from django.db.models import Q

from accounts.models import Role
from pipeline.models import Company, Contact, Job, Lead

KINDS = {"lead": Lead, "company": Company, "contact": Contact}


def may_import(user):
    """A manager imports into the own team; without one there is nowhere to import into."""
    return user.sees_all_teams or (user.role == Role.MANAGER and user.team_id is not None)


def imports_of(user):
    """Marketing and admins see everybody's, managers their own; what is being prepared, only whoever prepares it."""
    jobs = Job.objects.filter(kind=Job.Kind.IMPORT).select_related("by")
    if not may_import(user):
        return jobs.none()
    own = Q(by=user)
    return jobs.filter(own | ~Q(state=Job.State.DRAFT)) if user.sees_all_teams else jobs.filter(own)


def undo_of(job):
    """The latest try to take the import back."""
    return Job.objects.filter(kind=Job.Kind.UNDO_IMPORT, arguments__import=job.pk).select_related("by").first()


def named(kept):
    """What an undo left as it is, each with its name; what has gone since has none."""
    found = {}
    for kind, model in KINDS.items():
        rows = model.objects.select_related("company", "contact") if kind == "lead" else model.objects
        found[kind] = rows.in_bulk({each["id"] for each in kept if each["kind"] == kind})
    return [each | {"row": found[each["kind"]].get(each["id"])} for each in kept]


def twin_of(job):
    """Another import of exactly this file that still stands."""
    digest = job.arguments.get("digest")
    if not digest:
        return None
    states = [Job.State.WAITING, Job.State.RUNNING, Job.State.DONE]
    same = Job.objects.filter(kind=Job.Kind.IMPORT, arguments__digest=digest, state__in=states)
    return same.exclude(pk=job.pk).first()
