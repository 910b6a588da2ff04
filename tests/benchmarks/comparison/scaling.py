"""The works of segdsl over sizes that grow: whether twice the data costs hardly more than twice."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from tests.benchmarks.comparison import report
from tests.benchmarks.comparison.contenders import SCALING
from tests.benchmarks.comparison.data import CACHE, Size, generate
from tests.benchmarks.comparison.measure import measure
from tests.benchmarks.comparison.record import Record


def sizes(text: str) -> list[int]:
    """Customers, from millions with commas between them, from the fewest on. Raises `click.BadParameter`."""
    try:
        found = sorted({round(float(part) * 1_000_000) for part in text.split(",")})
    except ValueError:
        raise click.BadParameter(f"{text!r}: millions, as 1,4,16") from None
    if found[0] < 1:
        raise click.BadParameter(f"{text!r}: at least one customer")
    return found


@click.command()
@click.argument("millions", default="1,2,4,8")
@click.option("--events", "each", default=3.0, show_default=True, help="For each customer.")
@click.option("--seed", default=1, show_default=True)
@click.option("--runs", default=3, show_default=True, help="Turns that count, after one to warm up.")
@click.option("--only", multiple=True, type=click.Choice(list(SCALING)), help="These groups of works alone.")
@click.option("--discard", is_flag=True, help="Remove the data of each size once it is measured.")
@click.option("--cache", type=click.Path(path_type=Path), default=CACHE, show_default=True, help="Where data is kept.")
def scale(millions: str, each: float, seed: int, runs: int, only: Sequence[str], discard: bool, cache: Path) -> None:
    """Measure segdsl at growing sizes, in MILLIONS of customers: 1,4,16,64. Prints and keeps each result at once.

    Making the snapshot is measured once for each size, without a turn to warm up. Exits with 1 if something fails.
    """
    console = Console(width=None if sys.stdout.isatty() else 132)
    groups = [name for name in SCALING if name in only or not only]
    record = Record(cache / "results", {"scale": millions, "events": each, "seed": seed, "runs": runs})
    record.introduce(console)
    try:
        with console.status("") as status:
            for customers in sizes(millions):
                size = Size(customers, round(customers * each), seed)
                status.update(f"generating {customers:,} customers and {size.events:,} events, unless they are there")
                folder = generate(cache / "data", size)
                status.update("using the memory once")
                record.begin(customers)
                for name in groups:
                    for one in measure(name, SCALING[name], folder, size, runs, status.update):
                        record.add(one)
                        console.print(report.step(one, record.measured))
                if discard:
                    shutil.rmtree(folder)
    finally:
        console.print(report.scaling(record.measured))
    record.close(console)
