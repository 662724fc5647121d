"""What of the counting is kept with the job: numbers and keys alone, no names and no words."""

from collections import Counter

from pipeline.scoring.movement import SIDES


def result_of(tally, comparison, why, teams):
    return {
        "day": comparison.today.isoformat(),
        "count": tally.count,
        "waiting": tally.waiting,
        "moved": sum(n for (_team, was, becomes), n in tally.all["status"].items() if was and was != becomes),
        "status": [[was, becomes, n] for (was, becomes), n in over_teams(tally.all["status"]).items()],
        "counts": {name: [[value, n] for (value,), n in over_teams(tally.all[name]).items()] for name in SIDES},
        "new": {name: [[*key, n] for key, n in tally.new[name].items() if n] for name in ("status", *SIDES)},
        "teams": teams,
        "movers": [{**row, "why": why.get(row["lead"], {"steps": {}, "parts": []})} for row in tally.movers],
    }


def over_teams(counter):
    total = Counter()
    for key, number in counter.items():
        total[key[1:]] += number
    return total
