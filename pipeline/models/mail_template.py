"""What a nurture track writes: texts in several languages, in which facts of the lead have their places."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.history import tracked
from frameworks_app.models.protection import PROMISES
from frameworks_app.models.texts import Definition, DefinitionQuerySet, TextsField

# What a template may name. Nothing else is looked up, whatever stands between the braces.
FACTS = {
    "contact.first_name": gettext_lazy("The contact's first name"),
    "contact.name": gettext_lazy("The contact's whole name"),
    "contact.title": gettext_lazy("The contact's title"),
    "company.name": gettext_lazy("The company"),
    "company.industry": gettext_lazy("The company's industry"),
    "company.region": gettext_lazy("The company's region"),
    "lead.title": gettext_lazy("What the lead is about"),
    "lead.product": gettext_lazy("The product"),
    "owner.first_name": gettext_lazy("The owner's first name"),
    "owner.name": gettext_lazy("The owner's whole name"),
    "owner.email": gettext_lazy("The owner's e-mail"),
    "team.name": gettext_lazy("The owner's team"),
}
PLACE = re.compile(r"\{([^{}|]*)(?:\|([^{}|]*))?\}")


def filled(text, facts):
    """The text with facts, by name, in their places; where one is not known, what the template says instead."""
    return PLACE.sub(lambda found: facts.get(found[1].strip()) or found[2] or "", text)


def problem_of(text):
    """What is wrong with the places of a text, in one sentence; None where all is well."""
    for name, instead in PLACE.findall(text):
        if name.strip() not in FACTS:
            return _("“{%(name)s}” is not a fact of the lead. Known are: %(known)s.") % {
                "name": name, "known": ", ".join(FACTS),
            }  # fmt: skip
        if not instead.strip():
            return _("Say what stands there where it is not known, such as {%(name)s|there}.") % {"name": name}
    if set("{}") & set(PLACE.sub("", text)):
        return _("A brace begins or ends a fact, such as {contact.first_name|there}: here one stands alone.")
    return None


def problems_of(texts):
    """Of every language's text; each says which."""
    found = ((language, problem_of(text)) for language, text in (texts or {}).items())
    return [f"{language}: {problem}" for language, problem in found if problem]


@tracked()
class MailTemplate(Definition):
    subject = TextsField(gettext_lazy("subject"))
    body = TextsField(gettext_lazy("text"), lines=8)

    objects = DefinitionQuerySet.as_manager()

    class Meta(Definition.Meta):
        verbose_name = gettext_lazy("nurture e-mail")
        verbose_name_plural = gettext_lazy("nurture e-mails")
        triggers = PROMISES

    def clean(self):
        super().clean()
        found = {field: problems_of(getattr(self, field)) for field in ("subject", "body")}
        if any(found.values()):
            raise ValidationError({field: problems for field, problems in found.items() if problems})

    def language_for(self, wanted):
        """The one asked for where both texts are written in it, else English, in which they always are."""
        return wanted if self.subject.get(wanted) and self.body.get(wanted) else "en"
