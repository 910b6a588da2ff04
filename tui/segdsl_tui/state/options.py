"""What was asked to be opened, and how the command line says the same."""

from __future__ import annotations

import datetime as dt
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_SAFE = re.compile(r"[\w@%+=:,./-]+")  # shells take Chinese as they take letters


def quoted(word: str) -> str:
    """A word as a shell reads it back."""
    return word if _SAFE.fullmatch(word) else shlex.quote(word)


@dataclass(frozen=True)
class Options:
    """What to open, as `segdsl.open` takes it."""

    path: Path = Path()
    rules: tuple[Path, ...] = ()
    data: tuple[str, ...] = ()
    as_of: dt.date | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    key: str | None = None
    strict: bool = False

    def command(self, verb: str, *arguments: str) -> str:
        """The command line of `segdsl VERB` over the same rules and data, for a shell in the current folder."""
        files = [str(path) for path in self.rules]
        return " ".join(quoted(word) for word in ("segdsl", verb, *files, *arguments, *self._flags()))

    def _flags(self) -> Sequence[str]:
        found = [] if self.path == Path() else ["--project", str(self.path)]
        for given in self.data:
            found += ["--data", given]
        if self.as_of is not None:
            found += ["--as-of", self.as_of.isoformat()]
        for name, value in self.params.items():
            found += ["--set", f"{name}={value}"]
        if self.key is not None:
            found += ["--key", self.key]
        return [*found, "--strict"] if self.strict else found
