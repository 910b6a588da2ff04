"""Expression nodes of the syntax tree: frozen, with item-relative spans, knowing nothing of what names mean.

`items` holds the top-level ones. Every word of the grammar has one node; `Paren` is kept because the formatter
keeps the author's parentheses and because `and` mixed with `or` is only an error without them.
"""

from __future__ import annotations

from dataclasses import dataclass

from segdsl.diagnostics import Span
from segdsl.syntax.values import Scalar


@dataclass(frozen=True, slots=True)
class Node:
    """Anything with a place in the text."""

    span: Span


@dataclass(frozen=True, slots=True)
class Name(Node):
    """An identifier. `text` is the name itself; `quoted` says that it was written between backquotes."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A constant. `source` is how it was written (`1_000`, `10%`, `0.50`), which the formatter keeps."""

    value: Scalar
    source: str


@dataclass(frozen=True, slots=True)
class Today(Node):
    """The as-of date."""


@dataclass(frozen=True, slots=True)
class ListLiteral(Node):
    """`[a, b]`."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Range(Node):
    """`low..high`, both ends included."""

    low: Expr
    high: Expr


@dataclass(frozen=True, slots=True)
class Last(Node):
    """The window `last length`."""

    length: Expr


@dataclass(frozen=True, slots=True)
class Ago(Node):
    """The window `near..far ago`."""

    near: Expr
    far: Expr


Window = Last | Ago


@dataclass(frozen=True, slots=True)
class Filtered(Node):
    """The argument `value where condition`."""

    value: Expr
    where: Expr


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`function(arguments)`."""

    function: Name
    arguments: tuple[Expr | Filtered | Last | Ago | Range | ListLiteral, ...]


@dataclass(frozen=True, slots=True)
class Member(Node):
    """`of.name`, as in `visit.channel` or `lifestyle.margin`."""

    of: Expr
    name: Name


@dataclass(frozen=True, slots=True)
class Index(Node):
    """`of[index]`, as in `channel_preference[app]`."""

    of: Expr
    index: Expr


@dataclass(frozen=True, slots=True)
class Paren(Node):
    """`(inner)`."""

    inner: Expr


@dataclass(frozen=True, slots=True)
class Negate(Node):
    """`-operand`."""

    operand: Expr


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """`left op right`; `op` is one of `+ - * /`."""

    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """`left op right`; `op` is one of `= != < <= > >=`."""

    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class In(Node):
    """`value in set` or `value not in set`."""

    value: Expr
    set: Expr | Range | Last | Ago | ListLiteral
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Is(Node):
    """`value is missing`, `value is known`, and with `negated` `value is not missing|known`."""

    value: Expr
    known: bool
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Not(Node):
    """`not operand`."""

    operand: Expr


@dataclass(frozen=True, slots=True)
class And(Node):
    """`a and b and …`: two operands or more, flat."""

    operands: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """`a or b or …`: two operands or more, flat."""

    operands: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Mixed(Node):
    """`and` and `or` mixed without parentheses: `operands` joined by `operators`. Always an error of the checker."""

    operands: tuple[Expr, ...]
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hole(Node):
    """Where an expression could not be read. Stands only in items that are not `complete`."""


Expr = (
    Name | Literal | Today | ListLiteral | Call | Member | Index | Paren | Negate | Arithmetic
    | Compare | In | Is | Not | And | Or | Mixed | Hole
)  # fmt: skip
