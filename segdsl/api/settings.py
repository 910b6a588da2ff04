"""Which project is meant: its file, with what was said outside it put in its place. Loads no data engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from segdsl.data.project import FILE_NAME, DataSource, ProjectFile, data_option, find_project, load_project
from segdsl.diagnostics import Diagnostic, SegdslError


def settings(
    path: Path, rules: Sequence[Path], data: Mapping[str, str] | Sequence[str], as_of: str | dt.date | None
) -> ProjectFile:
    """The project file in force for a folder or rule files, with what was said outside it put in its place.

    A single folder in the place of rule files that is a project itself is opened as one.
    """
    here = Path.cwd()
    if len(rules) == 1 and (rules[0] / FILE_NAME).is_file():  # a folder that is a project of its own
        path, rules = rules[0], ()
    if path.is_file():
        rules, path = [path, *rules], path.parent
    found = find_project(path)
    if found is not None:
        file = load_project(found.parent)
    else:
        file = ProjectFile(root=here, name=path.resolve().name)
        rules = rules or rules_in(path, alone=not data)
    if rules:
        file = replace(file, rules=tuple(rules))
    return file.having(data=named_sources(data), as_of=_day(as_of))


def rules_in(folder: Path, *, alone: bool) -> Sequence[Path]:
    """The rule files right inside a folder that is no project; what lies deeper may belong to anything.

    There may be none where data is named: an expression can be asked of data alone. Else raises `SegdslError`.
    """
    if not folder.is_dir():
        raise SegdslError(Diagnostic("path-not-found", {"path": str(folder)}))
    found = sorted(folder.glob("*.seg"))
    if not found and alone:
        raise SegdslError(Diagnostic("project-missing", {"folder": str(folder.resolve())}))
    return found


def named_sources(data: Mapping[str, str] | Sequence[str]) -> dict[str, DataSource]:
    """What was said outside the project file about data, by name; "" is the profile's, given without one."""
    here = Path.cwd()
    given = data.items() if isinstance(data, Mapping) else [data_option(text, here) for text in data]
    return {
        (name or ""): value if isinstance(value, DataSource) else DataSource(str(value), here) for name, value in given
    }


def _day(as_of: str | dt.date | None) -> dt.date | None:
    if as_of is None or isinstance(as_of, dt.date):
        return as_of
    try:
        return dt.date.fromisoformat(as_of)
    except ValueError:
        raise SegdslError(Diagnostic("option-no-date", {"option": "as_of", "value": as_of})) from None
