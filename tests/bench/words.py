"""What the made-up companies and people are called, and what is known of them."""

WORDS = [
    "Amber", "Birch", "Cedar", "Delta", "Ember", "Falcon", "Granite", "Harbor", "Iris", "Juniper", "Kestrel", "Lumen",
    "Meadow", "North", "Opal", "Pine", "Quartz", "River", "Sable", "Tidal", "Umber", "Vista", "Willow", "Xenon",
    "Yarrow", "Zephyr",
]  # fmt: skip
TRADES = [
    "Textiles", "Logistics", "Travel", "Studio", "Outlet", "Media", "Systems", "Foods", "Labs", "Events", "Academy",
    "Gardens",
]  # fmt: skip
FORMS = ["Sp. z o.o.", "GmbH", "Ltd", "S.A.", "B.V.", "AB", "s.r.o."]
FIRST = [
    "Anna", "Bogdan", "Celina", "Dawid", "Ewa", "Filip", "Greta", "Hanna", "Igor", "Julia", "Karol", "Lena", "Marek",
    "Nina", "Olaf", "Petra", "Ruta", "Stefan",
]  # fmt: skip
LAST = [
    "Nowak", "Kowalski", "Wójcik", "Schmidt", "Novák", "Jansen", "Dubois", "Lind", "Petrov", "Rossi", "Żak", "Król",
    "Mazur", "Weber", "Berg",
]  # fmt: skip
INDUSTRIES = [
    "online_retail", "travel", "events", "education", "software", "manufacturing", "gambling", "marketing_agency",
]  # fmt: skip
COUNTRIES = ["PL", "DE", "AT", "CZ", "SK", "NL", "FR", "DK", "SE", "LT", "US", "BR"]
TECHNOLOGIES = ["shopify", "woocommerce", "magento", "hubspot", "salesforce", "wordpress", "sap"]
TITLES = ["Marketing manager", "CEO", "Head of e-commerce", "IT director", "Intern", "Buyer", "Owner"]
SENIORITIES = ["intern", "staff", "manager", "director", "c_level", "owner"]
# Five, so that a rule about one of them is a rule about a fifth of the leads.
SOURCES = ["website", "event", "referral", "advertising", "webinar"]
