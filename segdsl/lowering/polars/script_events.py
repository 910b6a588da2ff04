"""What a script asks of events: each question a frame of customers and answers, in plain polars.

The engine answers the same questions from an index, block by block; here they are written for people to read. Answers
are columns named as the frames. A customer without events that count is in no frame: after the join, `_DEFAULTS` hold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from segdsl.functions.numbers import finite, fits_int
from segdsl.functions.types import Kind
from segdsl.lowering.polars.bounds import Bounds, bounds
from segdsl.lowering.polars.columns import lower_condition
from segdsl.lowering.polars.constants import constant
from segdsl.lowering.polars.context import Context
from segdsl.lowering.polars.recorder import Recorder, name
from segdsl.lowering.polars.script_sources import day_of
from segdsl.rulebook.model import Table
from segdsl.rulebook.terms import Aggregate, Sequence, Step, Term, Window
from segdsl.syntax.values import Duration

CUSTOMER = "`customer`"
"""The key in the frames of a sequence, whose steps may stand in tables with differently named keys."""

_DEFAULTS: Mapping[str, object] = {"count": 0, "days": 0, "months": 0, "distinct": 0, "did": False, "never": True}
_PARTS = {"min": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_DAYS = {"min": 1 / 1440, "h": 1 / 24, "d": 1, "w": 7, "mo": 28, "y": 365}
_CALENDAR = 10_000 * 366
"""Days that no two dates are apart."""
_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - local time of the project's zone

Fresh = Callable[[str], str]
Statement = tuple[str, Recorder]


@dataclass(frozen=True)
class Asking:
    """What writing a question needs: `context` of its day, the tables, and the frames that hold their events.

    `events` gives the frame of a table's events, `field` a column of it.
    """

    context: Context
    tables: Mapping[str, Table]
    events: Callable[[str], Recorder]
    field: Callable[[str, str], Any]

    @property
    def polars(self) -> Any:
        """What stands in for the module."""
        return self.context.namespace

    def matching(self, table: str, where: Term | None, window: Window | None) -> Any:
        """The events of a table that lie in a window and pass a condition."""
        conditions = list(self._within(table, window))
        if where is not None:
            reading = replace(
                self.context, key="", contract=self.tables[table], column=lambda each: self.field(table, each)
            )
            conditions.append(lower_condition(where, reading))
        events: Any = self.events(table)
        return events.filter(*conditions) if conditions else events

    def _within(self, name: str, window: Window | None) -> Iterator[Any]:
        """The condition that a window is; events after the as-of day are in no frame."""
        table = self.tables[name]
        if table.at is None or (window is None and not self.context.past):
            return
        found = bounds(window, self.context)
        at = self.polars.col(table.at) if found.clock else day_of(table, self.context)
        low, high = _moments(found)
        if found.low is not None and found.high <= found.low:
            yield self.polars.lit(False)
        else:
            yield at <= high if low is None else at.is_between(low, high)


def _moments(found: Bounds) -> tuple[dt.date | None, dt.date]:
    """The first and the last moment within bounds: dates, or times to the microsecond."""
    unit = dt.timedelta(microseconds=1) if found.clock else dt.timedelta(days=1)
    low, high = (None if n is None else _EPOCH + n * unit for n in (found.low, found.high - 1))
    assert high is not None
    return (low, high) if found.clock else (low and low.date(), high.date())


def answer(term: Aggregate | Sequence, column: str, asking: Asking, fresh: Fresh) -> tuple[list[Statement], str]:
    """The statements whose last one is the frame of answers, and the name of its key."""
    if isinstance(term, Sequence):
        return _sequence(term, column, asking, fresh), CUSTOMER
    key = asking.tables[term.table].key
    frame = asking.matching(term.table, term.where, term.window)
    if term.function == "most_frequent":
        return [(column, _most_frequent(term, column, asking, frame))], key
    if term.field is not None and term.function not in ("earliest", "latest"):
        frame = frame.drop_nulls([term.field])
    return [(column, frame.group_by(key).agg(_aggregate(term, asking).alias(column)))], key


def settled(term: Aggregate | Sequence, column: str, polars: Any) -> Any | None:
    """The joined column with what holds for customers without events; None where it already is right."""
    found = polars.col(column)
    if isinstance(term, Sequence):
        return found.fill_null(False)
    if term.function == "sum":
        whole = term.type.kind is Kind.INT
        return fits_int(polars, found.fill_null(0)) if whole else finite(polars, found.fill_null(0.0))
    if term.function in _DEFAULTS:
        return found.fill_null(_DEFAULTS[term.function])
    return None


def _aggregate(term: Aggregate, asking: Asking) -> Any:
    """The aggregate of a customer's events that match."""
    polars, table = asking.polars, asking.tables[term.table]
    if term.field is not None:
        kind = table.fields[term.field].type.kind
        return _VALUES[term.function](polars, asking.field(term.table, term.field), kind)
    if term.function in _ROWS:
        return _ROWS[term.function](polars)
    day = day_of(table, asking.context)
    return (day.dt.truncate("1mo") if term.function == "months" else day).n_unique().cast(polars.Int64)


