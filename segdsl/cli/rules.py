"""The rulebook of commands that read rules and no data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from segdsl.api.settings import rules_in
from segdsl.cli.output import Output
from segdsl.data.project import ProjectFile, find_project, load_project
from segdsl.diagnostics import Diagnostic, RulebookError, SegdslError
from segdsl.rulebook.suggest import suggested

if TYPE_CHECKING:
    from segdsl.rulebook.model import Definition, Rulebook


def project_file(project: str | None, wanted: Sequence[Path] = ()) -> ProjectFile | None:
    """The settings of the project named, else of the one around the first path, else of the current folder's.

    Raises `SegdslError` where a project was named that is none.
    """
    start = Path(project) if project else (wanted[0] if wanted else Path.cwd())
    found = find_project(start if start.is_dir() else start.parent)
    if project and found is None:
        raise SegdslError(Diagnostic("project-missing", {"folder": project}))
    return load_project(found.parent) if found else None


def rules_to_load(wanted: Sequence[Path], file: ProjectFile | None) -> tuple[Sequence[Path], Path]:
    """The rules that make up the rulebook, and the folder that file names are relative to.

    Files of a project are read with all others of it, since they use each other's names; other files stand alone.
    Raises `SegdslError` where nothing was named and the current folder is no project and holds no rules.
    """
    here = Path.cwd()
    if file is not None and all(path == file.root or is_within(path, file.rules) for path in wanted):
        return file.rules, here if file.root.is_relative_to(here) else file.root
    return wanted or rules_in(here, alone=True), here


def load_rules(out: Output, wanted: Sequence[Path], file: ProjectFile | None, params: Mapping[str, str]) -> Rulebook:
    """The checked rulebook. Its sources become known to `out`, so that findings show the lines they are about."""
    from segdsl.rulebook import load

    rules, root = rules_to_load(wanted, file)
    book = load(rules, root=root, overrides=params)
    out.sources.update(book.sources)
    return book


def with_learned(out: Output, wanted: Sequence[Path], file: ProjectFile | None, book: Rulebook) -> Rulebook:
    """The rulebook with what was learned put in, as far as it lies beside the rules and still belongs to them."""
    from segdsl.api.fitted import belonging, load_fitted
    from segdsl.lowering.fitted.applying import with_fitted
    from segdsl.lowering.polars import Context

    _, root = rules_to_load(wanted, file)
    context = Context(as_of=dt.date.min, key=book.profile.key if book.profile else "", definitions=book.definitions)
    artefacts, outdated = load_fitted(root, book, context)
    out.remarks(outdated)
    return with_fitted(book, belonging(artefacts, book, context))


def require(book: Rulebook, name: str) -> Definition:
    """A usable definition. Raises `RulebookError` for one with errors, `SegdslError` for one that is not there."""
    if name in book.broken:
        raise RulebookError(Diagnostic("unusable-definition", {"name": name}), *book.errors)
    if name in book.definitions:
        return book.definitions[name]
    raise SegdslError(Diagnostic("no-such-definition", {"name": name, **suggested(name, book.definitions)}))


def is_within(path: Path, places: Sequence[Path]) -> bool:
    """Whether a path is one of the places or lies in one of them."""
    return any(path == place or path.is_relative_to(place) for place in places)
