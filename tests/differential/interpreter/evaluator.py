"""Expressions for one customer, in two-valued and in three-valued logic (LANGUAGE sections 3 and 12).

Two-valued, a condition whose answer would depend on a missing value is false. Three-valued (`open_`), it has no answer,
`None`; a value that hangs on such an answer has none either. `is missing`, and which argument `coalesce` takes, are
questions about missing values and always have an answer. So have aggregates of events: what stands in their `where` is
two-valued always.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from segdsl.rulebook import terms as t
from segdsl.syntax.values import Duration
from tests.differential.interpreter.contract import Row, Value

Handler = Callable[["Evaluator", Any], Value]


class World(Protocol):
    """What an expression asks of its surroundings: `at` is the customer's place in the data."""

    today: dt.date

    def row(self, at: int) -> Row: ...
    def param(self, name: str) -> Any: ...
    def definition(self, name: str, at: int, *, open_: bool) -> Value: ...
    def place(self, term: t.Population, at: int) -> Value: ...
    def listed(self, name: str, at: int) -> bool: ...
    def events(self, table: str, at: int) -> Sequence[Event]: ...
    def was(self, tag: str, ago: Duration, at: int) -> Value: ...


@dataclass(frozen=True)
class Event:
    """One event of a customer; `time` is None in a related table without one."""

    time: dt.date | None
    row: Row


@dataclass(frozen=True)
class Evaluator:
    """Evaluates terms for the customer at one place; `handlers` say what each kind of term comes to.

    Inside `where`, names are the fields of one `event`.
    """

    world: World
    at: int
    handlers: Mapping[type[t.TermBase], Handler]
    open_: bool = False
    event: Event | None = None

    @property
    def plain(self) -> Evaluator:
        """The same, two-valued."""
        return replace(self, open_=False)

    def row(self) -> Row:
        """What names of fields refer to."""
        return self.world.row(self.at) if self.event is None else self.event.row

    def fits(self, event: Event, where: t.Term | None) -> bool:
        """Whether a `where` holds of an event: yes or no, as event aggregates are definite values."""
        return where is None or bool(replace(self, open_=False, event=event).condition(where))

    def value(self, term: t.Term) -> Value:
        """The value of a term of any type."""
        return self.handlers[type(term)](self, term)

    def condition(self, term: t.Term) -> bool | None:
        """The answer of a condition; None only in three-valued logic."""
        return self.settled(self.value(term))

    def settled(self, answer: bool | None) -> bool | None:
        """An answer that is None where there is none: false, or left open when three-valued."""
        return answer if self.open_ else bool(answer)

    def items(self, constants: t.ConstList) -> Iterator[Any]:
        """The elements of a list; a param that is a list stands for all of its own."""
        for item in constants.items:
            value = self.value(item)
            yield from value if isinstance(value, tuple) else (value,)
