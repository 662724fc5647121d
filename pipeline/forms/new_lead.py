"""Three forms on one page: the company, the person and the purchase."""

from uuid import uuid4

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from pipeline.models import Company, Contact
from pipeline.reports.duplicates import duplicates, same_contacts

from .leads import CompanyForm, ContactForm, NewLeadForm


class NewLead:
    def __init__(self, data, *, user):
        self.user = user
        self.data = data
        self.token = (data or {}).get("token") or str(uuid4())
        # Choosing a company sends all that is typed, and judges nothing of it yet.
        self.is_choosing = bool(data) and ("use_company" in data or "drop_company" in data)
        self.known_company = self.chosen_company(data or {})
        self.company = self.part(CompanyForm, "company")
        self.contact = self.part(ContactForm, "contact")
        self.lead = self.part(NewLeadForm, "lead", user=user)

    def chosen_company(self, data):
        pk = data.get("use_company") or data.get("known_company") or ""
        if "drop_company" in data or not pk.isdecimal():
            return None
        return Company.objects.standing().visible_to(self.user).filter(pk=pk).first()

    def part(self, form, prefix, **options):
        if self.is_choosing:
            typed = {key.removeprefix(f"{prefix}-"): value for key, value in self.data.items()}
            return form(prefix=prefix, initial=typed, **options)
        return form(self.data, prefix=prefix, **options)

    def is_valid(self):
        if self.data is None or self.is_choosing:
            return False
        forms = [self.contact, self.lead] if self.known_company else [self.company, self.contact, self.lead]
        # Each says what is wrong with it, so all are asked.
        return all([form.is_valid() for form in forms]) and self.is_about_somebody()  # noqa: C419

    def is_about_somebody(self):
        if self.known_company or self.company.has_company() or self.contact.has_contact():
            return True
        self.company.add_error("name", _("Name the company, or at least a person."))
        return False

    @property
    def errors(self):
        return self.company.errors or self.contact.errors or self.lead.errors

    @cached_property
    def duplicates(self):
        typed = {} if self.known_company else self.company.cleaned_data
        return duplicates(
            self.user,
            company=self.known_company,
            name=typed.get("name", ""),
            domain=typed.get("domain", ""),
            email=self.contact.cleaned_data["email"],
        )

    def goes_on(self):
        """Nothing alike was found, or the person has seen it and goes on."""
        return not self.duplicates or self.data.get("go_on") == self.duplicates.mark

    def chosen_contact(self):
        """The person typed, or the one we know by this e-mail address."""
        if not self.contact.has_contact():
            return None
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
