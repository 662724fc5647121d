"""The demo company in the middle of a working day: work begun, done and failed, twins, long names, people of today."""

from datetime import timedelta

from django.utils import timezone

from accounts.calendar import home_day
from accounts.models import User
from frameworks_app.models import Question, ScoringModelVersion, ScoringSettings, SignalType
from pipeline.actions.bulk import change_many
from pipeline.actions.calls import start_call
from pipeline.actions.consent import record_consent
from pipeline.actions.demo import load_demo
from pipeline.actions.duplicates import renew
from pipeline.actions.hand_offs import pass_lead
from pipeline.actions.holds import put_on_hold
from pipeline.actions.jobs import run_jobs
from pipeline.actions.merge import merge_records
from pipeline.actions.nurture import take_out_of_track
from pipeline.actions.nurture_sweep import keep_nurture
from pipeline.actions.outcomes import nurture_lead, return_lead
from pipeline.actions.previews import ask_for_preview
from pipeline.actions.tags import tag_called
from pipeline.models import (
    BulkAct,
    DuplicatePair,
    Enrolment,
    Hold,
    Job,
    JobFile,
    Lead,
    MailTemplate,
    Message,
    NurtureTrack,
    Reason,
    SavedView,
    Stage,
    Twins,
)
from pipeline.scoring.passes import run_passes
from pipeline.scoring.rescore import rescore_all_marked
from tests.agreed import agree
from tests.factories import CompanyFactory, ContactFactory, LeadFactory, SignalFactory
from tests.pipeline import practice_stories
from tests.pipeline.backtest_stories import backtest_under_way, finished_backtest
from tests.pipeline.import_stories import LEADS, brought, imported, mapped
from tests.pipeline.mail_stories import to_contact
from tests.pipeline.review_stories import held_twice

FAIR = """Company,Website,First Name,Last Name,Email,Phone,Lead Status,Amount,Created Date
Willow Crafts,willowcrafts.example,Nora,Adler,nora@willowcrafts.example,+49 30 5550 199,New,2400,2026-05-02
Lisia Nora,lisianora.example,Jan,Sowa,jan@lisianora.example,+48 61 555 01 91,New,1800,2026-05-02
Mapleroot Toys,mapleroot.example,Ellen,Frost,ellen at mapleroot,+44 20 7946 0191,New,3200,2026-05-02
Studio Kreda,kreda.example,Ola,Wrona,ola@kreda.example,+48 22 555 01 92,Working,5600,2026-05-03
Acme,acme.example,Ann,Bo,ann@acme.example,,Working,1500,2026-05-03
"""
LONG = "Towarzystwo Miłośników Wielobarwnych Przędz i Tkanin Nadbałtyckich Spółka Komandytowa"


def working_day(client):
    """What a page's address needs, by name."""
    load_demo()
    # A picture in the dark follows the browser.
    User.objects.update(theme="system")
    people = {user.username: user for user in User.objects.all()}
    rows = {"lead": Lead.objects.get(company__name="Granite & Wells")}
    rows["called"] = Lead.objects.get(company__name="Brightloom Textiles")
    rows["call"] = start_call(lead=rows["called"], by=people["sdr"], language="en")
    rows["long"] = long_lead(people["sdr"])
    wait_for_triage(people)
    rows["held"] = waiting_lead(people["sdr"])
    rows["pair"], rows["merge"] = twins(people["manager"])
    rows |= lists_in_use(people)
    rows |= imports(client, people["marketing"])
    rescore_all_marked()
    rows["version"], rows["older"] = ScoringModelVersion.objects.newest_first()[:2]
    rows["question"] = Question.objects.filter(criterion__key="budget").first()
    agree(people["marketing"], people["manager"])
    rows |= previews(people["admin"])
    rows |= backtests(people["marketing"])
    rows |= practised(people["sdr"])
    rows |= letters(people["sdr"], rows["lead"])
    rows |= nurtured(people)
    rows |= held_twice(people["manager"], people["sdr"], [people["ae"]])
    return rows


