"""What tests and assertions came to: frozen results whose `to_dict` is the JSON of the interface."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from segdsl.diagnostics import Diagnostic, Span
from segdsl.engine.results import Cell, Why, plain


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a rule file, by offsets into it."""

    file: str
    span: Span


@dataclass(frozen=True, slots=True)
class Fault:
    """A condition that came out other than expected, and what it looked at: operands and names with their values."""

    expected: str
    place: Place
    actual: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class ExpectVerdict:
    """An expectation. `values` are the fields, definitions and params it mentions, for its customer.

    Of one that does not hold, `faults` are the fewest conditions that would have to be otherwise, and `traces` say line
    by line how the definitions in them came to their values.
    """

    text: str
    holds: bool
    values: tuple[tuple[str, Cell], ...]
    place: Place
    faults: tuple[Fault, ...] = ()
    traces: tuple[Why, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The entry of `expects`."""
        found: dict[str, Any] = {"text": self.text, "holds": self.holds, "values": _values(self.values)}
        if self.faults:
            found["faults"] = [{"expected": f.expected, "actual": _values(f.actual)} for f in self.faults]
        return found


@dataclass(frozen=True, slots=True)
class Verdict:
    """A test. `problems` are why it could not run; a test that could not run has not passed."""

    name: str
    place: Place
    as_of: dt.date | None = None
    expects: tuple[ExpectVerdict, ...] = ()
    problems: tuple[Diagnostic, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything that it expects holds."""
        return not self.problems and all(expect.holds for expect in self.expects)

    def to_dict(self) -> dict[str, Any]:
        """The entry of `tests`, without `problems`, which their renderer adds in the reader's language."""
        as_of = self.as_of.isoformat() if self.as_of else None
        expects = [expect.to_dict() for expect in self.expects]
        return {"name": self.name, "passed": self.passed, "file": self.place.file, "as_of": as_of, "expects": expects}


@dataclass(frozen=True, slots=True)
class AssertVerdict:
    """An assertion. `passed` is None where it could not be computed, for the reason in `problems`.

    `values` are its measures and what else explains them; `violations` how many customers stand against a `disjoint`,
    `subset`, `cover` or `partition`, of whom `examples` are the smallest keys.
    """

    text: str
    title: str | None
    place: Place
    passed: bool | None
    values: tuple[tuple[str, Cell], ...] = ()
    violations: int = 0
    examples: tuple[Cell, ...] = ()
    problems: tuple[Diagnostic, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The entry of `asserts`, without `problems`."""
        return {
            "text": self.text,
            "title": self.title,
            "passed": self.passed,
            "file": self.place.file,
            "values": _values(self.values),
            "violations": self.violations,
            "examples": [plain(key) for key in self.examples],
        }


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Everything that was tried. Assertions are None where they were not asked for."""

    tests: tuple[Verdict, ...]
    asserts: tuple[AssertVerdict, ...] | None = None

    @property
    def passed(self) -> bool:
        """Whether every test passed and every assertion was computed and holds."""
        return all(test.passed for test in self.tests) and all(a.passed for a in self.asserts or ())

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `test`."""
        found: dict[str, Any] = {"passed": self.passed, "tests": [test.to_dict() for test in self.tests]}
        if self.asserts is not None:
            found["asserts"] = [verdict.to_dict() for verdict in self.asserts]
        return found


def _values(values: tuple[tuple[str, Cell], ...]) -> dict[str, Any]:
    return {name: plain(value) for name, value in values}
