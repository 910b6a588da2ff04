"""Rows in any order handed out by part, in bounded memory: what does not fit waits on disk.

Rows arrive in batches, each with the number it is to have. Within a part they keep the order in which they arrived.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from segdsl.data.events.index import PART

NUMBER = "`number`"
"""The column of row numbers beside the others while rows are under way."""

Numbers = npt.NDArray[np.uint32]


def distribute(
    batches: Iterable[tuple[pl.DataFrame, Numbers]], rows: int, folder: Path, budget: int
) -> Iterator[tuple[int, pl.DataFrame]]:
    """The rows of each part of `rows` numbers, part by part, with `NUMBER` beside their columns.

    Batches beyond `budget` bytes are written into `folder` and read back with their part. A part without rows is left
    out.
    """
    waiting = _Waiting(folder, budget)
    for frame, numbers in batches:
        parts = (numbers // np.uint32(PART)).astype(np.uint16)
        order = np.argsort(parts, kind="stable")
        sorted_ = frame.with_columns(pl.Series(NUMBER, numbers)).select(pl.all().gather(pl.Series(order)))
        begin = 0
        for part, size in enumerate(np.bincount(parts, minlength=1)):
            if size:
                waiting.add(part, sorted_.slice(begin, int(size)))
            begin += int(size)
    for part in range(-(-rows // PART)):
        found = waiting.take(part)
        if found is not None:
            yield part, found


@dataclass(slots=True)
class _Waiting:
    """The pieces of parts: the latest ones in memory, earlier ones on disk."""

    folder: Path
    budget: int
    _pieces: dict[int, list[pl.DataFrame]] = field(default_factory=dict)
    _files: dict[int, list[Path]] = field(default_factory=dict)
    _bytes: int = 0

    def add(self, part: int, piece: pl.DataFrame) -> None:
        """Take a piece in; write out all when they become too many."""
        self._pieces.setdefault(part, []).append(piece)
        self._bytes += int(piece.estimated_size())
        if self._bytes > self.budget:
            self._write()

    def take(self, part: int) -> pl.DataFrame | None:
        """All of a part, in the order in which it came; None if nothing did."""
        files = self._files.pop(part, [])
        frames = [pl.read_ipc(file) for file in files] + self._pieces.pop(part, [])
        for file in files:
            file.unlink()
        return pl.concat(frames, rechunk=True) if frames else None

    def _write(self) -> None:
        for part, pieces in self._pieces.items():
            files = self._files.setdefault(part, [])
            file = self.folder / f"waiting-{part}-{len(files)}.arrow"
            pl.concat(pieces, rechunk=True).write_ipc(file, compression="uncompressed")
            files.append(file)
        self._pieces, self._bytes = {}, 0
