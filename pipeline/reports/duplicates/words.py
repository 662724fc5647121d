"""Why two records are thought one, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from frameworks_app.models import Attribute

WORDS = {
    "email_same": gettext_lazy("same e-mail"),
    "email_shared": gettext_lazy("same shared mailbox"),
    "email_near": gettext_lazy("e-mail nearly the same"),
    "email_differs": gettext_lazy("other e-mail"),
    "domain_same": gettext_lazy("same website"),
    "domain_near": gettext_lazy("same website in another country"),
    "domain_differs": gettext_lazy("other website"),
    "name_same": gettext_lazy("same name"),
    "name_part": gettext_lazy("one name holds the other"),
    "name_alike": gettext_lazy("names only resemble"),
    "name_differs": gettext_lazy("other name"),
    "phone_same": gettext_lazy("same phone"),
    "phone_near": gettext_lazy("phone differs in one digit"),
    "phone_differs": gettext_lazy("other phone"),
    "company_same": gettext_lazy("same company"),
    "company_differs": gettext_lazy("other company"),
    "address_same": gettext_lazy("same address"),
    "address_near": gettext_lazy("address nearly the same"),
    "address_differs": gettext_lazy("other address"),
    "country_differs": gettext_lazy("other country"),
    "person_same": gettext_lazy("same person"),
    "person_differs": gettext_lazy("other person"),
    "product_same": gettext_lazy("same product"),
    "product_differs": gettext_lazy("other product"),
    "title_same": pgettext_lazy("lead", "same title"),
    "title_near": pgettext_lazy("lead", "titles nearly the same"),
    "title_differs": pgettext_lazy("lead", "other title"),
}
AGAINST = ("_differs", "_alike")


def in_words(reasons):
    """Each reason as words and whether it speaks for one record; `reasons` are pairs of code and detail."""
    names = attribute_names() if any(code.startswith("attribute") for code, _detail in reasons) else {}
    return [{"text": sentence(code, detail, names), "is_for": not code.endswith(AGAINST)} for code, detail in reasons]


def sentence(code, detail, names):
    match code:
        case "name_near":
            return _("name %(percent)s %% alike") % {"percent": detail}
        case "attribute_same":
            return _("same %(attribute)s") % {"attribute": names.get(detail, detail)}
        case "attribute_near":
            return _("%(attribute)s nearly the same") % {"attribute": names.get(detail, detail)}
        case "attribute_differs":
            return _("other %(attribute)s") % {"attribute": names.get(detail, detail)}
    return str(WORDS[code])


def attribute_names():
    return {each.key: str(each) for each in Attribute.objects.custom()}
