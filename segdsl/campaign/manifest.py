"""The manifest of an export: what was exported, from which rules and data, and when, so that it can be defended later.

The same inputs give the same bytes, except for the `run` object (who, when).
"""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
import json
import platform
import subprocess
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from segdsl.rulebook.model import Rulebook

FORMAT = 1


def rulebook_hash(rulebook: Rulebook) -> str:
    """SHA-256 over the names and texts of all rule files, in the order of their names."""
    digest = hashlib.sha256()
    for name in sorted(rulebook.sources):
        for part in (name, rulebook.sources[name].text):
            data = part.encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def git_state(folder: Path) -> dict[str, Any]:
    """The commit checked out in `folder`, and whether its files differ; null where no repository keeps them."""
    commit = _git(folder, "rev-parse", "HEAD")
    ignored = _git(folder, "check-ignore", "-q", ".") is not None  # inside a repository that does not keep it
    if commit is None or ignored:
        return {"commit": None, "dirty": None}
    status = _git(folder, "status", "--porcelain=v1", "-z", "--", ".")
    return {"commit": commit.strip(), "dirty": bool(status)}


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=30,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def versions() -> dict[str, str]:
    """The versions that an export's numbers depend on."""
    return {
        "segdsl": version("segdsl"),
        "polars": version("polars"),
        "python": platform.python_version(),
    }


def run_object() -> dict[str, str]:
    """Who ran the export and when (UTC): the only part of a manifest that differs between equal runs."""
    try:
        operator = getpass.getuser()
    except (OSError, KeyError):  # no user database entry and no variable that names one
        operator = "unknown"
    return {"operator": operator, "time": dt.datetime.now(dt.UTC).isoformat(timespec="seconds")}


def file_entry(path: Path, rows: int) -> dict[str, Any]:
    """A written file with its row count and SHA-256."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"path": path.name, "rows": rows, "sha256": digest}


def dump(manifest: Mapping[str, Any], path: Path) -> None:
    """Write a manifest as readable JSON."""
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")


def removed_entry(reason: str, count: int) -> dict[str, Any]:
    """Customers taken out before anything was written, and why."""
    return {"reason": reason, "count": count}
