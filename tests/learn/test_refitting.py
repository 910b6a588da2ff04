"""A fit can be done anew whatever lies in its place, belongs to the rules that it was made for, and can be given up."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import polars as pl
import pytest

import segdsl
from segdsl.api.learning import explore
from segdsl.diagnostics import Source
from segdsl.engine.stopping import Stop, Stopped
from segdsl.rulebook import Checker
from tests.cli.run import run

RULES = """
profile customer { key id int  field use number  field kind category(home, shop)? }
cluster groups { features [use]  seed 7  label high most use  label low otherwise }
model kinds { learn kind  features [use]  method logistic  seed 7 }
segment heavy { require groups = high }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two hundred customers, of whom half use ten times as much, and half of these are shops."""
    use = [float(i % 10 + 1) * (10 if i % 2 else 1) for i in range(200)]
    kind = [("shop" if i % 4 == 1 else "home") if i % 3 else None for i in range(200)]
    pl.DataFrame({"id": range(200), "use": use, "kind": kind}).write_parquet(tmp_path / "c.parquet")
    (tmp_path / "r.seg").write_text(RULES, encoding="utf-8")
    (tmp_path / "segdsl.toml").write_text(
        '[project]\nrules = ["r.seg"]\nas_of = 2021-06-30\n[data]\ncustomer = "c.parquet"\n', encoding="utf-8"
    )
    return tmp_path


def fitted(folder: Path) -> Path:
    """The artefact of `groups`."""
    with segdsl.open(folder) as project:
        project.fit(["groups"])
    return folder / "fitted/groups.json"


@pytest.mark.parametrize("text", ["[]", '{"format": 1}', "<<<<<<< HEAD"])
def test_what_cannot_be_read_is_fitted_again_as_the_message_says(folder: Path, text: str) -> None:
    path = fitted(folder)
    before = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    refused = run("preview", "heavy", "--project", str(folder), "--lang", "en")
    assert refused.exit_code == 2
    assert "fitted-unreadable" in refused.stderr
    done = run("fit", "groups", "--project", str(folder), "--lang", "en")
    assert (done.exit_code, done.stderr) == (0, "")
    assert path.read_text(encoding="utf-8") == before
    assert run("preview", "heavy", "--project", str(folder)).exit_code == 0


def test_an_artefact_of_an_older_format_is_not_of_this_version(folder: Path) -> None:
    """Its checksum is right: what it says of figures is what older reports were made from."""
    path = fitted(folder)
    there = json.loads(path.read_text(encoding="utf-8"))
    del there["sha256"]
    there["format"] -= 1
    path.write_text(json.dumps({**there, "sha256": digest_of(there)}), encoding="utf-8")
    assert "fitted-unreadable" in run("preview", "heavy", "--project", str(folder), "--lang", "en").stderr


def test_what_was_changed_by_hand_is_fitted_again(folder: Path) -> None:
    path = fitted(folder)
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace('"seed": 7', '"seed": 8'), encoding="utf-8")
    assert "fitted-changed" in run("fit", "--report", "--project", str(folder), "--lang", "en").stderr
    done = run("fit", "groups", "--project", str(folder), "--lang", "en")
    assert (done.exit_code, done.stderr) == (0, "")
    assert path.read_text(encoding="utf-8") == before


def test_a_fit_of_what_was_outdated_is_not_called_outdated(folder: Path) -> None:
    fitted(folder)
    (folder / "r.seg").write_text(RULES.replace("features [use]  seed", "features [use * 2]  seed"), encoding="utf-8")
    assert "fit-outdated" in run("preview", "--project", str(folder), "--lang", "en").stderr
    assert run("fit", "groups", "--project", str(folder), "--lang", "en").stderr == ""


def test_rules_that_come_to_mean_what_they_meant_have_their_fit_again(folder: Path) -> None:
    fitted(folder)
    other = Checker().check([Source("r.seg", RULES.replace("features [use]  seed", "features [use * 2]  seed"))])
    with segdsl.open(folder) as project:
        edited = project.with_rulebook(other)
        assert "groups" not in edited.fitted
        assert "groups" in edited.with_rulebook(project.rulebook).fitted


@pytest.mark.parametrize("name", ["groups", "kinds"])
def test_a_fit_that_is_given_up_leaves_what_was_there(folder: Path, name: str) -> None:
    with segdsl.open(folder) as project:
        project.fit()
        path = folder / f"fitted/{name}.json"
        path.write_text(json.dumps("as it was"), encoding="utf-8")
        for looks in range(3):
            project.stop = after(looks)
            with pytest.raises(Stopped):
                project.fit([name])
    assert json.loads(path.read_text(encoding="utf-8")) == "as it was"


def test_an_exploration_can_be_given_up(folder: Path) -> None:
    with segdsl.open(folder) as project:
        project.stop = after(2)
        with pytest.raises(Stopped):
            explore(project, ["groups"], "en")


def after(looks: int) -> Stop:
    """A look that gives up, so many looks on."""
    left = iter(range(looks))

    def stop() -> None:
        if next(left, None) is None:
            raise Stopped

    return stop


def digest_of(said: dict[str, object]) -> str:
    """The checksum of an artefact: of its JSON without spaces, keys in order."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
