"""The same seed gives the same customers, however they are written."""

import hashlib
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from segdsl.demo import generate
from segdsl.demo.blocks import BLOCK
from segdsl.demo.publish import UNFINISHED
from segdsl.diagnostics import SegdslError
from tests.demo.conftest import read

TABLES = ("customers", "visits", "pushes", "promotions", "payments")


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file, by its path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def code(error: pytest.ExceptionInfo[SegdslError]) -> str:
    return error.value.diagnostics[0].code


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_customers(tmp_path: Path) -> None:
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        generate(tmp_path / name, 3_000, seed)
    assert digests(tmp_path / "a") == digests(tmp_path / "b")
    first, other = digests(tmp_path / "a"), digests(tmp_path / "c")
    assert first.keys() == other.keys()
    assert [name for name in first if first[name] == other[name]] == []


def test_chunks_change_the_files_but_no_value(tmp_path: Path) -> None:
    customers = 2 * BLOCK + 1
    generate(tmp_path / "one", customers)
    generate(tmp_path / "many", customers, chunk=BLOCK)
    for table in TABLES:
        assert read(tmp_path / "one", table).equals(read(tmp_path / "many", table)), table
    assert [len(list((tmp_path / name / "data" / "visits").iterdir())) for name in ("one", "many")] == [1, 3]


def test_no_file_holds_the_events_of_more_customers_than_a_chunk(tmp_path: Path) -> None:
    generate(tmp_path, 2 * BLOCK + 10, chunk=BLOCK)
    parts = sorted((tmp_path / "data" / "visits").iterdir())
    assert [part.name for part in parts] == [f"part-{number:05d}.parquet" for number in range(3)]
    numbers = [pl.read_parquet(part)["customer_id"].str.tail(10).cast(pl.Int64) for part in parts]
    for part, first in zip(numbers, (1, BLOCK + 1, 2 * BLOCK + 1), strict=True):
        assert part.is_between(first, first + BLOCK - 1).all()


def test_the_first_customers_of_a_large_demo_are_the_small_demo(tmp_path: Path) -> None:
    small, large = BLOCK - 1, BLOCK + 500
    generate(tmp_path / "small", small)
    generate(tmp_path / "large", large)
    last = read(tmp_path / "small", "customers")["customer_id"][-1]
    assert last == f"GD{small:010d}"
    for table in TABLES:
        part = read(tmp_path / "large", table).filter(pl.col("customer_id") <= last)
        assert part.equals(read(tmp_path / "small", table)), table


def test_the_profile_alone_is_the_same_profile(tmp_path: Path) -> None:
    generate(tmp_path / "all", 2_000)
    summary = generate(tmp_path / "alone", 2_000, events=False)
    assert (summary.visits, summary.pushes, summary.promotions, summary.payments) == (0, 0, 0, 0)
    alone = digests(tmp_path / "alone")
    assert sorted(alone) == ["DATA.md", "data/customers.parquet", "lists/complained.csv", "lists/vip.csv"]
    assert digests(tmp_path / "all")["data/customers.parquet"] == alone["data/customers.parquet"]


def test_one_customer_has_all_tables(tmp_path: Path) -> None:
    summary = generate(tmp_path, 1)
    assert read(tmp_path, "customers")["customer_id"].to_list() == ["GD0000000001"]
    counts = [len(read(tmp_path, table)) for table in TABLES[1:]]
    assert counts == [summary.visits, summary.pushes, summary.promotions, summary.payments]
    assert read(tmp_path, "promotions").schema["checked_result"] == pl.Boolean()


def test_progress_ends_with_everyone(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    generate(tmp_path, BLOCK + 1, events=False, progress=lambda done, of: seen.append((done, of)))
    assert seen == [(BLOCK, BLOCK + 1), (BLOCK + 1, BLOCK + 1)]


def test_every_parquet_file_and_the_folder_say_that_the_data_is_synthetic(tmp_path: Path) -> None:
    generate(tmp_path, 10, seed=3)
    files = list((tmp_path / "data").rglob("*.parquet"))
    assert len(files) == 5
    for file in files:
        label = pl.read_parquet_metadata(file)
        assert (label["segdsl.synthetic"], label["segdsl.seed"]) == ("true", "3")
    note = (tmp_path / "DATA.md").read_text(encoding="utf-8")
    assert "合成数据" in note
    assert "Synthetic data" in note


def test_a_smaller_run_leaves_nothing_of_a_larger_one(tmp_path: Path) -> None:
    generate(tmp_path, BLOCK + 1, chunk=BLOCK)
    mine = tmp_path / "lists" / "mine.csv"
    mine.write_text("customer_id\nGD0000000001\n", encoding="utf-8")
    generate(tmp_path, 50)
    assert len(list((tmp_path / "data" / "visits").iterdir())) == 1
    generate(tmp_path, 50, events=False)
    assert not (tmp_path / "data" / "visits").exists()
    assert mine.exists()


@pytest.mark.parametrize("customers", [0, -5, 100_000_001])
def test_a_size_out_of_range_is_refused_before_anything_is_written(tmp_path: Path, customers: int) -> None:
    with pytest.raises(SegdslError) as error:
        generate(tmp_path / "new", customers)
    assert code(error) == "demo-size"
    assert not (tmp_path / "new").exists()


def test_files_that_no_demo_wrote_are_never_replaced(tmp_path: Path) -> None:
    mine = tmp_path / "data" / "visits" / "mine.parquet"
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"mine")
    with pytest.raises(SegdslError) as error:
        generate(tmp_path, 10)
    assert code(error) == "demo-foreign-file"
    assert mine.read_bytes() == b"mine"


def test_a_second_run_keeps_out_of_an_unfinished_one(tmp_path: Path) -> None:
    (tmp_path / UNFINISHED).mkdir()
    with pytest.raises(SegdslError) as error:
        generate(tmp_path, 10)
    assert code(error) == "demo-unfinished"
    assert (tmp_path / UNFINISHED).exists()


class Stop(Exception):
    """Breaks a run off."""


def test_a_run_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, of: int) -> None:
        raise Stop

    with pytest.raises(Stop):
        generate(tmp_path, 10, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_no_room_is_said_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 1_000})())
    with pytest.raises(SegdslError) as error:
        generate(tmp_path, 1_000)
    assert code(error) == "demo-no-room"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "said, code_",
    [("underlying IO error: No space left on device (os error 28)", "disk-full"), ("anything else", "file-trouble")],
)
def test_what_polars_cannot_write_is_an_error_for_people(tmp_path: Path, said: str, code_: str) -> None:
    def fail(done: int, of: int) -> None:
        raise pl.exceptions.ComputeError(said)

    with pytest.raises(SegdslError) as error:
        generate(tmp_path, 10, progress=fail)
    assert code(error) == code_
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_is_a_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    with pytest.raises(FileExistsError):
        generate(tmp_path / "taken", 10)
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "x"


def test_events_end_with_any_as_of_day(tmp_path: Path) -> None:
    day = date(2020, 2, 29)
    generate(tmp_path, 3_000, as_of=day)
    latest = read(tmp_path, "visits")["visited_at"].dt.date()
    assert (latest.min(), latest.max()) == (date(2018, 9, 1), day)
