"""Sellers' real opportunities and a marketplace's real leads, as they are."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db.models import Sum

from accounts.models import Team, User
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


@pytest.fixture
def maven(real_data):
    return real_data / "maven_crm"


MAVEN = {
    "maven_accounts": "accounts.csv",
    "maven_teams": "sales_teams.csv",
    "maven": "sales_pipeline.csv",
}


def test_accounts_come_with_sector_country_and_revenue_put_right(maven):
    assert numbers_of(maven / "accounts.csv", "maven_accounts") == said(85, created=85)
    acme = Company.objects.get(name="Acme Corporation")
    assert (acme.industry, acme.employees, acme.annual_revenue, acme.founded_on, acme.country) == (
        "technology",
        2822,
        Decimal("1100040000.00"),
        date(1996, 1, 1),
        "US",
    )
    assert Company.objects.filter(industry="technology").count() == 12
    assert Company.objects.filter(country="US").count() == 71
    assert Company.objects.exclude(custom={}).count() == 15


def test_agents_come_with_their_managers_and_offices(maven):
    assert numbers_of(maven / "sales_teams.csv", "maven_teams") == said(35, created=35)
    assert sorted(Team.objects.values_list("name", flat=True)) == ["Central", "East", "West"]
    assert User.objects.filter(role="account_executive", is_active=False).count() == 35
    assert User.objects.filter(role="manager", is_active=False).count() == 6
    assert str(User.objects.get(role="manager", first_name="Cara").team) == "East"


ORDERS = [
    ("maven_accounts", "maven_teams", "maven"),
    pytest.param(("maven", "maven_teams", "maven_accounts"), marks=pytest.mark.slow),
    pytest.param(("maven_teams", "maven", "maven_accounts"), marks=pytest.mark.slow),
]


@pytest.mark.parametrize("order", ORDERS, ids=" ".join)
def test_opportunities_accounts_and_teams_come_in_any_order(maven, order):
    for mapping in order:
        assert import_file(path=maven / MAVEN[mapping], mapping=mapping)[1].rejected == {}
    states = LeadState.objects.filter(lead__external_source="maven")
    assert states.count() == 7635
    assert states.filter(stage__key="won").count() == 3042
    assert states.filter(stage__key="lost").count() == 1684
    assert states.filter(stage__key="discovery").count() == 2409
    assert states.filter(stage__key="contacting").count() == 500
    assert Lead.objects.aggregate(total=Sum("amount"))["total"] == Decimal("7203038.00")
    assert Lead.objects.filter(company=None).count() == 1345
    assert (Company.objects.count(), Product.objects.filter(position=1000).count()) == (85, 7)
    assert Lead.objects.filter(product__name__en="GTX Pro").count() == 1285
    assert (User.objects.count(), Team.objects.count()) == (41, 3)
    assert states.filter(team=None).count() == 0


@pytest.mark.slow
def test_web_leads_come_with_what_was_known_before_apart_from_what_was_written_after(real_data):
    path = real_data / "xeducation" / "leads.csv"
    assert numbers_of(path, "xeducation") == said(6468, created=6468)
    assert LeadState.objects.filter(stage__kind="won").count() == 2454
    # Not converted is not lost: they stay where every lead begins.
    assert LeadState.objects.filter(stage__key="untouched").count() == 4014
    assert LeadState.objects.filter(stage__kind="lost").count() == 0
    assert (Answer.objects.count(), Signal.objects.count(), Company.objects.count()) == (0, 0, 0)
    # "Select" is what a list shows before anybody chooses.
    assert Lead.objects.filter(custom__xeducation_specialization="Select").count() == 0
    assert Lead.objects.filter(custom__has_key="xeducation_specialization").count() == 6468 - 1268 - 1009
    assert Lead.objects.filter(source="search").count() == 1775 + 821 + 5
    assert Lead.objects.filter(custom__xeducation_after_tags="Ringing").count() == 873
