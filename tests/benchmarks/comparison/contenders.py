"""Who takes part in which work: every engine with its data where somebody would have it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tests.benchmarks.comparison.edits import EDITS
from tests.benchmarks.comparison.engines.engine import Engine

OURS = "segdsl"


@dataclass(frozen=True)
class Contender:
    """An engine and how it is set up. `home` is `module.Class` in the package `engines`."""

    name: str
    home: str
    package: str
    memory: bool
    kept: bool = False
    once: bool = False
    """Whether it runs once only, without a turn to warm up: more turns would take minutes."""

    @property
    def version(self) -> str | None:
        """The version that is installed, None if it is not."""
        try:
            return version(self.package)
        except PackageNotFoundError:
            return None

    def create(self, folder: Path) -> Engine:
        """The engine over the data in a folder."""
        module, name = self.home.split(".")
        made = getattr(import_module(f"tests.benchmarks.comparison.engines.{module}"), name)
        engine: Engine = made(folder, memory=self.memory, **({"kept": True} if self.kept else {}))
        return engine


SEGDSL = Contender(OURS, "ours.Segdsl", "segdsl", memory=True)
KEPT = Contender("segdsl, masks kept", "ours.Segdsl", "segdsl", memory=True, kept=True)
POLARS = Contender("Polars, memory", "bears.Bears", "polars", memory=True)
POLARS_FILES = Contender("Polars, Parquet", "bears.Bears", "polars", memory=False)
DUCKDB = Contender("DuckDB, memory", "duck.Duck", "duckdb", memory=True)
DUCKDB_FILES = Contender("DuckDB, Parquet", "duck.Duck", "duckdb", memory=False)
CLICKHOUSE = Contender("ClickHouse, Parquet", "house.House", "chdb-core", memory=False)
DUCKDB_ONCE = Contender("DuckDB, memory", "duck.Duck", "duckdb", memory=True, once=True)

REFRESH = Contender("segdsl, refresh", "ours.Refresh", "segdsl", memory=False)


@dataclass(frozen=True)
class Group:
    """Works on the same data by the same contenders. The first contender is what the others are compared with."""

    contenders: tuple[Contender, ...]
    works: tuple[str, ...]

    def available(self) -> tuple[Contender, ...]:
        """The contenders whose package is installed."""
        return tuple(each for each in self.contenders if each.version)


_ALL = (SEGDSL, KEPT, POLARS, POLARS_FILES, DUCKDB, DUCKDB_FILES, CLICKHOUSE)
GROUPS = {
    "profile": Group(_ALL, ("profile",)),
    "events": Group(_ALL, ("events",)),
    "edit": Group((KEPT, SEGDSL, DUCKDB_ONCE), tuple(f"edit {edit.kind}" for edit in EDITS)),
    "refresh": Group((REFRESH,), ("refresh", "index")),
}
SCALING = {
    "refresh": Group((replace(REFRESH, once=True),), ("refresh", "index")),
    "profile": Group((SEGDSL,), ("profile",)),
    "events": Group((SEGDSL,), ("events",)),
    "edit": Group((KEPT,), ("edit profile", "edit count", "edit sequence")),
}
"""Works of segdsl alone, at growing sizes; the first of them makes what the others read."""
