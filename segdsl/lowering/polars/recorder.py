"""Python source that behaves like what it computes: `pl.col("a") + 1` on a recorder is the text `pl.col("a") + 1`.

Given to the lowering instead of the polars module, it writes down the very calls an evaluation makes, so that what
`compile --to polars` prints cannot differ from what is run.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Atom:
    """A name or a literal."""

    text: str


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list display."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Attribute:
    """`of.name`."""

    of: Node
    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """`function(arguments)`; named arguments have their name with them."""

    function: Node
    arguments: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Unary:
    """`operator operand`."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """`left operator right`."""

    operator: str
    left: Node
    right: Node


Node = Atom | ListOf | Attribute | Call | Unary | Binary


def _binary(operator: str) -> Any:
    return lambda self, other: Recorder(Binary(operator, self.node, node_of(other)))


def _mirrored(operator: str) -> Any:
    return lambda self, other: Recorder(Binary(operator, node_of(other), self.node))


def _unary(operator: str) -> Any:
    return lambda self: Recorder(Unary(operator, self.node))


class Recorder:
    """A piece of source. Whatever is done to it gives the source of doing that."""

    __slots__ = ("node",)
    __hash__ = None  # type: ignore[assignment]  # `==` makes source, as it makes an expression in polars

    def __init__(self, node: Node) -> None:
        self.node = node

    def __getattr__(self, name: str) -> Recorder:
        if name.startswith("__"):
            raise AttributeError(name)
        return Recorder(Attribute(self.node, name))

    def __call__(self, *arguments: object, **named: object) -> Recorder:  # noqa: D102 # the class says it
        given = [("", node_of(value)) for value in arguments] + [
            (name, node_of(value)) for name, value in named.items()
        ]
        return Recorder(Call(self.node, tuple(given)))

    def __bool__(self) -> bool:
        raise TypeError("source has no truth value")

    __and__, __rand__ = _binary("&"), _mirrored("&")
    __or__, __ror__ = _binary("|"), _mirrored("|")
    __add__, __radd__ = _binary("+"), _mirrored("+")
    __sub__, __rsub__ = _binary("-"), _mirrored("-")
    __mul__, __rmul__ = _binary("*"), _mirrored("*")
    __truediv__, __rtruediv__ = _binary("/"), _mirrored("/")
    __floordiv__, __rfloordiv__ = _binary("//"), _mirrored("//")
    __mod__, __rmod__ = _binary("%"), _mirrored("%")
    __eq__, __ne__ = _binary("=="), _binary("!=")
    __lt__, __le__, __gt__, __ge__ = _binary("<"), _binary("<="), _binary(">"), _binary(">=")
    __invert__, __neg__ = _unary("~"), _unary("-")


def name(text: str) -> Recorder:
    """The source of a name."""
    return Recorder(Atom(text))


def node_of(value: object) -> Node:
    """The source of a value: of a recorder its own, of a constant the literal that makes it."""
    match value:
        case Recorder():
            return value.node
        case str():
            return Atom(json.dumps(value, ensure_ascii=False))
        case dt.datetime():  # before date, of which it is a subclass
            parts = [value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond]
            while len(parts) > 3 and parts[-1] == 0:
                parts.pop()
            return Atom(f"datetime({', '.join(map(str, parts))})")
        case dt.date():
            return Atom(f"date({value.year}, {value.month}, {value.day})")
        case list() | tuple():
            return ListOf(tuple(node_of(item) for item in value))
        case bool() | int() | float() | None:
            return Atom(repr(value))
        case _:
            raise TypeError(f"{value!r} has no source")
