"""A person as people write them down."""

from django.utils.translation import gettext_lazy as _

from pipeline.models import Company

from .leads import ContactForm


class PersonForm(ContactForm):
    """Somebody at a company, or at none that we know of."""

    class Meta(ContactForm.Meta):
        fields = ["name", "email", "phone", "title", "company", *ContactForm.Meta.fields[4:]]

    def __init__(self, *args, company=None, **kwargs):
        super().__init__(*args, with_custom=True, **kwargs)
        chosen = Company.objects.filter(pk=company.pk if company else self.instance.company_id)
        # One company or none: a list of all of them would be long, and of some of them a secret.
        self.fields["company"].queryset = chosen
        self.fields["company"].initial = company
        self.fields["company"].empty_label = _("None")
        if not chosen.exists():
            del self.fields["company"]

    def is_needed(self, cleaned):
        return True
