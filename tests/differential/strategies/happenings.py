"""Random questions about events: aggregates, sequences, what a tag was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from segdsl.functions.types import Kind
from tests.differential.strategies import pools
from tests.differential.strategies.contracts import FieldChoice
from tests.differential.strategies.tables import TableChoice
from tests.differential.strategies.values import duration, window
from tests.differential.strategies.writer import CategoryForm, Form, Writer
from tests.differential.strategies.writing import Written

_FULL = ("earliest", "latest", "most_frequent")
_AVERAGED = (Kind.INT, Kind.NUMBER)
_SCALARS = tuple(kind for kind in Kind if kind not in (Kind.LIST, Kind.DURATION, Kind.ANY))
Choices = list[tuple[TableChoice, FieldChoice]]


def of_table(writer: Writer, depth: int, functions: Sequence[str], *, timed: bool = False) -> Written:
    """`count(visit where …, last 30d)`."""
    table = writer.dice.pick([t for t in writer.scope.tables if t.at or not timed])
    return Written(f"{writer.dice.pick(functions)}({table.name}{_rest(writer, table, depth)})")


def of_field(
    writer: Writer, depth: int, functions: Sequence[str], kinds: Sequence[Kind], wanted: Kind, *, exact: bool = False
) -> Written:
    """`sum(visit.amount where …, last 30d)`; something else of the type where no table has such a field."""
    function = writer.dice.pick(functions)
    choices = [
        (table, field)
        for table in writer.scope.tables
        for field in table.columns
        if field.kind in kinds and (field.exact or not exact) and (table.at or function not in ("earliest", "latest"))
    ]
    if not choices:
        return writer.leaf(wanted)
    table, field = writer.dice.pick(choices)
    return Written(_call(writer, function, table, field, depth))


def of_category(writer: Writer, depth: int) -> tuple[Written, tuple[str, ...]]:
    """`latest(visit.channel)`, a category."""
    table = writer.dice.pick(writer.scope.tables)
    field = writer.dice.pick(table.of_kind(Kind.CATEGORY))
    function = writer.dice.pick(_FULL if table.at else ("most_frequent",))
    return Written(_call(writer, function, table, field, depth)), field.values


def was(writer: Writer, depth: int) -> tuple[Written, tuple[str, ...]]:
    """`was(activity, 30d)`; any category where there is no tag yet."""
    if not writer.scope.tags:
        return writer.category(depth)
    name, values = writer.dice.pick(writer.scope.tags)
    return Written(f"was({name}, {writer.dice.pick(pools.EARLIER)})"), values


def sequence(writer: Writer, depth: int) -> Written:
    """`sequence(a, not b, c, 7d, last 30d)`."""
    timed = [table for table in writer.scope.tables if table.at]
    several = timed if writer.dice.chance(30) else [writer.dice.pick(timed)]
    used, steps = [], []
    for at in range(writer.dice.pick((2, 2, 3, 2, 4))):
        if at and writer.dice.chance(35):
            for _ in range(writer.dice.pick((1, 1, 2))):
                used.append(writer.dice.pick(several))
                steps.append(f"not {_step(writer, used[-1], depth)}")
        used.append(writer.dice.pick(several))
        steps.append(_step(writer, used[-1], depth))
    clock = all(table.at and table.at.kind is Kind.TIME for table in used)
    if writer.dice.chance(40):
        steps.append(_gap(writer, clock=clock))
    if writer.dice.chance(30):
        steps.append(_window(writer, clock=clock))
    return Written(f"sequence({', '.join(steps)})")


def _call(writer: Writer, function: str, table: TableChoice, field: FieldChoice, depth: int) -> str:
    return f"{function}({table.name}.{field.name}{_rest(writer, table, depth)})"


def _rest(writer: Writer, table: TableChoice, depth: int) -> str:
    """Sometimes a `where`, sometimes a window."""
    where = f" where {_where(writer, table, depth)}" if writer.dice.chance(35) else ""
    clock = table.at is not None and table.at.kind is Kind.TIME
    return where + (f", {_window(writer, clock=clock)}" if table.at and writer.dice.chance(45) else "")


def _step(writer: Writer, table: TableChoice, depth: int) -> str:
    return f"{table.name} where {_where(writer, table, depth)}" if writer.dice.chance(55) else table.name


def _where(writer: Writer, table: TableChoice, depth: int) -> str:
    """A condition on one event: often a plain one, so that it holds of some."""
    inner = writer.within(table)
    if writer.dice.chance(50):
        field = writer.dice.pick(table.of_kind(Kind.CATEGORY))
        return f"{field.name} {writer.dice.pick(('=', '!='))} {inner.value_of(field.values).text}"
    return inner.condition(min(depth, 2)).text


def _window(writer: Writer, *, clock: bool) -> str:
    if writer.dice.chance(15):
        low, high = sorted(writer.dice.pick(writer.scope.pool[Kind.DATE]) for _ in range(2))
        return f"{pools.literal(low)}..{pools.literal(high)}"
    return window(writer, clock=clock and writer.dice.chance(30))


def _gap(writer: Writer, *, clock: bool) -> str:
    if writer.scope.durations and writer.dice.chance(20):
        length = duration(writer)
        if not length.startswith("0"):
            return length
    return writer.dice.pick([gap for gap in pools.GAPS if clock or pools.is_calendar(gap)])


def _value(kind: Kind, *functions: str) -> Form:
    """The value of a field of some event."""
    return partial(of_field, functions=functions, kinds=(kind,), wanted=kind)


_ENDS: Mapping[Kind, Form] = {kind: _value(kind, *_FULL) for kind in Kind}
_EXTREMES: Mapping[Kind, Form] = {kind: _value(kind, "minimum", "maximum") for kind in Kind}
OF_EVENTS: Mapping[Kind, tuple[Form, ...]] = {
    Kind.BOOL: (
        *[partial(of_table, functions=("did", "never"))] * 2, sequence, sequence,
        sequence, _ENDS[Kind.BOOL],
    ),
    Kind.INT: (
        partial(of_table, functions=("count",)), partial(of_table, functions=("days", "months"), timed=True),
        partial(of_field, functions=("distinct",), kinds=_SCALARS, wanted=Kind.INT),
        _value(Kind.INT, "sum"), _EXTREMES[Kind.INT], _ENDS[Kind.INT],
    ),
    Kind.NUMBER: (
        partial(of_field, functions=("sum",), kinds=(Kind.NUMBER,), wanted=Kind.NUMBER, exact=True),
        partial(of_field, functions=("avg",), kinds=_AVERAGED, wanted=Kind.NUMBER, exact=True),
        _EXTREMES[Kind.NUMBER], _ENDS[Kind.NUMBER],
    ),
    Kind.TEXT: (_ENDS[Kind.TEXT],),
    Kind.DATE: (_EXTREMES[Kind.DATE], _ENDS[Kind.DATE]),
    Kind.TIME: (_EXTREMES[Kind.TIME], _ENDS[Kind.TIME]),
    Kind.LIST: (partial(of_field, functions=("earliest", "latest"), kinds=(Kind.LIST,), wanted=Kind.LIST),),
}  # fmt: skip
"""Questions about events, by the type of the answer; those that matter more stand more than once."""

CATEGORIES: tuple[CategoryForm, ...] = (of_category, was)
