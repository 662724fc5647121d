"""What the judge looks at: a company, a person or a lead in plain words."""

from dataclasses import dataclass, field

from . import plain

ADDRESS_WORDS = ("address", "street", "house", "building", "city", "town", "suburb", "postcode", "postal", "zip")


@dataclass(frozen=True, slots=True)
class Sketch:
    pk: int | None = None
    name: str = ""
    email: str = ""
    domain: str = ""
    phone: str = ""
    country: str = ""
    address: str = ""
    company_id: int | None = None
    company: str = ""
    contact_id: int | None = None
    product_id: int | None = None
    others: dict = field(default_factory=dict)


def of_company(row):
    address, others = places(row.custom, row.region)
    return Sketch(
        pk=row.pk,
        name=plain.company_name(row.name),
        domain=plain.website(row.domain) if row.domain else "",
        phone=plain.phone(row.phone, row.country) if row.phone else "",
        country=row.country,
        address=address,
        others=others,
    )


def of_contact(row):
    """`row.company` is read: select it."""
    company = row.company
    email = plain.email(row.email) if row.email else ""
    address, others = places(row.custom, "")
    return Sketch(
        pk=row.pk,
        name=plain.plain(row.name),
        email=email,
        domain=plain.domain_of(email) if email else "",
        phone=plain.phone(row.phone, company.country if company else "") if row.phone else "",
        address=address,
        company_id=row.company_id,
        company=plain.company_name(company.name) if company else "",
        others=others,
    )


def of_lead(row):
    return Sketch(
        pk=row.pk,
        name=plain.plain(row.title),
        company_id=row.company_id,
        contact_id=row.contact_id,
        product_id=row.product_id,
    )


def places(custom, region):
    """Custom attributes that make an address, as one line, and the others, each as plain text."""
    said = {key: plain.plain(str(value)) for key, value in sorted(custom.items()) if is_said(value)}
    parts = [value for key, value in said.items() if is_place(key)]
    others = {key: value for key, value in said.items() if not is_place(key) and value}
    return plain.street(" ".join([*parts, region])), others


def is_said(value):
    return isinstance(value, str | int | float) and not isinstance(value, bool) and value != ""


def is_place(key):
    return any(word in key for word in ADDRESS_WORDS)
