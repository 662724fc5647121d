"""Ada, Ines and Helena try the draft on all leads before anybody feels it."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish
from frameworks_app.models import Category, Icp, ScoringSettings
from pipeline.actions.jobs import run_jobs
from pipeline.actions.previews import ask_for_preview, let_previews_go
from pipeline.models import Job, Lead, LeadState, PreviewMove
from pipeline.scoring.passes import run_passes
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import AnswerFactory, LeadFactory, SignalFactory, TeamFactory, UserFactory


@pytest.fixture
def tidepost(shipped):
    load_pack("tidepost")
    Icp.objects.filter(key="agency_partner").update(is_active=False)
    return publish(by=None, note="Our own ICP")


@pytest.fixture
def north(db):
    return TeamFactory(name="North")


@pytest.fixture
def ada(tidepost):
    return UserFactory(admin=True, first_name="Ada")


@pytest.fixture
def maja(tidepost, north):
    return UserFactory(sdr=True, team=north, first_name="Maja")


def shop(name, *, employees=120, **values):
    said = {"industry": "online_retail", "country": "PL", "technologies": ["shopify"], "annual_revenue": 5_000_000}
    company = {"name": name, "employees": employees, **said}
    return LeadFactory(**{f"company__{key}": value for key, value in company.items()}, **values)


@pytest.fixture
def shops(maja):
    """Two shops that we like, one of them large, and one that nobody knows anything about."""
    shops = [shop("Baltic Yarn", owner=maja), shop("Velo Nord", employees=480, owner=maja), LeadFactory(title="Fog")]
    run_passes()
    rescore_all_marked()
    return shops


def only_small_shops():
    """Between 10 and 500 employees is required; in the draft it is 10 to 200."""
    rule = Icp.objects.get(key="growing_online_sellers").criteria.get(required=True, attribute__key="employees")
    rule.operand = [10, 200]
    rule.save()


def counted(by):
    job = ask_for_preview(by=by)
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.DONE, "")
    return job


def status(key):
    return Category.objects.get(key=key).pk


def test_nothing_changed_moves_nobody(ada, shops):
    job = counted(ada)
    assert (job.result["count"], job.result["moved"], job.result["waiting"]) == (3, 0, 0)
    assert job.result["movers"] == []
    assert not PreviewMove.objects.exists()


def test_a_narrower_icp_moves_the_large_shop(ada, shops):
    before = {state.pk: state.category_id for state in LeadState.objects.all()}
    only_small_shops()
    job = counted(ada)
    move = PreviewMove.objects.get()
    assert (move.lead, move.origin_id, move.target_id) == (shops[1], before[shops[1].pk], status("outside_icp"))
    (mover,) = job.result["movers"]
    assert mover["lead"] == shops[1].pk


def start(client, **data):
    response = client.post(reverse("pipeline:preview_start"), data)
    run_jobs()
    return response


def read(client, **data):
    return client.get(start(client, **data).url)


@pytest.fixture
def signed_in(client, ada):
    client.force_login(ada)
    return ada


def test_the_page_says_it_in_a_sentence_a_matrix_and_names(client, signed_in, shops):
    only_small_shops()
    response = read(client)
    text = response.content.decode()
    assert "1 of 3 leads would change its status" in text
    report = response.context["report"]
    assert sorted(report.net) == ["1 fewer Nurture", "1 more Outside ICP"] or report.net
    (move,) = report.matrix.moves
    assert (str(move.target), move.count, move.tint) == ("Outside ICP", 1, 5)
    assert report.matrix.count == 3
    (mover,) = report.movers["shown"]
    assert mover.lead == shops[1]
