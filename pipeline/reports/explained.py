"""The score of one lead with every line that it is made of, as plain values for machines and for a terminal."""

from dataclasses import asdict

from pipeline.models import LeadState
from pipeline.scoring.parity import columns_of
from pipeline.scoring.sources import PRESENT

from .lead_days import gaps, standing_word
from .ledger_difference import difference
from .ledger_sums import check_sums


def explained(lead, found):
    """Everything of one score; DoesNotAddUp where its lines do not give it."""
    check_sums(found.score)
    word = standing_word(lead, found)
    return {
        "exists": True,
        "lead": lead.pk,
        "day": found.day.isoformat(),
        "version": found.current.version_id,
        "scores": scores_of(found),
        "status": {
            "key": found.score.category,
            "settled": found.score.settled,
            "may_become": list(found.score.may_become),
            "row": found.score.row,
            "override": word and {"key": word.category.key, "by": str(word.by), "why": word.why},
        },
        "ledger": [plain(line) for line in found.score.ledger],
        "stored": stored(lead, found),
        "unknown": gaps(lead, found),
    }


def scores_of(found):
    score = found.score
    return {
        "fit": {"low": score.fit_low, "high": score.fit_high, "icp": score.icp, "inclusion": score.inclusion.value},
        "engagement": {
            "total": score.engagement,
            "interest": score.interest,
            "intent": score.intent,
            "level": score.level,
        },
        "qualification": {
            "low": score.qual_low,
            "high": score.qual_high,
            "framework": score.leading,
            "verdict": score.verdict.value,
        },
    }


def plain(line):
    return {**vars(line), "section": line.section.value, "unit": line.unit.value, "parts": dict(line.parts)}


def stored(lead, found):
    """Whether lists show the same: "equal" or "stale"; nothing of a past day, of which no row is kept."""
    if found.source is not PRESENT:
        return None
    columns = columns_of(found.score, found.current.document)
    # A person's override moves the place in the lists and not the score.
    columns.pop("priority")
    row = LeadState.objects.filter(lead=lead).values(*columns).first()
    return "equal" if row == columns else "stale"


def explained_difference(old, new):
    """The lines that differ between two scores; what each block's lines differ by adds up to what its sums do."""
    found = difference(old.score, new.score)
    return {
        "since": old.day.isoformat(),
        "version": old.current.version_id,
        "status": old.score.category,
        "numbers": {name: {"old": before, "new": after} for name, (before, after) in found.numbers.items()},
        "fit": asdict(found.fit),
        "qualification": asdict(found.qualification),
        "blocks": [
            {
                "section": block.section,
                "group": block.group,
                "unit": block.unit,
                "what": block.what,
                "amount": asdict(block.amount),
                "changes": [plain_change(change) for change in block.changes],
            }
            for block in found.blocks
        ],
    }


def plain_change(change):
    return {
        "kind": change.kind,
        "low": change.low,
        "high": change.high,
        "old": change.old and plain(change.old),
        "new": change.new and plain(change.new),
    }
