"""Marketing or sales put their name to a definition."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.calendar import home_day
from accounts.models import Role
from frameworks_app.models import SignOff

SIDES = {
    Role.MARKETING: (SignOff.Side.MARKETING,),
    Role.MANAGER: (SignOff.Side.SALES,),
    Role.ADMIN: tuple(SignOff.Side),
}
REVIEWED_AFTER, LATEST_REVIEW = timedelta(days=90), timedelta(days=730)


def sides_of(person):
    """For whom this person may sign."""
    return SIDES.get(person.role, ())


@transaction.atomic
def sign_off(*, agreement, version, side, review_on, by, note="", seen=None, follows=None):
    """Sign one side of a definition of the version in force; a second click finds what the first has written.

    `seen` is the digest that the person read, `follows` the key of the side's sign-off that they were shown.
    ValidationError: the definition or the signature is another by now, or this person may not sign it.
    """
    refuse(agreement, side, by, seen)
    refuse_day(review_on)
    definition = agreement.definition
    place = {"kind": definition.kind, "key": definition.key, "side": side}
    found, is_new = SignOff.objects.get_or_create(
        **place,
        follows=shown(place, follows),
        defaults={
            "by": by,
            "role": by.role,
            "review_on": review_on,
            "note": note,
            "version": version,
            "definition": agreement.kept,
            "digest": definition.digest,
        },
    )
    if not is_new and (found.by_id, found.digest, found.review_on) != (by.pk, definition.digest, review_on):
        said = _("%(person)s has just signed for this side. Look at it again.")
        raise ValidationError(said % {"person": found.by})
    return found


def refuse(agreement, side, by, seen):
    if side not in sides_of(by):
        raise ValidationError(_("You sign for another side."))
    if seen is not None and seen != agreement.definition.digest:
        raise ValidationError(_("The definition has changed since you opened this page. Read it again first."))
    others = [each for each in agreement.sides if each.side != side and each.holds]
    if by.role != Role.ADMIN and any(each.last.by_id == by.pk for each in others):
        raise ValidationError(_("You have signed for the other side. Somebody else signs for this one."))


def refuse_day(review_on):
    if review_on <= home_day():
        raise ValidationError({"review_on": _("Choose a day that is still to come.")})
    if review_on > home_day() + LATEST_REVIEW:
        raise ValidationError({"review_on": _("Choose a day within two years: what nobody reviews gets old.")})


def shown(place, follows):
    """The sign-off that the new one follows; one of another place follows nothing here."""
    return SignOff.objects.filter(**place, pk=follows).first() if follows else None
