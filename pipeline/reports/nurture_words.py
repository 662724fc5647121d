"""What a track does and did, in words."""

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frameworks_app.models import read
from pipeline.models import TrackRule, TrackStep

ICONS = {
    TrackStep.Kind.WAIT: "clock",
    TrackStep.Kind.MAIL: "mail",
    TrackStep.Kind.TASK: "check",
    TrackStep.Kind.CHANGE: "swap",
}


def step_words(step):
    """Such as “Wait 14 days, until a working hour” or “E-mail: Before the budget”."""
    match step.kind:
        case TrackStep.Kind.WAIT:
            return wait_words(step)
        case TrackStep.Kind.MAIL:
            return _("E-mail: %(name)s") % {"name": step.template}
        case TrackStep.Kind.TASK:
            return _("Task: %(task)s") % {"task": read(step.task).text}
    return _("On to the track %(name)s") % {"name": step.to_track}


def wait_words(step):
    if not step.days:
        return _("Wait until a working hour") if step.in_working_hours else _("No wait")
    days = ngettext("Wait %(number)d day", "Wait %(number)d days", step.days) % {"number": step.days}
    return _("%(wait)s, until a working hour") % {"wait": days} if step.in_working_hours else days


def rule_words(rule):
    """What must happen, such as “Case study download, 2 times within 30 days”."""
    match rule.kind:
        case TrackRule.Kind.SIGNAL:
            return signal_words(rule)
        case TrackRule.Kind.CATEGORY:
            return _("Status becomes %(status)s") % {"status": rule.category}
        case TrackRule.Kind.QUALIFICATION:
            return _("Qualification score is at least %(number)d") % {"number": rule.at_least}
        case TrackRule.Kind.ENGAGEMENT:
            return _("Engagement reaches level %(number)d") % {"number": rule.at_least}
        case TrackRule.Kind.DAYS:
            return ngettext("After %(number)d day", "After %(number)d days", rule.days) % {"number": rule.days}
    return str(rule.get_kind_display())


def signal_words(rule):
    if rule.count == 1 and not rule.days:
        return str(rule.signal_type)
    times = ngettext("%(number)d time", "%(number)d times", rule.count) % {"number": rule.count}
    if not rule.days:
        return f"{rule.signal_type}, {times}"
    within = ngettext("within %(number)d day", "within %(number)d days", rule.days) % {"number": rule.days}
    return f"{rule.signal_type}, {times} {within}"


def entered_words(enrolment):
    """Such as “Parked: No budget this year”."""
    what = read(enrolment.entered_what).text or enrolment.note
    return with_what(enrolment.get_entered_by_display(), what)


def left_words(enrolment):
    return with_what(enrolment.get_left_by_display(), read(enrolment.left_what).text)


def with_what(how, what):
    return f"{how}: {what}" if what else str(how)


def next_words(enrolment, steps):
    """What comes next and when, such as “E-mail on 3 Dec”; `steps` are the standing ones of its track, in order."""
    step, at = enrolment.next_step, enrolment.next_at
    if step.kind == TrackStep.Kind.WAIT:
        step = next((each for each in after(steps, step) if each.kind != TrackStep.Kind.WAIT), None)
    if enrolment.ends_at and enrolment.ends_at <= at or step is None:
        at = min(filter(None, (at, enrolment.ends_at)))
        return _("leaves on %(day)s") % {"day": day_words(at)}
    said = {"what": what_words(step, enrolment.track), "day": day_words(at)}
    return _("%(what)s on %(day)s") % said if at > timezone.now() else _("%(what)s now") % said


def what_words(step, track):
    if step.kind == TrackStep.Kind.MAIL and not track.sends_mail:
        return _("E-mail (switched off)")
    return step.get_kind_display()


def day_words(moment):
    return formats.date_format(timezone.localtime(moment), "DATE_FORMAT")


def after(steps, step):
    return [each for each in steps if (each.position, each.pk) > (step.position, step.pk)]


def place_of(enrolment, steps):
    """Which of how many: a retired step counts as the one that comes after it."""
    behind = after(steps, enrolment.next_step)
    is_standing = any(step.pk == enrolment.next_step_id for step in steps)
    number = len(steps) - len(behind) + (0 if is_standing else 1)
    return min(number, len(steps)), len(steps)
