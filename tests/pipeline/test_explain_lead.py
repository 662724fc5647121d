"""explain_lead: why a lead has its scores, for people and for machines, on any day."""

import json
from datetime import date, time, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from frameworks_app.models import Category, SignalType
from pipeline.actions.overrides import override_category
from pipeline.models import LeadState
from pipeline.reports import ledger_sums
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import AnswerFactory, LeadFactory, SignalFactory, UserFactory
from tests.pipeline.scoring.histories import World, clock, instant

pytestmark = pytest.mark.usefixtures("shipped")

MONDAY = date(2026, 3, 23)
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)


def explain(lead, *options):
    out = StringIO()
    call_command("explain_lead", str(lead if isinstance(lead, int) else lead.pk), *options, stdout=out)
    return out.getvalue()


def machine(lead, *options):
    return json.loads(explain(lead, "--json", *options))


@pytest.fixture
def lead():
    """Came on Monday, asked for a demo on Tuesday, told the budget on Wednesday."""
    World.begin(MONDAY)
    with clock(instant(MONDAY, time(12))):
        lead = LeadFactory()
    with clock(instant(TUESDAY, time(12))):
        SignalFactory(lead=lead, type=SignalType.objects.get(key="demo_request"))
    with clock(instant(WEDNESDAY, time(12))):
        AnswerFactory(lead=lead, key="budget", rating=4, evidence="confirmed")
    return lead


def test_machines_get_scores_and_lines_that_add_up(lead):
    said = machine(lead, "--as-of", "2026-03-24")
    assert (said["exists"], said["day"], said["scores"]["engagement"]["total"]) == (True, "2026-03-24", 40_000_000)
    signals = [line for line in said["ledger"] if line["section"] == "engagement"]
    assert sum(line["low"] for line in signals) == 40_000_000
    assert said["stored"] is None


def test_a_lead_that_did_not_exist_yet_has_no_score_and_no_error(lead):
    said = machine(lead, "--as-of", "2026-03-22")
    assert said["exists"] is False
    assert explain(lead, "--as-of", "2026-03-22").strip() == (
        "This lead did not exist yet: it was recorded on March 23, 2026."
    )


def test_what_changed_adds_up_to_what_the_scores_differ_by(lead):
    said = machine(lead, "--as-of", "2026-03-25", "--since", "2026-03-24")["difference"]
    blocks = {(block["section"], block["unit"]): block for block in said["blocks"] if block["group"] in {"", "bant"}}
    cells = blocks["qualification", "cell_hundredths"]
    assert [(change["kind"], change["new"]["key"], change["low"]) for change in cells["changes"]] == [
        ("changed", "budget", 400)
    ]
    assert said["numbers"]["qual_low"] == {"old": 0, "new": 2500}
    assert blocks["qualification", "basis_points"]["amount"] == {"low": 2500, "high": 0}
    faded = sum(change["low"] for change in blocks["engagement", "millionths"]["changes"])
    assert faded == said["numbers"]["engagement"]["new"] - said["numbers"]["engagement"]["old"] < 0


def test_since_a_day_before_it_came(lead):
    said = machine(lead, "--as-of", "2026-03-23", "--since", "2026-03-01")
    assert (said["exists"], said["difference"]["exists"]) == (True, False)


def test_people_read_the_same_in_words(lead):
    text = explain(lead, "--as-of", "2026-03-25", "--since", "2026-03-24")
    assert "Demo request" in text
    assert "Qualification  25–100" in text
    assert "Qualification: 0–100 → 25–100  low end +25, high end ±0" in text


def test_todays_score_is_the_stored_one_or_is_called_stale(shipped):
    lead = LeadFactory()
    rescore_all_marked()
    assert machine(lead)["stored"] == "equal"
    LeadState.objects.filter(lead=lead).update(engagement=1)
    assert machine(lead)["stored"] == "stale"
    assert "Stale" in explain(lead)


def test_a_persons_word_is_said_beside_the_computed_status(shipped):
    lead = LeadFactory()
    maja = UserFactory(first_name="Maja", last_name="Nowak")
    override_category(lead=lead, category=Category.objects.get(key="sql"), why="Met them", by=maja)
    status = machine(lead)["status"]
    assert (status["key"], status["override"]) == ("inquiry", {"key": "sql", "by": "Maja Nowak", "why": "Met them"})


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (["--as-of", "yesterday"], 2, "“yesterday” is no date: write it as 2026-05-31."),
        (["--as-of", "0001-01-01"], 2, "Choose a day since 1970."),
        (["--as-of", "2999-01-01"], 2, "2999-01-01 has not come yet: there is no score of it."),
        (
            ["--as-of", "2026-03-24", "--since", "2026-03-24"],
            2,
            "What has changed is asked since a day before 2026-03-24.",
        ),
    ],
)
def test_a_day_that_makes_no_sense_is_refused_with_a_sentence(lead, options, code, sentence):
    with pytest.raises(CommandError) as refused:
        explain(lead, *options)
    assert (str(refused.value), refused.value.returncode) == (sentence, code)


def test_an_unknown_lead_is_refused_with_a_sentence(shipped):
    with pytest.raises(CommandError) as refused:
        explain(987654321)
    assert (str(refused.value), refused.value.returncode) == ("There is no lead 987654321.", 1)


def test_nothing_is_said_that_does_not_add_up(shipped, monkeypatch):
    lead = LeadFactory()
    monkeypatch.setattr(ledger_sums, "bounds_of", lambda sections, leading: (1, 2))
    with pytest.raises(CommandError, match="qual_low: the lines add up to 1, the score is 0"):
        explain(lead)
