"""Noticing commits that others make, or that are made outside: without running git, cheap enough for every second."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from segdsl_tui.effects import git

Signature = tuple[tuple[int, int] | None, ...]
"""Time of change and size of each file that moves with HEAD; None for those that are not there."""


class Commits:
    """Remembers where HEAD was when it was last looked at."""

    def __init__(self) -> None:
        self._folders: tuple[Path, Path] | None = None
        self._seen: Signature | None = None

    def moved(self, root: Path) -> bool:
        """Whether HEAD moved since the last look, or a repository came to be; the first look only remembers."""
        first = self._seen is None
        if self._folders is None and any((folder / ".git").exists() for folder in (root, *root.parents)):
            self._folders = git.folders(root)
        before, self._seen = self._seen, tuple(_stamp(file) for file in self._files())
        return not first and self._seen != before

    def _files(self) -> Iterator[Path]:
        """HEAD, its log, and wherever the branch it is on may be written down."""
        if self._folders is None:
            return
        own, common = self._folders
        yield own / "HEAD"
        yield own / "logs" / "HEAD"
        try:
            head = (own / "HEAD").read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            head = ""
        if head.startswith("ref: "):
            yield common / head.removeprefix("ref: ").strip()
        yield common / "packed-refs"
        yield common / "reftable" / "tables.list"


def _stamp(file: Path) -> tuple[int, int] | None:
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size
