"""Polars by hand: on frames in memory, or lazily on Parquet."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from tests.benchmarks.comparison.engines import by_hand
from tests.benchmarks.comparison.texts import Answers


class Bears:
    """Frames, read into memory or scanned. Cities become a categorical in memory, which makes ranks in them cheaper."""

    def __init__(self, folder: Path, *, memory: bool) -> None:
        self._memory = memory
        self._customers = pl.scan_parquet(folder / "data/customers/*.parquet")
        self._service = pl.scan_parquet(folder / "data/service/*.parquet")
        self._lists = {name: pl.read_csv(folder / f"lists/{name}.csv")["customer_id"] for name in ("vip", "complained")}

    def prepare(self, group: str) -> None:
        """Read the table of the work."""
        if self._memory and group == "profile":
            self._customers = self._customers.with_columns(pl.col("地市").cast(pl.Categorical)).collect().lazy()
        elif self._memory:
            self._service = self._service.collect().lazy()

    def before(self, work: str, turn: int) -> None:
        """Nothing is kept from turn to turn."""

    def run(self, work: str, turn: int) -> Answers:
        """One collection."""
        if work == "profile":
            row = by_hand.profile(self._customers, self._lists["vip"], self._lists["complained"]).collect()
            return row.row(0, named=True)
        found: Answers = {}
        for rows in pl.collect_all(by_hand.events(self._service)):
            found |= rows.row(0, named=True)
        return found
