"""The pages of nurture: tracks, the leads in them, letters."""

import csv
import io

import pytest
from django.urls import reverse

from accounts.models import Role
from pipeline.actions.nurture_sweep import keep_nurture
from pipeline.models import Enrolment, MailTemplate, Message, NurtureTrack, TrackRule, TrackStep
from tests.factories import UserFactory
from tests.pipeline.nurture_stories import days_pass, lead_of, parked, signals, stay, track

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture
def maja(db):
    return UserFactory(sdr=True, first_name="Maja", last_name="Nowak")


@pytest.fixture
def ines(db):
    return UserFactory(marketing=True)


@pytest.fixture(autouse=True)
def always_working(monkeypatch):
    monkeypatch.setattr("pipeline.actions.nurture_steps.working_moment", lambda _lead, now: now)


def page(client, person, name, *args, query="", **said):
    client.force_login(person)
    return client.get(reverse(f"pipeline:{name}", args=args) + query, **said)


def send(client, person, name, *args, query="", follow=False, **said):
    client.force_login(person)
    return client.post(reverse(f"pipeline:{name}", args=args) + query, said, follow=follow)


@pytest.mark.parametrize("number", [1, 4])
def test_the_list_of_tracks_takes_as_many_statements_for_many_leads(
    client, ines, maja, number, django_assert_num_queries
):
    for _lead in range(number):
        parked(maja)
    client.force_login(ines)
    with django_assert_num_queries(7):
        response = client.get(reverse("pipeline:nurture_list"))
    budget = next(each for each in response.context["tracks"] if each.track.key == "budget_cycle")
    assert (budget.count, budget.entered_count, budget.steps[0].count) == (number, number, number)


@pytest.mark.parametrize("number", [1, 4])
def test_a_track_takes_as_many_statements_for_many_leads(client, ines, maja, number, django_assert_num_queries):
    for _lead in range(number):
        parked(maja)
    client.force_login(ines)
    with django_assert_num_queries(11):
        response = client.get(reverse("pipeline:nurture_track", args=[track("budget_cycle").pk]))
    step = response.context["shown"].steps[0]
    assert (step.count, len(step.leads)) == (number, min(number, 3))


@pytest.mark.parametrize("number", [1, 4])
def test_the_list_of_leads_takes_as_many_statements_for_many(client, ines, maja, number, django_assert_num_queries):
    for _lead in range(number):
        parked(maja)
    client.force_login(ines)
    with django_assert_num_queries(5):
        response = client.get(reverse("pipeline:nurture_leads"))
    assert len(response.context["stays"]) == number


def test_a_manager_sees_the_teams_leads_alone(client, maja):
    helena = UserFactory(manager=True, team=maja.team)
    parked(maja)
    parked(UserFactory(sdr=True))
    response = page(client, helena, "nurture_list")
    assert response.context["in_tracks"] == 1
    assert not response.context["may_edit"]
    assert len(page(client, helena, "nurture_leads").context["stays"]) == 1


def test_a_manager_reads_and_changes_nothing(client, maja):
    helena = UserFactory(manager=True, team=maja.team)
    found = track("budget_cycle")
    assert page(client, helena, "nurture_track", found.pk).status_code == 200
    assert page(client, helena, "nurture_edit", found.pk).status_code == 404
    step = found.steps.first()
    assert send(client, helena, "nurture_step_retire", step.pk).status_code == 404
    assert TrackStep.objects.get(pk=step.pk).retired_at is None


def test_the_names_behind_every_number(client, ines, maja):
    came_back, gone = parked(maja), parked(maja)
    signals(came_back, "personal_reply")
    signals(gone, "unsubscribed")
    keep_nurture()
    shown = page(client, ines, "nurture_track", track("budget_cycle").pk).context["shown"]
    assert [(why.key, why.count) for why in shown.left] == [("reply", 1), ("signal", 1)]
    assert shown.came_back == 1
    back = page(client, ines, "nurture_leads", query="?which=back").context["stays"]
    assert [each.lead for each in back] == [came_back]
    left = page(client, ines, "nurture_leads", query="?which=left&why=signal").context["stays"]
    assert [(each.lead, each.left_words) for each in left] == [(gone, "Signal: Unsubscribed")]


def test_nonsense_in_the_address_is_as_if_it_were_not_there(client, ines, maja):
    parked(maja)
    response = page(client, ines, "nurture_leads", query="?which=soon&track=x&step=99999999&why=because&page=zzz")
    assert len(response.context["stays"]) == 1


