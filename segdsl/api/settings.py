"""Which project is meant: its file, with what was said outside it put in its place. Loads no data engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from segdsl.data.project import DataSource, ProjectFile, data_option, find_project, load_project
from segdsl.diagnostics import Diagnostic, SegdslError


def settings(
    path: Path, rules: Sequence[Path], data: Mapping[str, str] | Sequence[str], as_of: str | dt.date | None
) -> ProjectFile:
    """The project file in force for a folder or rule files, with what was said outside it put in its place."""
    here = Path.cwd()
    given = data.items() if isinstance(data, Mapping) else [data_option(text, here) for text in data]
    named = {
        (name or ""): value if isinstance(value, DataSource) else DataSource(str(value), here) for name, value in given
    }
    if path.is_file():
        rules, path = [path, *rules], path.parent
    found = find_project(path)
    if found is not None:
        file = load_project(found.parent)
    else:
        file = ProjectFile(root=here, name=path.resolve().name, rules=tuple(rules or [path]))
    if rules:
        file = replace(file, rules=tuple(rules))
    return file.having(data=named, as_of=_day(as_of))


def _day(as_of: str | dt.date | None) -> dt.date | None:
    if as_of is None or isinstance(as_of, dt.date):
        return as_of
    try:
        return dt.date.fromisoformat(as_of)
    except ValueError:
        raise SegdslError(Diagnostic("option-no-date", {"option": "as_of", "value": as_of})) from None
