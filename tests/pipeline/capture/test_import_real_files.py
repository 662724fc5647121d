"""Sellers' real opportunities and a marketplace's real leads, as they are."""

from datetime import UTC, datetime

import pytest

from accounts.models import User
from frameworks_app.models import Product
from pipeline.capture.importing import import_file
from pipeline.models import Answer, Company, Lead, LeadState, ScoreChange, Signal, StageMove, StaleLead


def numbers_of(path, mapping):
    numbers = import_file(path=path, mapping=mapping)[1].numbers()
    return {key: value for key, value in numbers.items() if key != "seconds"}


@pytest.fixture
def opportunities(real_data):
    return real_data / "b2b_salvirt" / "opportunities.csv"


@pytest.fixture
def olist(real_data):
    return real_data / "olist"


def said(rows, created=0, updated=0, unchanged=0):
    return {"rows": rows, "created": created, "updated": updated, "unchanged": unchanged, "rejected": []}


def test_opportunities_come_with_answers_owners_products_and_outcomes(opportunities):
    assert numbers_of(opportunities, "salvirt") == said(222, created=222)
    assert Lead.objects.count() == 222
    assert Company.objects.count() == 0
    assert LeadState.objects.filter(stage__kind="won").count() == 116
    assert LeadState.objects.filter(stage__kind="lost").count() == 106
    assert User.objects.filter(is_active=False, role="account_executive").count() == 12
    assert Product.objects.filter(name__en__startswith="Product ").count() == 13
    assert Answer.objects.filter(criterion__key="budget", rating=3).count() == 125
    assert Answer.objects.filter(criterion__key="budget", rating=1).count() == 77
    assert Answer.objects.filter(criterion__key="budget", rating=None).count() == 20
    assert Answer.objects.count() == 222 * 6


def test_what_the_seller_of_the_first_deal_said_can_be_read_with_its_reason(opportunities):
    import_file(path=opportunities, mapping="salvirt")
    lead = Lead.objects.get(external_source="salvirt", external_id="1")
    assert str(lead) == "Product B for client 1"
    assert (lead.source, lead.custom["salvirt_comp_size"], lead.custom["salvirt_purchasing_dept"]) == (
        "referral",
        "Big",
        True,
    )
    assert str(lead.state.owner) == "Seller 8"
    answer = lead.answers.get(criterion__key="authority")
    assert (answer.rating, answer.quote) == (2, "Authority: Mid (the contact recommends and is listened to)")


def test_the_same_opportunities_twice_make_nothing_twice(opportunities):
    import_file(path=opportunities, mapping="salvirt")
    before = everything()
    assert numbers_of(opportunities, "salvirt") == said(222, unchanged=222)
    assert everything() == before


def everything():
    return [model.objects.count() for model in (Lead, Answer, StageMove, Signal, User, Product, ScoreChange)]


def test_equal_opportunities_stay_apart(opportunities):
    # 40 of the 222 rows repeat another one in everything but their number.
    import_file(path=opportunities, mapping="salvirt")
    assert len(set(Lead.objects.values_list("external_id", flat=True))) == 222


def test_marketplace_leads_and_their_deals(olist):
    assert numbers_of(olist / "marketing_qualified_leads.csv", "olist_leads") == said(5345, created=5345)
    assert numbers_of(olist / "closed_deals.csv", "olist_deals") == said(336, updated=336)
    assert Signal.objects.filter(type__key="contact_form").count() == 5345
    assert LeadState.objects.filter(stage__kind="won").count() == 336
    assert Lead.objects.filter(source="").count() == 779 + 33
    assert StaleLead.objects.count() == 0
    assert LeadState.objects.filter(scored_on=None).count() == 0


def test_times_of_the_marketplace_are_read_in_its_own_zones(olist):
    import_file(path=olist / "marketing_qualified_leads.csv", mapping="olist_leads")
    import_file(path=olist / "closed_deals.csv", mapping="olist_deals")
    lead = Lead.objects.get(external_id="5420aad7fec3549a85876ba1c529bd84")
    move = lead.stage_moves.get()
    # Midnight in São Paulo, in February still summer time; the deal's hour was written in UTC.
    assert lead.occurred_at == datetime(2018, 2, 21, 3, tzinfo=UTC)
    assert move.occurred_at == datetime(2018, 2, 26, 19, 58, 54, tzinfo=UTC)
    assert (move.from_stage.key, move.to_stage.key) == ("untouched", "won")


def test_deals_of_leads_that_are_not_here_are_rejected_by_name(olist):
    report = import_file(path=olist / "closed_deals.csv", mapping="olist_deals")[1]
    assert len(report.rejected) == report.rows == 336
    assert report.rejected[2] == "there is no lead with the key “5420aad7fec3549a85876ba1c529bd84” of olist"
    assert Lead.objects.count() == User.objects.count() == 0
