from django import template

from accounts.models import Role
from pipeline.reports.scoring_runs import alarm_count

register = template.Library()


@register.simple_tag
def alarms_for(user):
    """How many audits found something that no admin has looked at yet; for admins."""
    return alarm_count() if user.role == Role.ADMIN else 0
