"""The stored columns as the pure evaluator would have them: what tests and the audit compare."""

from .days import date_of
from .decision import RANK_STEP


def columns_of(score, document, *, override_rank=None):
    """Name to value of every column that the compiled select computes."""
    categories = {category["key"]: category for category in document["categories"]}
    category = categories[score.category]
    active = [framework["key"] for framework in document["frameworks"] if framework["active"]]
    rank = category["rank"] if override_rank is None else override_rank
    return {
        "fit_low": score.fit_low,
        "fit_high": score.fit_high,
        "engagement": score.engagement,
        "interest": score.interest,
        "intent": score.intent,
        "qual_low": score.qual_low,
        "qual_high": score.qual_high,
        "verdict": score.verdict.number,
        "verdicts": [score.verdicts[key].verdict.number for key in active],
        "disagrees": score.disagrees,
        "holds_until": date_of(score.holds_until),
        "inclusion": score.inclusion.number,
        "company_light": score.company_light.number,
        "need_light": score.need_light.number,
        "person_light": score.person_light.number,
        "category_id": category["id"],
        "category_settled": score.settled,
        "priority": rank * RANK_STEP + score.qual_low * 10001 + score.fit_low,
    }