def test_the_list_as_a_file(client, ines, maja):
    lead = parked(maja)
    client.force_login(ines)
    response = client.post(reverse("pipeline:list_export", args=["nurture", "csv"]), {"query": "which=in"})
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(row["Company"], row["Track"], row["Step"], row["Entered by"]) for row in rows] == [
        (str(lead.company), "Budget cycle", "1", "Parked: No budget this year")
    ]


def test_the_page_of_a_lead_says_where_it_is(client, maja):
    lead = parked(maja)
    text = page(client, maja, "lead_detail", lead.pk).content.decode()
    assert "In nurture: <strong>Budget cycle</strong>, step 1 of 6, E-mail (switched off) on " in text


def test_a_lead_at_work_says_nothing_of_tracks(client, maja):
    assert page(client, maja, "lead_detail", lead_of(maja).pk).context["stay"] is None


def test_an_sdr_changes_the_track_and_takes_the_lead_out(client, maja):
    lead = parked(maja)
    send(client, maja, "lead_track", lead.pk, track=track("education").pk, note="They like to read")
    found = stay(lead)
    assert (found.track.key, found.entered_by, found.note) == ("education", "hand", "They like to read")
    send(client, maja, "lead_track_leave", lead.pk)
    assert stay(lead) is None


def test_a_track_of_another_team_is_not_offered(client, maja):
    lead = parked(maja)
    track("education", team=UserFactory(sdr=True).team)
    response = send(client, maja, "lead_track", lead.pk, track=track("education").pk)
    assert "track" in response.context["form"].errors


def test_marketing_makes_a_track_with_a_step_and_a_rule(client, ines):
    said = {"name_en": "Winter", "key": "", "is_active": "on"}
    send(client, ines, "nurture_create", **said)
    made = NurtureTrack.objects.get(key="winter")
    assert (made.sends_mail, made.is_active) == (False, True)
    send(client, ines, "nurture_step_create", made.pk, kind="wait", days="3", in_working_hours="on")
    send(client, ines, "nurture_step_create", made.pk, kind="task", task_en="Look again")
    send(client, ines, "nurture_rule_create", made.pk, query="?way=enter", kind="category", category=category_pk())
    assert [(step.kind, step.days) for step in made.steps.all()] == [("wait", 3), ("task", 0)]
    assert list(made.rules.values_list("way", "kind")) == [("enter", "category")]


def category_pk():
    return str(TrackRule.objects.filter(kind="category").first().category_id)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "mail"}, "template"),
        ({"kind": "task"}, "task"),
        ({"kind": "change"}, "to_track"),
        ({"kind": ""}, "kind"),
        ({"kind": "wait", "days": "soon"}, "days"),
    ],
)
def test_a_step_says_what_it_lacks(client, ines, said, field):
    response = send(client, ines, "nurture_step_create", track("content").pk, **said)
    assert list(response.context["form"].errors) == [field]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "signal"}, "signal_type"),
        ({"kind": "category"}, "category"),
        ({"kind": "engagement", "at_least": "9"}, "at_least"),
        ({"kind": "qualification"}, "at_least"),
        ({"kind": "days"}, "days"),
    ],
)
def test_a_rule_says_what_it_lacks(client, ines, said, field):
    response = send(client, ines, "nurture_rule_create", track("content").pk, query="?way=leave", **said)
    assert list(response.context["form"].errors) == [field]


def test_steps_change_places_and_keep_who_they_are(client, ines):
    found = track("budget_cycle")
    before = list(found.steps.standing().in_order().values_list("pk", flat=True))
    send(client, ines, "nurture_step_move", before[1], to="up")
    assert list(found.steps.standing().in_order().values_list("pk", flat=True)) == [before[1], before[0], *before[2:]]
    send(client, ines, "nurture_step_move", before[1], to="up")
    assert found.steps.standing().in_order().first().pk == before[1]


