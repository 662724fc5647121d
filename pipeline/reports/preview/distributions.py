"""How many leads stand at each place of each scale, now and under the draft."""

from django.utils.translation import gettext as _

from pipeline.models import LeadState
from pipeline.reports.effect import RESULT_KINDS, Change
from pipeline.scoring.movement import FIT_STEPS, GRADES, UNKNOWN

POINTS = 100 // FIT_STEPS


def distributions_of(counts):
    """Title and changes, by scale; `counts` is what the counting kept of each side."""
    return {
        name: {
            "title": title,
            "changes": changes(dict(counts[f"{name}_was"]), dict(counts[f"{name}_becomes"]), labels, kinds),
        }
        for name, title, labels, kinds in (
            ("fit", _("Fit, from"), fit_labels(), {}),
            ("grade", _("Fit grade"), grade_labels(), {}),
            ("level", _("Engagement level"), {level: str(level) for level in (4, 3, 2, 1)}, {}),
            ("result", _("Qualification result"), result_labels(), RESULT_KINDS),
        )
    }


def fit_labels():
    """The best first, as lists are sorted."""
    labels = {step: span(step) for step in reversed(range(FIT_STEPS))}
    return labels | {UNKNOWN: _("Unknown yet")}


def span(step):
    last = 100 if step == FIT_STEPS - 1 else (step + 1) * POINTS - 1
    return f"{step * POINTS}–{last}"


def grade_labels():
    return dict(enumerate(GRADES)) | {UNKNOWN: _("Unknown yet")}


def result_labels():
    words = dict(LeadState.Verdict.choices)
    return {verdict: str(words[verdict]) for verdict in (1, 0, 2)}


def changes(before, after, labels, kinds):
    most = max([1, *before.values(), *after.values()])
    return [
        Change(
            label,
            was := before.get(value, 0),
            becomes := after.get(value, 0),
            kinds.get(value, ""),
            100 * was // most,
            100 * becomes // most,
        )
        for value, label in labels.items()
    ]
