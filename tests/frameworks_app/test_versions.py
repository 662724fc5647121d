"""The scoring pages: what is in force, what is drafted, what was before, and going back to it."""

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from frameworks_app.actions.document import digest_of, draft_document
from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish
from frameworks_app.models import Icp, IcpCriterion, ScoringModelVersion, ScoringSettings, SignalType
from tests.admin_pages import said, send
from tests.factories import UserFactory

OVERVIEW = reverse("frameworks_app:model")


@pytest.fixture
def tidepost(shipped):
    load_pack("tidepost")
    return publish(by=None, note="Demo company")


@pytest.fixture
def ada(tidepost):
    return UserFactory(admin=True, first_name="Ada", last_name="Nowak")


@pytest.fixture
def admin(client, ada):
    client.force_login(ada)
    return client


def address(name, *args):
    return reverse(f"frameworks_app:{name}", args=args)


def worth(points, key="webinar_attended"):
    SignalType.objects.filter(key=key).update(points=points)


def lines(response, name="draft"):
    groups = response.context[name].groups if name == "draft" else response.context[name]
    return [str(line) for group in groups for line in group.lines]


def seen():
    return digest_of(draft_document())


def newest():
    return ScoringModelVersion.objects.current()


def test_the_overview_says_what_the_draft_changes_and_who_changed_it(admin, ada, tidepost):
    webinar = SignalType.objects.get(key="webinar_attended")
    page = reverse("admin:frameworks_app_signaltype_change", args=[webinar.pk])
    send(admin, page, "signaltype_form", points="25")
    response = admin.get(OVERVIEW)
    assert lines(response) == ["Webinar attended · points 20 → 25"]
    (line,) = response.context["draft"].groups[0].lines
    # In one transaction everything happens at once: later than the publication is only what a later one did.
    assert line.edit is None or line.edit.by == ada
    assert f"1 change since version {tidepost.pk}" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_history_knows_who_edited_a_line_last(client, shipped):
    ada = UserFactory(admin=True, first_name="Ada")
    client.force_login(ada)
    webinar = SignalType.objects.get(key="webinar_attended")
    page = reverse("admin:frameworks_app_signaltype_change", args=[webinar.pk])
    send(client, page, "signaltype_form", points="25")
    worth(3, "demo_request")
    (group,) = client.get(OVERVIEW).context["draft"].groups
    assert {str(line): line.edit.by for line in group.lines} == {
        "Webinar attended · points 20 → 25": ada,
        "Demo request · points 40 → 3": None,
    }


def test_publishing_wants_to_know_why_and_keeps_what_was_chosen(admin, tidepost):
    worth(25)
    response = admin.post(address("publish"), {"note": " ", "acts_on_changes": "on", "seen": seen()})
    assert response.context["form"].errors == {
        "note": ["Say in a few words what for, so that others understand it later."]
    }
    assert response.context["form"]["acts_on_changes"].value() is True
    assert newest() == tidepost


def test_ada_publishes_the_draft_with_her_reason(admin, ada, tidepost):
    worth(25)
    data = {"note": "Webinars sell", "acts_on_changes": "on", "seen": seen()}
    response = admin.post(address("publish"), data)
    version = newest()
    assert (response.url, said(response)) == (
        OVERVIEW,
        [f"Version {version.pk} is in force. Every lead is being rescored."],
    )
    assert (version.published_by, version.note, version.acts_on_changes, version.restores) == (
        ada,
        "Webinars sell",
        True,
        None,
    )
    assert version.document == draft_document()


def test_a_second_click_publishes_nothing_more(admin):
    worth(25)
    data = {"note": "Webinars sell", "seen": seen()}
    for _click in range(2):
        response = admin.post(address("publish"), data)
        assert said(response)[-1] == f"Version {newest().pk} is in force. Every lead is being rescored."
    assert ScoringModelVersion.objects.filter(note="Webinars sell").count() == 1


def test_publishing_what_is_in_force_says_so(admin, tidepost):
    response = admin.post(address("publish"), {"note": "Again", "seen": seen()})
    assert said(response) == [f"Nothing was published: the draft is the same as version {tidepost.pk}."]
    assert newest() == tidepost


def test_what_bo_has_edited_meanwhile_is_looked_at_before_it_is_published(admin, tidepost):
    worth(25)
    shown = seen()
    worth(1, "demo_request")
    response = admin.post(address("publish"), {"note": "Webinars sell", "seen": shown})
    assert response.context["form"].non_field_errors() == [
        "The draft has changed since you opened this page. Look at it again first."
    ]
    assert (response.context["form"]["note"].value(), newest()) == ("Webinars sell", tidepost)
    # The page shows the draft as it is now, and is sent with that.
    assert f'name="seen" value="{seen()}"' in response.content.decode()


