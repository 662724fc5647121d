"""Hildegard Quillfeather, planted wherever the product lets anybody write: by its own actions, pages and imports."""

import json
from datetime import time, timedelta
from io import BytesIO
from uuid import uuid4

import pghistory
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from openpyxl import Workbook

from accounts.calendar import home_day
from frameworks_app.models import Category, Criterion, SignalType
from pipeline.actions.bounces import record_bounce
from pipeline.actions.calls import CallEnd, Said, end_call, record_answer, start_call, write_note
from pipeline.actions.consent import record_consent
from pipeline.actions.follow_ups import NextStep
from pipeline.actions.holds import put_on_hold
from pipeline.actions.nurture import put_into_track
from pipeline.actions.objections import answer_objection, raise_objection
from pipeline.actions.overrides import override_category
from pipeline.actions.review_decisions import Choice, decide
from pipeline.actions.review_opening import open_review
from pipeline.actions.reviews import close_review, write_notes
from pipeline.actions.signals import record_signal
from pipeline.actions.stages import assign_lead, move_lead
from pipeline.actions.stakeholders import add_stakeholder
from pipeline.capture.importing import import_file
from pipeline.models import (
    BulkAct,
    Contact,
    DoNotContact,
    DuplicatePair,
    HandOff,
    Job,
    JobFile,
    Lead,
    LeadTag,
    Merge,
    Message,
    NurtureTrack,
    ReviewSchedule,
    SavedMapping,
    SavedView,
    Stage,
    Tag,
    Twins,
)
from pipeline.notify import write
from tests.factories import ContactFactory, LeadFactory

NAME, EMAIL, PHONE = "Hildegard Quillfeather", "hildegard.quillfeather@larkspur.example", "+48 601 223 445"
# Each by itself, in small letters, and as they stand in the bytes of a file.
TRACES = ["hildegard", "quillfeather", "601223445", "601 223 445", "601-223-445"]
TRACES += [trace.encode().hex() for trace in ("Hildegard", "hildegard", "Quillfeather", "quillfeather")]

MAPPING = """
source: larkspur crm
row: lead
attributes:
  - {key: assistant, entity: contact, value_type: text}
  - {key: founder, entity: company, value_type: text}
fields:
  external_id: Mail
  company.name: {value: Larkspur Seeds}
  company.founder: Boss
  contact.external_id: Mail
  contact.name: {template: "{First} {Last}"}
  contact.email: Mail
  contact.phone: Phone
  contact.title: Title
  contact.assistant: Boss
  lead.title: {template: "Seeds for {Last}"}
  lead.campaign: Boss
answers:
  budget: {column: Money, ratings: {"yes": {rating: 3, because: set aside by Hildegard}}}
signals:
  - {type: contact_form, key: Mail}
"""
FILE = f"""First,Last,Mail,Phone,Title,Boss,Money
Hildegard,Quillfeather,{EMAIL},{PHONE},Head of seeds,Quillfeather,yes
"""


def plant(*, folder, maja, ada, client):
    """The lead whose contact she is. Everything else is found by looking for her."""
    lead = imported(folder, maja, ada)
    with pghistory.context(user=maja.pk, why=f"asked by {NAME}"):
        changed(lead)
        assign_lead(lead=lead, owner=maja, by=maja)
    called(lead, maja)
    happened(lead, maja)
    written_to(lead, maja)
    parked(lead, maja)
    reviewed(lead, maja)
    joined(lead, maja)
    told_elsewhere(maja)
    listed(lead, maja)
    corrected(lead, ada, client)
    return lead


def imported(folder, maja, ada):
    file, mapping = folder / "quillfeather.csv", folder / "mapping.yml"
    file.write_text(FILE)
    mapping.write_text(MAPPING)
    import_file(path=file, mapping=mapping, by=ada)
    lead = Lead.objects.get()
    job = Job.objects.get()
    JobFile.objects.create(job=job, kind=JobFile.Kind.INPUT, name=file.name, content=file.read_bytes())
    return lead


