"""Typed terms: what an expression means once names are resolved and types are checked.

The checker makes them from syntax nodes and desugars on the way, so that a backend has one case per meaning:
`a != b` is `Not(Compare("="))`, `x not in s` is `Not(In…)`, `x is known` is `Not(IsMissing)`, parentheses are gone,
names are resolved, literals are constants of the type they are used at. Spans are those of the syntax, relative to
the item. Conditions (`Compare`, `In…`, `IsMissing`, `Not`, `And`, `Or`, `Listed`) are of type bool and never missing;
a bool field or `let` may be missing and counts as false where a condition is expected.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from segdsl.diagnostics import Span
from segdsl.functions.types import Type
from segdsl.rulebook.scoring import Scorer
from segdsl.syntax.values import Scalar

CompareOp = Literal["=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class TermBase:
    """What every term has."""

    type: Type
    span: Span


@dataclass(frozen=True, slots=True)
class Const(TermBase):
    """A constant; `value` fits `type` (a category constant is the value's text, an int at type number a float)."""

    value: Scalar


@dataclass(frozen=True, slots=True)
class ConstList(TermBase):
    """A list of constants, from `[…]` or a `let`/`param` that is one; `type` is that of the elements.

    The items of a `let` stand here themselves. A `param` that is a list is one `ParamRef` item, to be spliced: all of
    its bound values are items.
    """

    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class ParamRef(TermBase):
    """A param; its value comes from the rulebook's bindings when it is lowered, so that it can be swept."""

    name: str


@dataclass(frozen=True, slots=True)
class FieldRef(TermBase):
    """A field of the profile (`table` is its name), or of an events table inside `where` and aggregates."""

    table: str
    name: str


@dataclass(frozen=True, slots=True)
class DefinitionRef(TermBase):
    """A `let`, `tag`, `score`, `segment` or learned definition."""

    name: str


@dataclass(frozen=True, slots=True)
class LearnedRef(TermBase):
    """A part of a learned definition.

    `member` is `margin`, `second`, `source`, `confidence`, or `[label]` of `index`.
    """

    name: str
    member: str
    index: str | None = None

    @property
    def part(self) -> str:
        """`margin`, …, or the label in brackets: as it is written after the name, without the dot."""
        return self.member if self.index is None else f"[{self.index}]"


@dataclass(frozen=True, slots=True)
class Scored(TermBase):
    """What was learned, of a customer with these `inputs` (numbers and bools): a part of what the scorer says.

    `part` is `class` (the label with the highest score; with `least`, only where that reaches it), `second` (the next
    one), `best` (the highest score), `margin` (by how much it is higher than the next), `clearness` (1 − the ratio of
    the distances to the nearest and the next centre), a label in brackets (its score), or
    `scores` (those of all labels, for other terms without steps of their own to read). Missing for customers outside
    `among`, and for those who lack an input.
    """

    inputs: tuple[Term, ...]
    scorer: Scorer
    part: str
    among: Term | None = None
    least: float | None = None


@dataclass(frozen=True, slots=True)
class Today(TermBase):
    """The as-of date (a date)."""


@dataclass(frozen=True, slots=True)
class DurationTimes(TermBase):
    """`int * duration` of constants and params."""

    factor: Term
    duration: Term


@dataclass(frozen=True, slots=True)
class Negate(TermBase):
    """`-operand`."""

    operand: Term


@dataclass(frozen=True, slots=True)
class Arithmetic(TermBase):
    """`+ - * /` of numbers; missing if an operand is, or the result is no finite number of its type."""

    op: Literal["+", "-", "*", "/"]
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Shift(TermBase):
    """`moment ± duration`, a date or time."""

    moment: Term
    duration: Term
    sign: Literal[1, -1]


@dataclass(frozen=True, slots=True)
class DateDifference(TermBase):
    """`left - right` in days (int), each counted by its calendar date."""

    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Call(TermBase):
    """A function of the registry, `if` and `coalesce` included; population functions are `Population`."""

    function: str
    arguments: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Population(TermBase):
    """`percentile`, `rank` or `ntile` of `value` over all customers, or within the values of `group`."""

    function: Literal["percentile", "rank", "ntile"]
    value: Term
    tiles: Term | None
    group: Term | None


@dataclass(frozen=True, slots=True)
class Listed(TermBase):
    """Whether the customer's key is in the uploaded list `name`."""

    name: str


@dataclass(frozen=True, slots=True)
class Compare(TermBase):
    """A comparison; false where an operand is missing.

    Operands are comparable: same kind, or int and number, or date
    and time (then by calendar date).
    """

    op: CompareOp
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class InList(TermBase):
    """`value in [a, b]`; false where `value` is missing."""

    value: Term
    items: ConstList


@dataclass(frozen=True, slots=True)
class InRange(TermBase):
    """`value in low..high`, both ends included; false where `value` is missing."""

    value: Term
    low: Term
    high: Term


@dataclass(frozen=True, slots=True)
class Window(TermBase):
    """A half-open stretch of time.

    Dates in (today − far, today − near], from `last far` (`near` None), `near..far ago`,
    or, with `dates`, a date range with both ends included. Type is date.
    """

    near: Term | None
    far: Term | None
    dates: tuple[Term, Term] | None = None


@dataclass(frozen=True, slots=True)
class InWindow(TermBase):
    """`value in last 30d`; false where `value` is missing."""

    value: Term
    window: Window


@dataclass(frozen=True, slots=True)
class IsMissing(TermBase):
    """`value is missing`."""

    value: Term


@dataclass(frozen=True, slots=True)
class Not(TermBase):
    """Two-valued negation."""

    operand: Term


@dataclass(frozen=True, slots=True)
class And(TermBase):
    """Two-valued `and`, flat."""

    operands: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Or(TermBase):
    """Two-valued `or`, flat."""

    operands: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Aggregate(TermBase):
    """An aggregate over a customer's events: `function(table[.field] where …, window)`."""

    function: str
    table: str
    field: str | None
    where: Term | None
    window: Window | None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a sequence; `forbidden` for `not step`."""

    table: str
    where: Term | None
    forbidden: bool


@dataclass(frozen=True, slots=True)
class Sequence(TermBase):
    """`sequence(step, …, max_gap, window)`, a bool that is never missing."""

    steps: tuple[Step, ...]
    max_gap: Term | None
    window: Window | None


@dataclass(frozen=True, slots=True)
class Was(TermBase):
    """The class `tag` had as of today − `ago`."""

    tag: str
    ago: Term


@dataclass(frozen=True, slots=True)
class Measure(TermBase):
    """`size(cond)` or `share(cond)` in an assertion; `disjoint`, `subset`, `cover`, `partition` of conditions."""

    function: str
    conditions: tuple[Term, ...]


ListItem = Const | ParamRef | Today | Shift
Term = (
    Const | ConstList | ParamRef | FieldRef | DefinitionRef | LearnedRef | Scored | Today | DurationTimes | Negate
    | Arithmetic | Shift | DateDifference | Call | Population | Listed | Compare | InList | InRange | Window | InWindow
    | IsMissing | Not | And | Or | Aggregate | Sequence | Was | Measure
)  # fmt: skip


def children(term: Term) -> tuple[Term, ...]:
    """The terms directly inside `term`, in the order in which they are written."""
    found: list[Term] = []
    for name in type(term).__match_args__[2:]:
        _collect(getattr(term, name), found)
    return tuple(found)


def _collect(value: object, into: list[Term]) -> None:
    if isinstance(value, TermBase):
        into.append(value)  # type: ignore[arg-type]  # every subclass of TermBase is in the union
    elif isinstance(value, Step):
        _collect(value.where, into)
    elif isinstance(value, tuple):
        for element in value:
            _collect(element, into)
