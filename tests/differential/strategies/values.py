"""Random values: arithmetic, functions, moves along the calendar, places among all customers."""

from __future__ import annotations

from segdsl.functions.types import Kind
from tests.differential.strategies import pools
from tests.differential.strategies.writer import Writer
from tests.differential.strategies.writing import PRODUCT, SUM, UNARY, Written

_GROUPS = (Kind.CATEGORY, Kind.BOOL, Kind.TEXT, Kind.INT, Kind.NUMBER, Kind.DATE)


def arithmetic(writer: Writer, kinds: tuple[Kind, Kind], operators: str, depth: int) -> Written:
    """`a op b`."""
    operator = writer.dice.pick(operators)
    level = SUM if operator in "+-" else PRODUCT
    left, right = writer.of(kinds[0], depth), writer.of(kinds[1], depth)
    return Written(f"{writer.inside(left, level)} {operator} {writer.inside(right, level + 1)}", level)


def negated(writer: Writer, kind: Kind, depth: int) -> Written:
    """`-x`."""
    return Written(f"-{writer.inside(writer.of(kind, depth), UNARY)}", UNARY)


def rounded(writer: Writer, kind: Kind, depth: int) -> Written:
    """`round(x, digits)`."""
    digits = writer.dice.pick(("0", "2", "1", "-1", "-2", "-18", "-25", "5"))
    x = writer.of(kind, depth)
    return writer.call("round", x, digits) if writer.dice.chance(70) else writer.call("round", x)


def place(writer: Writer, function: str, depth: int) -> Written:
    """A population function, of everyone or within groups."""
    arguments: list[Written | str] = [writer.of(writer.dice.pick((Kind.NUMBER, Kind.INT, Kind.DATE, Kind.TIME)), depth)]
    if function == "ntile":
        arguments.append(writer.dice.pick(("2", "3", "1", "10")))
    if writer.dice.chance(40):
        arguments.append(writer.of(writer.dice.pick(_GROUPS), min(depth, 1)))
    return writer.call(function, *arguments)


def duration(writer: Writer, *, clock: bool = False) -> str:
    """A constant duration."""
    if not clock and writer.scope.durations and writer.dice.chance(30):
        name, _ = writer.dice.pick(writer.scope.durations)
        return writer.dice.pick((name, f"2 * {name}", f"{name} * 3"))
    return writer.dice.pick(pools.CLOCK_DURATIONS if clock else pools.DURATIONS)


def window(writer: Writer, *, clock: bool = False) -> str:
    """`last X` or `A..B ago`, in hours and minutes or in days and longer."""
    lengths = sorted(pools.CLOCK_DURATIONS if clock else pools.DURATIONS, key=pools.minutes)
    positive = [length for length in lengths if not length.startswith("0")]
    if writer.dice.chance(50):
        params = [] if clock else [name for name, _ in writer.scope.durations]
        return f"last {writer.dice.pick(params if params and writer.dice.chance(30) else positive)}"
    far = writer.dice.pick(positive[2:])
    near = writer.dice.pick([n for n in lengths if 2 * pools.minutes(n) < pools.minutes(far)])
    return f"{near}..{far} ago"


def shifted(writer: Writer, kind: Kind, depth: int) -> Written:
    """`d + 30d`."""
    length = duration(writer, clock=kind is Kind.TIME and writer.dice.chance(40))
    moment = writer.of(kind, depth)
    if writer.dice.chance(20):
        return Written(f"{length} + {writer.inside(moment, PRODUCT)}", SUM)
    return Written(f"{writer.inside(moment, SUM)} {writer.dice.pick('-+')} {length}", SUM)


def calendar(writer: Writer, depth: int) -> Written:
    """An int read off dates."""
    kind = writer.dice.pick((Kind.DATE, Kind.TIME))
    names = ("days_since", "months_since", "year", "month", "day", "weekday", "days_between", "-")
    name = writer.dice.pick((*names, "hour", "minute") if kind is Kind.TIME else names)
    if name == "-":
        return arithmetic(writer, (kind, writer.dice.pick((Kind.DATE, Kind.TIME))), "-", depth)
    return writer.pick_call((name,), kind, depth, count=2 if name == "days_between" else 1)


def cut(writer: Writer, depth: int) -> Written:
    """`prefix(x, n)`, `suffix(x, n)`."""
    count = writer.dice.pick(("2", "1", "0", "-1", "100"))
    return writer.call(writer.dice.pick(("prefix", "suffix")), writer.of(Kind.TEXT, depth), count)


def category_text(writer: Writer, depth: int) -> Written:
    """`text(category)`."""
    return writer.call("text", writer.category(depth)[0])