def test_a_track_is_edited_while_leads_are_in_it(client, ines, maja):
    """The step that a lead waits in is taken out: it goes on to the next one, and has nothing twice."""
    track("budget_cycle", sends_mail=True)
    lead = parked(maja)
    days_pass(14)
    assert Message.objects.count() == 1
    waiting = stay(lead).next_step
    assert waiting.kind == "wait"
    send(client, ines, "nurture_step_retire", waiting.pk)
    days_pass(0)
    assert Message.objects.count() == 2
    mails = [each.pk for each in track("budget_cycle").steps.filter(kind="mail").in_order()]
    # The letter that it has had comes after the wait it is in now: it does not come again.
    while send(client, ines, "nurture_step_move", mails[0], to="down").status_code == 302:
        if track("budget_cycle").steps.standing().in_order().last().pk == mails[0]:
            break
    for days in (60, 60, 60):
        days_pass(days)
    assert Message.objects.count() == 2
    assert Enrolment.objects.get(lead=lead).left_by in {"done", "date"}


def test_a_shorter_wait_holds_for_those_who_wait(client, ines, maja):
    lead = parked(maja)
    step = stay(lead).next_step
    send(client, ines, "nurture_step_edit", step.pk, kind="wait", days="2")
    days_pass(2)
    assert stay(lead).next_step.pk != step.pk


def letter(**changes):
    said = {
        "name_en": "Hello",
        "subject_en": "Hello",
        "body_en": "Dear {contact.first_name|friend}",
        "is_active": "on",
    }
    return {**said, **changes}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Dear {contact.salary|you}", "“{contact.salary}” is not a fact of the lead."),
        ("Dear {contact.first_name}", "Say what stands there where it is not known"),
        ("Dear {contact.first_name|", "A brace begins or ends a fact"),
        ("{contact.__class__|x}", "“{contact.__class__}” is not a fact of the lead."),
    ],
)
def test_a_letter_with_a_wrong_place_is_refused_at_its_field(client, ines, body, said):
    response = send(client, ines, "nurture_mail_create", **letter(body_en=body))
    assert list(response.context["form"].errors) == ["body"]
    assert said in response.context["form"].errors["body"][0]
    assert response.context["form"]["body"].value()


def test_a_letter_is_read_with_a_leads_facts(client, ines, maja):
    lead = parked(maja, contact__name="Ewa Zając")
    response = send(client, ines, "nurture_mail_preview", of=lead.pk, read_in="en", **letter())
    assert response.context["letter"].text == "Dear Ewa"
    response = send(client, ines, "nurture_mail_preview", of=lead.pk, read_in="pl", **letter())
    assert (response.context["letter"].language, response.context["wanted"]) == ("en", "pl")


def test_what_a_fact_says_is_never_read_as_a_place(client, ines, maja):
    lead = parked(maja, contact__name="{owner.email|x} <b>\r\nBcc: all@example.com")
    response = send(client, ines, "nurture_mail_preview", of=lead.pk, **letter(subject_en="{contact.name|you}"))
    assert response.context["letter"].subject == "{owner.email|x} <b> Bcc: all@example.com"
    assert "<b>" not in response.content.decode().split("nurture-letter")[1].split("</article>")[0].replace(
        "&lt;b&gt;", ""
    )


def test_a_letter_is_tried_on_oneself_and_not_saved(client, ines, maja):
    lead = parked(maja, contact__name="Ewa Zając")
    number = MailTemplate.objects.count()
    for _twice in range(2):
        send(client, ines, "nurture_mail_create", test="1", of=lead.pk, read_in="en", **letter())
    sent = Message.objects.all()
    assert {(each.kind, each.address, each.text, each.lead) for each in sent} == {
        ("test", ines.email, "Dear Ewa", None)
    }
    assert (len(sent), MailTemplate.objects.count()) == (2, number)


def test_a_letter_is_saved_with_a_key_of_its_own(client, ines):
    send(client, ines, "nurture_mail_create", **letter())
    made = MailTemplate.objects.get(key="hello")
    send(client, ines, "nurture_mail", made.pk, **letter(subject_en="Hello again"))
    assert MailTemplate.objects.get(pk=made.pk).subject == {"en": "Hello again"}


def test_sellers_have_no_such_pages(client, maja):
    assert maja.role == Role.SDR
    for name in ("nurture_list", "nurture_leads", "nurture_mails", "nurture_create"):
        assert page(client, maja, name).status_code == 404


def test_no_track_at_all(client, ines):
    NurtureTrack.objects.update(team=UserFactory(sdr=True).team)
    helena = UserFactory(manager=True)
    text = page(client, helena, "nurture_list").content.decode()
    assert "No track yet" in text
    assert "No lead here yet" in page(client, ines, "nurture_leads").content.decode()
