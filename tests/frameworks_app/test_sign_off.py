"""What an ICP, an MQL and an SQL are: Ines signs for marketing, Helena for sales, and both look at it again."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime, override

from accounts.calendar import home_day
from accounts.models import Role
from frameworks_app.actions.agreed.standing import State, agreements, unsigned_now
from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish
from frameworks_app.actions.sign_off import sign_off
from frameworks_app.models import (
    Attribute,
    DecisionCondition,
    DecisionRow,
    Framework,
    Icp,
    IcpCriterion,
    ScoringModelVersion,
    ScoringSettings,
    SignOff,
)
from tests.admin_pages import said
from tests.factories import UserFactory

LIST = reverse("frameworks_app:definition_list")
MQL = reverse("frameworks_app:definition", args=["status", "mql"])
SELLERS = reverse("frameworks_app:definition", args=["icp", "growing_online_sellers"])
MARKETING, SALES = SignOff.Side.MARKETING, SignOff.Side.SALES
SOON = home_day() + timedelta(days=60)


@pytest.fixture
def version(shipped):
    load_pack("tidepost")
    return publish(by=None, note="Demo company")


@pytest.fixture
def ines(version):
    return UserFactory(marketing=True, first_name="Ines", last_name="Costa")


@pytest.fixture
def helena(version):
    return UserFactory(manager=True, first_name="Helena", last_name="Brandt")


def agreement(key="mql", kind="status"):
    (found,) = agreements(ScoringModelVersion.objects.current(), at=(kind, key))
    return found


def signed(side, by, key="mql", kind="status", review_on=SOON, **values):
    shown = agreement(key, kind)
    last = shown.marketing.last if side == MARKETING else shown.sales.last
    values = {"follows": last and last.pk} | values
    version = ScoringModelVersion.objects.current()
    return sign_off(agreement=shown, version=version, side=side, review_on=review_on, by=by, **values)


def both(ines, helena, **said):
    return signed(MARKETING, ines, **said), signed(SALES, helena, **said)


def lines(shown):
    return [([str(row.by) for row in rows], [str(line) for line in found]) for rows, found in shown.lapsed]


def posted(client, by, side, address=MQL, **changes):
    client.force_login(by)
    page = client.get(address).context["agreement"]
    signature = page.marketing if side == MARKETING else page.sales
    data = {
        "side": side,
        "seen": page.definition.digest,
        "follows": signature.last.pk if signature.last else "",
        f"{side}-review_on": SOON.isoformat(),
        f"{side}-note": "",
    }
    return data | changes


def problems(response):
    (form,) = [form for form in response.context["forms"] if form.is_bound]
    return form.errors


def test_there_is_a_card_for_every_icp_and_every_status_by_which_leads_change_hands(client, version):
    client.force_login(UserFactory(sdr=True))
    page = client.get(LIST)
    assert [each.reading.name for each in page.context["agreements"]] == [
        "Growing online sellers",
        "Agency partner",
        "SQL",
        "Check",
        "PQL",
        "MQL",
    ]
    assert page.context["open_count"] == 6


def test_a_card_says_in_words_what_it_takes(version):
    mql = agreement().reading
    assert (mql.rows[1], mql.first, mql.terms) == (
        ("Excellent fit and active", ["fit is A", "engagement level is at least 2"]),
        "Check, Outside ICP, SQL, Nurture, PQL",
        [
            ("Fit grades", "A from 75, B from 50, C from 25"),
            ("Engagement levels", "2 from 15, 3 from 40, 4 from 75"),
        ],
    )
    sellers = agreement("growing_online_sellers", "icp").reading
    assert [rule["words"] for rule in sellers.required][0] == "Employees is between 10 and 500"
    assert [rule["points"] for rule in sellers.scored][0] == 20
    with translation.override("pl"):
        assert agreement().reading.rows[1][0] == "Świetnie dopasowany i aktywny"


def test_ines_and_helena_sign_and_it_is_agreed(client, ines, helena):
    data = posted(client, ines, MARKETING, **{"marketing-note": "As in the May workshop"})
    response = client.post(MQL, data)
    assert (response.url, said(response)) == (MQL, ["MQL: signed for marketing."])
    assert agreement().state == State.UNSIGNED
    response = client.post(MQL, posted(client, helena, SALES))
    assert said(response)[-1] == "MQL: signed for sales."
    mql = agreement()
    assert (mql.state, mql.marketing.last.by, mql.sales.last.by, mql.review_on) == (State.SIGNED, ines, helena, SOON)
    assert (mql.marketing.last.note, mql.marketing.last.role) == ("As in the May workshop", Role.MARKETING)
    assert unsigned_now() == 5


def test_who_signs_second_is_proposed_the_day_of_the_first(client, ines, helena):
    client.force_login(ines)
    (form,) = client.get(MQL).context["forms"]
    assert form.initial["review_on"] == home_day() + timedelta(days=90)
    signed(MARKETING, ines)
    client.force_login(helena)
    (form,) = client.get(MQL).context["forms"]
    assert (form.signature.side, form.initial["review_on"]) == (SALES, SOON)


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        ("", "Choose the day on which you look at it again."),
        (home_day().isoformat(), "Choose a day that is still to come."),
        ("2299-01-01", "Choose a day within two years: what nobody reviews gets old."),
    ],
)
def test_the_review_is_still_to_come_and_what_was_typed_stays(client, ines, day, problem):
    data = posted(client, ines, MARKETING, **{"marketing-review_on": day, "marketing-note": "Mostly"})
    response = client.post(MQL, data)
    assert problems(response) == {"review_on": [problem]}
    assert 'name="marketing-note"' in response.content.decode()
    assert ">\nMostly</textarea>" in response.content.decode()
    assert not SignOff.objects.exists()


def test_each_side_signs_for_itself(client, ines, helena):
    client.force_login(ines)
    assert [form.signature.side for form in client.get(MQL).context["forms"]] == [MARKETING]
    assert client.post(MQL, posted(client, ines, SALES)).status_code == 404
    client.force_login(UserFactory(sdr=True))
    assert client.get(MQL).context["forms"] == []
    with pytest.raises(ValidationError, match="You sign for another side"):
        signed(MARKETING, helena)


def test_the_database_lets_no_side_sign_for_the_other(ines):
    row = signed(MARKETING, ines)
    row.pk, row.side, row._state.adding = None, SALES, True
    with pytest.raises(IntegrityError, match="each_side_signs_for_itself"), transaction.atomic():
        row.save()


def test_an_admin_signs_for_either_and_is_named_as_such(client, version):
    ada = UserFactory(admin=True, first_name="Ada", last_name="Nowak")
    both(ada, ada)
    assert agreement().state == State.SIGNED
    client.force_login(ada)
    assert client.get(MQL).content.decode().count("as admin") == 4


def test_nobody_signs_both_sides_by_changing_roles(ines):
    signed(MARKETING, ines)
    ines.role = Role.MANAGER
    ines.save()
    with pytest.raises(ValidationError, match="You have signed for the other side"):
        signed(SALES, ines)


def test_a_double_click_signs_once(client, ines):
    data = posted(client, ines, MARKETING)
    for _click in range(2):
        assert said(client.post(MQL, data))[-1] == "MQL: signed for marketing."
    assert SignOff.objects.count() == 1


def test_of_two_who_sign_at_once_the_second_is_told(client, ines):
    olga = UserFactory(marketing=True, first_name="Olga", last_name="Wit")
    data = posted(client, olga, MARKETING)
    signed(MARKETING, ines)
    response = client.post(MQL, data)
    sentence = "Ines Costa has just signed for this side. Look at it again."
    assert problems(response) == {"__all__": [sentence]}
    assert SignOff.objects.get().by == ines


def test_a_sign_off_of_another_definition_is_followed_by_nothing_here(ines):
    other = signed(MARKETING, ines, "sql")
    assert signed(MARKETING, ines, follows=other.pk).follows is None


def test_nobody_signs_what_was_published_while_they_read(client, ines):
    data = posted(client, ines, MARKETING)
    ScoringSettings.objects.update(grade_a=80)
    publish(by=None, note="Stricter")
    response = client.post(MQL, data)
    assert problems(response) == {
        "__all__": ["The definition has changed since you opened this page. Read it again first."]
    }
    # The page shows it as it is now, and is sent with that.
    data |= {"seen": agreement().definition.digest}
    assert f'name="seen" value="{data["seen"]}"' in response.content.decode()
    assert client.post(MQL, data).status_code == 302


def test_a_new_version_ends_the_sign_offs_of_what_it_changes_and_says_what(client, ines, helena):
    both(ines, helena)
    both(ines, helena, key="sql")
    both(ines, helena, key="growing_online_sellers", kind="icp")
    DecisionCondition.objects.filter(row__key="r10a", kind="engagement_level").update(at_least=3)
    publish(by=None, note="Only the active ones")
    mql = agreement()
    assert (mql.state, mql.review_on) == (State.CHANGED, None)
    assert lines(mql) == [
        (
            ["Ines Costa", "Helena Brandt"],
            [
                "Excellent fit and active · condition removed, engagement level is at least 2",
                "Excellent fit and active · condition added, engagement level is at least 3",
            ],
        )
    ]
    assert agreement("sql").state == State.SIGNED
    assert agreement("growing_online_sellers", "icp").state == State.SIGNED
    client.force_login(helena)
    page = client.get(LIST).content.decode()
    with override(helena.zone):
        day = date_words(mql.sales.last.signed_at)
    assert f"Changed since it was signed on {day} by Ines Costa" in page
    signed(MARKETING, ines)
    assert lines(agreement())[0][0] == ["Helena Brandt"]
    signed(SALES, helena)
    assert agreement().state == State.SIGNED


def date_words(moment):
    return date_format(localtime(moment), "DATE_FORMAT")


def test_an_edited_icp_is_signed_anew(ines, helena):
    both(ines, helena, key="growing_online_sellers", kind="icp")
    required = IcpCriterion.objects.get(icp__key="growing_online_sellers", attribute__key="country")
    IcpCriterion.objects.filter(pk=required.pk).update(operand=["PL", "DE"])
    assert agreement("growing_online_sellers", "icp").state == State.SIGNED, "not yet published"
    publish(by=None, note="Two countries")
    found = agreement("growing_online_sellers", "icp")
    assert found.state == State.CHANGED
    ((_who, (line,)),) = lines(found)
    assert line.endswith(
        "· condition Country is one of PL, DE, AT, CZ, SK, NL, BE, FR, DK, SE, LT, IE → Country is one of PL, DE"
    )


def put_behind(key, other):
    place = DecisionRow.objects.get(key=other).position
    DecisionRow.objects.filter(position__gt=place).update(position=F("position") + 1)
    DecisionRow.objects.filter(key=key).update(position=place + 1)


@pytest.mark.parametrize(
    ("change", "lapses"),
    [
        (lambda: Icp.objects.filter(key="agency_partner").update(position=9), set()),
        (lambda: DecisionRow.objects.filter(key="r8").update(name={"en": "Said hello"}), set()),
        (lambda: ScoringSettings.objects.update(level_2=16), {"mql"}),
        (lambda: ScoringSettings.objects.update(heard_percent=81), set()),
        (lambda: Framework.objects.filter(key="meddic").update(is_active=False), {"sql", "check"}),
        (lambda: put_behind("r9", "r10c"), {"mql"}),
        (lambda: IcpCriterion.objects.filter(icp__key="agency_partner").update(points=3), {"agency_partner"}),
    ],
    ids=["order of ICPs", "a name", "a level", "evidence without threshold", "framework", "order of rows", "points"],
)
def test_only_what_decides_ends_a_sign_off(ines, version, change, lapses):
    for each in agreements(version):
        signed(MARKETING, ines, each.definition.key, each.definition.kind)
    change()
    publish(by=None, note="Changed")
    current = ScoringModelVersion.objects.current()
    assert {each.definition.key for each in agreements(current) if each.state == State.CHANGED} == lapses
    assert all(lines(each)[0][1] for each in agreements(current) if each.state == State.CHANGED)


def test_before_publishing_the_page_tells_which_sign_offs_end(client, ines, version):
    signed(MARKETING, ines)
    signed(MARKETING, ines, "sql")
    ScoringSettings.objects.update(level_2=16)
    client.force_login(UserFactory(admin=True))
    words = "It changes a definition that is signed off, and marketing and sales sign it anew: <b>MQL</b>"
    for address in ("frameworks_app:publish", "frameworks_app:model"):
        assert words in " ".join(client.get(reverse(address)).content.decode().split())
    publish(by=None, note="Levels")
    signed(MARKETING, ines)
    back = reverse("frameworks_app:roll_back", args=[version.pk])
    assert words in " ".join(client.get(back).content.decode().split())


def test_a_review_that_is_due_stands_on_top(client, ines, helena, time_machine):
    both(ines, helena)
    both(ines, helena, key="check", review_on=SOON + timedelta(days=9))
    time_machine.move_to(SOON + timedelta(days=1))
    version = ScoringModelVersion.objects.current()
    found = agreements(version)
    assert [(each.definition.key, each.state) for each in found][0] == ("mql", State.DUE)
    assert [each.definition.key for each in found][-1] == "check"
    signed(MARKETING, ines, review_on=SOON + timedelta(days=90))
    assert (agreement().marketing.state, agreement().state) == (State.SIGNED, State.DUE)
    signed(SALES, helena, review_on=SOON + timedelta(days=80))
    assert (agreement().state, agreement().review_on) == (State.SIGNED, SOON + timedelta(days=80))


def test_what_was_signed_is_read_as_it_then_was(client, ines):
    signed(MARKETING, ines, "growing_online_sellers", "icp")
    Attribute.objects.filter(key="employees").update(name={"en": "Head count", "pl": "Załoga"})
    client.force_login(ines)
    ((_row, then),) = client.get(SELLERS).context["history"]
    now = client.get(SELLERS).context["agreement"].reading
    assert (then.required[0]["words"], now.required[0]["words"]) == (
        "Employees is between 10 and 500",
        "Head count is between 10 and 500",
    )
    ines.language = "pl"
    ines.save()
    ((_row, then),) = client.get(SELLERS).context["history"]
    assert then.required[0]["words"].startswith("Liczba pracowników")


def test_an_icp_that_is_gone_keeps_its_history(client, ines):
    signed(MARKETING, ines, "growing_online_sellers", "icp")
    Icp.objects.filter(key="growing_online_sellers").update(is_active=False)
    publish(by=None, note="Agencies only")
    client.force_login(ines)
    page = client.get(SELLERS)
    assert (page.context["agreement"], len(page.context["history"])) == (None, 1)
    assert client.post(SELLERS, {"side": "marketing"}).status_code == 404
    agency = reverse("frameworks_app:definition", args=["icp", "nowhere"])
    assert client.get(agency).status_code == 404


def test_a_signature_never_changes(ines):
    row = signed(MARKETING, ines)
    for act in (SignOff.objects.filter(pk=row.pk).delete, lambda: SignOff.objects.update(review_on=date(2030, 1, 1))):
        with pytest.raises(ProgrammingError, match="Cannot update or delete rows"), transaction.atomic():
            act()


def test_without_a_published_version_the_page_says_what_to_do(client, db):
    from frameworks_app.views import definitions

    client.force_login(UserFactory(admin=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(definitions.ScoringModelVersion.objects, "current", lambda: None, raising=False)
        page = client.get(LIST).content.decode()
    assert "Nothing is in force yet" in page
    assert f'href="{reverse("frameworks_app:model")}"' in page


def test_set_up_and_scoring_say_how_many_are_not_signed_off(client, ines, helena):
    both(ines, helena)
    client.force_login(UserFactory(admin=True))
    for address in (reverse("admin:index"), reverse("frameworks_app:model"), LIST):
        assert "5 definitions are not signed off" in client.get(address).content.decode()


@pytest.mark.parametrize("how_many", [0, 1, 3])
def test_both_pages_take_as_many_statements_for_many_as_for_one(
    client, ines, helena, how_many, django_assert_max_num_queries
):
    for number in range(how_many):
        both(ines, helena, review_on=SOON + timedelta(days=number))
    client.force_login(ines)
    client.get(LIST)
    for address, most in ((LIST, 8), (MQL, 9)):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


def file_of(client, name, query=""):
    said = client.post(reverse("pipeline:list_export", args=[name, "csv"]), {"query": query}).content
    return list(csv.reader(io.StringIO(said.decode("utf-8-sig"))))


def test_the_list_and_its_signatures_leave_as_files(client, ines, helena):
    row, _sales = both(ines, helena, note="As in the workshop")
    client.force_login(UserFactory(sdr=True))
    heading, *rows = file_of(client, "definitions")
    assert [each[1] for each in rows] == [each.reading.name for each in client.get(LIST).context["agreements"]]
    mql = dict(zip(heading, rows[-1], strict=True))
    assert (mql["Kind"], mql["State"], mql["Signed for marketing by"]) == ("Status", "agreed", "Ines Costa")
    assert "Excellent fit and active: fit is A, engagement level is at least 2" in mql["What it takes"]
    heading, *rows = file_of(client, "sign-offs", "kind=status&key=mql")
    assert [each[:3] for each in rows] == [
        ["Sales", "Helena Brandt", "Manager"],
        ["Marketing", "Ines Costa", "Marketing"],
    ]


def test_of_two_at_the_same_moment_the_database_takes_one(ines):
    row = signed(MARKETING, ines)
    row.pk, row._state.adding = None, True
    with pytest.raises(IntegrityError, match="one_sign_off_follows_another"), transaction.atomic():
        row.save()
