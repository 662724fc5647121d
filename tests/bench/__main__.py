"""Measure leadqual: make the data, hold every bar against its limit, run the pages; print tables. See --help.

Ends with 1 when a bar is missed.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from .bars import BARS, Sample, judge
from .database import open_database

PAGE = "{:24} {:16} {:>8} {:>8} {:>9} {:>8} {:>10} {:>6}"
BAR = "{:3} {:56} {:>11} {:46} {:>11} {:7} {:>9} {:>8} {:>6}  {}"
QUICK_LEADS = 20_000
SMALLEST = 1_000


def main():
    options = read_options()
    tenth = measure_tenth(options) if "R5" in options.keys else None
    with open_database(options.leads, afresh=options.afresh):
        # Models exist from here on.
        figures = measure(options, tenth)
    sys.exit(any(not bar["holds"] for bar in figures["bars"]))


def read_options():
    parser = argparse.ArgumentParser("script/bench", description=__doc__)
    parser.add_argument("--leads", type=int, help=f"how many leads (100000; {QUICK_LEADS} with --quick)")
    parser.add_argument("--repetitions", type=int, default=3, metavar="N", help="of everything; medians count (3)")
    parser.add_argument("--quick", action="store_true", help="the bars that a small size can tell, at 1.5 times")
    parser.add_argument("--only", nargs="+", choices=[*BARS, "meanwhile", "pages"], help="these bars or parts alone")
    parser.add_argument("--pages", action="store_true", help="the pages alone")
    parser.add_argument("--afresh", action="store_true", help="make the data again")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    options = parser.parse_args()
    options.leads = options.leads or (QUICK_LEADS if options.quick else 100_000)
    if options.leads < SMALLEST:
        parser.error(f"--leads: at least {SMALLEST}")
    options.keys = keys_of(options)
    return options


def keys_of(options):
    """What is to be measured."""
    if options.only or options.pages:
        return set(options.only or ["pages"])
    if options.quick:
        return {key for key, bar in BARS.items() if bar.is_quick}
    left_out = {"R5"} if options.leads < 10 * SMALLEST else set()
    return {*BARS, "pages", "meanwhile"} - left_out


def measure_tenth(options):
    """R5's limit: R1 in a world with a tenth of the leads, measured just before in the same way: its CPU seconds."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        options_of_it = ["--leads", str(options.leads // 10), "--repetitions", str(options.repetitions)]
        command = [sys.executable, "-m", "tests.bench", *options_of_it, "--only", "R1", "--json", file.name]
        # Whether that smaller world keeps to the bar is not the question here.
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        found = Path(file.name).read_text()
    if not found:
        raise SystemExit("The world with a tenth of the leads was not measured; see above.")
    return json.loads(found)["bars"][0]["work"]


def measure(options, tenth):
    """The figures; written down after each part, so that what goes wrong in a later one takes nothing away."""
    figures = {"leads": options.leads, "machine": platform.platform(), "cores": os.cpu_count(), "quick": options.quick}
    with ExitStack() as stack:
        workers = stack.enter_context(start_workers()) if options.keys & {"R2", "meanwhile"} else None
        figures |= measure_bars(options, workers, tenth)
        keep(options, figures)
        if "meanwhile" in options.keys:
            figures |= measure_meanwhile(workers)
            keep(options, figures)
    if "pages" in options.keys:
        figures["pages"] = measure_pages(options.repetitions)
        keep(options, figures)
    return figures


def keep(options, figures):
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n")


def measure_bars(options, workers, tenth):
    samples = repeat(parts(options, workers), options.repetitions)
    samples += [Sample("R5", each.work, tenth) for each in samples if tenth and each.key == "R1"]
    samples = [each for each in samples if each.key in options.keys]
    outcomes = judge(samples, options.quick)
    if options.keys & BARS.keys():
        print_bars(options, outcomes)
    return {"bars": [asdict(each) for each in outcomes.values()], "samples": [asdict(each) for each in samples]}


