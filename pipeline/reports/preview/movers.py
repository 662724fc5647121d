"""Those who would move furthest, with who they are and why, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from frameworks_app.models import read
from pipeline.models import Lead, LeadState
from pipeline.templatetags.leadqual import tenths

from .statuses import Status

PARTS = ("icps", "criteria", "frameworks", "signal_types", "table")


@dataclass(frozen=True)
class Reason:
    """What differs, and how much it gives now and under the draft; no amounts where words say all."""

    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Mover:
    lead: Lead
    origin: Status
    target: Status
    fit: list
    qualification: list
    reasons: list

    @property
    def is_same(self):
        return self.origin == self.target


def movers_of(rows, statuses, documents, user):
    """Those of them that this person may see, and how many others there are."""
    leads = Lead.objects.visible_to(user).with_state().in_bulk([row["lead"] for row in rows])
    words = Words(*documents)
    found = [mover(leads[row["lead"]], row, statuses, words) for row in rows if row["lead"] in leads]
    return found, len(rows) - len(found)


def mover(lead, row, statuses, words):
    origin, target = (statuses[pk] for pk in row["status"])
    return Mover(
        lead=lead,
        origin=origin,
        target=target,
        fit=ends(row["fit_low"], row["fit_high"]),
        qualification=ends(row["qual_low"], row["qual_high"]),
        reasons=words.reasons(row["why"], is_moved=origin != target),
    )


def ends(low, high):
    """Both ranges, where they differ."""
    return [] if low[0] == low[1] and high[0] == high[1] else [*zip(low, high, strict=True)]


class Words:
    """The names that either document has for what differs; the draft's own come first."""

    def __init__(self, before, after):
        documents = (before, after)
        self.names = {
            part: {each["key"]: read(each["name"]).text for document in documents for each in document[part]}
            for part in PARTS
        }
        self.rules = {
            (icp["key"], each["key"]): read(each["name"]).text
            for document in documents
            for icp in document["icps"]
            for each in icp["criteria"]
        }
        self.labels = {
            (framework["key"], each["key"]): read(each["label"]).text or self.names["criteria"].get(each["key"], "")
            for document in documents
            for framework in document["frameworks"]
            for each in framework["criteria"]
        }

    def reasons(self, why, *, is_moved):
        steps = why["steps"]
        decided = [self.decided(*steps["row"])] if is_moved and "row" in steps else []
        return decided + [self.reason(each) for each in why["parts"]] + list(stepped(steps))

    def decided(self, was, becomes):
        """Which row of the decision table gives the status."""
        names = {"old": self.names["table"].get(was, was), "new": self.names["table"].get(becomes, becomes)}
        if was == becomes:
            return Reason(_("“%(new)s” decides as before, and leads elsewhere") % names)
        return Reason(_("“%(new)s” decides, not “%(old)s”") % names)

    def reason(self, each):
        part, group, key = each["place"]
        return {"fit": self.fit, "engagement": self.signals, "qualification": self.answer}[part](each, group, key)

    def fit(self, each, group, key):
        icp = {"icp": self.names["icps"].get(group, group)}
        if not group:
            return self.instead(_("Fit is measured by %(new)s, not by %(old)s"), each, "icps")
        if key in {"required_failed", "required_open"}:
            return self.required(each, icp, group, is_failed=key == "required_failed")
        if key == "least":
            return points(_("%(icp)s: where its scale begins") % icp, each)
        label = _("%(icp)s: %(rule)s") % (icp | {"rule": self.rules.get((group, key), key)})
        return points(label, each)

    def required(self, each, icp, group, *, is_failed):
        """A required rule takes away what the others have earned."""
        was, becomes = each["what"]
        names = icp | {"rule": self.rules.get((group, becomes or was), "")}
        if not becomes:
            return Reason(_("%(icp)s: “%(rule)s” is required and no longer in the way") % names)
        if is_failed:
            return Reason(_("%(icp)s: “%(rule)s” is required and does not hold") % names)
        return Reason(_("%(icp)s: “%(rule)s” is required and not known") % names)

    def signals(self, each, group, _key):
        shown = [tenths(low or 0) for low in each["low"]]
        return Reason(self.names["signal_types"].get(group, group), *shown)

    def answer(self, each, group, key):
        if not group:
            return self.instead(_("Worked by %(new)s, not by %(old)s"), each, "frameworks")
        names = {
            "framework": self.names["frameworks"].get(group, group),
            "criterion": self.labels.get((group, key), key),
        }
        was, becomes = each["what"]
        label = _("%(framework)s: %(criterion)s") % names
        if becomes == "stale" != was:
            label = _("%(framework)s: %(criterion)s, too old to count") % names
        if becomes == "waits" != was:
            label = _("%(framework)s: %(criterion)s, waits for a gate before it") % names
        return points(label, each)

    def instead(self, words, each, part):
        was, becomes = (self.names[part].get(key, key) or _("nothing") for key in each["what"])
        return points(words % {"old": was, "new": becomes}, each)


def stepped(steps):
    """The same points may be another grade, level or result."""
    if "grade" in steps:
        yield Reason(_("Grade"), *steps["grade"])
    if "level" in steps:
        yield Reason(_("Engagement level"), *map(str, steps["level"]))
    if "verdict" in steps:
        words = dict(LeadState.Verdict.choices)
        yield Reason(_("Qualification result"), *(str(words[number]) for number in steps["verdict"]))


def points(text, each):
    """Shares of the scale in whole points of a hundred."""
    return Reason(text, *(str((low or 0) // 100) for low in each["low"]))
