"""The comparative benchmark: the same work in segdsl, Polars, DuckDB and ClickHouse, on the same generated data.

    python -m tests.benchmarks.comparison run --customers 100000 --events 300000
    python -m tests.benchmarks.comparison scale 1,4,16,64 --discard
    python -m tests.benchmarks.comparison diff FIRST.json SECOND.json

Run by `make bench`, `make bench-scale` and `make bench-diff`. Every contender does the same work, with its data where
somebody would have it; nothing is kept from one run to the next unless the contender's name says so. Answers are
compared in every turn, and a contender whose answers differ has no time.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from tests.benchmarks.comparison import report
from tests.benchmarks.comparison.contenders import GROUPS
from tests.benchmarks.comparison.data import CACHE, Size, generate
from tests.benchmarks.comparison.measure import measure
from tests.benchmarks.comparison.record import Record
from tests.benchmarks.comparison.scaling import scale


@click.group()
def main() -> None:
    """Compare segdsl with other engines, or two runs with each other."""


@main.command()
@click.option("--customers", default=10_000_000, envvar="BENCH_CUSTOMERS", show_default=True)
@click.option("--events", default=30_000_000, envvar="BENCH_EVENTS", show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--runs", default=5, show_default=True, help="Turns that count, after one to warm up.")
@click.option("--only", multiple=True, type=click.Choice(list(GROUPS)), help="These groups of works alone.")
@click.option("--cache", type=click.Path(path_type=Path), default=CACHE, show_default=True, help="Where data is kept.")
def run(customers: int, events: int, seed: int, runs: int, only: Sequence[str], cache: Path) -> None:
    """Measure, print tables, keep the results. Exits with 1 if answers differ or a contender fails."""
    console = Console(width=None if sys.stdout.isatty() else 132)
    options = {"customers": customers, "events": events, "seed": seed, "runs": runs}
    record = Record(cache / "results", options)
    record.introduce(console)
    size = Size(customers, events, seed)
    with console.status("") as status:
        status.update(f"generating {customers:,} customers and {events:,} events, unless they are there")
        folder = generate(cache / "data", size)
        status.update("using the memory once")
        record.begin(customers)
        for name, group in GROUPS.items():
            if name in only or not only:
                for one in measure(name, group, folder, size, runs, status.update):
                    record.add(one)
    edits = [one for one in record.measured if one.work.startswith("edit ")]
    whole = [one for one in record.measured if one not in edits]
    if whole:
        console.print(report.comparison(whole, f"{customers:,} customers, {events:,} events, median of {runs} runs"))
    if edits:
        console.print(report.edits(edits))
    for ratio in report.refresh_ratios(record.measured):
        console.print(ratio)
    record.close(console)


main.add_command(scale)


@main.command("diff")
@click.argument("first", type=click.Path(exists=True, path_type=Path))
@click.argument("second", type=click.Path(exists=True, path_type=Path))
def between(first: Path, second: Path) -> None:
    """Print how the second run of two compares with the first."""
    Console().print(report.between(report.read(first), report.read(second)))


if __name__ == "__main__":
    main()
