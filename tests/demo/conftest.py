"""One demo of the default size, shared by the tests that only look at it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
import pytest

from segdsl.demo import Summary, generate


@dataclass(frozen=True)
class Demo:
    """A generated folder, its tables, and SQL over them."""

    folder: Path
    summary: Summary
    sql: duckdb.DuckDBPyConnection

    def table(self, name: str) -> pl.DataFrame:
        return read(self.folder, name)


def read(folder: Path, name: str) -> pl.DataFrame:
    """Read `customers` or an event table of a generated folder."""
    data = folder / "data"
    return pl.read_parquet(data / f"{name}.parquet" if name == "customers" else data / name / "*.parquet")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    summary = generate(folder)
    with duckdb.connect() as sql:
        for view, path in {
            "customers": "customers.parquet",
            "visits": "visits/*.parquet",
            "pushes": "pushes/*.parquet",
            "promotions": "promotions/*.parquet",
            "payments": "payments/*.parquet",
        }.items():
            sql.execute(f"create view {view} as select * from '{folder}/data/{path}'")
        yield Demo(folder, summary, sql)
