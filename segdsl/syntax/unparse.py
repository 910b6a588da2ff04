"""Nodes back to text, on one line: what results call a clause, and what fixes insert."""

from __future__ import annotations

import datetime as dt
import re

from segdsl.syntax import items
from segdsl.syntax import nodes as n
from segdsl.syntax.tokens import NAME_PATTERN
from segdsl.syntax.values import Scalar

_WORD = re.compile(NAME_PATTERN)
_RESERVED = frozenset({"and", "or", "not", "true", "false", "today", "last", "null", "nil"})
_OR, _AND, _NOT, _COMPARISON, _SUM, _PRODUCT, _UNARY, _POSTFIX = range(8)
_LEVELS = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}


def format_name(name: n.Name | str) -> str:
    """A name as it is written: between backquotes where it has to be, or where its author did."""
    text, quoted = (name, False) if isinstance(name, str) else (name.text, name.quoted)
    plain = not quoted and text.lower() not in _RESERVED and _WORD.fullmatch(text)
    return text if plain else f"`{text}`"


def format_text(value: str) -> str:
    """A string literal for `value`. A backslash is doubled only where it would be read as part of an escape."""
    doubled = re.sub(r'\\(?=["\\]|$)', r"\\\\", value)
    return '"' + doubled.replace('"', '\\"') + '"'


def format_value(value: Scalar) -> str:
    """A literal for `value`."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return format_text(value)
        case dt.datetime():
            return value.isoformat(timespec="minutes" if value.second == 0 else "auto")
        case dt.date():
            return value.isoformat()
        case _:
            return str(value)


def format_expr(node: n.Node) -> str:
    """An expression on one line, in the formatter's style. Parentheses are added where the tree needs them."""
    return _write(node, _OR)


def format_clause(node: n.Node) -> str:
    """A line of a block without its title and without the parts between braces, on one line."""
    match node:
        case items.Clause(exclude=exclude, condition=condition):
            return f"{'exclude' if exclude else 'require'} {format_expr(condition) if condition else 'any_of'}"
        case items.Add(subtract=subtract, amount=amount, cap=cap, when=when):
            keyword = "subtract" if subtract else "add"
            return f"{keyword} {_sum(amount)}{_optional(' up to ', cap)}{_optional(' when ', when)}"
        case items.Limit(count=count, by=by, within=place):
            return f"limit {_sum(count)}{_optional(' by ', by)}{_optional(' within ', place)}"
        case items.Expect(condition=condition, key=key):
            return f"expect {format_expr(condition)}{_optional(' for ', key)}"
        case items.Option() | items.Suppress() | items.Assertion():
            keyword = {items.Option: "option", items.Suppress: "suppress", items.Assertion: "assert"}[type(node)]
            return f"{keyword} {format_expr(node.condition)}"
        case items.Class() | items.Arm() | items.Goal() | items.Label():
            return _named(node)
    return format_expr(node)


def _named(node: items.Class | items.Arm | items.Goal | items.Label) -> str:
    head = f"{type(node).__name__.lower()} {format_name(node.name)}"
    if isinstance(node, items.Label):
        return f"{head} otherwise" if node.by is None else f"{head} {node.order} {format_expr(node.by)}"
    if node.when is None:
        return f"{head} otherwise"
    within = node.within if isinstance(node, items.Goal) else None
    return f"{head} when {format_expr(node.when)}{_optional(' within ', within)}"


def _optional(keyword: str, node: n.Node | None) -> str:
    return "" if node is None else keyword + format_expr(node)


def _sum(node: n.Node) -> str:
    return _write(node, _SUM)


def _condition(node: n.Node) -> str:
    return _write(node, _NOT)


def _write(node: n.Node, context: int) -> str:
    """The node where something that binds as tightly as `context` is needed: in parentheses if it binds less."""
    binding, text = _bound(node)
    return text if binding >= context else f"({text})"


def _bound(node: n.Node) -> tuple[int, str]:
    match node:
        case n.Or(operands=operands):
            return _OR, " or ".join(map(_condition, operands))
        case n.And(operands=operands):
            return _AND, " and ".join(map(_condition, operands))
        case n.Mixed(operands=operands, operators=operators):
            words = [word for pair in zip(("", *operators), map(_condition, operands), strict=True) for word in pair]
            return _OR, " ".join(words[1:])
        case n.Not(operand=operand):
            return _NOT, "not " + _write(operand, _NOT)
        case n.Compare(op=op, left=left, right=right):
            return _COMPARISON, f"{_sum(left)} {op} {_sum(right)}"
        case n.In(value=value, set=set_, negated=negated):
            return _COMPARISON, f"{_sum(value)} {'not in' if negated else 'in'} {_write(set_, _POSTFIX)}"
        case n.Is(value=value, known=known, negated=negated):
            return _COMPARISON, f"{_sum(value)} is {'not ' * negated}{'known' if known else 'missing'}"
        case n.Arithmetic():
            return _chain(node)
        case n.Negate(operand=operand):
            return _UNARY, "-" + _write(operand, _UNARY)
        case _:
            return _POSTFIX, _operand(node)


def _chain(node: n.Arithmetic) -> tuple[int, str]:
    """`a + b - c`: however long, in a loop."""
    level = _LEVELS[node.op]
    first: n.Node = node
    rest: list[str] = []
    while isinstance(first, n.Arithmetic) and _LEVELS[first.op] == level:
        rest.append(f" {first.op} {_write(first.right, level + 1)}")
        first = first.left
    return level, _write(first, level) + "".join(reversed(rest))


def _operand(node: n.Node) -> str:
    match node:
        case n.Name():
            return format_name(node)
        case n.Literal(source=source):
            return source
        case n.Today():
            return "today"
        case n.Hole():
            return "…"
        case n.Paren(inner=inner):
            return f"({_write(inner, _OR)})"
        case n.Member(of=of, name=name):
            return f"{_write(of, _POSTFIX)}.{_member(name)}"
        case n.Index(of=of, index=index):
            return f"{_write(of, _POSTFIX)}[{_write(index, _OR)}]"
        case n.Call(function=function, arguments=arguments):
            return f"{format_name(function)}({', '.join(map(format_expr, arguments))})"
        case items.Text(value=value):
            return format_text(value)
        case _:
            return _set(node)


def _member(name: n.Name) -> str:
    return f"`{name.text}`" if name.quoted or not _WORD.fullmatch(name.text) else name.text


def _set(node: n.Node) -> str:
    """What stands only behind `in` and between the parentheses of a call."""
    match node:
        case n.ListLiteral(items=elements):
            return f"[{', '.join(map(format_expr, elements))}]"
        case n.Range(low=low, high=high):
            return f"{_sum(low)}..{_sum(high)}"
        case n.Last(length=length):
            return f"last {_sum(length)}"
        case n.Ago(near=near, far=far):
            return f"{_sum(near)}..{_sum(far)} ago"
        case n.Filtered(value=value, where=where):
            return f"{_write(value, _OR)} where {_write(where, _OR)}"
        case _:
            raise TypeError(f"{type(node).__name__} is no expression")
