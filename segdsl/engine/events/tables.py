"""The events of a session: tables arranged when first asked for, answers kept as long as it lasts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from segdsl.data.contract import Conformed
from segdsl.data.events.arrange import arrange
from segdsl.data.events.index import EventIndex
from segdsl.data.events.rows import RowFinder
from segdsl.data.report import Fingerprint
from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.engine.cache import BUDGET, ColumnCache
from segdsl.engine.events.compute import compute
from segdsl.engine.events.request import AggregateAsked, Asked, tables_of
from segdsl.engine.plan import fields_of
from segdsl.engine.stopping import Stop, go_on
from segdsl.functions.types import Kind
from segdsl.rulebook.model import Table

if TYPE_CHECKING:
    import polars as pl

Found = tuple[EventIndex, tuple[Diagnostic, ...]]
Opener = Callable[[Stop], Conformed | Found]
"""Opens an events table: held against its contract, or as a finished index and what was found in it.

Raises `SegdslError`, and what the argument raises, by which the work is given up.
"""

_NUMBER = 8
_WIDTHS = {Kind.BOOL: 1, Kind.CATEGORY: 1, Kind.DATE: 4, Kind.TEXT: 32, Kind.LIST: 64}


class EventTables:
    """Events by table, for the customers of one profile, in the order of its rows."""

    def __init__(
        self,
        openers: Mapping[str, tuple[Table, Opener]],
        keys: Callable[[], pl.Series],
        budget: int = BUDGET,
        files: Callable[[str], tuple[Fingerprint, ...]] = lambda _table: (),
    ) -> None:
        self._openers = dict(openers)
        self._keys = keys
        self.files = files
        """The files that a table's events are in, in the order in which they are read; none for data without files."""
        self._finder: tuple[RowFinder, int] | None = None
        self._indexes: dict[str, EventIndex] = {}
        self._findings: dict[str, tuple[Diagnostic, ...]] = {}
        self._answers: ColumnCache[Asked] = ColumnCache(budget)
        self.staying = budget
        """Bytes of answers that stay when questions are answered.

        Fewer where what they are for is kept itself: the next answer then takes the memory of the last one, rather than
        some that was never used, at three times the cost.
        """

    @property
    def names(self) -> tuple[str, ...]:
        """The tables that there is data for."""
        return tuple(self._openers)

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What there is to say about the tables read so far, strangers included."""
        return tuple(finding for found in self._findings.values() for finding in found)

    def answers(self, questions: Iterable[Asked], stop: Stop = go_on) -> dict[Asked, pl.Series]:
        """A column for each question. Raises `SegdslError` for a table that there is no data for.

        `stop` is called every few milliseconds, and gives the work up by raising.
        """
        wanted = dict.fromkeys(questions)
        kept = {question: self._answers[question] for question in wanted if question in self._answers}
        new = [question for question in wanted if question not in kept]
        if new:
            fields = {place for question in new for place in _fields(question)}
            names = {name for question in new for name in tables_of(question)}
            found = compute(new, {name: self._with_fields(name, fields, stop) for name in names}, stop)
            for question, column in found.items():
                self._answers.add(question, column)
            self._answers.shrink(self.staying)
            kept |= found
        return {question: kept[question] for question in wanted}

    def fit(self, questions: Iterable[Asked], customers: int) -> bool:
        """Whether the questions can be answered at once within the budget."""
        return customers * sum(map(self._width, questions)) <= self._answers.budget

    def _width(self, question: Asked) -> int:
        """How many bytes an answer takes for a customer, about: counts are hardly ever large, texts mostly short."""
        if not isinstance(question, AggregateAsked) or question.field is None or question.function == "distinct":
            return 1
        if question.table not in self._openers:
            return 0
        kind = self._openers[question.table][0].fields[question.field].type.kind
        return 1 + _WIDTHS.get(kind, _NUMBER)

    def index(self, name: str, stop: Stop = go_on) -> EventIndex:
        """The events of a table, arranged."""
        if name not in self._openers:
            raise SegdslError(Diagnostic("no-events-data", {"name": name}))
        if name not in self._indexes:
            table, open_ = self._openers[name]
            opened = open_(stop)
            index, findings = self._arranged(table, opened, stop) if isinstance(opened, Conformed) else opened
            self._indexes[name] = index
            self._findings[name] = (*findings, *_strangers(index))
        return self._indexes[name]

    def _with_fields(self, name: str, fields: set[tuple[str, str]], stop: Stop) -> EventIndex:
        """A table's index, with its events' keys if a question reads them: hardly any does, so they are not kept."""
        index = self.index(name, stop)
        return index.with_keys(self._keys()) if (name, index.table.key) in fields else index

    def _arranged(self, table: Table, conformed: Conformed, stop: Stop) -> Found:
        finder, customers = self._find()
        return arrange(conformed.frame, table, finder, customers, stop), conformed.report.findings

    def _find(self) -> tuple[RowFinder, int]:
        if self._finder is None:
            keys = self._keys()
            self._finder = RowFinder(keys), len(keys)
        return self._finder

    def forget(self) -> None:
        """Give back the memory."""
        self._indexes, self._finder = {}, None
        self._answers.forget()


def _fields(question: Asked) -> Iterator[tuple[str, str]]:
    """The fields that a question reads, each with its table."""
    if isinstance(question, AggregateAsked):
        if question.field is not None:
            yield question.table, question.field
        conditions = [(question.table, question.where)]
    else:
        conditions = [(step.table, step.where) for step in question.steps]
    for table, where in conditions:
        yield from ((table, name) for name in (fields_of([where.term], table) if where else ()))


def _strangers(index: EventIndex) -> list[Diagnostic]:
    if not index.strangers:
        return []
    table, count = index.table.name, index.strangers
    return [Diagnostic("events-of-strangers", {"table": table, "count": count, "events": index.events + count})]
