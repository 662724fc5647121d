"""Reviews as files: their list, the leads behind a number, decisions, action items, who has how much."""

from django.utils.translation import gettext_lazy as _

from pipeline.models import Lead, Review, ReviewLead
from pipeline.reports.exports import Exported, always, found_in_order, in_order, offer, whose
from pipeline.reports.review.counts import WITH_LEAD, own_items
from pipeline.reports.review.listing import NEWEST, reviews_of
from pipeline.reports.review.load import loads
from pipeline.reports.review.load_page import FULLEST, SORTS
from pipeline.reports.review.load_page import in_order as by_load
from pipeline.reports.review.names import behind, part_called
from pipeline.reports.review.notes import decisions_for
from pipeline.reports.review_columns import DECISIONS, ITEMS, LOAD, REVIEW_LEADS, REVIEWS


def review_of(user, said):
    return whose(Review.objects.visible_to(user), said)


def reviews(user, _said):
    return in_order(reviews_of(user), NEWEST)


def fill_reviews(user, ids, _columns):
    return found_in_order(reviews_of(user), ids)


def leads_behind(user, said):
    return behind(review_of(user, said), user, part_called(said.get("part", "")))


def fill_leads(_user, ids, _columns):
    return found_in_order(ReviewLead.objects.select_related(*WITH_LEAD), ids)


def decisions(user, said):
    return list(decisions_for(review_of(user, said), user).select_related("by"))


def items(user, said):
    related = ("owner", "lead__company", "lead__contact", "follow_up")
    return list(review_of(user, said).action_items.select_related(*related))


def own(user, _said):
    return own_items(user)


def load(user, said):
    found = loads(Lead.objects.visible_to(user))
    names = {stage.pk: str(stage) for stage in found.stages}
    for row in found.rows:
        row.named = [(names[pk], row.stages[pk]) for pk in names if row.stages.get(pk)]
    sort = said.get("sort", "")
    return by_load(found.rows, sort if sort in SORTS else FULLEST)


offer(Exported("reviews", _("Pipeline reviews"), reviews, always(REVIEWS), fill_reviews))
offer(Exported("review-leads", _("Leads of a review"), leads_behind, always(REVIEW_LEADS), fill_leads))
offer(Exported("review-decisions", _("Decisions of a review"), decisions, always(DECISIONS)))
offer(Exported("review-items", _("Action items of a review"), items, always(ITEMS)))
offer(Exported("action-items", _("Your action items"), own, always(ITEMS)))
offer(Exported("load", _("Who has how much"), load, always(LOAD)))
