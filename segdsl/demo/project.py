"""Writes the demo as a project of its own: settings, a copy of the shipped rules, data and lists."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import segdsl
from segdsl.demo.publish import UNFINISHED
from segdsl.demo.summary import Summary, is_demo
from segdsl.demo.writer import (
    DEFAULT_AS_OF,
    DEFAULT_CUSTOMERS,
    DEFAULT_SEED,
    EVENT_FOLDERS,
    LIST_FILES,
    PROFILE_FILE,
    Progress,
    generate,
)
from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.diagnostics.reasons import toml_reason

PROJECT_NAME = "grid-demo"
SETTINGS_NAME = "segdsl.toml"
RULES_NAME = "rules"

_SETTINGS = """# 演示项目：电网公司互联网渠道客户，数据为合成数据，见 DATA.md
# Demo project: customers of a grid company's channels. The data is synthetic, see DATA.md
[project]
name = "{name}"
rules = ["{rules}"]
timezone = "Asia/Shanghai"
as_of = {as_of}

[data]
{data}

[lists]
{lists}
"""
_EVENTS = {"visit": "visits", "push": "pushes", "promotion": "promotions", "payment": "payments"}
"""The names the data contract gives to the event tables."""


def write_project(
    directory: Path,
    customers: int = DEFAULT_CUSTOMERS,
    seed: int = DEFAULT_SEED,
    as_of: date | None = None,
    *,
    progress: Progress | None = None,
) -> Summary:
    """Write a demo project to a new or empty folder, or make the data of a demo project anew.

    A project that is there keeps its `segdsl.toml` and its rules; `as_of` is then the day it names. A new
    project is as of `DEFAULT_AS_OF` unless told otherwise.

    Raises:
        SegdslError, OSError: the folder holds something else, its settings name another day or are no TOML, or
            `generate` refuses.
    """
    settings = directory / SETTINGS_NAME
    project = _project(settings)
    _refuse_other_folder(directory, project)
    named = project.get("as_of")
    there = named if isinstance(named, date) else None
    if as_of and there and as_of != there:
        args = {"path": str(settings), "there": there.isoformat(), "asked": as_of.isoformat()}
        raise SegdslError(Diagnostic("demo-other-day", args))
    day = as_of or there or DEFAULT_AS_OF
    summary = generate(directory, customers, seed, day, progress=progress)
    if not (directory / RULES_NAME).exists():
        shutil.copytree(shipped_rules_dir(), directory / RULES_NAME)
    if not settings.exists():
        settings.write_text(settings_text(day), encoding="utf-8", newline="\n")
    return summary


def shipped_rules_dir() -> Path:
    """The rules that come with the product: inside the installed package, or beside it in a source tree.

    Raises:
        FileNotFoundError: neither is there, so the installation is broken.
    """
    package = Path(segdsl.__file__).parent
    for folder in (package / "_rules", package.parent / RULES_NAME):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"no rules come with the package in {package}")


def settings_text(as_of: date) -> str:
    """The text of the demo's `segdsl.toml`."""
    data = {"customer": PROFILE_FILE} | {name: f"{EVENT_FOLDERS[table]}/*.parquet" for name, table in _EVENTS.items()}
    return _SETTINGS.format(
        name=PROJECT_NAME,
        rules=RULES_NAME,
        as_of=as_of.isoformat(),
        data="\n".join(f'{name} = "{path}"' for name, path in data.items()),
        lists="\n".join(f'{name} = "{path}"' for name, path in LIST_FILES.items()),
    )


def _refuse_other_folder(directory: Path, project: Mapping[str, object]) -> None:
    """Raise unless the folder is new, empty, or a demo by its note or its settings."""
    if not directory.exists():
        return
    occupied = not directory.is_dir() or any(entry.name != UNFINISHED for entry in directory.iterdir())
    if occupied and not is_demo(directory) and project.get("name") != PROJECT_NAME:
        raise SegdslError(Diagnostic("demo-folder-not-empty", {"path": str(directory)}))


def _project(settings: Path) -> dict[str, object]:
    """The `[project]` table of the settings; empty where there are none."""
    try:
        table = tomllib.loads(settings.read_text(encoding="utf-8")).get("project", {})
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except ValueError as error:
        raise SegdslError(
            Diagnostic("project-syntax", {"file": str(settings), "reason": toml_reason(error)})
        ) from error
    return table if isinstance(table, dict) else {}
