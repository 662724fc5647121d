"""Every page of the team over the demo company: pictures in both themes and sizes, and no accessibility fault."""

import pytest

from accounts.models import User
from pipeline.actions.calls import start_call
from pipeline.actions.demo import load_demo
from pipeline.models import Lead
from tests.visits import sign_in, violations

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = [{"width": 1440, "height": 900}, {"width": 390, "height": 844}]


@pytest.fixture
def addresses(shipped):
    """Page by name, over the demo company with one call under way."""
    load_demo()
    lead = Lead.objects.get(company__name="Granite & Wells")
    other = Lead.objects.get(company__name="Brightloom Textiles")
    call = start_call(lead=other, by=User.objects.get(username="sdr"), language="en")
    return {
        "queue": "/",
        "leads": "/leads/",
        "leads-found": "/leads/?q=bright",
        "leads-none": "/leads/?q=nobodyatall",
        "leads-columns": "/leads/columns/",
        "view-new": "/views/new/?page=lead_list&query=owner%3Dme&columns=lead",
        "lead": f"/leads/{lead.pk}/",
        "why": f"/leads/{lead.pk}/why/",
        "lead-changes": f"/leads/{lead.pk}/changes/",
        "lead-edit": f"/leads/{lead.pk}/edit/",
        "lead-move": f"/leads/{lead.pk}/move/",
        "lead-assign": f"/leads/{lead.pk}/assign/",
        "lead-status": f"/leads/{lead.pk}/status/",
        "lead-note": f"/leads/{lead.pk}/notes/new/",
        "lead-follow-up": f"/leads/{lead.pk}/follow-ups/new/",
        "lead-signal": f"/leads/{lead.pk}/signals/new/",
        "lead-person": f"/leads/{lead.pk}/people/new/",
        "new-lead": "/leads/new/",
        "companies": "/companies/",
        "companies-none": "/companies/?q=nobodyatall",
        "company": f"/companies/{lead.company_id}/",
        "company-edit": f"/companies/{lead.company_id}/edit/",
        "contacts": "/contacts/",
        "contact": f"/contacts/{lead.contact_id}/",
        "contact-edit": f"/contacts/{lead.contact_id}/edit/",
        "new-contact": f"/contacts/new/?company={lead.company_id}",
        "search": "/search/?q=gran",
        "search-none": "/search/?q=nobodyatall",
        "lead-disqualify": f"/leads/{lead.pk}/disqualify/",
        "lead-nurture": f"/leads/{lead.pk}/nurture/",
        "lead-return": f"/leads/{lead.pk}/return/",
        "lead-close": f"/leads/{lead.pk}/close/",
        "follow-ups": "/follow-ups/",
        "follow-ups-team": "/follow-ups/?whose=team&span=week",
        "board": "/board/",
        "board-none": "/board/?q=nobodyatall",
        "board-column": f"/board/columns/{lead.state.stage_id}/",
        "calls": "/calls/",
        "call": f"/calls/{call.pk}/",
        "call-end": f"/calls/{call.pk}/end/",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_an_sdr(page, live_server, client, shots, addresses, scheme):
    sign_in(page, client, live_server, User.objects.get(username="sdr"))
    page.emulate_media(color_scheme=scheme)
    for name, address in addresses.items():
        for size in SIZES:
            page.set_viewport_size(size)
            assert (name, page.goto(live_server.url + address).status) == (name, 200)
            shots(page, f"{name}-{scheme}-{size['width']}")
            wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            # Measured at full height, so that no bar that stays in place covers what axe looks at.
            page.set_viewport_size({**size, "height": 3600})
            assert (name, violations(page), wider) == (name, [], 0)


@pytest.mark.parametrize("username", ["manager", "marketing", "ae", "admin"])
def test_the_first_page_of_everybody_else(page, live_server, client, shots, addresses, username):
    sign_in(page, client, live_server, User.objects.get(username=username))
    page.set_viewport_size(SIZES[0])
    page.goto(live_server.url)
    shots(page, f"first-page-{username}")
    assert violations(page) == []
