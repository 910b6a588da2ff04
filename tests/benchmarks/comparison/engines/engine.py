"""What every engine of the comparison can do: get ready for a work, and do it once."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from tests.benchmarks.comparison.texts import Answers


class Engine(Protocol):
    """One engine with its data where it is to be: in its own memory, or in files."""

    def __init__(self, folder: Path, *, memory: bool) -> None:
        """The data of the comparison lies in `folder`; with `memory`, it is read beforehand into the engine's own."""
        ...

    def prepare(self, group: str) -> None:
        """Read what the works of a group (`profile`, `events`, `edit`) need; told, but not part of a run."""
        ...

    def before(self, work: str, turn: int) -> None:
        """Called before every turn; not measured."""
        ...

    def run(self, work: str, turn: int) -> Answers:
        """Do the work once; measured."""
        ...