def test_a_problem_of_the_draft_is_shown_with_the_place_where_it_is_mended(admin, tidepost):
    IcpCriterion.objects.filter(icp__key="agency_partner").delete()
    page = admin.get(OVERVIEW)
    mend = address("draft", "fit") + "#icp-agency_partner"
    assert page.context["mends"] == [("The ICP Agency partner is active and has no rule.", mend)]
    assert f'href="{mend}"' in page.content.decode()
    response = admin.post(address("publish"), {"note": "Anyway", "seen": seen()})
    assert response.context["form"].non_field_errors() == ["The ICP Agency partner is active and has no rule."]
    assert newest() == tidepost


def test_ada_discards_the_draft_and_not_what_bo_added_meanwhile(admin, tidepost):
    worth(25)
    shown = seen()
    worth(1, "demo_request")
    response = admin.post(address("discard"), {"seen": shown})
    assert response.context["refusal"] == ["The draft has changed since you opened this page. Look at it again first."]
    response = admin.post(address("discard"), {"seen": seen()})
    assert said(response) == [f"The draft is as version {tidepost.pk} again."]
    assert draft_document() == tidepost.document


def test_an_old_version_is_restored_as_the_draft_and_scores_nobody(admin, tidepost):
    worth(25)
    second = publish(by=None, note="Webinars sell")
    worth(26)
    page = admin.get(address("restore", tidepost.pk))
    assert lines(page) == ["Webinar attended · points 25 → 26"]
    assert lines(page, "groups") == ["Webinar attended · points 25 → 20"]
    response = admin.post(address("restore", tidepost.pk), {"seen": seen()})
    assert said(response) == [f"Version {tidepost.pk} is the draft now. Look at it, then publish."]
    assert (newest(), draft_document()) == (second, tidepost.document)


def test_a_roll_back_wants_a_reason_and_says_to_what_it_went_back(admin, ada, tidepost):
    worth(25)
    publish(by=None, note="Webinars sell")
    url = address("roll_back", tidepost.pk)
    response = admin.post(url, {"note": "", "seen": seen()})
    assert list(response.context["form"].errors) == ["note"]
    response = admin.post(url, {"note": "They do not", "seen": seen()})
    version = newest()
    assert said(response) == [f"Version {version.pk} is in force. Every lead is being rescored."]
    assert (version.restores, version.published_by, version.document) == (tidepost, ada, tidepost.document)
    assert f"rolled back to {tidepost.pk}" in admin.get(OVERVIEW).content.decode()


def test_a_version_is_read_in_words_and_fetched_as_it_was_published(admin, tidepost):
    worth(25)
    second = publish(by=None, note="Webinars sell")
    page = admin.get(address("version", second.pk))
    assert lines(page, "groups") == ["Webinar attended · points 20 → 25"]
    words = page.content.decode()
    assert "Employees is between 20 and 250" in words
    assert "engagement level is at least 3" in words
    assert "days since the last signal are at least 181" in words
    assert "{&quot;" not in words
    response = admin.get(address("version_document", second.pk))
    assert response.json() == second.document
    assert response.headers["Content-Disposition"] == f'attachment; filename="scoring-version-{second.pk}.json"'


def test_two_versions_or_the_draft_are_compared(admin, tidepost):
    worth(25)
    second = publish(by=None, note="Webinars sell")
    worth(30)
    assert lines(admin.get(address("compare")), "groups") == ["Webinar attended · points 25 → 30"]
    both = admin.get(address("compare"), {"old": second.pk, "new": tidepost.pk})
    assert lines(both, "groups") == ["Webinar attended · points 25 → 20"]
    assert admin.get(address("compare"), {"old": "draft", "new": "draft"}).context["groups"] == []


@pytest.mark.parametrize("old", ["0", "99999999", "drafts", "-1", "9" * 40])
def test_a_version_that_does_not_exist_is_not_found(admin, old):
    assert admin.get(address("compare"), {"old": old}).status_code == 404


def test_before_the_first_publication_there_is_only_a_draft(admin, monkeypatch):
    monkeypatch.setattr("frameworks_app.models.scoring_model.VersionQuerySet.current", lambda self: None)
    page = admin.get(OVERVIEW).content.decode()
    assert "Nothing is in force yet" in page
    assert admin.get(address("discard")).url == OVERVIEW


