"""What an export writes, judged by opening the files as their receiver would."""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import segdsl
from segdsl.campaign.export import Export, ExportOptions
from segdsl.campaign.publish import LOCK
from segdsl.engine.stopping import Stopped
from tests.campaign.project import ADULTS, CUSTOMERS, write_project


def export(tmp_path: Path, name: str = "adults", columns: list[str] | None = None, **options: Any) -> Export:
    """Export from a fresh project into `tmp_path/out`."""
    with segdsl.open(write_project(tmp_path / "project")) as project:
        return project.export(name, tmp_path / "out", columns=columns, options=ExportOptions(**options))


def rows(path: Path, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    """A CSV file as a receiver reads it."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(encoding))))


def test_csv_holds_the_members_in_key_order_with_bom(tmp_path: Path) -> None:
    export(tmp_path)
    path = tmp_path / "out/adults.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert [r["id"] for r in rows(path)] == ["'=4", "c1", "c3"]
    assert [r["age"] for r in rows(path)] == ["41", "50", "30"]


def test_refusals_leave_first_and_are_counted(tmp_path: Path) -> None:
    done = export(tmp_path)
    assert done.to_dict()["removed"] == [{"reason": "已退订", "count": 1}]


def test_cells_that_a_spreadsheet_would_run_are_made_text(tmp_path: Path) -> None:
    export(tmp_path, columns=["name"])
    assert [r["name"] for r in rows(tmp_path / "out/adults.csv")] == ["'＝１", "'=HYPERLINK(1)", "张三"]


def test_personal_columns_are_masked_unless_named_and_allowed(tmp_path: Path) -> None:
    export(tmp_path / "a", columns=["phone"])
    export(tmp_path / "b", columns=["phone"], pii="raw")
    export(tmp_path / "c", columns=["phone"], pii="hmac", hmac_key=b"secret")
    found = {n: [r["phone"] for r in rows(tmp_path / n / "out/adults.csv")] for n in "abc"}
    assert found["a"] == ["137****8002", "", "138****8000"]
    assert found["b"] == ["13712348002", "", "13812348000"]
    expected = [hmac.new(b"secret", n.encode(), hashlib.sha256).hexdigest() for n in ("13712348002", "13812348000")]
    assert found["c"] == [expected[0], "", expected[1]]


def test_hmac_without_a_key_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(segdsl.SegdslError, match="hmac-key-missing"):
        export(tmp_path, columns=["phone"], pii="hmac")
    assert not (tmp_path / "out").exists()


def test_gb18030(tmp_path: Path) -> None:
    export(tmp_path, columns=["name"], encoding="gb18030")
    assert rows(tmp_path / "out/adults.csv", "gb18030")[2]["name"] == "张三"


def test_titles_for_people(tmp_path: Path) -> None:
    export(tmp_path, columns=["age", "group"], headers="titles")
    assert rows(tmp_path / "out/adults.csv")[0] == {"客户编号": "'=4", "年龄": "41", "年龄段": "中老年"}


def test_xlsx_keeps_long_digits_and_runs_no_formula(tmp_path: Path) -> None:
    export(tmp_path, columns=["big", "name", "joined", "refused"], format="xlsx")
    path = tmp_path / "out/adults.xlsx"
    sheet = pl.read_excel(path, infer_schema_length=0)
    assert sheet.columns == ["客户编号", "长号", "姓名", "入网日期", "已退订"]
    assert sheet["客户编号"].to_list() == ADULTS
    assert sheet["长号"].to_list() == ["7", "7", "1234567890123456789"]
    assert sheet["姓名"].to_list() == ["＝１", "=HYPERLINK(1)", "张三"]
    assert b"<f>" not in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")


def test_parquet_and_jsonl_keep_types(tmp_path: Path) -> None:
    export(tmp_path / "p", columns=["age", "joined", "kind", "group"], format="parquet")
    frame = pl.read_parquet(tmp_path / "p/out/adults.parquet")
    wanted = CUSTOMERS.filter(pl.col("id").is_in(ADULTS)).sort("id")
    assert frame["id"].to_list() == ADULTS
    assert frame["age"].to_list() == wanted["age"].to_list()
    assert frame["joined"].to_list() == wanted["joined"].to_list()
    assert frame["kind"].cast(pl.String).to_list() == wanted["kind"].to_list()
    export(tmp_path / "j", columns=["age", "group"], format="jsonl")
    lines = [json.loads(line) for line in (tmp_path / "j/out/adults.jsonl").read_text("utf-8").splitlines()]
    assert lines == [
        {"id": "=4", "age": 41, "group": "old"},
        {"id": "c1", "age": 50, "group": "old"},
        {"id": "c3", "age": 30, "group": "young"},
    ]


def test_the_manifest_says_what_the_file_is(tmp_path: Path) -> None:
    done = export(tmp_path)
    manifest = json.loads(done.manifest.read_text("utf-8"))
    written = tmp_path / "out/adults.csv"
    digest = hashlib.sha256(written.read_bytes()).hexdigest()
    assert manifest["files"] == [{"path": "adults.csv", "rows": 3, "sha256": digest}]
    assert manifest["as_of"] == "2021-06-30"
    assert manifest["timezone"] == "Asia/Shanghai"
    data = tmp_path / "project/customers.parquet"
    assert manifest["data"]["files"][0]["sha256"] == hashlib.sha256(data.read_bytes()).hexdigest()
    assert manifest["data"]["rows"] == 6
    assert set(manifest["run"]) == {"operator", "time"}


def test_the_manifest_names_the_files_of_events_and_lists_that_had_a_say(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "project")
    rules = (folder / "rules.seg").read_text("utf-8")
    rules += "events visit { key id text  at seen date }\nevents push { key id text  at sent date }\n"
    rules += 'let came = count(visit)\nsegment seen { require came > 0 exclude listed("staff") }\n'
    (folder / "rules.seg").write_text(rules, "utf-8")
    settings = (folder / "segdsl.toml").read_text("utf-8") + 'visit = "visits/*.csv"\npush = "push.csv"\n'
    (folder / "segdsl.toml").write_text(settings + '[lists]\nstaff = "staff.csv"\nvip = "staff.csv"\n', "utf-8")
    (folder / "visits").mkdir()
    files = {"visits/1.csv": "id,seen\nc1,2021-06-01\n", "visits/2.csv": "id,seen\nc3,2021-06-02\n"}
    for name, text in {**files, "push.csv": "id,sent\n", "staff.csv": "c1\n"}.items():
        (folder / name).write_text(text, "utf-8")
    with segdsl.open(folder) as project:
        manifest = json.loads(project.export("seen", to=tmp_path / "out").manifest.read_text("utf-8"))

    def entry(name: str) -> dict[str, object]:
        content = (folder / name).read_bytes()
        return {"name": Path(name).name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}

    assert manifest["events"] == [{"table": "visit", "files": [entry(name) for name in files]}]  # no push was looked at
    assert manifest["lists"] == [{"name": "staff", "files": [entry("staff.csv")]}]


def test_a_commit_is_named_only_where_it_holds_the_rules(tmp_path: Path) -> None:
    def git(*arguments: str) -> str:
        who = ("-c", "user.name=t", "-c", "user.email=t@example.org")
        done = subprocess.run(
            ["git", "-C", str(tmp_path), *who, *arguments], capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def state() -> Any:
        done = export(tmp_path, overwrite=True)
        return json.loads(done.manifest.read_text("utf-8"))["rulebook"]["git"]

    git("init", "-q")
    (tmp_path / ".gitignore").write_text("/out/\n", encoding="utf-8")
    write_project(tmp_path / "project")
    git("add", ".")
    git("commit", "-qm", "rules")
    assert state() == {"commit": git("rev-parse", "HEAD"), "dirty": False}
    (tmp_path / "project/more.seg").write_text("let x = 1", encoding="utf-8")
    assert state() == {"commit": git("rev-parse", "HEAD"), "dirty": True}
    (tmp_path / ".gitignore").write_text("/out/\n/project/\n", encoding="utf-8")
    git("rm", "-rq", "--cached", "project")
    git("commit", "-qm", "no rules")
    assert state() == {"commit": None, "dirty": None}


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "jsonl"])
def test_the_same_inputs_give_the_same_bytes(tmp_path: Path, form: str) -> None:
    for name in "ab":
        export(tmp_path / name, format=form)
    first, second = (tmp_path / n / f"out/adults.{form}" for n in "ab")
    assert first.read_bytes() == second.read_bytes()
    manifests = [json.loads((tmp_path / n / "out/adults.manifest.json").read_text("utf-8")) for n in "ab"]
    assert {**manifests[0], "run": 0} == {**manifests[1], "run": 0}


@pytest.mark.parametrize(
    "form, encoding",
    [("csv", "utf-8-sig"), ("csv", "utf-8"), ("csv", "gb18030"), ("xlsx", "utf-8"), ("jsonl", "utf-8")],
)
def test_written_in_pieces_it_is_the_same_file_and_tells_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, encoding: str
) -> None:
    whole = export(tmp_path / "a", format=form, encoding=encoding)
    monkeypatch.setattr("segdsl.campaign.formats._SLICE", 1)
    monkeypatch.setattr("segdsl.campaign.formats._SHEET_SLICE", 1)
    told: list[tuple[str, int, int]] = []
    export(tmp_path / "b", format=form, encoding=encoding, advance=lambda *how_far: told.append(how_far))
    first, second = (tmp_path / n / f"out/adults.{form}" for n in "ab")
    assert first.read_bytes() == second.read_bytes()
    n = int(whole.files[0]["rows"])
    assert n > 1
    assert told == [("members", 0, 0), *(("write", done, n) for done in range(n + 1)), ("check", 0, n)]


@pytest.mark.parametrize("phase", ["members", "write", "check"])
def test_an_export_given_up_leaves_nothing(tmp_path: Path, phase: str) -> None:
    def give_up(now: str, _done: int, _rows: int) -> None:
        if now == phase:
            raise Stopped

    with pytest.raises(Stopped):
        export(tmp_path, advance=give_up)
    assert [path.name for path in (tmp_path / "out").iterdir() if path.name != LOCK] == []


def test_an_existing_target_stays_unless_told(tmp_path: Path) -> None:
    export(tmp_path)
    before = (tmp_path / "out/adults.csv").read_bytes()
    with pytest.raises(segdsl.SegdslError, match="target-exists"):
        export(tmp_path, columns=["age"])
    assert (tmp_path / "out/adults.csv").read_bytes() == before
    export(tmp_path, columns=["name"], overwrite=True)
    assert (tmp_path / "out/adults.csv").read_bytes() != before


@pytest.mark.parametrize(
    "name, code", [("planned", "draft-not-exported"), ("ages", "not-a-segment"), ("adult", "no-such-definition")]
)
def test_what_cannot_be_exported(tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(segdsl.SegdslError, match=code):
        export(tmp_path, name)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("narrow", [pl.Int8, pl.Int16, pl.UInt8, pl.UInt64])
def test_xlsx_takes_whole_numbers_of_every_width(tmp_path: Path, narrow: type[pl.DataType]) -> None:
    folder = write_project(tmp_path / "project", CUSTOMERS.with_columns(pl.col("age").cast(narrow)))
    with segdsl.open(folder) as project:
        project.export(
            "adults", tmp_path / "out", columns=["age"], options=ExportOptions(format="xlsx", headers="names")
        )
    assert pl.read_excel(tmp_path / "out/adults.xlsx")["age"].to_list() == [41, 50, 30]
