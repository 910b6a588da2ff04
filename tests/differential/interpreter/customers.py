"""Definitions of a rulebook for all customers, and the counts a preview shows (LANGUAGE sections 6 and 12)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from segdsl.rulebook import terms as t
from segdsl.rulebook.model import Add, Clause, Definition, Let, Param, Rulebook, Score, Segment, Table, Tag
from segdsl.syntax.values import Duration
from tests.differential.interpreter import calendar
from tests.differential.interpreter.conditions import CONDITIONS, both
from tests.differential.interpreter.contract import Row, Value
from tests.differential.interpreter.evaluator import Evaluator, Event
from tests.differential.interpreter.events import EVENTS
from tests.differential.interpreter.population import Member, places
from tests.differential.interpreter.sequences import SEQUENCES
from tests.differential.interpreter.values import VALUES

_HANDLERS = {**VALUES, **CONDITIONS, **EVENTS, **SEQUENCES}


class Customers:
    """The customers of a rulebook as of a day.

    `rows`, and those of the tables in `events`, are normalised and in row order; `lists` maps uploaded lists to their
    keys.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        rows: Sequence[Row],
        today: dt.date,
        lists: Mapping[str, Collection[Value]],
        events: Mapping[str, Sequence[Row]],
    ) -> None:
        assert rulebook.profile is not None
        self.today = today
        self.fields = tuple(rulebook.profile.fields.values())
        self._rulebook = rulebook
        self._definitions = rulebook.definitions
        self._key = rulebook.profile.key
        self._rows = rows
        self._lists = lists
        self._events = events
        self._earlier: dict[dt.date, Customers] = {}
        self._known: dict[tuple[str, int, bool], Value] = {}
        self._places: dict[int, list[Value]] = {}

    # ---- what expressions ask for (`evaluator.World`)

    def row(self, at: int) -> Row:
        return self._rows[at]

    def param(self, name: str) -> Any:
        param = self._definitions[name]
        assert isinstance(param, Param)
        return tuple(c.value for c in param.value) if isinstance(param.value, tuple) else param.value.value

    def definition(self, name: str, at: int, *, open_: bool) -> Value:
        known = self._known
        if (name, at, open_) not in known:
            known[name, at, open_] = self._computed(self._definitions[name], at, open_=open_)
        return known[name, at, open_]

    def place(self, term: t.Population, at: int) -> Value:
        if id(term) not in self._places:
            self._places[id(term)] = self._all_places(term)
        return self._places[id(term)][at]

    def listed(self, name: str, at: int) -> bool:
        return self._rows[at][self._key] in self._lists[name]

    def table(self, name: str) -> Table:
        return self._rulebook.events[name]

    def events(self, table: str, at: int) -> list[Event]:
        """The customer's events up to the as-of day, first to last; ties, and rows without a time, in row order."""
        contract, mine = self.table(table), self._rows[at][self._key]
        rows = [row for row in self._events[table] if row[contract.key] is not None and row[contract.key] == mine]
        if contract.at is None:
            return [Event(None, row) for row in rows]
        timed = [(row[contract.at], row) for row in rows if row[contract.at] is not None]
        read = [(time, row) for time, row in timed if calendar.day_of(time) <= self.today]
        return [Event(time, row) for time, row in sorted(read, key=lambda event: event[0])]  # keeps the order of equals

    def was(self, tag: str, ago: Duration, at: int) -> Value:
        """A tag's value as of an earlier day, everything computed as of that day; missing before the calendar."""
        day = calendar.moved(self.today, ago, -1)
        if day is None:
            return None
        if day not in self._earlier:
            self._earlier[day] = Customers(self._rulebook, self._rows, day, self._lists, self._events)
        return self._earlier[day].definition(tag, at, open_=False)

    # ---- definitions

    def values(self, name: str) -> list[Value]:
        """A definition's value for every customer, in the rows' order; a condition's missing is kept (`let`)."""
        return [self.definition(name, at, open_=False) for at in range(len(self._rows))]

    def holds(self, condition: t.Term, at: int) -> bool:
        """Whether a condition without a name of its own holds for the customer in row `at`."""
        return bool(self._evaluator(at).condition(condition))

    def size(self, name: str) -> int:
        """For how many customers a condition holds."""
        return sum(bool(value) for value in self.values(name))

    def unknown(self, name: str, *, included: bool = False) -> int:
        """How many customers would have had no definite answer in three-valued logic; of them, those who are in."""
        unknown = [at for at in range(len(self._rows)) if self.definition(name, at, open_=True) is None]
        return sum(not included or self.definition(name, at, open_=False) is True for at in unknown)

    def waterfall(self, segment: Segment) -> list[tuple[int, int, int]]:
        """`alone`, `remaining` and `without` of every clause, each counted by itself."""
        clauses = segment.clauses
        return [
            (
                self._count([clause]),
                self._count(clauses[: i + 1]),
                self._count([*clauses[:i], *clauses[i + 1 :]]),
            )
            for i, clause in enumerate(clauses)
        ]

    def options(self, segment: Segment, at: int) -> list[tuple[int, int, int]]:
        """The same of every option of the `any_of` clause at position `at`."""
        clause = segment.clauses[at]
        found = []
        for option in clause.options:
            mine = Clause(False, option.condition, None, "")
            others = [Clause(False, o.condition, None, "") for o in clause.options if o is not option]
            rest = [*segment.clauses[:at], *segment.clauses[at + 1 :]]
            without = sum(
                all(self._keeps(c, row) for c in rest) and any(self._keeps(o, row) for o in others)
                for row in range(len(self._rows))
            )
            found.append((self._count([mine]), self._count([*segment.clauses[:at], mine]), without))
        return found

    def _evaluator(self, at: int, *, open_: bool = False) -> Evaluator:
        return Evaluator(self, at, _HANDLERS, open_)

    def _count(self, clauses: Sequence[Clause]) -> int:
        return sum(all(self._keeps(clause, at) for clause in clauses) for at in range(len(self._rows)))

    def _keeps(self, clause: Clause, at: int) -> bool:
        return bool(self._evaluator(at).condition(clause.condition)) != clause.exclude

    def _all_places(self, term: t.Population) -> list[Value]:
        members = []
        for at, row in enumerate(self._rows):
            mine = self._evaluator(at)
            group = None if term.group is None else mine.value(term.group)
            members.append(Member(row[self._key], mine.value(term.value), group))
        tiles = None if term.tiles is None else self._evaluator(0).value(term.tiles)
        return places(term.function, members, tiles)

    def _computed(self, definition: Definition, at: int, *, open_: bool) -> Value:
        plain = self._evaluator(at)
        match definition:
            case Let(term=term):
                return self._evaluator(at, open_=open_).value(term)
            case Segment(clauses=clauses):
                return both([_kept(clause, self._evaluator(at, open_=open_)) for clause in clauses])
            case Tag(classes=classes):
                return next((c.name for c in classes if c.when is None or plain.condition(c.when)), None)
            case Score():
                return _score(definition, plain)
        raise AssertionError(f"{definition.kind} has no value of its own")


def _kept(clause: Clause, mine: Evaluator) -> bool | None:
    holds = mine.condition(clause.condition)
    return holds if holds is None or not clause.exclude else not holds


def _score(score: Score, mine: Evaluator) -> Value:
    """The lines added up in their order, then brought into the range; missing if the sum is no finite number."""
    total = 0.0
    for line in score.lines:
        total += line.sign * _points(line, mine)
    if not math.isfinite(total):
        return None
    low, high = (None if bound is None else float(mine.value(bound)) for bound in (score.low, score.high))
    total = total if low is None else max(total, low)
    return total if high is None else min(total, high)


def _points(line: Add, mine: Evaluator) -> float:
    """min(amount, cap) where the condition holds; 0 elsewhere, and where the amount or its cap is missing."""
    if line.when is not None and not mine.condition(line.when):
        return 0.0
    limits = [line.amount] if line.cap is None else [line.amount, line.cap]
    values = [mine.value(limit) for limit in limits]
    return 0.0 if None in values else min(map(float, values))
