"""Findings for programs: the JSON of the interface, SARIF for code hosts, annotations for GitHub."""

from typing import Any
from urllib.parse import unquote

from segdsl.diagnostics.render import github, sarif
from segdsl.diagnostics.render import json as interchange
from segdsl.diagnostics.render.report import Report
from tests.diagnostics.findings import NAME, PLACED, PLACELESS, SOURCES
from tests.schemas import assert_valid

REPORT = Report.of([PLACED, PLACELESS], "en", SOURCES)
# Line 2 is `  class 沉默 "沉默用户" when actvity < 3`: 2 spaces, `class`, and so on up to column 24, counted by hand.
START = {"line": 2, "column": 24}
END = {"line": 2, "column": 31}


def test_json_is_the_object_of_the_interface() -> None:
    value = interchange.render(REPORT)
    assert_valid(value, "diagnostics")
    placeless, placed = value["diagnostics"]
    assert (placed["code"], placed["severity"], placed["file"]) == ("unknown-option", "error", NAME)
    assert placed["span"] == {"start": START, "end": END}
    assert placed["fixes"] == [
        {"title": "write `activity`", "edits": [{"span": {"start": START, "end": END}, "text": "activity"}]}
    ]
    assert placed["related"][0]["span"] == {"start": {"line": 1, "column": 5}, "end": {"line": 1, "column": 8}}
    assert (placeless["file"], placeless["span"]) == (None, None)


def test_json_of_a_file_that_is_not_at_hand_has_no_span() -> None:
    value = interchange.render(Report.of([PLACED], "en"))
    assert_valid({"diagnostics": [{**value["diagnostics"][0], "fixes": []}]}, "diagnostics")
    assert value["diagnostics"][0]["span"] is None


def test_sarif_names_rules_places_and_fixes() -> None:
    log = sarif.render(REPORT, "1.2.3")
    (run,) = log["runs"]
    assert (log["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    assert run["tool"]["driver"]["version"] == "1.2.3"
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    placeless, placed = run["results"]
    assert "locations" not in placeless
    region = {"startLine": 2, "startColumn": 24, "endLine": 2, "endColumn": 31}
    assert placed["locations"][0]["physicalLocation"]["region"] == region
    replacement = placed["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert replacement == {"deletedRegion": region, "insertedContent": {"text": "activity"}}


def test_sarif_paths_are_uris() -> None:
    placed: dict[str, Any] = sarif.render(REPORT, "1")["runs"][0]["results"][1]
    uri = placed["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert " " not in uri
    assert unquote(uri) == NAME


def test_github_annotations_are_one_line_each_and_escaped() -> None:
    placeless, placed = github.render(REPORT).splitlines()
    assert placeless.startswith("::error title=out-of-memory::")
    properties, message = placed.removeprefix("::error ").split("::", 1)
    assert properties.split(",") == [
        f"file={NAME}", "line=2", "endLine=2", "col=24", "endColumn=31", "title=unknown-option",
    ]  # fmt: skip
    assert message == (
        "`segdsl check` has no option `actvity`%0Adid you mean `activity`? `segdsl check --help` lists all options"
    )


def test_github_escapes_what_would_end_a_property() -> None:
    odd = type(PLACED)("not-a-folder", {"path": "50%\r\n::x"}, None, "a,b:c.seg")
    assert github.render(Report.of([odd], "en")) == (
        "::error file=a%2Cb%3Ac.seg,title=not-a-folder::`50%25%0D%0A::x` is not a folder\n"
    )
