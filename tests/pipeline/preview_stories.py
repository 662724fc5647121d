"""Two shops that we like and one that nobody knows, and a draft under which only small shops count."""

from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish
from frameworks_app.models import Category, Icp
from pipeline.actions.jobs import run_jobs
from pipeline.actions.previews import ask_for_preview
from pipeline.models import Job
from pipeline.scoring.passes import run_passes
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import LeadFactory


def publish_own_icp():
    load_pack("tidepost")
    Icp.objects.filter(key="agency_partner").update(is_active=False)
    return publish(by=None, note="Our own ICP")


def shop(name, *, employees=120, **values):
    said = {"industry": "online_retail", "country": "PL", "technologies": ["shopify"], "annual_revenue": 5_000_000}
    company = {"name": name, "employees": employees, **said}
    return LeadFactory(**{f"company__{key}": value for key, value in company.items()}, **values)


def three_shops(owner):
    shops = [
        shop("Baltic Yarn", owner=owner),
        shop("Velo Nord", employees=480, owner=owner),
        LeadFactory(company__name="Fog Ltd"),
    ]
    run_passes()
    rescore_all_marked()
    return shops


def only_small_shops():
    """Between 10 and 500 employees is required; in the draft it is 10 to 200."""
    rule = Icp.objects.get(key="growing_online_sellers").criteria.get(required=True, attribute__key="employees")
    rule.operand = [10, 200]
    rule.save()


def counted(by, **options):
    """The finished preview of the draft."""
    job = ask_for_preview(by=by, **options)
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.DONE, "")
    return job


def status(key):
    return Category.objects.get(key=key).pk