def start_workers():
    from .workers import Workers

    return Workers()


def parts(options, workers):
    """What measures the bars that are wanted."""
    from .answering import Answering
    from .intake import Batches, OneByOne
    from .reading import Ledgers, Lists, Review
    from .rescoring import Rescoring

    leads = options.leads
    found = [
        Rescoring(leads, workers if "R2" in options.keys else None, loops="R4" in options.keys),
        OneByOne(leads, count=300 if options.quick else 1_000),
        Batches(leads),
        Lists(),
        Review(),
        Answering(),
        Ledgers(),
    ]
    return [part for part in found if options.keys & {*part.keys, *(["R5"] if "R1" in part.keys else [])}]


def repeat(parts, repetitions):
    """Every part in each repetition, so that whatever slows the machine down for a while meets them all."""
    for part in parts:
        part.prepare()
        tell("prepared", part)
    samples = []
    for repetition in range(1, repetitions + 1):
        for part in parts:
            samples += part.repetition()
            tell(f"repetition {repetition}", part)
    return samples


def tell(what, part):
    """For who waits."""
    print(f"{datetime.now():%H:%M:%S} {what}: {', '.join(part.keys)}", file=sys.stderr, flush=True)


def print_bars(options, outcomes):
    print(f"{options.leads:,} leads; the median of {options.repetitions} repetitions\n")
    print(BAR.format("", "work", "cost", "against", "cost", "in", "ratio", "at most", "aim", ""))
    for key, bar in BARS.items():
        if key in outcomes:
            print(bar_line(key, bar, outcomes[key], options.quick))
            print_told(outcomes[key].told)
        elif options.quick:
            print(f"{key:3} {bar.work:56} not measured at this size")
    print(flush=True)


def bar_line(key, bar, outcome, quick):
    costs = f"{outcome.work:,.3f}", f"{outcome.limit:,.3f}"
    return BAR.format(
        key, bar.work, costs[0], bar.limit, costs[1], bar.unit, f"{outcome.ratio:,.2f}", *held(bar, outcome, quick)
    )


def held(bar, outcome, quick):
    """What it is held to, what is aimed at, and whether it holds."""
    if bar.most is None:
        return "-", "-", "told"
    bound = f">= {bar.most:g}" if bar.is_least else f"{bar.bound(quick):g}"
    return bound, f"{bar.aim:g}", " ".join(["pass" if outcome.holds else "MISS", outcome.of]).strip()


def print_told(told):
    if told:
        print(f"    of it, in ms: {', '.join(f'{name} {figure:,.1f}' for name, figure in told.items())}")


def measure_meanwhile(workers):
    from .meanwhile import measure_cleaning, measure_feel

    # In this order, for the workers may still be at it when the last request is through.
    cleaning = measure_cleaning()
    feel = measure_feel(workers)
    print("95th of a hundred requests, milliseconds on the clock: quiet, and while two workers rescore everyone\n")
    for each in feel:
        print(f"{each['page']:24} {each['quiet_ms']:>8} {each['rescoring_ms']:>8}")
    print(
        "\nAfter a rescore: {dead_rows:,} dead rows; VACUUM {vacuum_cpu_s} CPU s, rescore {rescore_cpu_s}\n".format(
            **cleaning
        )
    )
    return {"meanwhile": feel, "cleaning": cleaning}


def measure_pages(rounds):
    from .pages import as_rows, measure_pages

    lines = measure_pages(rounds)
    print("Milliseconds per request\n")
    print(PAGE.format("page", "person", "CPU", "web", "database", "wall", "statements", "KB"))
    for each in lines:
        costs = (f"{cost:.1f}" for cost in (each.cpu_ms, each.web_ms, each.database_ms, each.wall_ms))
        print(PAGE.format(each.page, each.person, *costs, each.statements, each.kilobytes))
    return as_rows(lines)


if __name__ == "__main__":
    main()
