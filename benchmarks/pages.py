"""What public pages cost beside a bare template view, and what a crowd of projects does to Explore.

    python -m benchmarks.pages [--many 100000] [--few 1000] [--rounds 9]

Each size has a database of its own (SQLite, or ``DATABASE_URL``'s, which has to be empty). Pages go through
all of the middleware by Django's test client, in turns with two bare views: the site's own frame without
anything in it, and the page's own template with everything for it at hand, so that it is drawn and nothing
else. Cold: nothing is kept. Kept: asked for before. Searches: each of many different ones for the first time.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile

from benchmarks.page_views import make, measure


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--many", type=int, default=100_000)
    options.add_argument("--few", type=int, default=1_000)
    options.add_argument("--rounds", type=int, default=9)
    options.add_argument("--make", type=int, default=0, help="make so many projects here; prints an address")
    options.add_argument("--measure", default="", help="measure here, beside this project; prints JSON")
    asked = options.parse_args()
    if asked.make:
        print(make(asked.make))
        return
    if asked.measure:
        print(json.dumps(measure(asked.measure, asked.rounds)))
        return
    few, many = (measure_apart(number, asked.rounds) for number in (asked.few, asked.many))
    show(asked, few, many)


def measure_apart(number: int, rounds: int) -> dict:
    """One process makes the projects, another that has loaded what a web server loads measures."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"DATABASE_URL": f"sqlite:///{folder}/db.sqlite3", **os.environ, "MEDIA_ROOT": folder}
        environment["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

        def last_line(*options: str) -> str:
            command = [sys.executable, "-m", "benchmarks.pages", *options]
            done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
            return done.stdout.splitlines()[-1]

        known = last_line("--make", str(number))
        found: dict = json.loads(last_line("--measure", known, "--rounds", str(rounds)))
    return found


def show(asked: argparse.Namespace, few: dict, many: dict) -> None:
    print(
        f"| page | {asked.few:,} projects | {asked.many:,} projects | beside the frame | beside drawing it |"
    )
    print("| --- | --- | --- | --- | --- |")
    for name, cost in many["views"].items():
        drawn = many["views"].get(f"{name.split(',')[0]}, drawn only", many["views"]["frame"])
        beside = f"{many['views']['frame'] / cost:.2f} | {drawn / cost:.2f}"
        print(f"| {name} | {few['views'][name]:.2f} ms | {cost:.2f} ms | {beside} |")
    print(f"\n{len(many['searches'])} searches in Explore, each for the first time:")
    for share in (0.5, 0.95):
        small, large = (at(part["searches"], share) for part in (few, many))
        print(f"p{share * 100:.0f}: {small:.1f} ms and {large:.1f} ms, {large / small:.2f} times as long")


def at(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    main()
