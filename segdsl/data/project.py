"""`segdsl.toml`: which rules, which data, as of when. Loads no data engine, so that `check` starts fast.

Rules have to lie inside the project, because they are compared between git revisions and named by their place in it.
Data and lists may lie anywhere: they are often too large to keep beside the rules.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from segdsl.data.settings import Section
from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.diagnostics.reasons import system_reason, toml_reason

FILE_NAME = "segdsl.toml"
DEFAULT_ZONE = "Asia/Shanghai"
"""The zone of a project that names none: fixed, not the machine's, so that every machine counts the same."""

_NAMED = re.compile(r"([^\W\d]\w*)=(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class DataSource:
    """Where the rows of a table or a list are: a file, a glob or a folder, relative to `base` or absolute.

    `encoding` and `separator` matter for CSV, `sheet` for workbooks; None means: found out from the file.
    """

    path: str
    base: Path
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """The settings of a project. `root` is absolute; `rules` are files or folders under it.

    `zone` is None where the file names none; `timezone` is the zone that counts. `as_of` is None where it follows from
    the data.
    """

    root: Path
    name: str
    rules: tuple[Path, ...] = ()
    zone: str | None = None
    as_of: dt.date | None = None
    data: Mapping[str, DataSource] = field(default_factory=dict)
    lists: Mapping[str, DataSource] = field(default_factory=dict)

    @property
    def timezone(self) -> str:
        """The IANA name of the zone in which dates and times are read."""
        return self.zone or DEFAULT_ZONE

    def having(self, *, data: Mapping[str, DataSource] | None = None, as_of: dt.date | None = None) -> ProjectFile:
        """The project with what was said on the command line in place of what the file says."""
        return replace(self, data={**self.data, **(data or {})}, as_of=as_of or self.as_of)


def find_project(start: Path) -> Path | None:
    """The nearest `segdsl.toml` in `start` or a folder above it; None where there is none."""
    folder = start.resolve()
    for candidate in (folder, *folder.parents):
        if (candidate / FILE_NAME).is_file():
            return candidate / FILE_NAME
    return None


def load_project(folder: Path) -> ProjectFile:
    """The project whose `segdsl.toml` lies in `folder`. Raises `SegdslError` with every mistake in the file."""
    file = folder.resolve() / FILE_NAME
    try:
        tree = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SegdslError(Diagnostic("project-missing", {"folder": str(folder)})) from None
    except OSError as error:
        raise SegdslError(Diagnostic("file-unreadable", {"file": str(file), "reason": system_reason(error)})) from None
    except UnicodeDecodeError as error:
        raise SegdslError(Diagnostic("project-encoding", {"file": FILE_NAME, "offset": error.start})) from None
    except tomllib.TOMLDecodeError as error:
        raise SegdslError(Diagnostic("project-syntax", {"file": FILE_NAME, "reason": toml_reason(error)})) from None
    return _read(file.parent, tree)


def _read(root: Path, tree: Mapping[str, Any]) -> ProjectFile:
    top = Section("", tree, FILE_NAME)
    project = top.section("project")
    data, lists = top.section("data"), top.section("lists")
    read = ProjectFile(
        root=root,
        name=project.text("name") or root.name,
        rules=project.folders("rules", root),
        zone=project.zone("timezone"),
        as_of=project.date("as_of"),
        data={name: source for name in data.tree if (source := _source(data, name, root))},
        lists={name: source for name in lists.tree if (source := _source(lists, name, root))},
    )
    project.no_other("name", "rules", "timezone", "as_of")
    top.no_other("project", "data", "lists")
    if top.mistakes:
        raise SegdslError(*top.mistakes)
    return read


def _source(section: Section, name: str, root: Path) -> DataSource | None:
    if not isinstance(section.tree[name], dict):
        path = section.text(name)
        return DataSource(path, root) if path else None
    table = section.section(name)
    path, encoding, sheet = table.text("path", required=True), table.encoding("encoding"), table.text("sheet")
    separator = table.separator("separator")
    table.no_other("path", "encoding", "separator", "sheet")
    return DataSource(path, root, encoding, separator, sheet) if path else None


def data_option(text: str, base: Path) -> tuple[str | None, DataSource]:
    """What `--data` says: `NAME=PATH`, or a path alone (the profile's). A path is relative to `base`.

    A path that itself holds `=` can be given after its name.
    """
    named = _NAMED.fullmatch(text)
    if named and not (base / text).exists():
        return named[1], DataSource(named[2], base)
    return None, DataSource(text, base)