def changed(lead):
    """Married, moved, another number, and a lead renamed: history keeps what was."""
    contact, company = lead.contact, lead.company
    contact.phone, contact.custom = "601 223 445", {"assistant": "@quillfeather"}
    contact.save()
    contact.name = f"Dr {NAME}"
    contact.save()
    company.custom |= {"site contact": f"ask Hildegard on {PHONE}", "desk": 48601223445}
    company.save()
    company.custom |= {"site contact": "Quillfeather"}
    company.save()
    lead.title = "HILDEGARD wants seeds"
    lead.save()
    lead.title = "Hildegard's order"
    lead.save()


def called(lead, maja):
    call = start_call(lead=lead, by=maja, language="en")
    seat = add_stakeholder(
        lead=lead, contact=lead.contact, role="champion", stance="for", cares_about="what Hildegard likes", by=maja
    )
    seat.cares_about = "Quillfeather's bonus"
    seat.save()
    said = Said(
        client_id=uuid4(),
        criterion_id=Criterion.objects.get(key="budget").pk,
        rating=3,
        evidence="heard",
        source_id=seat.pk,
        quote="“I sign alone,” says Hildegard, call 601-223-445",
        value={"who": NAME, "mail": EMAIL.upper()},
    )
    record_answer(call=call, said=said, by=maja)
    for text in ("Quillfeather is away until May", f"{EMAIL} bounces"):
        write_note(lead=lead, text=text, by=maja, client_id=uuid4(), call=call)
    step = NextStep(kind="call", due_at=timezone.now(), note="Ring hildegard.quillfeather")
    stage = Stage.objects.get(key="discovery")
    ended = CallEnd(outcome="reached", stage=stage, next_step=step, summary="HILDEGARD QUILLFEATHER decides")
    end_call(call=call, ended=ended, by=maja)


def happened(lead, maja):
    record_signal(
        lead=lead,
        contact=lead.contact,
        type=SignalType.objects.get(key="product_page_view"),
        occurred_at=timezone.now(),
        by=maja,
        external_source="site",
        external_id=f"{EMAIL}:1",
        data={"email": EMAIL, "ip": "203.0.113.7", "page": "/seeds?for=quillfeather"},
    )
    move_lead(lead=lead, stage=Stage.objects.get(key="contacting"), by=maja, note="Hildegard asked us to wait")
    until = home_day() + timedelta(days=9)
    put_on_hold(lead=lead, until=until, kind="other", reason="Hildegard is in Crete", by=maja)
    override_category(lead=lead, category=Category.objects.first(), why="Mrs Quillfeather said so", by=maja)
    HandOff.objects.create(lead=lead, by=maja, note="Say hello to Hildegard")


def written_to(lead, maja):
    """A letter to her came back, another one waits, and a third tells Maja of her."""
    record_consent(contact=lead.contact, state="given", source="told", note="Hildegard nodded", by=maja)
    to_her = {"kind": "nurture", "address": EMAIL, "contact": lead.contact, "lead": lead}
    for cause in ("first", "second"):
        write(**to_her, cause=cause, subject=f"Seeds, {NAME}", text=f"Dear {NAME}", html=f"<p>Dear {NAME}</p>")
    record_bounce(message=Message.objects.get(cause="first"), is_hard=True, answer=f"550 no {EMAIL} here")
    told = {"subject": f"{NAME} is yours", "text": f"Call {PHONE}", "attachment": ("call.ics", f"SUMMARY:{NAME}")}
    write(kind="hand_off", address=maja.email, cause="third", person=maja, lead=lead, **told)


def parked(lead, maja):
    """She objects, is parked in a track, and comes back."""
    objection = raise_objection(
        lead=lead, kind="price", text=f"{NAME} finds it dear", answer="Told Hildegard", by=maja
    )
    answer_objection(objection=objection, answer="Quillfeather agrees", by=maja)
    move_lead(lead=lead, stage=Stage.objects.get(kind=Stage.Kind.NURTURE), by=maja)
    put_into_track(lead=lead, track=NurtureTrack.objects.first(), note="Hildegard reads first", by=maja)
    move_lead(lead=lead, stage=Stage.objects.get(key="contacting"), by=maja)


