"""Unsaved text on disk, so that it survives a crash.

A draft lies under `.segdsl/drafts/` of the project, named by its file and by the process that writes it: two apps over
one project do not touch each other's. It holds the hash of the file it started from.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from segdsl_tui.effects import files


@dataclass(frozen=True, slots=True)
class Draft:
    """Unsaved text of a file, as a process left it at `path`. `base` is the hash of the file it started from."""

    file: str
    text: str
    base: str
    path: Path


def fingerprint(text: str) -> str:
    """The hash that says what a draft started from."""
    return sha256(text.encode()).hexdigest()


class Drafts:
    """The drafts of this process. Its methods take their time: for worker threads, one at a time."""

    def __init__(self, root: Path, process: int | None = None) -> None:
        self.folder = root / ".segdsl" / "drafts"
        self.process = os.getpid() if process is None else process
        self._written: dict[str, str] = {}

    def keep(self, texts: Iterable[tuple[str, str, str]]) -> None:
        """Write the unsaved text of each file (name, text, as saved), and drop what is saved. Raises `OSError`."""
        for name, text, saved in texts:
            if text == saved:
                self._drop(name)
            elif self._written.get(name) != text:
                content = {"file": name, "text": text, "base": fingerprint(saved), "process": self.process}
                files.write(self._path(name), json.dumps(content, ensure_ascii=False))
                self._written[name] = text

    def left(self) -> tuple[Draft, ...]:
        """The drafts of processes that are gone, those of one file by age."""
        found = []
        for path in self.folder.glob("*.json") if self.folder.is_dir() else ():
            try:
                content = json.loads(path.read_text(encoding="utf-8"))
                age = path.stat().st_mtime
                draft = Draft(str(content["file"]), str(content["text"]), str(content["base"]), path)
                process = int(content["process"])
            except (OSError, ValueError, KeyError, TypeError):
                continue  # not ours, or half gone: left alone
            if process != self.process and not _runs(process):
                found.append((age, draft))
        return tuple(draft for _, draft in sorted(found, key=lambda each: each[0]))

    def drop_all(self) -> None:
        """Drop the drafts of this process."""
        for name in tuple(self._written):
            self._drop(name)

    def _drop(self, name: str) -> None:
        if self._written.pop(name, None) is not None:
            self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.folder / f"{fingerprint(name)[:16]}-{self.process}.json"


def discard(drafts: Iterable[Draft]) -> None:
    """Forget drafts that were left."""
    for draft in drafts:
        draft.path.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    """Whether a process is still there; where that cannot be told, it is."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
