"""Each kind of thing that a stage can ask: when it is met, and what is said of it."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frameworks_app.models import Evidence, read
from frameworks_app.verdict import Action, Verdict
from pipeline.models import FollowUp, LeadState, Stage
from pipeline.models.stage import line_key

RUNGS = list(Evidence.values)
# Said where a lead is closed, in the form that closes it.
OF_CLOSING = {"reason", "signed_on", "track", "hand_over"}


@dataclass(frozen=True)
class Item:
    """One thing that a stage asks: `words` say what, `now` how it stands. `criteria` are those that could meet it."""

    stage: Stage
    row: dict
    words: str
    is_open: bool
    now: str = ""
    criteria: tuple = ()

    @property
    def kind(self):
        return self.row["kind"]

    @property
    def about(self):
        """The key of what it is about, such as a criterion or a line of the checklist."""
        return str(self.row.get("line") or self.row.get("key") or "")

    @property
    def key(self):
        return ":".join(filter(None, (self.stage.key, self.kind, self.about)))

    @property
    def sentence(self):
        return _("%(words)s; now %(now)s") % {"words": self.words, "now": self.now} if self.now else self.words


class Judge:
    """Holds what stages ask against what is known; `score` is a lead's own, for results that are not stored yet."""

    def __init__(self, model, day, score=None):
        self.model, self.day, self.score = model, day, score

    def items(self, stages, known):
        """In the order of the stages, and of what each asks; the same thing asked twice is asked once."""
        found = {}
        for stage in stages:
            for row in stage.exit_criteria:
                item = self.item(stage, row, known)
                if item:
                    found.setdefault((item.words, item.kind), item)
        return list(found.values())

    def item(self, stage, row, known):
        """None where it is no question here: of another kind of stage, or not to be measured."""
        judge = KINDS.get(row.get("kind"))
        return judge(self, Item(stage, row, words="", is_open=False), known) if judge else None

    def entry_items(self, stage, known):
        """What a closed stage asks of the lead itself; the rest is said by whoever closes."""
        if stage.is_open:
            return []
        rows = [row for row in stage.exit_criteria if row["kind"] == "field" and row["key"] in FIELD_WORDS]
        return [self.item(stage, row, known) for row in rows]

    @cached_property
    def names(self):
        document = self.model.document if self.model else {"criteria": [], "frameworks": []}
        return {
            part: {each["key"]: read(each["name"]).text for each in document[part]}
            for part in ("criteria", "frameworks")
        }

    @cached_property
    def asked_criteria(self):
        """Derived ones nobody can answer."""
        return {each["key"] for each in self.model.document["criteria"] if not each["derived_from"]}

    @cached_property
    def active(self):
        return [each["key"] for each in self.model.document["frameworks"] if each["active"]]

    def owner(self, item, known):
        return replace(item, words=_("An owner"), is_open=known.owner_id is None)

    def attempt(self, item, known):
        return replace(item, words=_("A first attempt to reach them"), is_open=not known.has_attempt)

    def contact_made(self, item, known):
        return replace(item, words=_("Somebody was reached"), is_open=not known.was_reached)

    def accepted(self, item, known):
        waits = _("waits to be accepted") if known.has_waiting_hand_off else ""
        words = _("Accepted by an account executive")
        return replace(item, words=words, is_open=not known.is_accepted, now=waits)

    def follow_up(self, item, known):
        wanted = item.row.get("key")
        words = STEPS.get(wanted, lambda: _("A dated next step"))()
        has_step = wanted in known.step_kinds if wanted else bool(known.step_kinds)
        return replace(item, words=words, is_open=not has_step)

    def field(self, item, known):
        if item.about in OF_CLOSING:
            return None
        return replace(item, words=FIELD_WORDS[item.about](), is_open=getattr(known, item.about) is None)

    def stakeholders(self, item, known):
        least, number = item.row["at_least"], len(known.people)
        words = ngettext("At least %(number)d person known there", "At least %(number)d people known there", least) % {
            "number": least
        }
        is_open = number < least
        return replace(item, words=words, is_open=is_open, now=str(number) if is_open else "")

    def checklist(self, item, known):
        lines = item.stage.checklist
        if item.row["index"] >= len(lines):
            return None
        line = lines[item.row["index"]]
        key = line_key(line)
        row = {**item.row, "line": key}
        return replace(item, row=row, words=read(line).text, is_open=not known.is_ticked(item.stage, key))

    def objections_answered(self, item, known):
        left = len(known.unanswered)
        now = ngettext("%(number)d without an answer", "%(number)d without an answer", left) % {"number": left}
        return replace(item, words=_("Every objection answered"), is_open=left > 0, now=now if left else "")

    def criterion(self, item, known):
        key, rating, evidence = item.about, item.row["rating"], item.row.get("evidence")
        if self.model is None or key not in self.asked_criteria:
            return None
        sure = f", {label(evidence)}" if evidence else ""
        words = _("%(criterion)s: at least %(rating)d") % {"criterion": self.names["criteria"][key], "rating": rating}
        answer = known.answers.get(key)
        is_open = not self.reaches(answer, rating, evidence)
        return replace(
            item, words=words + sure, is_open=is_open, now=self.heard(answer) if is_open else "", criteria=(key,)
        )

    def is_aged(self, answer):
        return answer.expires is not None and answer.expires <= self.day

    def reaches(self, answer, rating, evidence):
        """What has aged counts as unknown."""
        if answer is None or self.is_aged(answer) or answer.rating < rating:
            return False
        return not evidence or RUNGS.index(answer.evidence) >= RUNGS.index(evidence)

    def heard(self, answer):
        if answer is None:
            return _("not known")
        said = f"{answer.rating}, {label(answer.evidence)}"
        return _("%(said)s, to be asked again") % {"said": said} if self.is_aged(answer) else said

    def verdict_decided(self, item, known):
        if self.model is None or known.is_audited:
            return None
        leading = self.score.score.leading if self.score else None
        verdict = self.verdict_of(leading) if leading else Verdict(list(Verdict)[known.verdict])
        words = _("The result by %(framework)s is no longer open") % {
            "framework": self.names["frameworks"].get(leading, _("the framework to work by"))
        }
        return replace(item, words=words, is_open=verdict == Verdict.UNDECIDED, criteria=self.deciding(leading))

    def verdict(self, item, known):
        key, must_qualify = item.about, item.row.get("verdict") == Verdict.QUALIFIED
        if self.model is None or known.is_audited or key not in self.active:
            return None
        verdict = self.verdict_of(key) if self.score else stored(known.verdicts, self.active.index(key))
        words = _("%(framework)s: qualified") if must_qualify else _("%(framework)s: no longer open")
        is_open = verdict != Verdict.QUALIFIED if must_qualify else verdict == Verdict.UNDECIDED
        return replace(
            item,
            words=words % {"framework": self.names["frameworks"][key]},
            is_open=is_open,
            now=LeadState.Verdict(verdict.number).label.lower() if is_open and must_qualify else "",
            criteria=self.deciding(key),
        )

    def verdict_of(self, framework):
        return self.score.score.verdicts[framework].verdict

    def deciding(self, framework):
        """The criteria that could still decide a framework; nothing where only the stored result is read."""
        if self.score is None or framework is None:
            return ()
        left = self.score.score.verdicts[framework].decides
        return tuple(
            each.key for each in left if each.action is not Action.LOOK_UP and each.key in self.asked_criteria
        )


def stored(verdicts, place):
    return list(Verdict)[verdicts[place]] if place < len(verdicts or []) else Verdict.UNDECIDED


def label(evidence):
    return str(Evidence(evidence).label).lower()


FIELD_WORDS = {
    "amount": lambda: _("The amount"),
    "expected_close": lambda: _("The expected close"),
}
STEPS = {
    FollowUp.Kind.MEETING: lambda: _("A meeting in the calendar"),
    FollowUp.Kind.CALL: lambda: _("A call in the calendar"),
    FollowUp.Kind.EMAIL: lambda: _("An e-mail planned"),
    FollowUp.Kind.TASK: lambda: _("A task planned"),
}
KINDS = {
    "owner": Judge.owner,
    "attempt": Judge.attempt,
    "contact_made": Judge.contact_made,
    "verdict_decided": Judge.verdict_decided,
    "verdict": Judge.verdict,
    "follow_up": Judge.follow_up,
    "accepted": Judge.accepted,
    "criterion": Judge.criterion,
    "field": Judge.field,
    "stakeholders": Judge.stakeholders,
    "checklist": Judge.checklist,
    "objections_answered": Judge.objections_answered,
}
