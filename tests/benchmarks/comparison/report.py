"""Tables for people, and a file of results so that runs can be compared."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from math import log2
from pathlib import Path
from statistics import median
from typing import Any

from rich.table import Table

from tests.benchmarks.comparison.measure import Measurement

Results = Mapping[str, Any]
"""What a file of results holds: `when`, `machine`, `versions`, `options`, `measurements`."""


def comparison(measured: Sequence[Measurement], title: str) -> Table:
    """A row per contender and work, with the ratio of its median to that of the work's first contender."""
    table = Table(title=title, title_justify="left")
    table.add_column("work")
    table.add_column("with")
    for heading in ("median", "fastest", "slowest", "ratio", "CPU", "peak MB", "read in"):
        table.add_column(heading, justify="right")
    for work, rows in groupby(measured, lambda one: one.work):
        listed = list(rows)
        for number, one in enumerate(listed):
            name = work if number == 0 else ""
            if one.median is None:
                table.add_row(name, one.contender, f"[red]{problem(one)}[/red]")
                continue
            times = (_time(one.median), _time(min(one.runs)), _time(max(one.runs)))
            rest = (_ratio(one, listed[0]), _time(median(one.cpu)), f"{one.peak:,.0f}", _time(one.ready))
            table.add_row(name, one.contender, *times, *rest)
        table.add_section()
    return table


def edits(measured: Sequence[Measurement]) -> Table:
    """A row per kind of edit: the median of each contender, with its ratio to the first one."""
    table = Table(title="From an edit to the exact count: one of ten conditions changed", title_justify="left")
    table.add_column("changed condition")
    for name in dict.fromkeys(one.contender for one in measured):
        table.add_column(name, justify="right")
    for work, rows in groupby(measured, lambda one: one.work):
        listed = list(rows)
        cells = [
            f"[red]{problem(one)}[/red]" if one.median is None else f"{_time(one.median)} {_ratio(one, listed[0]):>6}"
            for one in listed
        ]
        table.add_row(work.removeprefix("edit "), *cells)
    return table


def problem(one: Measurement) -> str:
    """Why there is no time."""
    return one.failed or "; ".join(one.different[:3]) or "no runs"


def _ratio(one: Measurement, first: Measurement) -> str:
    return f"×{one.median / first.median:.1f}" if one.median and first.median else ""


def growth(one: Measurement, before: Measurement) -> float | None:
    """How many times as long it takes with twice the data, if every doubling from `before` on costs the same."""
    if one.median is None or before.median is None:
        return None
    found: float = (one.median / before.median) ** (1 / log2(one.customers / before.customers))
    return found


def step(one: Measurement, measured: Sequence[Measurement]) -> str:
    """A line about a work at one size, and what each doubling costs from the size before, among those measured."""
    begun = f"{one.customers:>13,} {one.work:<14}"
    if one.median is None:
        return f"{begun} [red]{problem(one)}[/red]"
    return f"{begun} {_time(one.median):>8} {_time(median(one.cpu)):>8} CPU {one.peak:>7,.0f} MB{_grown(one, measured)}"


def scaling(measured: Sequence[Measurement]) -> Table:
    """A row per size: the median of each work, and what each doubling of the data costs from the row before on."""
    works = list(dict.fromkeys(one.work for one in measured))
    table = Table(title=f"Scaling: median, growth per doubling (at most {_GROWTH})", title_justify="left")
    for heading in ("customers", *works):
        table.add_column(heading, justify="right")
    for customers, rows in groupby(measured, lambda one: one.customers):
        cells = dict.fromkeys(works, "")
        for one in rows:
            cells[one.work] = (
                "[red]failed[/red]" if one.median is None else f"{_time(one.median)}{_grown(one, measured)}"
            )
        table.add_row(f"{customers:,}", *cells.values())
    return table


_GROWTH = 2.2
"""Twice the data may cost so many times the time."""


def _grown(one: Measurement, measured: Sequence[Measurement]) -> str:
    smaller = [each for each in measured if each.work == one.work and each.customers < one.customers]
    found = growth(one, max(smaller, key=lambda each: each.customers)) if smaller else None
    if found is None:
        return ""
    return f" [red]×{found:.2f}[/red]" if found > _GROWTH else f" ×{found:.2f}"


def between(first: Results, second: Results) -> Table:
    """How the medians of two runs compare, for whatever both have measured."""
    table = Table(title=f"{first['when']} → {second['when']}", title_justify="left")
    for heading in ("work", "with", "customers"):
        table.add_column(heading)
    for heading in ("then", "now", "times then"):
        table.add_column(heading, justify="right")
    then = {_key(one): one["median"] for one in first["measurements"]}
    for one in second["measurements"]:
        old, new = then.get(_key(one)), one["median"]
        if old and new:
            table.add_row(*map(str, _key(one)[:3]), _time(old), _time(new), f"{new / old:.2f}")
    return table


def _key(one: Mapping[str, Any]) -> tuple[str, str, int, int]:
    return one["work"], one["contender"], one["customers"], one["events"]


def refresh_ratios(measured: Sequence[Measurement]) -> Iterator[str]:
    """Making ready against one query of DuckDB over the same events, where both are measured."""
    query = next((m.median for m in measured if (m.work, m.contender) == ("events", "DuckDB, Parquet")), None)
    for one in measured:
        if one.work in _MADE and one.median and query:
            times = f"{one.median / query:.2f} times"
            yield f"{_MADE[one.work]} is made in {times} one query of the events by DuckDB on Parquet."


_MADE = {"refresh": "The whole snapshot", "index": "The index of events"}


def write(folder: Path, results: Results) -> Path:
    """Keep results under their time."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{datetime.fromisoformat(results['when']):%Y-%m-%d-%H%M%S}.json"
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return unfinished.replace(path)


def read(path: Path) -> Results:
    """Results that were kept."""
    found: Results = json.loads(path.read_text(encoding="utf-8"))
    return found


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"
