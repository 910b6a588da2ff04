"""`segdsl compile`: scripts that give what the preview gives, and sentences."""

import datetime as dt
import gzip
import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from tests.cli.projects import MISSPELT, RULES, project, write
from tests.cli.run import run
from tests.schemas import assert_valid


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project of `RULES` as the current folder."""
    folder = project(tmp_path, rules=RULES)
    write(folder, {"rules/p.seg": "param least = 18 in 1..99\nsegment over { require age >= least }\n"})
    monkeypatch.chdir(folder)
    return folder


def members(folder: Path, *arguments: str) -> list[int]:
    """The keys for whom a compiled condition holds, by running the script."""
    result = run("compile", *arguments)
    assert result.exit_code == 0, result.output
    names: dict[str, pl.Expr] = {}
    exec(result.stdout, names)
    found = pl.read_csv(folder / "customers.csv").filter(names[arguments[0]])
    return found["customer_id"].to_list()


def test_script_selects_whom_the_preview_counts(small: Path) -> None:
    assert members(small, "both") == [2]
    assert members(small, "over") == [2, 4]
    assert members(small, "over", "--set", "least=60") == [4]


def test_json_holds_the_text() -> None:
    value = json.loads(run("compile", "life", "--format", "json").stdout)
    assert_valid(value, "compile")
    assert (value["name"], value["to"]) == ("life", "polars")
    assert value["text"] == run("compile", "life").stdout


def test_sentences_come_in_both_languages() -> None:
    english, chinese = (run("compile", "both", "--to", "plain", "--lang", language) for language in ("en", "zh"))
    assert english.exit_code == chinese.exit_code == 0
    for said in (english.stdout, chinese.stdout):
        assert all(word in said for word in ("过十岁", "①南京"))
    assert english.stdout != chinese.stdout


def test_file_alone_is_enough(small: Path) -> None:
    write(small / "elsewhere", {"a.seg": "profile c { key id text\n field n int }\nsegment big { require n > 3 }\n"})
    assert "big = " in run("compile", "elsewhere/a.seg", "big").stdout


@pytest.mark.parametrize(
    "arguments, code, exit_code",
    [
        (["bath"], "no-such-definition", 2),
        (["both", "--to", "cobol"], "unknown-option-value", 2),
        (["over", "--set", "least=old"], "param-type", 2),
        (["nowhere.seg", "both"], "no-such-path", 2),
    ],
)
def test_mistakes_are_answered(arguments: list[str], code: str, exit_code: int) -> None:
    result = run("compile", *arguments)
    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert f"error[{code}]" in result.stderr


def test_definition_with_errors_is_refused_with_its_source(small: Path) -> None:
    write(small, {"rules/odd.seg": MISSPELT})
    result = run("compile", "odd")
    assert result.exit_code == 1
    assert "require agee >= 18" in result.stderr


def test_stages_can_be_printed_as_polars() -> None:
    result = run("debug", "polars", "rules")
    assert result.exit_code == 0
    assert "both = " in result.stdout


EVENTS = """events visit {
  key who text
  at seen time
  field place category(hall, app)?
  field spent number?
}
segment app_fan { require count(visit where place = app, last 30d) >= 2  exclude listed("staff") }
let spending = sum(visit.spent)
tag grown { class yes when age >= 18  class no otherwise }
segment still_grown { require was(grown, 30d) = yes }
"""
VISITS = """who,seen,place,spent
2,2021-06-30T23:59:59,app,0.5
2,2021-06-01T00:00:00,app,
2,2021-05-31T23:59:59,app,9
4,2021-06-20T12:00:00,hall,1
4,2021-06-21 12:00:00,app,2
1,2021-06-02 08:00:00,app,1
1,2021-06-03 08:00:00,app,1
3,2021-07-01T00:00:00,app,100
9,2021-06-10T08:00:00,app,100
,2021-06-10T08:00:00,app,100
3,,app,100
"""


@pytest.fixture
def visits(small: Path) -> Path:
    """The project with visits of a table of its own key; customer 9 is in no profile, 1 is staff."""
    settings = (small / "segdsl.toml").read_text(
        encoding="utf-8"
    ) + 'visit = "visits/*.csv"\n[lists]\nstaff = "staff.csv"\n'
    head, *rows = VISITS.splitlines(keepends=True)
    parts = {"visits/1.csv": "".join([head, *rows[:5]]), "visits/2.csv": "".join([head, *rows[5:]])}
    return write(small, {"rules/events.seg": EVENTS, "segdsl.toml": settings, "staff.csv": "1\n", **parts})


def result(*arguments: str) -> pl.DataFrame:
    """What a compiled script leaves."""
    compiled = run("compile", *arguments)
    assert compiled.exit_code == 0, compiled.output
    names: dict[str, pl.LazyFrame] = {"__name__": "script"}  # type: ignore[dict-item]
    exec(compiled.stdout, names)
    return names["result"].collect()


@pytest.mark.usefixtures("visits")
def test_rules_over_events_are_scripts_that_read_the_projects_files() -> None:
    # 2 has been in the app on the first and on the last of the thirty days; 4 once; 1 is staff; the 31st of May is out.
    assert result("app_fan")["customer_id"].to_list() == ["2"]
    assert result("app_fan", "--as-of", "2021-06-29")["customer_id"].to_list() == ["2"]
    assert result("app_fan", "--as-of", "2021-07-30").is_empty()
    # 3 has come on the day after, and at no time at all; 9 and who has no key are nobody's.
    assert result("spending").rows() == [("1", 2.0), ("2", 9.5), ("3", 0.0), ("4", 3.0)]
    assert result("spending", "--as-of", "2021-07-01").rows()[2] == ("3", 100.0)


@pytest.mark.usefixtures("visits")
def test_a_tag_of_a_day_gone_by_needs_no_events() -> None:
    assert result("still_grown")["customer_id"].to_list() == ["2", "4"]


def test_the_printed_script_runs_by_itself(visits: Path) -> None:
    write(visits, {"script.py": run("compile", "app_fan").stdout})
    said = subprocess.run([sys.executable, "script.py"], cwd=visits, check=True, capture_output=True, text=True)
    assert "customer_id" in said.stdout
    assert said.stderr == ""


def test_without_an_as_of_date_it_is_that_of_the_newest_event(visits: Path) -> None:
    settings = (visits / "segdsl.toml").read_text(encoding="utf-8").replace("as_of = 2021-06-30\n", "")
    write(visits, {"segdsl.toml": settings})
    assert "(as of 2021-07-01)" in run("compile", "spending").stdout


def test_where_nobody_says_where_events_are_they_lie_beside_the_script(small: Path) -> None:
    rules = "profile c { key id text }\nevents visit { at seen time }\nsegment seen_once { require count(visit) = 1 }\n"
    write(small / "elsewhere", {"a.seg": rules})
    script = run("compile", "elsewhere/a.seg", "seen_once", "--as-of", "2021-06-30").stdout
    assert 'pl.scan_parquet("c.parquet")' in script
    assert 'pl.scan_parquet("visit.parquet")' in script


def test_files_that_are_not_there_are_an_error(visits: Path) -> None:
    (visits / "visits/1.csv").unlink()
    (visits / "visits/2.csv").unlink()
    compiled = run("compile", "spending")
    assert (compiled.exit_code, compiled.stdout) == (2, "")
    assert "error[glob-empty]" in compiled.stderr


def test_columns_stored_as_other_types_are_read_as_declared(visits: Path) -> None:
    """Halves are no whole numbers, twos neither yes nor no: both are missing. Moments count by the project's zone."""
    rules = "events call { at start time\n field rings int?\n field missed bool? }\nlet rung = sum(call.rings)\n"
    rules += "let misses = count(call where missed, last 1d)\n"
    calls = pl.DataFrame(
        {
            "customer_id": ["1", "1", "1", "2"],
            "start": [dt.datetime(2021, 6, *at) for at in ((29, 15, 59), (29, 16), (30, 16), (30, 1))],  # noqa: DTZ001
            "rings": [2.0, 2.5, 100.0, None],
            "missed": [1, 1, 1, 2],
        }
    )
    calls.with_columns(pl.col("start").dt.replace_time_zone("UTC")).write_parquet(visits / "calls.parquet")
    settings = (
        (visits / "segdsl.toml").read_text(encoding="utf-8").replace("[lists]", 'call = "calls.parquet"\n[lists]')
    )
    write(visits, {"rules/calls.seg": rules, "segdsl.toml": settings})
    # In Shanghai it is eight hours later: 23:59 of the 29th, midnight, midnight of the day after, 9 o'clock.
    assert result("rung").rows()[:2] == [("1", 2), ("2", 0)]
    assert result("misses").rows()[:2] == [("1", 1), ("2", 0)]


