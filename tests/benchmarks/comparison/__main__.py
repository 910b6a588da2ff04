"""The comparative benchmark: the same work in segdsl, Polars, DuckDB and ClickHouse, on the same generated data.

    python -m tests.benchmarks.comparison run --customers 100000 --events 300000
    python -m tests.benchmarks.comparison diff FIRST.json SECOND.json

Run by `make bench` and `make bench-diff`. Every contender does the same work, with its data where somebody would
have it; nothing is kept from one run to the next unless the contender's name says so. Answers are compared in every
turn, and a contender whose answers differ has no time.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console

from tests.benchmarks.comparison import report
from tests.benchmarks.comparison.contenders import GROUPS, SCALING
from tests.benchmarks.comparison.data import Size, generate
from tests.benchmarks.comparison.machine import load, machine, versions
from tests.benchmarks.comparison.measure import Measurement, measure

CACHE = Path("build/bench")


@click.group()
def main() -> None:
    """Compare segdsl with other engines, or two runs with each other."""


@main.command()
@click.option("--customers", default=10_000_000, envvar="BENCH_CUSTOMERS", show_default=True)
@click.option("--events", default=30_000_000, envvar="BENCH_EVENTS", show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--runs", default=5, show_default=True, help="Turns that count, after one to warm up.")
@click.option("--only", multiple=True, type=click.Choice(list(GROUPS)), help="These groups of works alone.")
@click.option("--scale-to", default=0, help="Measure segdsl from a million customers on, doubling up to so many.")
@click.option("--cache", type=click.Path(path_type=Path), default=CACHE, show_default=True, help="Where data is kept.")
def run(customers: int, events: int, seed: int, runs: int, only: Sequence[str], scale_to: int, cache: Path) -> None:
    """Measure, print tables, keep the results. Exits with 1 if answers differ or a contender fails."""
    console = Console(width=None if sys.stdout.isatty() else 132)
    begun = datetime.now().astimezone()
    about = machine()
    console.print(f"{about['processor']}, {about['processors']} processors, {about['memory']} GB, load {about['load']}")
    console.print(", ".join(f"{name} {version}" for name, version in versions().items()))
    size = Size(customers, events, seed)
    measured: list[Measurement] = []
    with console.status("") as status:
        status.update(f"generating {customers:,} customers and {events:,} events, unless they are there")
        folder = generate(cache / "data", size)
        for name, group in GROUPS.items():
            if name in only or not only:
                measured += measure(name, group, folder, size, runs, status.update)
    edits = [one for one in measured if one.work.startswith("edit ")]
    whole = [one for one in measured if one not in edits]
    if whole:
        console.print(report.comparison(whole, f"{customers:,} customers, {events:,} events, median of {runs} runs"))
    if edits:
        console.print(report.edits(edits))
    for ratio in report.refresh_ratios(measured):
        console.print(ratio)
    larger = _scaling(console, cache, Size(scale_to, round(scale_to / customers * events), seed), runs)
    results = {
        "when": begun.isoformat(timespec="seconds"),
        "machine": {**about, "load_after": load()},
        "versions": versions(),
        "options": {"customers": customers, "events": events, "seed": seed, "runs": runs},
        "measurements": [one.to_dict() for one in [*measured, *larger]],
    }
    console.print(f"kept in {report.write(cache / 'results', results)}, load now {load()}")
    if any(one.median is None for one in [*measured, *larger]):
        raise SystemExit(1)


def sizes(most: int) -> list[int]:
    """A million customers, two, four and so on, and `most` at the end."""
    doubling = [1_000_000 << n for n in range(10) if 1_000_000 << n < most]
    return [*doubling, most] if most else []


def _scaling(console: Console, cache: Path, most: Size, runs: int) -> list[Measurement]:
    """The works of segdsl over doubling sizes, up to `most`."""
    measured: list[Measurement] = []
    with console.status("") as status:
        for customers in sizes(most.customers):
            size = Size(customers, round(customers / most.customers * most.events), most.seed)
            status.update(f"scaling: generating {customers:,} customers")
            folder = generate(cache / "data", size)
            for name, group in SCALING.items():
                measured += measure(name, group, folder, size, runs, status.update)
    if measured:
        console.print(report.scaling(measured))
    return measured


@main.command("diff")
@click.argument("first", type=click.Path(exists=True, path_type=Path))
@click.argument("second", type=click.Path(exists=True, path_type=Path))
def between(first: Path, second: Path) -> None:
    """Print how the second run of two compares with the first."""
    Console().print(report.between(report.read(first), report.read(second)))


if __name__ == "__main__":
    main()
