"""A file that still knows what has been merged speaks of the one that was kept."""

from pipeline.actions.merge import merge_records
from pipeline.models import Company, Contact, Lead

from .conftest import numbers


def merge(kind, kept, merged):
    merge_records(kind=kind, kept=kept, merged=merged, taken=[], by=None)


def test_the_key_of_a_merged_lead_leads_to_the_kept_one_which_has_no_key(run):
    run("Id,Company,Title\n7,Acme,Letters\n")
    known, kept = Lead.objects.get(), Lead.objects.create(title="By hand")
    merge("lead", kept, known)
    assert numbers(run("Id,Company,Title\n7,Acme,Newsletters\n")) == (0, 1, 0, 0)
    kept.refresh_from_db()
    assert (kept.title, kept.external_id, Lead.objects.count()) == ("Newsletters", "", 2)


def test_the_address_of_a_merged_person_leads_to_the_kept_one(run):
    run("Mail,Title\nann@acme.example,Letters\n")
    known = Contact.objects.get()
    kept = Contact.objects.create(name="Ann Bo", email="ann.bo@acme.example")
    merge("contact", kept, known)
    run("Mail,Title\nann@acme.example,Letters again\n")
    assert Contact.objects.count() == 2
    assert set(Lead.objects.values_list("contact", flat=True)) == {kept.pk}


def test_the_old_name_of_a_merged_company_leads_to_the_kept_one(run):
    kept, known = (Company.objects.create(name=name) for name in ("Bright Loom", "Brightloom"))
    merge("company", kept, known)
    run("Company,Mail\nBrightloom,ann@loom.example\n")
    assert (Lead.objects.get().company, Company.objects.count()) == (kept, 2)
