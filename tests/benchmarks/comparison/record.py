"""What a run has measured so far, in a file after every step: a run that is cut short keeps what it has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.comparison import report
from tests.benchmarks.comparison.machine import load, machine, touch_memory, versions
from tests.benchmarks.comparison.measure import Measurement

if TYPE_CHECKING:
    from rich.console import Console


class Record:
    """The measurements of a run with these options. `path` is where they are kept."""

    def __init__(self, folder: Path, options: Mapping[str, Any]) -> None:
        self.measured: list[Measurement] = []
        self.path = folder
        self._folder = folder
        self._about = machine()
        self._results = {
            "when": datetime.now().astimezone().isoformat(timespec="seconds"),
            "versions": versions(),
            "options": dict(options),
        }

    def begin(self, customers: int) -> None:
        """Before contenders measure at a size: none of them is to pay for memory that was never used."""
        self._about["touched"] = round(touch_memory(customers) / 1e9, 1)

    def introduce(self, console: Console) -> None:
        """Say what is measured on."""
        about = self._about
        console.print(
            f"{about['processor']}, {about['processors']} processors, {about['memory']} GB, load {about['load']}"
        )
        console.print(", ".join(f"{name} {version}" for name, version in versions().items()))

    def add(self, one: Measurement) -> None:
        """Keep a measurement with those before it."""
        self.measured.append(one)
        about = {**self._about, "load_after": load()}
        measurements = [each.to_dict() for each in self.measured]
        self.path = report.write(self._folder, {**self._results, "machine": about, "measurements": measurements})

    def close(self, console: Console) -> None:
        """Say where the results are. Exits with 1 if answers differ or a contender failed."""
        console.print(f"kept in {self.path}, load now {load()}")
        if any(one.median is None for one in self.measured):
            raise SystemExit(1)
