"""The files of a snapshot: uncompressed Arrow, one record batch each, so that columns are used where they lie."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TypeVar, cast

import polars as pl

_WORKERS = 2
"""Parts written at a time: sorting one part and writing another overlap, more would only take more memory."""

_In = TypeVar("_In")
_Out = TypeVar("_Out")
Extremes = tuple[float | None, float | None, bool]


def write(frame: pl.DataFrame, file: Path) -> int:
    """Write a part; gives its size in bytes. Raises `OSError`."""
    whole = frame.rechunk()
    whole.write_ipc(file, compression="uncompressed", record_batch_size=max(1, whole.height))
    return file.stat().st_size


def read(file: Path, columns: Iterable[str] | None = None) -> pl.DataFrame:
    """Some columns of a part, mapped into memory: nothing is read before it is used."""
    frame = pl.scan_ipc(file, glob=False)
    return (frame if columns is None else frame.select(list(columns))).collect()


def narrow(frame: pl.LazyFrame, key: str) -> pl.LazyFrame:
    """The frame with whole numbers, but for the key, in as few bytes as hold all of their column.

    What is read is what takes the time.
    """
    whole = [name for name, dtype in frame.collect_schema().items() if dtype.is_integer() and name != key]
    if not whole:
        return frame
    asked = [pl.col(name).cast(pl.Int64) for name in whole]
    extremes = frame.select(
        *(column.min().name.suffix(" min") for column in asked), *(column.max().name.suffix(" max") for column in asked)
    ).collect(engine="streaming")
    found = extremes.row(0, named=True)
    return frame.with_columns(
        pl.col(name).cast(_fitting(found[f"{name} min"] or 0, found[f"{name} max"] or 0)) for name in whole
    )


def _fitting(low: int, high: int) -> type[pl.DataType]:
    for bits, dtype in ((8, pl.Int8), (16, pl.Int16), (32, pl.Int32)):
        if -(1 << bits - 1) <= low and high < 1 << bits - 1:
            return dtype
    return pl.Int64


def extremes(frame: pl.DataFrame) -> dict[str, Extremes]:
    """Of each column the smallest and the largest number, and whether no value is missing."""
    found: dict[str, Extremes] = {}
    for column in frame.iter_columns():
        low = high = None
        if column.dtype.is_numeric():
            low, high = cast("float | None", column.min()), cast("float | None", column.max())
        found[column.name] = (low, high, column.null_count() == 0)
    return found


def joined(all_parts: Iterable[Mapping[str, Extremes]]) -> dict[str, Extremes]:
    """The same of all parts together."""
    found: dict[str, Extremes] = {}
    for part in all_parts:
        for name, (low, high, complete) in part.items():
            before_low, before_high, before_complete = found.get(name, (low, high, True))
            lows, highs = (
                [value for value in pair if value is not None] for pair in ((before_low, low), (before_high, high))
            )
            found[name] = (min(lows, default=None), max(highs, default=None), before_complete and complete)
    return found


def in_turns(work: Callable[[_In], _Out], items: Iterable[_In]) -> Iterator[_Out]:
    """The results of `work` in order, a few at a time; items are not taken before their turn."""
    source = iter(items)
    with ThreadPoolExecutor(_WORKERS) as pool:
        running: list[Future[_Out]] = [pool.submit(work, item) for item in islice(source, _WORKERS)]
        while running:
            yield running.pop(0).result()
            running.extend(pool.submit(work, item) for item in islice(source, 1))