def reviewed(lead, maja):
    """A review is named after her, decides about her lead, and is a record since."""
    plan = ReviewSchedule.objects.create(name=f"Deals of {NAME}", at=time(10))
    review = open_review(plan=plan, by=maja)
    choice = Choice(kind="keep", note="Hildegard is to call back", day=home_day())
    decide(review=review, lead=lead, choice=choice, by=maja)
    write_notes(review=review, notes=f"{NAME} is the one", was="", by=maja)
    close_review(review=review, by=maja)


def joined(lead, maja):
    """She was here twice; and somebody else may be she."""
    twin = Contact.objects.create(
        name="H. Quillfeather", email="hquillfeather@larkspur.example", company=lead.company, merged_into=lead.contact
    )
    Merge.objects.create(
        kind=Twins.CONTACT, kept_id=lead.contact_id, merged_id=twin.pk, before={"name": NAME}, moved={"email": EMAIL}
    )
    other = ContactFactory(name="Hubert Quill", custom={"boss": NAME}, title=f"assistant of {NAME}")
    other.title = "assistant"
    other.save()
    DuplicatePair.objects.create(
        kind=Twins.CONTACT, first_id=lead.contact_id, second_id=other.pk, likelihood=60, reasons=[f"{NAME} / {EMAIL}"]
    )


def told_elsewhere(maja):
    """Under leads that have nothing to do with her."""
    lead = LeadFactory(title=f"Recommended by {NAME}", source=EMAIL, owner=maja)
    lead.title = "Recommended"
    lead.save()
    write_note(lead=lead, text=f"Quillfeather, Hildegard knows them; {PHONE}", by=maja, client_id=uuid4())
    colleague = LeadFactory(company=Lead.objects.order_by("pk").first().company, contact=None, owner=maja)
    write_note(lead=colleague, text="Same house as Quillfeather", by=maja, client_id=uuid4())
    wish = ContactFactory(name="Otto Lind")
    DoNotContact.objects.create(contact=wish, lifted_at=timezone.now(), why=f"{NAME} says he changed his mind")


def listed(lead, maja):
    """What people looked for, changed at once, exported, and called things."""
    SavedView.objects.create(by=maja, name=f"All of {NAME}", query="q=hildegard.quillfeather%40larkspur.example")
    SavedView.objects.create(by=maja, name="Seeds", query="q=Quillfeather&stage=3")
    SavedMapping.objects.create(by=maja, name=f"Files of {NAME}", choices={"Boss": {"value": NAME}})
    LeadTag.objects.create(lead=lead, tag=Tag.objects.create(name=f"friend of {NAME}"), by=maja)
    BulkAct.objects.create(
        kind="owner", by=maja, said={"q": "quillfeather"}, before=[{"title": f"For {NAME}"}], count=1
    )
    export = Job.objects.create(
        kind=Job.Kind.EXPORT,
        by=maja,
        arguments={"query": "q=hildegard"},
        error=f"{NAME}: too long",
        result={"rows": 7},
    )
    JobFile.objects.create(job=export, kind=JobFile.Kind.OUTPUT, name="leads.xlsx", content=workbook())
    lines = JobFile.objects.create(job=export, kind=JobFile.Kind.REJECTED, name="x.csv", content=b"a;b")
    lines.content = "Name;Surname\nHildegard;Quillfeather\n".encode("utf-16")
    lines.save()


def workbook():
    book = Workbook()
    book.active.append(["First name", "Surname"])
    book.active.append(["Hildegard", "Quillfeather"])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def corrected(lead, ada, client):
    """What the log of the set-up pages kept a row's name as, and words that wait to be told."""
    message = json.dumps([{"added": {"name": "contact", "object": f"{NAME} Łąka"}}])
    person = ContentType.objects.get_for_model(Contact)
    said = {"object_id": lead.contact_id, "object_repr": NAME, "action_flag": 2, "change_message": message}
    LogEntry.objects.create(user=ada, content_type=person, **said)
    client.force_login(ada)
    session = client.session
    session["_messages"] = json.dumps([f"{NAME} is in the buying committee Łąka"])
    session.save()
