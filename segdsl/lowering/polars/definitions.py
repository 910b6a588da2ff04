"""What a `let`, `tag`, `score` or `segment` becomes: one column each, from columns of fields and other definitions."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any

from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.functions.numbers import finite
from segdsl.functions.types import Kind, Type
from segdsl.lowering.polars.constants import is_closed
from segdsl.lowering.polars.facts import may_be_missing, score_is_safe
from segdsl.lowering.polars.lowering import Lowering
from segdsl.rulebook.model import Add, Clause, Definition, Learned, Let, Score, Segment, Tag

if TYPE_CHECKING:
    import polars as pl


def lower_definition(lo: Lowering, definition: Definition) -> pl.Expr:
    """The definition's column. Raises `SegdslError` for what this version does not evaluate."""
    match definition:
        case Let(term=term):
            return lo.value(term)
        case Segment(clauses=clauses):
            return reduce(and_, (lower_clause(lo, clause) for clause in clauses))
        case Tag():
            return _tag(lo.plain, definition)
        case Score():
            return _score(lo.plain, definition)
        case Learned(value=term) if term is not None:
            return lo.plain.value(term)
        case _:
            raise SegdslError(Diagnostic("needs-model", {"name": definition.name}))


def lower_clause(lo: Lowering, clause: Clause) -> pl.Expr:
    """Whom the clause keeps."""
    condition = lo.condition(clause.condition)
    return ~condition if clause.exclude else condition


def _tag(lo: Lowering, tag: Tag) -> pl.Expr:
    """First class whose condition holds, as an Enum of the class names; null for those without a class."""
    names = Type(Kind.CATEGORY, values=tuple(c.name for c in tag.classes))
    last: str | None = None
    chain: Any = lo.polars
    for class_ in tag.classes:
        if class_.when is None or (is_closed(class_.when) and lo.constant(class_.when)):
            last = class_.name
            break
        if not is_closed(class_.when):
            chain = chain.when(lo.condition(class_.when)).then(lo.literal(class_.name, names))
    rest = lo.literal(last, names)
    tagged: pl.Expr = rest if chain is lo.polars else chain.otherwise(rest)
    return tagged


def _score(lo: Lowering, score: Score) -> pl.Expr:
    """The lines added up in the order in which they are written, then limited to the score's range."""
    first, *rest = score.lines
    total = _points(lo, first) if first.sign > 0 else -_points(lo, first)
    for line in rest:
        points = _points(lo, line)
        total = total + points if line.sign > 0 else total - points
    if not score_is_safe(score, lo.context):
        total = finite(lo.polars, total)
    low, high = (None if bound is None else lo.number(bound) for bound in (score.low, score.high))
    return total if low is None and high is None else total.clip(low, high)


def _points(lo: Lowering, line: Add) -> pl.Expr:
    """What a line is worth before its sign: min(amount, cap), 0 where that is missing or the condition fails."""
    amount = lo.number(line.amount)
    missing = may_be_missing(line.amount, lo.context)
    if line.cap is not None:
        cap = lo.number(line.cap)
        amount = amount.clip(upper_bound=cap)
        if may_be_missing(line.cap, lo.context):  # polars would ignore it
            missing, amount = True, lo.polars.when(cap.is_not_null()).then(amount)
    if line.when is not None:
        amount = lo.polars.when(lo.condition(line.when)).then(amount).otherwise(0.0)
    return amount.fill_null(0.0) if missing else amount
