"""Writing a rule file so that it is either the old one or the new one, and seeing when others change it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from segdsl.diagnostics import SegdslError

if TYPE_CHECKING:
    from segdsl.data.project import DataSource

Stamps = frozenset[tuple[str, int, int]]
"""Path, size and time of change of files."""
Signature = Mapping[Path, tuple[int, int]]
"""Time of change and size of every rule file."""


def write(path: Path, text: str) -> None:
    """Replace a file in one step, keeping its permissions. Raises `OSError`; the old file is then as it was."""
    target = path.resolve()  # the file a link points to, not the link
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def signature(paths: Iterable[Path]) -> Signature:
    """What tells whether rule files changed, of the files and folders named; cheap enough for every second."""
    found = {}
    for path in paths:
        for file in path.rglob("*.seg") if path.is_dir() else [path]:
            try:
                stat = file.stat()
            except OSError:
                continue
            found[file] = (stat.st_mtime_ns, stat.st_size)
    return found


def stamps(sources: Iterable[DataSource]) -> Stamps:
    """What tells whether data changed; of sources that are not there, nothing."""
    from segdsl.data.report import fingerprint
    from segdsl.data.sources import find_files

    found: set[tuple[str, int, int]] = set()
    for source in sources:
        with suppress(SegdslError, OSError):
            found.update(one.stamp for one in fingerprint(find_files(source)))
    return frozenset(found)


def fits(rules: Iterable[Path]) -> Stamps:
    """What tells whether something was learned anew: the artefacts beside the rule files and folders named."""
    from segdsl.lowering.fitted.artefacts import FOLDER

    found: set[tuple[str, int, int]] = set()
    for place in rules:
        there = place.rglob(f"{FOLDER}/*.json") if place.is_dir() else (place.parent / FOLDER).glob("*.json")
        for path in there:
            with suppress(OSError):
                stat = path.stat()
                found.add((str(path), stat.st_size, stat.st_mtime_ns))
    return frozenset(found)
