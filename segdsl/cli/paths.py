"""Which arguments are files and which are names, and what files are called in messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path

from segdsl.diagnostics import Diagnostic, SegdslError

SUFFIX = ".seg"


def split(arguments: Sequence[str]) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Rule files and folders, and the names of definitions.

    A rule path ends in `.seg` or exists. Raises `SegdslError` for a `.seg` file that is not there.
    """
    rules = tuple(existing(a) for a in arguments if is_rule_path(a))
    return rules, tuple(a for a in arguments if not is_rule_path(a))


def is_rule_path(argument: str) -> bool:
    """Whether an argument that may be a name of a definition is a file or folder of rules."""
    path = Path(argument)
    return path.suffix == SUFFIX or path.is_file() or (path.is_dir() and any(path.rglob(f"*{SUFFIX}")))


@contextmanager
def naming(names: Sequence[str]) -> Iterator[None]:
    """Says of a name that stands for nothing, but for a folder, that the folder holds no rules."""
    try:
        yield
    except SegdslError as error:
        folder = next((name for name in names if Path(name).is_dir()), None)
        if folder is None or error.diagnostics[0].code not in ("no-such-definition", "project-missing"):
            raise
        raise SegdslError(Diagnostic("no-rule-files", {"path": folder})) from None


def existing(argument: str) -> Path:
    """The path. Raises `SegdslError` where there is nothing, with what is there under a similar name."""
    path = Path(argument)
    if path.exists():
        return path
    close = get_close_matches(path.name, [p.name for p in path.parent.glob("*")], 1)
    other = {"other": str(path.parent / close[0])} if close else {}
    raise SegdslError(Diagnostic("no-such-path", {"path": argument, **other}))