@pytest.mark.parametrize("role", ["manager", "marketing"])
def test_managers_and_marketing_read_and_change_nothing(client, tidepost, role):
    client.force_login(UserFactory(**{role: True}))
    page = client.get(OVERVIEW).content.decode()
    assert (client.get(address("version", tidepost.pk)).status_code, client.get(address("compare")).status_code) == (
        200,
        200,
    )
    assert [name for name in ("publish", "discard") if address(name) in page] == []
    for url in (address("publish"), address("discard"), address("restore", tidepost.pk)):
        assert client.post(url, {"note": "Mine", "seen": seen()}).status_code == 404


def statements(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as counted:
        assert client.get(url).status_code == 200
    return len(counted)


def test_two_hundred_versions_cost_no_more_than_one_and_are_turned_like_pages(admin, ada, tidepost):
    few = statements(admin, OVERVIEW)
    others = [address("compare"), address("version", tidepost.pk), address("roll_back", tidepost.pk)]
    before = [statements(admin, url) for url in others]
    worth(25)
    document = draft_document()
    ScoringModelVersion.objects.bulk_create(
        ScoringModelVersion(document=document, published_by=ada, note=f"Try {number}") for number in range(200)
    )
    worth(30)
    Icp.objects.filter(key="agency_partner").update(threshold=77, is_active=True)
    ScoringSettings.objects.update(grade_a=99)
    # The draft differs in many ways now, and history is asked once who did it.
    assert statements(admin, OVERVIEW) == few + 1
    assert [statements(admin, url) for url in others] == before
    last = admin.get(OVERVIEW, {"page": 11}).context
    count = ScoringModelVersion.objects.count()
    assert (last["turn"]["sentence"], last["turn"]["next_url"]) == (f"201–{count} of {count}", "")
    assert admin.get(OVERVIEW, {"page": "many"}).status_code == 200


WAYS_TO_CHANGE = {
    "orm save": lambda version: version.save(),
    "orm update": lambda version: ScoringModelVersion.objects.filter(pk=version.pk).update(note="x"),
    "orm delete": lambda version: version.delete(),
    "orm bulk update": lambda version: ScoringModelVersion.objects.bulk_update([version], ["document"]),
    "sql update": lambda version: sql("UPDATE frameworks_app_scoringmodelversion SET document = '{}'"),
    "sql of one part": lambda version: sql(
        "UPDATE frameworks_app_scoringmodelversion SET document = jsonb_set(document, '{grades,A}', '1')"
    ),
    "sql of its date": lambda version: sql("UPDATE frameworks_app_scoringmodelversion SET published_at = now()"),
    "sql delete": lambda version: sql("DELETE FROM frameworks_app_scoringmodelversion"),
    "sql truncate": lambda version: truncate("frameworks_app_scoringmodelversion"),
    "sql truncate of people": lambda version: truncate("accounts_user"),
    "sql upsert": lambda version: sql(
        "INSERT INTO frameworks_app_scoringmodelversion (id, document, note) SELECT id, '{}', '' FROM"
        " frameworks_app_scoringmodelversion ON CONFLICT (id) DO UPDATE SET document = excluded.document"
    ),
}


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def truncate(table):
    # What the test itself has written is looked at first: PostgreSQL empties no table with checks outstanding.
    sql(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("way", WAYS_TO_CHANGE)
def test_nobody_changes_what_was_published(tidepost, way):
    before = list(ScoringModelVersion.objects.values())
    with pytest.raises(ProgrammingError, match="Cannot (update or delete|truncate) rows"), transaction.atomic():
        WAYS_TO_CHANGE[way](tidepost)
    assert list(ScoringModelVersion.objects.values()) == before


@pytest.mark.django_db(transaction=True)
def test_only_the_command_that_empties_everything_takes_versions_away(shipped):
    call_command("flush", interactive=False, verbosity=0, reset_sequences=False)
    assert ScoringModelVersion.objects.count() == 0


def test_the_set_up_page_of_a_version_only_reads(admin, tidepost):
    page = reverse("admin:frameworks_app_scoringmodelversion_change", args=[tidepost.pk])
    assert admin.post(page, {"note": "x", "_save": "Save"}).status_code == 403
    delete = reverse("admin:frameworks_app_scoringmodelversion_delete", args=[tidepost.pk])
    assert admin.post(delete, {"post": "yes"}).status_code == 403
    tidepost.refresh_from_db()
    assert (tidepost.note, tidepost.published_at <= timezone.now()) == ("Demo company", True)
