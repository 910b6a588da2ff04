"""Parquet and Arrow IPC (Feather): the physical types are in the files; everything stays lazy but Arrow streams."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import polars as pl

from segdsl.data.part import Part
from segdsl.data.readers.failures import reading

IPC_FILE = b"ARROW1"


def parquet_parts(files: Sequence[Path]) -> Iterator[Part]:
    """One part per run of files with the same schema. Raises `SegdslError` for a file that is no Parquet."""
    for schema, same in groupby(files, _parquet_schema):
        paths = tuple(same)
        yield Part(pl.scan_parquet(list(paths), glob=False), schema, paths)


def arrow_parts(files: Sequence[Path]) -> Iterator[Part]:
    """The same for IPC files. A stream cannot be read out of order, so it is loaded whole."""
    for (schema, is_file), same in groupby(files, _arrow_schema):
        paths = tuple(same)
        if is_file:
            yield Part(pl.scan_ipc(list(paths), glob=False), schema, paths)
            continue
        for path in paths:
            with reading(path):
                yield Part(pl.read_ipc_stream(path).lazy(), schema, (path,))


def _parquet_schema(file: Path) -> pl.Schema:
    with reading(file):
        return pl.scan_parquet(file, glob=False).collect_schema()


def _arrow_schema(file: Path) -> tuple[pl.Schema, bool]:
    with reading(file):
        with file.open("rb") as content:
            is_file = content.read(len(IPC_FILE)) == IPC_FILE
        frame = pl.scan_ipc(file, glob=False) if is_file else pl.read_ipc_stream(file, n_rows=0).lazy()
        return frame.collect_schema(), is_file
