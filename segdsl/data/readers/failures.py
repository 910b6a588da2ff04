"""What the libraries below raise, said in the product's words: which file, what is wrong with it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.diagnostics.reasons import library_reason, system_reason

FAILURES = (OSError, EOFError, zlib.error, pl.exceptions.PolarsError)


@contextmanager
def reading(file: Path | str) -> Iterator[None]:
    """Turns every failure to read `file` inside the block into a `SegdslError`."""
    try:
        yield
    except FAILURES as error:
        raise unreadable(file, error) from error


def unreadable(file: Path | str, error: Exception) -> SegdslError:
    """The error that says why `file` cannot be read, in one line."""
    reason = system_reason(error) if isinstance(error, OSError) and error.errno else library_reason(error)
    return SegdslError(Diagnostic("file-unreadable", {"file": shown(file), "reason": reason}))


def shown(file: Path | str) -> str:
    """A file as messages name it: relative to the current folder where it lies below, with forward slashes."""
    path = Path(file)
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return path.as_posix()
