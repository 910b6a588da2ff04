"""What git keeps of the rule files: the one place of the app that runs it.

Git runs as a program, without a shell, with a time limit, and takes no locks. Names come apart by zero bytes, as it
quotes Chinese ones otherwise.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

HEAD = "HEAD"
Standing = Literal["new", "modified"]
"""How a file differs from the last commit; one that was deleted is modified."""

_SECONDS = 10


def root(folder: Path) -> Path | None:
    """The repository that a folder is in; None where it is in none, or there is no git."""
    found = run(folder, "rev-parse", "--show-toplevel")
    return Path(os.fsdecode(found.removesuffix(b"\n"))) if found is not None else None


def folders(folder: Path) -> tuple[Path, Path] | None:
    """Where git keeps the HEAD of a folder's working tree, and what all working trees share; None without git."""
    found = run(folder, "rev-parse", "--absolute-git-dir", "--git-common-dir")
    if found is None:
        return None
    own, common = (folder / os.fsdecode(line) for line in found.splitlines())
    return own, common


def commit(folder: Path, revision: str = HEAD) -> str | None:
    """The hash of a revision; None where there is no such commit."""
    found = run(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    return found.decode().strip() if found is not None else None


def files(paths: Iterable[Path], revision: str = HEAD) -> tuple[Path, ...]:
    """The files that a revision had at or below some paths of one repository, which need not exist any more."""
    wanted = [path.resolve() for path in paths]
    top = root(_existing(wanted[0])) if wanted else None
    if top is None:
        return ()
    inside = [path.relative_to(top).as_posix() for path in wanted if path.is_relative_to(top)]
    found = run(top, "--literal-pathspecs", "ls-tree", "-r", "-z", "--name-only", revision, "--", *inside)
    return tuple(top / os.fsdecode(name) for name in (found or b"").split(b"\0") if name) if inside else ()


def status(paths: Iterable[Path]) -> Mapping[Path, Standing] | None:
    """The files at or below some paths of one repository that differ from its last commit; None where there is none."""
    wanted = [path.resolve() for path in paths]
    top = root(_existing(wanted[0])) if wanted else None
    if top is None:
        return None
    inside = [path.relative_to(top).as_posix() for path in wanted if path.is_relative_to(top)]
    words = ("--literal-pathspecs", "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--")
    found = run(top, *words, *inside) if inside else b""
    if found is None:
        return None
    entries = (os.fsdecode(entry) for entry in found.split(b"\0") if entry)
    return {top / entry[3:]: "new" if entry[:2] in ("??", "A ", "AM") else "modified" for entry in entries}


def show(path: Path, revision: str = HEAD) -> bytes | None:
    """What a file held at a revision; None where it was not there."""
    resolved = path.resolve()
    top = root(_existing(resolved.parent))
    if top is None or not resolved.is_relative_to(top):
        return None
    return run(top, "cat-file", "blob", f"{revision}:{resolved.relative_to(top).as_posix()}")


def run(folder: Path, *arguments: str) -> bytes | None:
    """What git prints in a folder; None where it fails, takes too long, or is not there."""
    command = ["git", "-c", "core.quotepath=false", "-C", str(folder), *arguments]
    environment = os.environ | {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False, env=environment
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next((each for each in (folder, *folder.parents) if each.is_dir()), Path())
