"""Runs works with all their contenders in turns, and holds their answers against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.comparison.contenders import Contender, Group
from tests.benchmarks.comparison.data import Size
from tests.benchmarks.comparison.process import Failed, Run, Worker
from tests.benchmarks.comparison.texts import Answers, differences

Say = Callable[[str], None]


@dataclass
class Measurement:
    """What was measured of a contender at a work.

    Times are in seconds, memory in MB. `cpu` is time of all processors: unlike `runs`, it hardly depends on what else
    the machine is doing. `ready` is what reading the data beforehand took. `failed` says why there are no times;
    `different` lists figures that differ from the first contender's.
    """

    work: str
    contender: str
    customers: int
    events: int
    ready: float = 0.0
    peak: float = 0.0
    runs: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    failed: str = ""
    different: list[str] = field(default_factory=list)

    @property
    def median(self) -> float | None:
        """The middle one of all runs; None without runs, or with answers that are not to be trusted."""
        return median(self.runs) if self.runs and not self.failed and not self.different else None

    def to_dict(self) -> dict[str, Any]:
        """For the file of results."""
        return {**asdict(self), "median": self.median}


@dataclass
class _Taking:
    """A contender taking part in a group of works."""

    contender: Contender
    worker: Worker
    ready: float = 0.0
    failed: str = ""

    def ask(self, what: str, work: str, turn: int = 0) -> Run | None:
        """What the worker answers; None from the first failure on."""
        if self.failed:
            return None
        try:
            return self.worker.ask(what, work, turn)
        except Failed as error:
            self.failed = str(error)
            return None


def measure(name: str, group: Group, folder: Path, size: Size, runs: int, say: Say) -> Iterator[Measurement]:
    """Measure every work of a group: one turn to warm up and to compare answers, then `runs` turns."""
    taking: list[_Taking] = []
    try:
        for contender in group.available():
            say(f"{name}: {contender.name} is reading")
            each = _Taking(contender, Worker(contender, folder))
            taking.append(each)
            prepared = each.ask("prepare", name)
            each.ready = prepared.seconds if prepared else 0.0
        for work in group.works:
            yield from _in_turns(work, taking, size, runs, say)
    finally:
        for each in taking:
            each.worker.stop()


def _in_turns(work: str, taking: list[_Taking], size: Size, runs: int, say: Say) -> list[Measurement]:
    found = [Measurement(work, t.contender.name, size.customers, size.events, t.ready) for t in taking]
    for turn in range(runs + 1):
        expected: Answers | None = None
        for each, measured in zip(taking, found, strict=True):
            if turn and each.contender.once:
                continue
            say(f"{work}: {each.contender.name}, turn {turn} of {runs}")
            run = each.ask("run", work, turn)
            measured.failed = each.failed
            if run is None:
                continue
            expected = run.answers if expected is None else expected
            measured.different = measured.different or differences(expected, run.answers)
            measured.peak = run.peak
            if turn or each.contender.once:
                measured.runs.append(run.seconds)
                measured.cpu.append(run.cpu)
    return found