def nurtured(people):
    """Leads in several steps of two tracks, one that came back and one that was taken out."""
    stories = [("Pine & Oar", "no_budget"), ("Kelp Kitchens", "no_budget"), ("Foxglove Prints", "no_priority")]
    stories += [("Marlow Bikes", "no_budget"), ("Tern Travel", "no_response")]
    leads = [lead_of(company, "Jo Hart", "Owner", "Letters", owner=people["sdr"]) for company, _reason in stories]
    for lead, (_company, reason) in zip(leads, stories, strict=True):
        lead = Lead.objects.with_state().get(pk=lead.pk)
        nurture_lead(lead=lead, reason=Reason.objects.get(key=reason), by=people["sdr"])
    track = NurtureTrack.objects.get(key="budget_cycle")
    third = track.steps.standing().in_order()[2]
    Enrolment.objects.filter(lead=leads[1]).update(next_step=third, next_at=timezone.now() + timedelta(days=40))
    SignalFactory(lead=leads[3], type=SignalType.objects.get(key="personal_reply"))
    take_out_of_track(lead=leads[4], by=people["sdr"])
    keep_nurture()
    return {"track": track, "parked": leads[0], "mail": MailTemplate.objects.get(key="budget_plan")}


def letters(sdr, lead):
    """One that went out, one that nobody knows of, one refused, one withheld and one that waits."""
    record_consent(contact=lead.contact, state="given", source="form", by=sdr, note="At the fair in Poznań")
    now, states = timezone.now(), Message.State
    said = {
        "letter": {"state": states.SENT, "sent_at": now - timedelta(hours=2), "sending_at": now - timedelta(hours=2)},
        "letter_unsure": {"state": states.SENDING, "sending_at": now - timedelta(hours=1)},
        "letter_refused": {"state": states.FAILED, "error": "550 5.1.1 no such user"},
        "letter_withheld": {"state": states.WITHHELD, "withheld_for": Message.Withheld.UNSUBSCRIBED},
        "letter_waiting": {},
    }
    found = {name: to_contact(lead) for name in said}
    for name, letter in found.items():
        Message.objects.filter(pk=letter.pk).update(**said[name])
        letter.refresh_from_db()
    return found


def practised(sdr):
    """One call going on, and one that is over and went half well."""
    begun = practice_stories.Talk(practice_stories.begin(sdr)).hear("budget", "metrics").ask("need")
    over = practice_stories.Talk(practice_stories.begin(sdr, practice_stories.MOVE))
    over.hear("budget", "decision_process").ask("timeline", "pain").rate(timeline=2, pain=4).ask("champion")
    return {"practice": begun.call, "practised": over.end()}


def waiting_lead(owner):
    """It waits for the second time."""
    lead = LeadFactory(owner=owner, company__name="Sunflower Print", stage=Stage.objects.get(key="proposal"))
    for days, kind in ((3, Hold.Kind.BUDGET), (12, Hold.Kind.AWAY)):
        put_on_hold(lead=lead, until=home_day() + timedelta(days=days), kind=kind, by=owner)
    return lead


def long_lead(owner):
    """Everything about it is as long as people make it."""
    contact = {
        "name": "Maria Skłodowska-Wielopolska-Zamoyska",
        "title": "Dyrektorka ds. rozwoju sprzedaży wielokanałowej",
    }
    company = CompanyFactory(name=LONG, country="PL", employees=140, industry="online_retail")
    person = ContactFactory(company=company, email=f"{'wielobarwne-przedze' * 3}@przedze.example", **contact)
    title = "Szablony wiadomości e-mail dla całej kolekcji jesienno-zimowej wraz z tłumaczeniami"
    lead = LeadFactory(owner=owner, company=company, contact=person, title=title, amount=1_234_567, currency="PLN")
    SignalFactory(lead=lead)
    return lead


NEW = [
    ("Baltic Yarn", "Hanna Lis", "Owner", "Letters for the autumn collection"),
    ("Kettle & Kite", "Owen Price", "Head of marketing", "Reminders of full baskets"),
    ("Paper Boat Press", "Lena Vogel", "Marketing manager", "News for subscribers"),
]


def wait_for_triage(people):
    """New leads for marketing, one that came back, and some that sales are to accept."""
    shop = {"company__industry": "online_retail", "company__country": "PL", "company__employees": 140}
    demo = SignalType.objects.get(key="demo_request")
    for new in NEW:
        SignalFactory(lead=lead_of(*new, source="webinar", campaign="spring", **shop), type=demo)
    back = lead_of("Fjord Tours", "Ingrid Moe", "Founder", "Booking letters", source="list", owner=people["sdr"])
    returned = Lead.objects.with_state().get(pk=back.pk)
    reason = Reason.objects.get(key="bad_contact_data")
    return_lead(lead=returned, reason=reason, by=people["sdr"], note="Nobody there")
    passed_on(people, "sdr", "Harbour Lane", "Tess Moran", "Shop manager", "Thanks after a purchase")
    passed_on(people, "ae", "Northlight Optics", "Ivo Kral", "CRM lead", "All campaigns")


