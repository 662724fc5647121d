"""Three forms on one page: the company, the person and the purchase."""

from uuid import uuid4

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.keys import key_in
from pipeline.models import Company, Contact
from pipeline.reports.duplicates import Typed, duplicates, same_contacts

from .leads import CompanyForm, ContactForm, NewLeadForm

# Choosing one of these sends all that is typed, and judges nothing of it yet.
CHOICES = ("use_company", "drop_company", "use_contact", "drop_contact")


class NewLead:
    def __init__(self, data, *, user):
        self.user = user
        self.data = data
        self.token = (data or {}).get("token") or str(uuid4())
        self.is_choosing = bool(data) and any(name in data for name in CHOICES)
        self.known_contact = self.chosen(Contact, "contact", data or {})
        self.known_company = self.chosen(Company, "company", data or {}) or self.company_of_contact()
        self.company = self.part(CompanyForm, "company")
        self.contact = self.part(ContactForm, "contact")
        self.lead = self.part(NewLeadForm, "lead", user=user)

    def chosen(self, model, what, data):
        pk = key_in(data.get(f"use_{what}") or data.get(f"known_{what}"))
        if f"drop_{what}" in data or pk is None:
            return None
        return model.objects.standing().visible_to(self.user).filter(pk=pk).first()

    def company_of_contact(self):
        """Who is chosen brings the company along, unless another one has been typed."""
        if not self.known_contact or "use_contact" not in self.data:
            return None
        return self.chosen(Company, "company", {"use_company": str(self.known_contact.company_id or "")})

    def part(self, form, prefix, **options):
        if self.is_choosing:
            typed = {key.removeprefix(f"{prefix}-"): value for key, value in self.data.items()}
            return form(prefix=prefix, initial=typed, **options)
        return form(self.data, prefix=prefix, **options)

    def is_valid(self):
        if self.data is None or self.is_choosing:
            return False
        typed = [form for form, known in self.halves() if not known]
        # Each says what is wrong with it, so all are asked.
        return all([form.is_valid() for form in [*typed, self.lead]]) and self.is_about_somebody()  # noqa: C419

    def halves(self):
        return [(self.company, self.known_company), (self.contact, self.known_contact)]

    def is_about_somebody(self):
        if self.known_company or self.known_contact or self.company.has_company() or self.contact.has_contact():
            return True
        self.company.add_error("name", _("Name the company, or at least a person."))
        return False

    @property
    def errors(self):
        return self.company.errors or self.contact.errors or self.lead.errors

    @cached_property
    def duplicates(self):
        """Of what stands in the form, finished or not: typing and storing ask the same question."""
        said = {name: value.strip() for name, value in (self.data or {}).items()}
        company = Company(
            name=said.get("company-name", ""),
            domain=CompanyForm.bare_domain(said.get("company-domain", "")),
            phone=said.get("company-phone", ""),
            country=said.get("company-country", ""),
        )
        contact = Contact(
            name=said.get("contact-name", ""),
            email=said.get("contact-email", ""),
            phone=said.get("contact-phone", ""),
        )
        return duplicates(self.user, Typed(self.known_company or company, self.known_contact or contact))

    def goes_on(self):
        """Nothing alike was found, or the person has seen it and goes on."""
        return not self.duplicates or self.has_seen_them

    @property
    def has_seen_them(self):
        return self.data.get("go_on") == self.duplicates.mark

    def chosen_contact(self):
        """The person chosen or typed, or the one we know by this e-mail address."""
        if self.known_contact or not self.contact.has_contact():
            return self.known_contact
        email = self.contact.cleaned_data["email"]
        known = (
            same_contacts(email).filter(pk__in=Contact.objects.visible_to(self.user))
            if email
            else Contact.objects.none()
        )
        return known.order_by("pk").first() or self.contact.save(commit=False)

    def parts(self):
        """What is to be stored."""
        company = self.known_company or (self.company.save(commit=False) if self.company.has_company() else None)
        owner = self.lead.cleaned_data["owner"]
        return {
            "lead": self.lead.save(commit=False),
            "company": company,
            "contact": self.chosen_contact(),
            "owner": owner,
            "team": None if owner else self.user.team,
        }
