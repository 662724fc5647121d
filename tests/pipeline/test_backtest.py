"""Ada tries a model on what is over: asked, counted by a worker, read, put beside another, fetched as a file."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.urls import reverse

from frameworks_app.actions.publish import publish
from frameworks_app.models import Attribute, Icp, ScoringModelVersion
from pipeline.actions.jobs import run_jobs
from pipeline.models import Job, LeadState, Stage, StageMove
from pipeline.reports.backtest.words import JOINER, headline, sentence
from tests.factories import LeadFactory, TeamFactory, UserFactory

CAME = datetime(2026, 3, 2, 8, tzinfo=UTC)
# Of each source how many leads were won and how many were not.
SOURCES = {"referral": (12, 4), "event": (4, 20)}


@pytest.fixture
def ada(shipped):
    icp = Icp.objects.create(key="wanted", name={"en": "Wanted"})
    attribute = Attribute.objects.get(key="source", entity="lead")
    icp.criteria.create(attribute=attribute, operator="is", operand="referral", points=50)
    publish(by=None, note="Referrals")
    return UserFactory(admin=True, first_name="Ada")


@pytest.fixture
def past(ada):
    """Forty leads; referrals were won more often."""
    leads = [
        ended(source, "won" if number < won else "lost")
        for source, (won, lost) in SOURCES.items()
        for number in range(won + lost)
    ]
    return [*leads, LeadFactory(source="referral", occurred_at=CAME)]


def ended(source, stage):
    lead = LeadFactory(source=source, occurred_at=CAME, company=None, contact=None)
    at, stage = CAME + timedelta(days=20), Stage.objects.get(key=stage)
    LeadState.objects.filter(lead=lead).update(stage=stage)
    StageMove.objects.create(lead=lead, to_stage=stage, occurred_at=at)
    return lead


@pytest.fixture
def browse(client, ada):
    client.force_login(ada)
    return client


def asked(**more):
    return {"version": str(ScoringModelVersion.objects.current().pk), "moment": "creation", "window": "90"} | more


def run(client, **more):
    """The finished job of a backtest that was asked for on the page."""
    response = client.post(reverse("pipeline:backtest_list"), asked(**more))
    job = Job.objects.filter(kind=Job.Kind.BACKTEST).latest("pk")
    assert response.headers["Location"] == reverse("pipeline:backtest_detail", args=[job.pk])
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.DONE, "")
    return job


def page_of(client, job, **said):
    response = client.get(reverse("pipeline:backtest_detail", args=[job.pk]), said)
    assert response.status_code == 200
    return response.content.decode()


def fit_of(job):
    return next(each for each in job.result["measures"] if each["name"] == "fit")


def test_forty_leads_tell_what_fit_is_worth(browse, past):
    job = run(browse)
    # The open one is older than ninety days: it was not won.
    assert (job.result["won"], job.result["lost"], job.result["left_out"]) == (16, 25, {})
    # Of 16 x 25 pairs 12 x 20 are right and 12 x 5 + 4 x 20 are tied.
    assert fit_of(job)["auc"]["value"] == (12 * 20 + (12 * 5 + 4 * 20) / 2) / 400
    assert [row | {"rate": None} for row in job.result["tables"]["grade"]] == [
        {"of": "A", "leads": 17, "won": 12, "rate": None},
        {"of": "D", "leads": 24, "won": 4, "rate": None},
    ]
    # Seventeen of one score, twelve of them won: the best tenth, 4.1 leads, has its even part of them.
    best = fit_of(job)["tenths"][0]
    assert (best["leads"], best["won"]) == (4.1, round(4.1 * 12 / 17, 6))
    assert fit_of(job)["thresholds"][0]["rows"][0]["recall"]["value"] == 0.75


def test_the_page_says_it_in_a_sentence(browse, past):
    job = run(browse)
    said = sentence(fit_of(job))
    assert said == (
        "Of two leads, one won and one not, it put the won one first 78 times of 100 (64–91)."
        " The best tenth was won 1.8 times as often as the average (0.7–2.4)."
    )
    page = page_of(browse, job)
    assert said in page
    # What people work by stands above the one sentence, which speaks of it.
    assert '<p class="overline">Order of the lists</p>' in page
    assert page.count('class="lift-bar"') == 4 * 10
    assert "16 leads won and 25 not" in page


def test_engagement_that_nobody_has_separates_nothing(browse, past):
    engagement = next(each for each in run(browse).result["measures"] if each["name"] == "engagement")
    assert sentence(engagement) == "It separates nothing: all leads have the same score."


def found(low, high, value=0.5):
    tenth = {"lift": {"value": 2.94, "low": 2.5, "high": 3.4}}
    return {"scores": 5, "auc": {"value": value, "low": low, "high": high}, "tenths": [tenth]}


def test_an_interval_that_contains_chance_is_called_so():
    assert sentence(found(0.472, 0.5301)) == "No better than chance: the interval 0.47–0.54 contains 0.5."
    assert sentence(found(0.5, 0.53)) == "No better than chance: the interval 0.50–0.53 contains 0.5."
    assert sentence(found(0.28, 0.34, 0.31)) == (
        "Worse than chance: of two leads, one won and one not, it put the won one first only 31 times of 100 (28–34)."
    )
    assert sentence(found(0.68, 0.74, 0.71)) == (
        "Of two leads, one won and one not, it put the won one first 71 times of 100 (68–74)."
        " The best tenth was won 2.9 times as often as the average (2.5–3.4)."
    )


def test_with_nine_won_it_cannot_be_told(browse, ada):
    for number in range(40):
        ended("event", "won" if number < 9 else "lost")
    job = run(browse)
    assert (job.result["can_tell"], job.result["measures"]) == (False, [])
    assert headline(job.result) == (
        "This cannot be told: 9 leads were won, and 31 were not. At least 10 won and 10 others are needed to tell."
    )
    assert headline(job.result) in page_of(browse, job)
    assert "overline" not in page_of(browse, job)


def test_without_a_window_open_leads_are_left_out_or_count_as_not_won(browse, past):
    closed, everybody = run(browse, window="closed"), run(browse, window="all")
    assert (closed.result["lost"], closed.result["left_out"]) == (24, {"open": 1})
    assert (everybody.result["lost"], everybody.result["left_out"]) == (25, {})
    assert "Without a window of days" in page_of(browse, everybody)


def test_nobody_was_called(browse, past):
    job = run(browse, moment="first_call")
    assert (job.result["won"], job.result["left_out"]) == (0, {"no_moment": 41})
    assert "It never came to this moment" in page_of(browse, job)


def test_leads_of_a_file_without_dates_are_said_to_be_so(browse, past):
    lead = LeadFactory(occurred_at=CAME)
    LeadState.objects.filter(lead=lead).update(stage=Stage.objects.get(key="won"))
    StageMove.objects.create(lead=lead, to_stage=Stage.objects.get(key="won"), occurred_at=CAME)
    job = run(browse, window="closed")
    assert job.result["dateless"] == 1
    assert "1 lead has an outcome of the very time of its creation" in page_of(browse, job)


def test_a_draft_is_kept_as_it_was_when_it_was_asked_for(browse, past):
    rule = Icp.objects.get(key="wanted").criteria.get()
    rule.operand = "event"
    rule.save()
    browse.post(reverse("pipeline:backtest_list"), asked(version="draft"))
    rule.operand = "referral"
    rule.save()
    run_jobs()
    job = Job.objects.filter(kind=Job.Kind.BACKTEST).get()
    # Events were won less often: the draft that wants them is worse than chance.
    assert fit_of(job)["auc"]["value"] == pytest.approx(1 - (12 * 20 + (12 * 5 + 4 * 20) / 2) / 400)
    assert "fades" not in job.arguments["draft"]
    assert f"Draft {job.arguments['digest'][:7]}" in page_of(browse, job)


def test_an_older_version_can_be_tried(browse, past):
    older = ScoringModelVersion.objects.earliest("pk")
    job = run(browse, version=str(older.pk))
    # It has no ICP, so that every lead has the same fit.
    assert fit_of(job)["scores"] == 1


def test_a_draft_that_cannot_score_is_refused_by_the_field(browse, ada):
    Icp.objects.get(key="wanted").criteria.all().delete()
    response = browse.post(reverse("pipeline:backtest_list"), asked(version="draft", source="event"))
    assert response.context["form"].errors == {"version": ["The ICP Wanted is active and has no rule."]}
    assert 'value="event"' in response.content.decode()
    assert not Job.objects.filter(kind=Job.Kind.BACKTEST).exists()


@pytest.mark.parametrize(
    ("said", "errors"),
    [
        ({"moment": "later"}, {"moment"}),
        ({"window": "7"}, {"window"}),
        ({"version": "999999"}, {"version"}),
        ({"since": "soon"}, {"since"}),
        ({"since": "2026-03-02", "until": "2026-03-01"}, {"until"}),
        ({"team": "x"}, {"team"}),
    ],
)
def test_nonsense_is_refused_by_the_field(browse, said, errors):
    response = browse.post(reverse("pipeline:backtest_list"), asked(**said))
    assert (response.status_code, set(response.context["form"].errors)) == (200, errors)


def test_the_form_offers_what_is_in_force(browse):
    form = browse.get(reverse("pipeline:backtest_list")).context["form"]
    newest = str(ScoringModelVersion.objects.current().pk)
    assert (form["version"].field.choices[0][0], form["moment"].value(), form["window"].value()) == (
        newest,
        "creation",
        "90",
    )


def test_a_period_and_a_source_narrow_the_leads(browse, past):
    team = TeamFactory(name="North")
    job = run(browse, since="2026-03-02", until="2026-03-02", source="event", team="")
    assert (job.result["won"], job.result["lost"]) == (4, 20)
    assert "created March 2, 2026 to March 2, 2026 · event</p>" in page_of(browse, job)
    assert run(browse, team=str(team.pk)).result["won"] == 0


def test_two_backtests_stand_side_by_side(browse, past):
    first, second = run(browse, version=str(ScoringModelVersion.objects.earliest("pk").pk)), run(browse)
    page = page_of(browse, second, **{"with": first.pk})
    assert f"Fit: AUC</th><td>0.775 (0.639–{JOINER}0.911)</td><td>0.500 (0.500–{JOINER}0.500)</td>" in page
    address = reverse("pipeline:backtest_detail", args=[second.pk])
    assert browse.get(address, {"with": "x"}).status_code == 404
    assert browse.get(address, {"with": "0"}).status_code == 404


def test_beside_one_that_cannot_tell_the_page_says_so(browse, past):
    first, second = run(browse, moment="first_call"), run(browse)
    assert "This cannot be told: 0 leads were won, and 0 were not." in page_of(browse, second, **{"with": first.pk})


def test_the_tables_leave_as_a_file(browse, past):
    job = run(browse)
    response = browse.post(reverse("pipeline:list_export", args=["backtest", "csv"]), {"query": f"of={job.pk}"})
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0] == ["Table", "Score", "Class", "Leads", "Won", "Value", "From", "To"]
    assert rows[1][:6] == ["Won", "", "All", "41", "16", "0.390244"]
    assert [row[3:6] for row in rows if row[:2] == ["AUC", "Fit"]] == [["41", "16", "0.775"]]
    assert len([row for row in rows if row[0] == "Lift by tenth"]) == 40


def test_under_way_the_page_asks_again_and_then_shows_what_was_found(browse, past):
    browse.post(reverse("pipeline:backtest_list"), asked())
    job = Job.objects.get(kind=Job.Kind.BACKTEST)
    address = reverse("pipeline:backtest_detail", args=[job.pk])
    fragment = browse.get(address, headers={"HX-Request": "true"}).content.decode()
    assert f'hx-get="{address}"' in fragment
    run_jobs()
    fragment = browse.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" not in fragment
    assert "<html" not in fragment
    assert "won one first" in fragment


def test_one_that_failed_says_why(browse, ada):
    job = Job.objects.create(
        kind=Job.Kind.BACKTEST,
        by=ada,
        state=Job.State.WAITING,
        arguments={"version": 999_999, "question": {"moment": "creation", "window": 90} | NARROWED_BY_NOTHING},
    )
    run_jobs()
    assert "There is no such version any more." in page_of(browse, job)


NARROWED_BY_NOTHING = dict.fromkeys(("since", "until", "ends", "segment", "product", "team")) | {"source": ""}


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(browse, past, how_many, django_assert_num_queries):
    for _number in range(how_many):
        run(browse)
    with django_assert_num_queries(11):
        response = browse.get(reverse("pipeline:backtest_list"))
    assert response.content.decode().count('class="backtest-row"') == how_many


@pytest.mark.parametrize("role", ["sdr", "account_executive"])
def test_who_sells_sees_none_of_it(client, ada, role):
    job = Job.objects.create(kind=Job.Kind.BACKTEST, by=ada)
    client.force_login(UserFactory(**{role: True}))
    for name, arguments in (("list", []), ("detail", [job.pk])):
        assert client.get(reverse(f"pipeline:backtest_{name}", args=arguments)).status_code == 404
    tables = reverse("pipeline:list_export", args=["backtest", "csv"])
    assert client.post(tables, {"query": f"of={job.pk}"}).status_code == 404
    assert client.post(reverse("pipeline:backtest_list"), asked()).status_code == 404


@pytest.mark.parametrize("role", ["manager", "marketing"])
def test_managers_and_marketing_read_what_others_asked(browse, past, client, role):
    job = run(browse)
    client.force_login(UserFactory(**{role: True}))
    assert "16 leads won and 25 not" in page_of(client, job)
