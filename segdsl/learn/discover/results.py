"""What a search came to, as numbers and as rule text."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any

from segdsl.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as a rule has it, and what people call it."""

    text: str
    title: str | None

    def to_dict(self) -> dict[str, Any]:
        """The condition in JSON."""
        return {"condition": self.text, "title": self.title}


@dataclass(frozen=True, slots=True)
class Finding:
    """Of the `of` customers for whom all `when` hold, `size` are in `then`; of all `known` ones, `usual` are.

    All four are counted among customers who have an answer to every condition. `chance` is that of Fisher's exact test
    for the condition that adds least, 0 below 1e-300; `rate` the smallest false discovery rate at which the finding
    counts. `text` is the combination as a segment, of `size` customers.
    """

    when: tuple[Condition, ...]
    then: Condition
    size: int
    of: int
    usual: int
    known: int
    strength: float
    log_chance: float
    log_rate: float
    name: str
    text: str

    @property
    def confidence(self) -> float:
        """The share of `then` among those for whom `when` holds."""
        return self.size / self.of

    @property
    def expected(self) -> float:
        """The share of `then` among all who have an answer to every condition."""
        return self.usual / self.known

    @property
    def lift(self) -> float:
        """How many times the usual share that is."""
        return self.confidence / self.expected

    @property
    def excess(self) -> float:
        """How many customers more than if `then` had nothing to do with `when`."""
        return self.size - self.of * self.expected

    def to_dict(self) -> dict[str, Any]:
        """The finding in JSON."""
        return {
            "when": [condition.to_dict() for condition in self.when],
            "then": self.then.to_dict(),
            "size": self.size,
            "of": self.of,
            "confidence": self.confidence,
            "usual": self.expected,
            "known": self.known,
            "lift": self.lift,
            "excess": self.excess,
            "strength": self.strength,
            "chance": _plain(self.log_chance),
            "rate": _plain(self.log_rate),
            "name": self.name,
            "text": self.text,
        }


@dataclass(frozen=True, slots=True)
class Implied:
    """Two conditions that go together for a reason: `by` are the fields, lists and tables that both are made of.

    Without any, one holds for nearly all for whom the other does, without being defined so.
    """

    when: Condition
    then: Condition
    size: int
    of: int
    usual: int
    known: int
    by: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The pair in JSON."""
        return {
            "when": self.when.to_dict(),
            "then": self.then.to_dict(),
            "size": self.size,
            "of": self.of,
            "confidence": self.size / self.of,
            "usual": self.usual / self.known,
            "by": list(self.by),
        }


@dataclass(frozen=True, slots=True)
class Discovery:
    """Findings as of a date, the strongest of each length first.

    `universe` customers were looked at, of those `among` if that was asked for; `least` is how many a combination had
    to have. `found` counts all that hold up; `alike` of them were passed over because they are about what a stronger
    one shown is about: mostly the same customers, or the same tags. `warnings` are about data, and about definitions
    that could not take part.
    """

    as_of: dt.date
    universe: int
    among: str | None
    target: str | None
    least: int
    conditions: int
    tests: int
    found: int
    alike: int
    findings: tuple[Finding, ...]
    implied: tuple[Implied, ...]
    warnings: tuple[Diagnostic, ...]

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `discover`, without its warnings, which their renderer adds in the reader's language."""
        return {
            "as_of": self.as_of.isoformat(),
            "universe": self.universe,
            "among": self.among,
            "for": self.target,
            "least": self.least,
            "conditions": self.conditions,
            "tests": self.tests,
            "found": self.found,
            "alike": self.alike,
            "findings": [finding.to_dict() for finding in self.findings],
            "implied": [pair.to_dict() for pair in self.implied],
        }


def _plain(log: float) -> float:
    return math.exp(log) if log > math.log(1e-300) else 0.0