def lead_of(company, person, job, title, **said):
    return LeadFactory(company__name=company, contact__name=person, contact__title=job, title=title, **said)


def passed_on(people, owner, *said):
    person = people[owner]
    lead = lead_of(*said, source="webinar", owner=person)
    pass_lead(lead=Lead.objects.with_state().get(pk=lead.pk), team=person.team, to=person, by=people["marketing"])


def twins(manager):
    leads = []
    for name, person in (("Saltmarsh Ceramics", "Ewa Zając"), ("Salt Marsh Ceramics Ltd", "Zajac Ewa")):
        company = CompanyFactory(name=name, domain="saltmarsh.example", country="GB", phone="+44 20 7946 0000")
        address = f"{len(name)}@saltmarsh.example"
        contact = ContactFactory(company=company, name=person, title="Head of marketing", email=address)
        leads.append(LeadFactory(owner=manager, company=company, contact=contact, title="Glaze news"))
    for kind in Twins.values:
        renew(kind)
    rye = ("Willow & Rye", "Sam Birch", "Owner", "Weekly bread letter")
    kept, merged = lead_of(*rye, owner=manager), lead_of(*rye, owner=manager)
    merge = merge_records(kind=Twins.LEAD, kept=kept, merged=merged, taken=[], by=manager)
    return DuplicatePair.objects.filter(kind=Twins.COMPANY).first(), merge


def lists_in_use(people):
    """Saved views, a tag given to many leads, and files that were asked for."""
    manager = people["manager"]
    SavedView.objects.create(by=manager, name="Fair in Poznań", is_shared=True, query="q=a")
    SavedView.objects.create(by=people["sdr"], name="Mine, warm", query="owner=me")
    ids = list(Lead.objects.filter(state__team=manager.team).values_list("pk", flat=True)[:5])
    tag = tag_called(name="Fair 2026", by=manager)
    act = change_many(kind=BulkAct.Kind.TAG, ids=ids, said={"tag": tag.pk}, token=None, by=manager)
    said = {"kind": Job.Kind.EXPORT, "by": manager, "arguments": {"list": "leads", "form": "xlsx", "query": ""}}
    running = Job.objects.create(state=Job.State.RUNNING, done=6_200, total=18_400, **said)
    done = Job.objects.create(state=Job.State.DONE, done=18_400, total=18_400, finished_at=timezone.now(), **said)
    JobFile.objects.create(job=done, kind=JobFile.Kind.OUTPUT, name="leads-2026-05-04.xlsx", content=b"xlsx")
    failed = Job.objects.create(state=Job.State.FAILED, finished_at=timezone.now() - timedelta(hours=1), **said)
    return {"act": act, "running": running, "done": done, "failed": failed}


def imports(client, ines):
    """A file just brought, one whose columns are said, one that is stored, one that could not be."""
    client.force_login(ines)
    found = {"imported": imported(client, LEADS, name="leads-from-the-old-crm.csv", currency="EUR")}
    found |= {"draft": brought(client, LEADS), "mapped": brought(client, FAIR, name="fair-in-poznan.csv")}
    mapped(client, found["mapped"], currency="EUR")
    found["broken"] = Job.objects.create(
        kind=Job.Kind.IMPORT, by=ines, state=Job.State.FAILED, arguments=found["mapped"].arguments, error=""
    )
    return found


def backtests(ines):
    """A version that tells something, one tried on leads that say nothing, and one that is being counted."""
    return {
        "backtest": finished_backtest(ines),
        "backtest_other": finished_backtest(ines, leads=240, skill=0, window="closed"),
        "backtest_few": finished_backtest(ines, leads=12),
        "backtest_running": backtest_under_way(ines),
    }


def previews(ada):
    """A draft that thinks more of demo requests and less of page views, tried on all leads; and one being tried."""
    run_passes()
    SignalType.objects.filter(key="demo_request").update(points=60, cap=120)
    SignalType.objects.filter(key="product_page_view").update(points=1)
    ScoringSettings.objects.update(grade_b=60)
    found = ask_for_preview(by=ada)
    run_jobs()
    found.refresh_from_db()
    running = Job.objects.create(
        kind=Job.Kind.PREVIEW, by=ada, state=Job.State.RUNNING, arguments=found.arguments, done=25_000, total=48_310
    )
    return {"preview": found, "preview_running": running}