def test_text_files_of_any_encoding_and_separator_are_read(visits: Path) -> None:
    rules = "events note { at on date\n field 内容 text? }\nlet noted = latest(note.内容)\n"
    settings = (visits / "segdsl.toml").read_text(encoding="utf-8")
    named = settings.replace("[lists]", 'note = "notes"\n[lists]').replace("staff.csv", "staff*.csv")
    write(visits, {"rules/notes.seg": rules, "segdsl.toml": named, "staff2.csv": "客户编号;x\n2;y\n"})
    (visits / "notes").mkdir()
    (visits / "notes/1.csv").write_text("customer_id;on;内容\n1;2021-06-01;早\n2;2021-06-02;好\n", encoding="utf-8")
    (visits / "notes/2.csv").write_text("customer_id;on;内容\n1;2021-06-03;晚\n", encoding="gb18030")
    (visits / "notes/3.csv.gz").write_bytes(gzip.compress("customer_id,on,内容\n4,2021-06-04,中\n".encode()))
    assert result("noted").rows() == [("1", "晚"), ("2", "好"), ("3", None), ("4", "中")]
    assert result("app_fan").is_empty()  # 2 is staff as well, by the second list


def test_cells_in_any_form_count_for_a_script_as_they_do_for_a_preview(visits: Path) -> None:
    """Minutes without seconds, slashes, 年月日, and whole numbers with a point: a form not known would be no event."""
    rules = "events call { at start time\n field rings int?\n field on date? }\n"
    rules += "segment rung { require sum(call.rings, last 30d) >= 3 and latest(call.on) < 2021-06-01 }\n"
    calls = "customer_id,start,rings,on\n1,2021-06-29 15:59,3.0,2021/5/3\n2,2021/6/30 8:05,3,2021年5月3日\n"
    calls += "4,2021-06-28,2,\n"
    settings = (visits / "segdsl.toml").read_text(encoding="utf-8").replace("[lists]", 'call = "calls.csv"\n[lists]')
    write(visits, {"rules/calls.seg": rules, "segdsl.toml": settings, "calls.csv": calls})
    assert result("rung")["customer_id"].to_list() == ["1", "2"]
    assert run("preview", "rung", "--format", "json").stdout.count('"size": 2') == 1


def test_a_list_that_nobody_names_is_left_to_be_filled_in(visits: Path) -> None:
    settings = (visits / "segdsl.toml").read_text(encoding="utf-8").replace('staff = "staff.csv"\n', "")
    write(visits, {"segdsl.toml": settings})
    assert '"staff": [],  # no file is named for it' in run("compile", "app_fan").stdout
