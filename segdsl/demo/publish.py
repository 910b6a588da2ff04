"""Puts a finished set of files under its final names: written aside first, renamed at the end."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from segdsl.demo.summary import NOTES_NAME, is_demo
from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.diagnostics.reasons import library_reason

UNFINISHED = ".unfinished"
DISK_FULL = "(os error 28)"
"""How polars words it: its errors carry no number."""


@contextmanager
def unfinished(directory: Path, needs: int, targets: tuple[str, ...]) -> Iterator[Path]:
    """A folder inside `directory` to write into; its files take their final names when the block ends well.

    `targets` are the paths, relative to `directory`, the run owns: what an earlier demo left there is replaced.
    The folder disappears whatever happens, unless the process is killed.

    Raises:
        SegdslError: less than `needs` bytes are free, another run writes here or was killed, something that is no demo
            stands at one of the targets, or polars could not write.
        OSError: the file system refuses.
    """
    folder = directory / UNFINISHED
    try:
        directory.mkdir(parents=True, exist_ok=True)
        _refuse_foreign(directory, targets)
        free = shutil.disk_usage(directory).free
        if free < needs:
            raise SegdslError(
                Diagnostic("demo-no-room", {"path": str(directory), "needs": needs // 10**6, "free": free // 10**6})
            )
        _open(folder)
        try:
            yield folder
            _rename(folder, directory, targets)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except pl.exceptions.PolarsError as error:
        code = "disk-full" if DISK_FULL in str(error) else "file-trouble"
        raise SegdslError(Diagnostic(code, {"path": str(directory), "reason": library_reason(error)})) from error


def _refuse_foreign(directory: Path, targets: tuple[str, ...]) -> None:
    """Raise where writing would replace files that no demo wrote."""
    foreign = [name for name in targets if (directory / name).exists()]
    if foreign and not is_demo(directory):
        raise SegdslError(Diagnostic("demo-foreign-file", {"path": str(directory / foreign[0])}))


def _open(folder: Path) -> None:
    """Make the folder; that it must not exist keeps two runs out of each other's files."""
    try:
        folder.mkdir()
    except FileExistsError:
        raise SegdslError(Diagnostic("demo-unfinished", {"path": str(folder)})) from None


def _rename(folder: Path, directory: Path, targets: tuple[str, ...]) -> None:
    """Move the targets to their final names, the note first: from then on the folder is known for a demo."""
    for name in sorted(targets, key=lambda name: name != NOTES_NAME):
        old, new = directory / name, folder / name
        if old.is_dir():
            shutil.rmtree(old)
        else:
            old.unlink(missing_ok=True)
        if new.exists():
            old.parent.mkdir(parents=True, exist_ok=True)
            new.rename(old)
