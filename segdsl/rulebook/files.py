"""Rule files to a rulebook."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from segdsl.diagnostics import Diagnostic, SegdslError, Source
from segdsl.diagnostics.reasons import system_reason
from segdsl.syntax.read import decode

if TYPE_CHECKING:
    from segdsl.rulebook.model import Rulebook, Table

SUFFIX = ".seg"
Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


def load(
    paths: Paths, *, root: Path | None = None, contract: Table | None = None, overrides: Mapping[str, str] | None = None
) -> Rulebook:
    """Read and check rule files, and all in the folders named.

    Findings about the rules are in the result's `diagnostics`. Files are called by their path relative to `root` (the
    current folder by default). `contract` is the profile where the rules declare none; `overrides` are values
    of params as `--set` takes them. Raises `SegdslError` for paths that do not exist or cannot be read, folders without
    rule files, and overrides that do not fit.
    """
    from segdsl.rulebook.binding import bind  # who only reads the files needs no parser
    from segdsl.rulebook.incremental import Checker

    return bind(Checker(contract).check(read_sources(paths, root=root)), overrides or {})


def read_sources(paths: Paths, *, root: Path | None = None) -> tuple[Source, ...]:
    """The rule files at `paths`, each once, in the order of their names. Raises `SegdslError` as `load` does."""
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    base = (root or Path()).resolve()
    found: dict[Path, str] = {}
    for path in map(Path, given):
        for file in _files(path):
            found.setdefault(file.resolve(), _name(file, base))
    if not found:
        raise SegdslError(Diagnostic("no-rule-files", {"path": ", ".join(map(str, given))}))
    return tuple(Source(name, _text(file)) for file, name in sorted(found.items(), key=lambda pair: pair[1]))


def _files(path: Path) -> Iterable[Path]:
    if path.is_dir():
        inside = sorted(file for file in path.rglob(f"*{SUFFIX}") if file.is_file())
        if not inside:
            raise SegdslError(Diagnostic("no-rule-files", {"path": str(path)}))
        return inside
    if not path.exists():
        raise SegdslError(Diagnostic("path-not-found", {"path": str(path)}))
    return [path]


def _name(file: Path, base: Path) -> str:
    resolved = file.resolve()
    return resolved.relative_to(base).as_posix() if resolved.is_relative_to(base) else file.as_posix()


def _text(file: Path) -> str:
    """The text of a rule file."""
    try:
        text = decode(file.read_bytes(), str(file))
    except OSError as error:
        raise SegdslError(Diagnostic("unreadable-file", {"path": str(file), "reason": system_reason(error)})) from error
    if isinstance(text, Diagnostic):
        raise SegdslError(text)
    return text
