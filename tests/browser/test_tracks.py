"""Parked leads put into a track at once and taken back, and what a lead's history tells of it."""

import pytest

from accounts.models import User
from pipeline.actions.bulk import change_many
from pipeline.actions.demo import load_demo
from pipeline.actions.nurture import put_into_track, take_out_of_track
from pipeline.actions.objections import answer_objection, raise_objection
from pipeline.models import BulkAct, Enrolment, Lead, LeadState, NurtureTrack, Reason, Stage
from tests.visits import WHOLE, sign_in, violations

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = [{"width": 1440, "height": 900}, {"width": 390, "height": 844}]


@pytest.fixture
def helena(page, client, live_server, shipped):
    """The manager of the demo company, signed in."""
    load_demo()
    manager = User.objects.get(username="manager")
    manager.theme = "system"
    manager.save()
    sign_in(page, client, live_server, manager)
    return manager


@pytest.fixture
def parked(helena):
    """Three leads of her team, in no track."""
    team = LeadState.objects.filter(team=helena.team, stage__kind="open")
    ids = list(team.order_by("pk").values_list("lead", flat=True)[:3])
    reason = Reason.objects.get(key="no_budget")
    said = {"stage": Stage.objects.get(key="nurture").pk, "reason": reason.pk, "note": ""}
    change_many(kind=BulkAct.Kind.STAGE, ids=ids, said=said, token=None, by=helena)
    for lead in Lead.objects.filter(pk__in=ids):
        take_out_of_track(lead=lead, by=helena)
    return ids


def of_stage(live_server):
    stage = Stage.objects.get(key="nurture")
    return f"{live_server.url}/leads/?view=all&stage={stage.pk}"


def in_track(key):
    return set(Enrolment.objects.open().filter(track__key=key).values_list("lead", flat=True))


def choose(page, ids):
    for pk in ids:
        page.locator(f"[data-pick][value='{pk}']").check()


def test_parked_leads_go_into_a_track_and_come_back_out_by_one_key(page, live_server, parked):
    page.goto(of_stage(live_server))
    choose(page, parked)
    page.get_by_role("button", name="Track", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Nurture track").select_option(label="Education")
    dialog.get_by_role("button", name="Change 3 leads").click()
    page.get_by_text("3 leads put into the track Education.").wait_for()
    assert in_track("education") == set(parked)
    page.keyboard.press("u")
    page.get_by_text("3 leads are as they were.").wait_for()
    assert in_track("education") == set()


@pytest.mark.tour
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dialogs_of_tracks_and_the_history_have_no_fault(page, live_server, helena, parked, shots, scheme):
    address = f"{live_server.url}/leads/{told(helena, parked[0])}/"
    page.emulate_media(color_scheme=scheme)
    for size in SIZES:
        page.set_viewport_size(size)
        for name in ("Track", "Out of the track"):
            page.goto(of_stage(live_server))
            choose(page, parked)
            page.get_by_role("button", name=name, exact=True).click()
            page.get_by_role("dialog").wait_for()
            check(page, shots, f"bulk-{name.split()[0].lower()}-{scheme}-{size['width']}")
        page.goto(address)
        page.locator("[data-event='track_left']").first.scroll_into_view_if_needed()
        check(page, shots, f"history-tracks-{scheme}-{size['width']}")


def check(page, shots, name):
    shots(page, name, full_page=False)
    wider, size = page.evaluate("document.documentElement.scrollWidth - innerWidth"), page.viewport_size
    page.set_viewport_size({**size, "height": WHOLE})
    page.evaluate("scrollTo(0, 0)")
    assert (name, violations(page), wider) == (name, [], 0)
    page.set_viewport_size(size)


def told(helena, pk):
    """A lead with something of each kind in its history."""
    lead = Lead.objects.with_state().get(pk=pk)
    education = NurtureTrack.objects.get(key="education")
    put_into_track(lead=lead, track=education, by=helena, note="Reads everything we write")
    take_out_of_track(lead=lead, by=helena)
    raise_objection(lead=lead, kind="price", by=helena, text="Twice what we pay now", answer="It replaces two tools")
    timing = raise_objection(lead=lead, kind="timing", by=helena, text="Not before the autumn")
    answer_objection(objection=timing, answer="We begin with one shop", by=helena)
    return pk
