"""What is written about hand-offs that wait: to whoever is to act, and once to the managers."""

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from accounts.models import Role, User
from pipeline.models import Message
from pipeline.notify import write


def remind(hand_off, *, is_attempt=False):
    """Nearly time: to whoever has it."""
    person = hand_off.to or hand_off.accepted_by
    cause = f"hand-off:{hand_off.pk}:{'try-soon' if is_attempt else 'soon'}"
    tell(person, hand_off, cause, attempt_soon if is_attempt else acceptance_soon)


def tell_managers(hand_off, *, is_attempt=False):
    """Late: to each manager of the team, once."""
    cause = f"hand-off:{hand_off.pk}:{'not-tried' if is_attempt else 'late'}"
    for manager in User.objects.active().filter(role=Role.MANAGER, team=hand_off.team_id).exclude(team=None):
        tell(manager, hand_off, cause, attempt_late if is_attempt else acceptance_late)


def tell(person, hand_off, cause, words):
    """In the person's language, with hours of the person's zone."""
    if person is None or not person.is_active or not person.email:
        return
    with translation.override(person.language), timezone.override(person.zone):
        subject, text = words(hand_off)
    write(
        kind=Message.Kind.HAND_OFF,
        address=person.email,
        cause=cause,
        subject=subject,
        text=text,
        person=person,
        lead=hand_off.lead,
        language=person.language,
    )


def acceptance_soon(hand_off):
    said = facts(hand_off, hand_off.accept_by)
    return (
        _("Accept or return by %(when)s: %(lead)s") % said,
        _("%(lead)s was handed to you on %(since)s. Please accept it, or return it with a reason, by %(when)s.")
        % said,
    )


def attempt_soon(hand_off):
    said = facts(hand_off, hand_off.attempt_by)
    return (
        _("First attempt due by %(when)s: %(lead)s") % said,
        _("You have accepted %(lead)s. The first attempt is due by %(when)s.") % said,
    )


def acceptance_late(hand_off):
    said = facts(hand_off, hand_off.accept_by)
    if hand_off.to is None:
        return (
            _("Nobody has taken %(lead)s") % said,
            _(
                "%(lead)s was handed to the team %(team)s on %(since)s, and was to be accepted by %(when)s. Nobody "
                "had room for it, or nobody has taken it: please give it to somebody."
            )
            % said,
        )
    return (
        _("Not accepted in time: %(lead)s") % said,
        _(
            "%(lead)s was handed to %(who)s on %(since)s, and was to be accepted by %(when)s. It still waits. If a "
            "rule covers it, the next person has it soon; otherwise please give it to somebody."
        )
        % said,
    )


def attempt_late(hand_off):
    said = facts(hand_off, hand_off.attempt_by)
    return (
        _("No first attempt in time: %(lead)s") % said,
        _("%(who)s has accepted %(lead)s, and was to try to reach them by %(when)s. No attempt is logged yet.") % said,
    )


def facts(hand_off, due):
    return {
        "lead": hand_off.lead.headline,
        "who": hand_off.to or hand_off.accepted_by,
        "team": hand_off.team,
        "since": moment(hand_off.occurred_at),
        "when": moment(due),
    }


def moment(at):
    local = timezone.localtime(at)
    return f"{formats.date_format(local, 'DATE_FORMAT')}, {formats.time_format(local.time(), 'TIME_FORMAT')}"
