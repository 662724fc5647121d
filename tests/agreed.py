"""Definitions signed long ago, and by now: what stands on the page of agreed definitions on a working day."""

from copy import deepcopy
from datetime import timedelta

from accounts.calendar import home_day
from frameworks_app.actions.agreed.standing import agreements
from frameworks_app.models import ScoringModelVersion, SignOff


def agree(marketing, sales):
    """MQL and Growing online sellers are agreed, Check is due, SQL has changed since, PQL waits for sales."""
    version = ScoringModelVersion.objects.current()
    found = {each.definition.key: each for each in agreements(version)}
    ahead = home_day() + timedelta(days=45)
    for key in ("mql", "growing_online_sellers"):
        written(found[key], version, marketing, ahead, note="As agreed in the spring workshop")
        written(found[key], version, sales, ahead)
    written(found["check"], version, marketing, home_day() - timedelta(days=9))
    written(found["check"], version, sales, home_day() - timedelta(days=9))
    for person in (marketing, sales):
        written(found["sql"], version, person, ahead, definition=before(found["sql"].kept), digest="0" * 64)
    written(found["pql"], version, marketing, ahead)


def before(kept):
    """The same with a softer gate in its first framework, and without the last row."""
    former = deepcopy(kept)
    former["frameworks"][0]["criteria"][0]["gate"] = 1
    former["rows"][0]["conditions"].pop()
    return former


def written(agreement, version, by, review_on, *, note="", **changes):
    """As it stands in the database, with a day that may have passed."""
    definition = agreement.definition
    side = SignOff.Side.MARKETING if by.role == "marketing" else SignOff.Side.SALES
    said = {"definition": agreement.kept, "digest": definition.digest} | changes
    return SignOff.objects.create(
        kind=definition.kind,
        key=definition.key,
        side=side,
        by=by,
        role=by.role,
        review_on=review_on,
        note=note,
        version=version,
        **said,
    )
