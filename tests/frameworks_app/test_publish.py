"""Publishing the draft: by several at once, and not by an upgrade."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection

from frameworks_app.actions.document import digest_of, draft_document
from frameworks_app.actions.publish import publish
from frameworks_app.models import ScoringModelVersion, SignalType
from tests.factories import UserFactory


def together(*acts):
    """Everybody at the same moment; what each got, or why it was refused."""
    start, found = Barrier(len(acts)), {}

    def run(name, act):
        try:
            start.wait(timeout=30)
            found[name] = act()
        except ValidationError as refusal:
            found[name] = refusal.messages
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return [found[name] for name in range(len(acts))]


@pytest.mark.django_db(transaction=True)
def test_ada_and_bo_publish_the_same_draft_at_once(shipped):
    ada, bo = UserFactory(admin=True), UserFactory(admin=True)
    SignalType.objects.filter(key="demo_request").update(points=35)
    seen = digest_of(draft_document())
    acts = [lambda by=by: publish(by=by, note="Less for demos", seen=seen) for by in (ada, bo)]
    first, second = together(*acts)
    assert first == second
    assert list(ScoringModelVersion.objects.newest_first()) == [first, shipped]


@pytest.mark.django_db(transaction=True)
def test_bo_saves_while_ada_publishes_and_neither_loses_anything(shipped):
    ada = UserFactory(admin=True)
    SignalType.objects.filter(key="demo_request").update(points=35)
    seen = digest_of(draft_document())
    forms = SignalType.objects.filter(key="contact_form")
    found, _saved = together(
        lambda: publish(by=ada, note="Less for demos", seen=seen), lambda: forms.update(points=12)
    )
    # Either his change came too late for her version, or she is told to look again.
    refused = ["The draft has changed since you opened this page. Look at it again first."]
    assert found == refused or worth(found.document) == (35, 15)
    assert worth(publish(by=ada, note="Both").document) == (35, 12)


def worth(document):
    points = {each["key"]: each["points"] for each in document["signal_types"]}
    return points["demo_request"], points["contact_form"]


def test_an_upgrade_publishes_nothing_that_an_admin_has_not(shipped):
    SignalType.objects.filter(key="demo_request").update(points=35)
    call_command("setup")
    assert ScoringModelVersion.objects.current() == shipped
    assert worth(draft_document()) == (35, 15)


def test_a_digest_names_the_draft_and_not_its_writing(shipped):
    document = draft_document()
    turned = dict(reversed(document.items())) | {"fades": {}}
    assert digest_of(document) == digest_of(turned) == digest_of(shipped.document)
    assert digest_of(document) != digest_of(document | {"currency": "PLN"})