def _total(polars: Any, value: Any, kind: Kind) -> Any:
    """The sum; of whole numbers in 128 bits, which no number of events leaves."""
    return value.cast(polars.Int128).sum() if kind is Kind.INT else value.sum()


def _positive_zero(value: Any, kind: Kind) -> Any:
    """A value that is equal to all that it equals: -0.0 becomes 0.0."""
    return value + 0.0 if kind is Kind.NUMBER else value


def _mean(polars: Any, value: Any, kind: Kind) -> Any:
    total = _total(polars, value, kind)
    return finite(polars, (total.cast(polars.Float64) if kind is Kind.INT else total) / polars.len())


def _different(polars: Any, value: Any, kind: Kind) -> Any:
    return _positive_zero(value, kind).n_unique().cast(polars.Int64)


_ROWS: Mapping[str, Callable[[Any], Any]] = {
    "count": lambda polars: polars.len().cast(polars.Int64),
    "did": lambda polars: polars.len() > 0,
    "never": lambda polars: polars.len() == 0,
}
_VALUES: Mapping[str, Callable[[Any, Any, Kind], Any]] = {
    "sum": _total,
    "avg": _mean,
    "minimum": lambda _, value, __: value.min(),
    "maximum": lambda _, value, __: value.max(),
    "earliest": lambda _, value, __: value.first(),
    "latest": lambda _, value, __: value.last(),
    "distinct": _different,
}


def _most_frequent(term: Aggregate, column: str, asking: Asking, frame: Any) -> Any:
    """The value with most events; of equally frequent ones that of the latest event."""
    assert term.field is not None
    polars, table = asking.polars, asking.tables[term.table]
    value = _positive_zero(asking.field(term.table, term.field), table.fields[term.field].type.kind)
    often, last = "`often`", "`last`"
    return (
        frame.drop_nulls([term.field])
        .select(table.key, value.alias(column), polars.int_range(polars.len()).alias(last))
        .group_by(table.key, column)
        .agg(polars.len().alias(often), polars.col(last).max())
        .sort(often, last)
        .group_by(table.key)
        .agg(polars.col(column).last())
    )


def _sequence(term: Sequence, column: str, asking: Asking, fresh: Fresh) -> list[Statement]:
    """One frame per step: its events that follow one of the step before, with the first and the previous event's time.

    Of all earlier events of the step before, the latest is the one to take: it leaves least room for what is forbidden
    and, as starts only move forward with it, gives the shortest way from the first event to the last.
    """
    polars = asking.polars
    first, *others = term.steps
    reached = fresh(f"{column}_1")
    steps: list[Statement] = [(reached, _moments_of(first, term, asking, "start"))]
    frame: Any = name(reached)
    forbidden: list[Step] = []
    for step in others:
        if step.forbidden:
            forbidden.append(step)
            continue
        after = _moments_of(step, term, asking)
        after = _latest_before(after, frame.with_columns(polars.col("at").alias("previous")))
        after = after.drop_nulls(["start"])
        for one in forbidden:
            barrier = _moments_of(one, term, asking, "barrier")
            between = polars.col("barrier") > polars.col("previous")
            after = _latest_before(after, barrier).filter(~between.fill_null(False)).drop("barrier")
        forbidden = []
        reached = fresh(f"{column}_{len(steps) + 1}")
        steps.append((reached, after.drop("previous")))
        frame = name(reached)
    gap = constant(term.max_gap, asking.context) if term.max_gap is not None else None
    if isinstance(gap, Duration) and gap.count * _DAYS[gap.unit] < _CALENDAR:
        frame = frame.filter(_close_enough(gap, polars))
    return [*steps, (column, frame.group_by(CUSTOMER).agg((polars.len() > 0).alias(column)))]


def _moments_of(step: Step, term: Sequence, asking: Asking, *more: str) -> Any:
    """Whose and when the events of a step are; the time goes by `more` names."""
    table, polars = asking.tables[step.table], asking.polars
    assert table.at is not None
    at = polars.col(table.at)
    if table.fields[table.at].type.kind is not Kind.TIME:
        at = at.cast(polars.Datetime("us"))
    named = [at.alias(each) for each in ("at", *more)]
    return asking.matching(step.table, step.where, term.window).select(polars.col(table.key).alias(CUSTOMER), *named)


def _latest_before(events: Any, others: Any) -> Any:
    """Each event with the columns of the latest of the others that is strictly earlier."""
    return events.join_asof(
        others, on="at", by=CUSTOMER, strategy="backward", allow_exact_matches=False, check_sortedness=False
    )


def _close_enough(gap: Duration, polars: Any) -> Any:
    """Elapsed time, or for months and years the same day so much later."""
    at, start = polars.col("at"), polars.col("start")
    if gap.unit in _PARTS:
        return at - start <= polars.duration(**{_PARTS[gap.unit]: gap.count})
    return at <= start.dt.offset_by(f"{gap.count}{gap.unit}")
