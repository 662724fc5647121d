"""Measure leadqual: makes the data, runs the pages through gunicorn, prints a table. See --help."""

import argparse
import json
import platform
from pathlib import Path

from .database import open_database

ROW = "{:24} {:16} {:>8} {:>8} {:>9} {:>8} {:>10} {:>6}"


def main():
    options = read_options()
    with open_database(options.leads, afresh=options.afresh):
        # Models exist from here on.
        from .pages import as_rows, measure_pages

        lines = measure_pages(options.rounds)
    print_table(options.leads, lines)
    if options.json:
        figures = {"leads": options.leads, "machine": platform.platform(), "pages": as_rows(lines)}
        options.json.write_text(json.dumps(figures, indent=1) + "\n")


def read_options():
    parser = argparse.ArgumentParser("script/bench", description=__doc__)
    parser.add_argument("--leads", type=int, default=100_000, help="how many leads (100000)")
    parser.add_argument("--rounds", type=int, default=3, help="how often every page is measured (3)")
    parser.add_argument("--afresh", action="store_true", help="make the data again")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    options = parser.parse_args()
    if options.leads < 1_000:
        parser.error("--leads: at least 1000")
    return options


def print_table(leads, lines):
    print(f"{leads:,} leads; milliseconds per request, the median of the rounds\n")
    print(ROW.format("page", "person", "CPU", "web", "database", "wall", "statements", "KB"))
    for each in lines:
        costs = (f"{cost:.1f}" for cost in (each.cpu_ms, each.web_ms, each.database_ms, each.wall_ms))
        print(ROW.format(each.page, each.person, *costs, each.statements, each.kilobytes))


if __name__ == "__main__":
    main()
