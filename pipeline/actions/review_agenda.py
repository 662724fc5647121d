"""What people put on the agenda of a review themselves: it comes after the flagged leads, in the order of naming."""

from django.db import transaction

from pipeline.models import Review

from .reviews import being_held, bump


@transaction.atomic
def put_on_agenda(*, review, lead, by):
    """Of leads that the review wrote down when it was opened; the second time changes nothing."""
    review = being_held(review)
    if lead.pk in review.added or not review.leads.filter(lead=lead, place=None).exists():
        return False
    Review.objects.filter(pk=review.pk).update(added=[*review.added, lead.pk])
    bump(review)
    return True


@transaction.atomic
def take_off_agenda(*, review, lead, by):
    review = being_held(review)
    Review.objects.filter(pk=review.pk).update(added=[each for each in review.added if each != lead.pk])
    bump(review)
