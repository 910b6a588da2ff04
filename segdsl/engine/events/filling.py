"""Answers while they are being found: a block writes what it found of its customers to where it stays.

Nothing has to be put together afterwards: of ten million customers, copying answers takes longer than finding them.
Several threads may write at once, each about its own customers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import polars as pl

Values = npt.NDArray[Any]
Known = npt.NDArray[np.bool_] | None
"""Where a value is known; None if everywhere."""

Found = tuple[Values, Known]
"""What is found in a block: a value for each of its customers."""

_BYTE = 255


class Filling(Protocol):
    """The answer to a question, as far as it is known."""

    def put(self, first: int, found: Any) -> None:
        """Take what was found of a block's customers, who begin with `first`."""

    def column(self) -> pl.Series:
        """The answer for all customers, when all of it is there."""


@dataclass(slots=True)
class Counts:
    """Numbers from 0 on, which are hardly ever large: a byte each, unless some turn out to need more."""

    _small: npt.NDArray[np.uint8]
    _large: list[tuple[int, npt.NDArray[np.uint32]]] = field(default_factory=list)

    @classmethod
    def of(cls, customers: int) -> Counts:
        """Room for so many customers."""
        return cls(np.empty(customers, dtype=np.uint8))

    def put(self, first: int, found: Found) -> None:
        """Take a block's counts; all of a block with a large one are kept apart until the end."""
        counts, _ = found
        if counts.dtype != np.uint8 and counts.max(initial=0) > _BYTE:
            self._large.append((first, counts.astype(np.uint32)))
        else:
            self._small[first : first + len(counts)] = counts

    def column(self) -> pl.Series:
        """The counts, as wide as the largest."""
        if not self._large:
            return pl.Series(self._small)
        wide = self._small.astype(np.min_scalar_type(max(int(counts.max()) for _, counts in self._large)))
        for first, counts in self._large:
            wide[first : first + len(counts)] = counts
        return pl.Series(wide)


@dataclass(slots=True)
class Numbers:
    """Truth values, numbers, and whatever is stored as numbers. `dtype` is what they are to polars.

    What stands where no value is known has to be one of the type too.
    """

    dtype: pl.DataType
    _values: Values
    _known: list[tuple[int, npt.NDArray[np.bool_]]] = field(default_factory=list)

    @classmethod
    def of(cls, customers: int, dtype: pl.DataType) -> Numbers:
        """Room for so many customers."""
        stored = pl.Series(dtype=dtype).to_physical().to_numpy().dtype
        return cls(dtype, np.empty(customers, dtype=stored))

    def put(self, first: int, found: Found) -> None:
        """Take a block's values, and where they are known."""
        values, known = found
        self._values[first : first + len(values)] = values
        if known is not None:
            self._known.append((first, known))

    def column(self) -> pl.Series:
        """The values, null where they are not known."""
        values = pl.Series(self._values)
        values = values.cat.to(self.dtype) if isinstance(self.dtype, pl.Enum) else values.cast(self.dtype)
        if not self._known:
            return values
        flags = np.ones(len(values), dtype=np.bool_)
        for first, known in self._known:
            flags[first : first + len(known)] = known
        return pl.select(pl.when(pl.Series(flags)).then(values)).to_series()


@dataclass(slots=True)
class Pieces:
    """Values that take room of their own, such as texts."""

    dtype: pl.DataType
    _pieces: dict[int, pl.Series] = field(default_factory=dict)

    def put(self, first: int, found: pl.Series) -> None:
        """Take a block's values."""
        self._pieces[first] = found

    def column(self) -> pl.Series:
        """The values, in the order of the customers."""
        pieces = [piece for _, piece in sorted(self._pieces.items(), key=lambda each: each[0])]
        return pl.concat([pl.Series(dtype=self.dtype), *pieces], rechunk=True)
