"""Random conditions: comparisons, membership, windows, logic, functions that answer yes or no."""

from __future__ import annotations

from segdsl.functions.types import Kind
from tests.differential.strategies import pools
from tests.differential.strategies.values import duration, window
from tests.differential.strategies.writer import Writer
from tests.differential.strategies.writing import COMPARISON, NOT, OR, SUM, Written

_COMPARABLE = (Kind.INT, Kind.NUMBER, Kind.TEXT, Kind.DATE, Kind.TIME, Kind.CATEGORY, Kind.BOOL)
_ORDER = ("=", "<", ">=", "!=", "<=", ">")
_EQUALITY = ("=", "!=")
_BESIDE = {Kind.INT: Kind.NUMBER, Kind.NUMBER: Kind.INT, Kind.DATE: Kind.TIME, Kind.TIME: Kind.DATE}


def logic(writer: Writer, depth: int) -> Written:
    """`not`, `and`, `or`."""
    word = writer.dice.pick(("and", "or", "not"))
    if word == "not":
        return Written(f"not {writer.inside(writer.condition(depth), NOT)}", NOT)
    operands = [writer.inside(writer.condition(depth), NOT) for _ in range(writer.dice.number(2, 3))]
    return Written(f" {word} ".join(operands), OR)


def comparison(writer: Writer, depth: int) -> Written:
    """`a = b`, `a < b`."""
    kind = writer.dice.pick(_COMPARABLE)
    if kind is Kind.CATEGORY:
        left, values = writer.category(depth)
        right = writer.named_with(values) if writer.dice.chance(20) else writer.value_of(values)
    else:
        left = writer.of(kind, depth)
        beside = _BESIDE.get(kind, kind) if writer.dice.chance(25) else kind
        right = writer.of(beside, depth) if writer.dice.chance(40) else writer.leaf(beside)
    operator = writer.dice.pick(_EQUALITY if kind in (Kind.CATEGORY, Kind.BOOL) else _ORDER)
    return Written(f"{writer.inside(left, SUM)} {operator} {writer.inside(right, SUM)}", COMPARISON)


def membership(writer: Writer, depth: int) -> Written:
    """`x in [a, b]`, `x in a..b`, and with `not`."""
    kind = writer.dice.pick((Kind.INT, Kind.NUMBER, Kind.TEXT, Kind.DATE, Kind.TIME, Kind.CATEGORY))
    word = writer.dice.pick(("in", "not in"))
    if kind is Kind.CATEGORY:
        left, values = writer.category(depth)
        named = writer.scope.symbol_lists[tuple(sorted(values))]
        if named and writer.dice.chance(40):
            return Written(f"{writer.inside(left, SUM)} {word} {writer.dice.pick(named)}", COMPARISON)
        items = ", ".join(writer.value_of(values).text for _ in range(writer.dice.number(1, 3)))
        return Written(f"{writer.inside(left, SUM)} {word} [{items}]", COMPARISON)
    value = writer.inside(writer.of(kind, depth), SUM)
    return Written(f"{value} {word} {set_of(writer, kind)}", COMPARISON)


def set_of(writer: Writer, kind: Kind) -> str:
    """A list or a range of constants."""
    lists = writer.scope.lists[kind]
    if lists and writer.dice.chance(30):
        return writer.dice.pick(lists)
    beside = _BESIDE.get(kind, kind) if writer.dice.chance(15) else kind
    if writer.dice.chance(50):
        low, high = sorted(writer.dice.pick(writer.scope.pool[beside]) for _ in range(2))
        return f"{pools.literal(low)}..{pools.literal(high)}"
    items = [writer.inside(constant(writer, beside), OR) for _ in range(writer.dice.number(1, 4))]
    return f"[{', '.join(items)}{',' * writer.dice.chance(10)}]"


def constant(writer: Writer, kind: Kind) -> Written:
    """A literal, a param, or a date relative to today."""
    params = writer.scope.params[kind]
    if params and writer.dice.chance(25):
        return Written(writer.dice.pick(params))
    if kind is Kind.DATE and writer.dice.chance(30):
        return Written(f"today {writer.dice.pick('-+')} {duration(writer)}", SUM)
    return writer.literal(kind)


def in_window(writer: Writer, depth: int) -> Written:
    """`d in last 30d`, `d in 30d..90d ago`."""
    word = writer.dice.pick(("in", "not in"))
    kind = writer.dice.pick((Kind.DATE, Kind.TIME))
    left = writer.inside(writer.of(kind, depth), SUM)
    return Written(f"{left} {word} {window(writer, clock=kind is Kind.TIME and writer.dice.chance(40))}", COMPARISON)


def presence(writer: Writer, depth: int) -> Written:
    """`x is missing`."""
    kind = writer.dice.pick(_COMPARABLE)
    test = writer.dice.pick(("is missing", "is known", "is not missing", "is not known"))
    return Written(f"{writer.inside(writer.of(kind, depth), SUM)} {test}", COMPARISON)


def predicate(writer: Writer, depth: int) -> Written:
    """A function that answers yes or no."""
    name = writer.dice.pick(("contains", "starts_with", "ends_with", "matches"))
    if name == "matches":
        return writer.call(name, writer.of(Kind.TEXT, depth), pools.literal(writer.dice.pick(pools.PATTERNS)))
    return writer.pick_call((name,), Kind.TEXT, depth, count=2)


def of_lists(writer: Writer, depth: int) -> Written:
    """A question about a list; about texts where there is none."""
    if not writer.scope.values[Kind.LIST]:
        return predicate(writer, depth)
    name = writer.dice.pick(("has", "has_any", "has_all"))
    labels = writer.of(Kind.LIST, depth) if writer.forms.values.get(Kind.LIST) else writer.leaf(Kind.LIST)
    if name == "has":
        return writer.call(name, labels, writer.of(Kind.TEXT, depth))
    texts = ", ".join(writer.literal(Kind.TEXT).text for _ in range(writer.dice.number(1, 3)))
    named = writer.scope.lists[Kind.TEXT]
    return writer.call(name, labels, writer.dice.pick(named) if named and writer.dice.chance(30) else f"[{texts}]")


def listed(_writer: Writer, _depth: int) -> Written:
    """Whether the customer is in the uploaded list."""
    return Written('listed("vip")')
