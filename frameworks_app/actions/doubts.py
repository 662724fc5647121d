"""What a draft allows, and an admin probably did not mean: sentences in the reader's language about a document."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.listing import listed
from frameworks_app.models import Framework, read
from frameworks_app.scoring import FADE_ONE, fade

from .doubt import Doubt
from .ladders import ladders_of, rules_of, shadowed_in
from .scale import scale_of
from .table_doubts import table_doubts
from .table_steps import falling_steps

PERCENT = FADE_ONE // 100
SEASON = 90
# What is left after a season from which on a half-life is as good as none.
HARDLY_FADED = 90


def doubts(document):
    """Doubts about the whole draft, by part and then from the top of each part down."""
    return [
        *(doubt for icp in document["icps"] for doubt in icp_doubts(icp)),
        *(doubt for each in document["signal_types"] for doubt in signal_doubts(each)),
        *level_doubts(document),
        *(doubt for each in document["frameworks"] for doubt in framework_doubts(document, each)),
        *table_doubts(document),
        *falling_steps(document),
    ]


def icp_doubts(icp):
    name, anchor = read(icp["name"]).text, f"icp-{icp['key']}"
    if icp["criteria"] and not any(each["points"] for each in icp["criteria"]):
        yield Doubt(
            "fit",
            _("%(icp)s: every rule gives 0 points, so that every lead inside it has fit 100.") % {"icp": name},
            anchor,
        )
        return
    for ladder in ladders_of(rules_of(icp)):
        yield from rule_doubts(icp, ladder)
    scale = scale_of(icp)
    if icp["criteria"] and scale.fit(scale.best) < 100 * icp["threshold"]:
        said = _(
            "%(icp)s: the company filter passes from %(threshold)s, and the best lead that meets the required rules "
            "reaches %(best)s."
        )
        yield Doubt(
            "fit", said % {"icp": name, "threshold": icp["threshold"], "best": scale.fit(scale.best) // 100}, anchor
        )


def rule_doubts(icp, ladder):
    for later, earlier in shadowed_in(ladder):
        # Without points a rule is there to be required, which is judged by itself.
        if later.points:
            said = _("%(icp)s: “%(later)s” can never count: whenever it holds, “%(earlier)s” above it holds first.")
            words = {
                "icp": read(icp["name"]).text,
                "later": rule_words(later),
                "earlier": rule_words(earlier),
            }
            yield Doubt("fit", said % words, f"rule-{later.key}")


def rule_words(rule):
    return read(rule.name).text or rule.key


def signal_doubts(each):
    if not each.get("active", True):
        return
    anchor, points, cap = f"signal-{each['key']}", abs(each["points"]), each["cap"]
    words = {"type": read(each["name"]).text, "points": points, "cap": cap, "days": each["half_life"]}
    if cap < points:
        said = _("%(type)s: the cap %(cap)s is below one event's %(points)s points, so that none counts whole.")
        yield Doubt("engagement", said % words, anchor)
    if not each["half_life"]:
        return
    if not points or not cap:
        # A retired type stands in older documents with 0 points, and is not worth a word.
        if "active" in each:
            said = ngettext(
                "%(type)s: it counts nothing, so that its half-life of %(days)s day fades nothing.",
                "%(type)s: it counts nothing, so that its half-life of %(days)s days fades nothing.",
                each["half_life"],
            )
            yield Doubt("engagement", said % words, anchor)
        return
    left = fade(each["half_life"])[SEASON] // PERCENT if each["half_life"] * 21 > SEASON else 0
    if left >= HARDLY_FADED:
        said = ngettext(
            "%(type)s: with a half-life of %(days)s day it hardly fades: after 90 days %(left)s percent are left. "
            "Leave the half-life empty for what should never fade.",
            "%(type)s: with a half-life of %(days)s days it hardly fades: after 90 days %(left)s percent are left. "
            "Leave the half-life empty for what should never fade.",
            each["half_life"],
        )
        yield Doubt("engagement", said % {**words, "left": left}, anchor)


def most_points(document, kind=None):
    """What all caps together allow, of one kind of signal or of all."""
    return sum(
        each["cap"]
        for each in document["signal_types"]
        if each["points"] > 0 and each.get("active", True) and kind in {None, each["kind"]}
    )


def level_doubts(document):
    most = most_points(document)
    for level, least in enumerate(document["levels"], start=2):
        if least > most:
            said = _("Engagement level %(level)s begins at %(points)s points, and all caps together allow %(most)s.")
            yield Doubt("engagement", said % {"level": level, "points": least, "most": most}, f"level-{level}")
            return


def framework_doubts(document, framework):
    name, anchor = read(framework["name"]).text, f"framework-{framework['key']}"
    counts = framework["pass_rule"] in Framework.RULES_WITH_GATES
    labels = {each["key"]: read(each["name"]).text for each in document["criteria"]}
    idle = [
        read(each["label"]).text or labels[each["key"]]
        for each in framework["criteria"]
        if not each["weight"] and not (each["gate"] and counts)
    ]
    # The three filters show gates as lights, whatever the pass rule.
    if idle and not any(each["light"] for each in framework["criteria"]):
        said = ngettext(
            "%(framework)s: %(criteria)s has weight 0 and no gate that this pass rule counts, so that its answer "
            "changes nothing.",
            "%(framework)s: %(criteria)s have weight 0 and no gate that this pass rule counts, so that their answers "
            "change nothing.",
            len(idle),
        )
        yield Doubt("qualification", said % {"framework": name, "criteria": listed(idle)}, anchor)
    heard = document["evidence"]["heard"]
    if framework["active"] and framework["threshold"] and framework["threshold"] > heard:
        said = _(
            "%(framework)s: answers heard once reach %(heard)s at most, and the threshold is %(threshold)s: nobody "
            "qualifies without a second source."
        )
        words = {"framework": name, "heard": heard, "threshold": framework["threshold"]}
        yield Doubt("qualification", said % words, anchor)
