"""`segdsl doctor`: versions and terminal, for people and for problem reports."""

import json
import platform

from rich.cells import cell_len

from segdsl.cli.commands.doctor import ruler
from tests.cli.run import run
from tests.schemas import assert_valid


def test_json_names_versions_and_terminal() -> None:
    result = run("doctor", "--format", "json", "--lang", "zh")
    facts = json.loads(result.stdout)
    assert_valid(facts, "doctor")
    assert facts["versions"]["python"] == platform.python_version()
    assert facts["versions"]["polars"].startswith("2.")
    assert (facts["terminal"]["tty"], facts["terminal"]["width"], facts["terminal"]["language"]) == (False, None, "zh")


def test_bars_of_the_ruler_stand_below_each_other() -> None:
    assert len({cell_len(line) for line in ruler()}) == 1


def test_text_speaks_both_languages() -> None:
    assert "Versions" in run("doctor", "--lang", "en").stdout
    assert "版本" in run("doctor", "--lang", "zh").stdout
