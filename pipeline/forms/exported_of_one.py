"""The lists on the page of one lead, company, person, or change of many leads: ?of= is its key."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pipeline.models import BulkAct, Company, Contact
from pipeline.reports import bulk_acts, company_page, contact_page
from pipeline.reports.audit_veil import is_veiled
from pipeline.reports.changes import changes
from pipeline.reports.exports import Exported, always, offer, whose
from pipeline.reports.lead_page import lead_rows
from pipeline.reports.lists_of_one_columns import CHANGED, CHANGES, OF_A_COMPANY, OF_A_PERSON, SCORE_DAYS
from pipeline.reports.score_history import score_history


def leads_of_company(user, said):
    return company_page.leads_of(whose(Company.objects.standing().visible_to(user), said), user)


def leads_of_person(user, said):
    parts = contact_page.parts_of(whose(Contact.objects.standing().visible_to(user), said), user)
    for part in parts:
        part.lead.roles = roles(part)
    return [part.lead for part in parts]


def roles(part):
    return [seat.get_role_display() for seat in part.seats] + [_("primary contact")] * part.is_primary


def changed_at_once(user, said):
    lines = bulk_acts.lines(whose(BulkAct.objects.visible_to(user), said), user, most=None)
    for line in lines:
        line.lead.before = line.before
    return [line.lead for line in lines]


def score_days(user, said):
    lead = whose(lead_rows(user), said)
    if is_veiled(lead.state, user):
        raise Http404
    return score_history(lead).marks


def changes_of_lead(user, said):
    return changes(whose(lead_rows(user), said))


offer(Exported("company-leads", gettext_lazy("Leads"), leads_of_company, always(OF_A_COMPANY)))
offer(Exported("contact-leads", gettext_lazy("Leads"), leads_of_person, always(OF_A_PERSON)))
offer(Exported("bulk-act", gettext_lazy("Leads that were changed"), changed_at_once, always(CHANGED)))
offer(Exported("score-history", gettext_lazy("Score history"), score_days, always(SCORE_DAYS)))
offer(Exported("lead-changes", gettext_lazy("Changes"), changes_of_lead, always(CHANGES)))
