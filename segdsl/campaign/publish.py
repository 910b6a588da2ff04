"""Files that appear whole or not at all: written beside their place, flushed, then renamed.

A run that dies at any moment leaves nothing under a final name but complete files; what it leaves under its own
temporary name is removed by the next run. One run at a time works in a folder.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from filelock import FileLock, Timeout

from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.diagnostics.reasons import system_reason

LOCK = ".segdsl.lock"
TEMPORARY = ".segdsl-export-"


@contextmanager
def workspace(folder: Path) -> Iterator[Path]:
    """A temporary folder inside `folder` (created if need be), for as long as no other run works there.

    Raises `SegdslError` `export-running` when one does, and `cannot-write` when the folder is none or not writable.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / LOCK, timeout=0):
            for left in folder.glob(TEMPORARY + "*"):
                shutil.rmtree(left, ignore_errors=True)
            temporary = Path(mkdtemp(prefix=TEMPORARY, dir=folder))
            try:
                yield temporary
            finally:
                shutil.rmtree(temporary, ignore_errors=True)
    except Timeout:
        raise SegdslError(Diagnostic("export-running", {"folder": str(folder)})) from None
    except OSError as problem:
        raise SegdslError(cannot_write(problem, folder)) from problem


def cannot_write(problem: OSError, folder: Path) -> Diagnostic:
    """What the operating system objected to, in one diagnostic."""
    return Diagnostic("cannot-write", {"path": problem.filename or str(folder), "reason": system_reason(problem)})


def flush(path: Path) -> None:
    """Wait until a file's (or on POSIX a folder's) contents are on the disk."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def publish(temporary: Path, folder: Path, names: Sequence[str]) -> None:
    """Move flushed files to their final names, in order; the last is the one that makes the others count.

    An older last file is removed first, so that at no moment a new file stands under an old manifest.
    """
    for name in names:
        flush(temporary / name)
    (folder / names[-1]).unlink(missing_ok=True)
    for name in names:
        (temporary / name).replace(folder / name)
    flush(folder)
