"""Arithmetic: `+ - * /`, whole numbers exact within 64 bits, floats finite, anything else missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from segdsl.functions.numbers import finite, fits_int, quotient
from segdsl.functions.types import NUMBER, Kind
from segdsl.lowering.polars.chains import chain
from segdsl.lowering.polars.constants import constant, is_closed, is_constant
from segdsl.lowering.polars.facts import Step, is_safe, steps
from segdsl.lowering.polars.lowering import Handler, Lowering
from segdsl.rulebook.terms import Arithmetic, FieldRef, Negate, Term, TermBase

if TYPE_CHECKING:
    import polars as pl

Operand = Any
"""An expression, or a Python number where the operand is constant: polars gives it the other operand's type."""


def _arithmetic(lo: Lowering, term: Arithmetic | Negate) -> pl.Expr:
    if term.type.kind is Kind.INT:
        return _negative(lo, term) if isinstance(term, Negate) else _unchecked(lo, term)[0]
    result, is_finite = _unchecked(lo, term)
    return result if is_finite else finite(lo.polars, result)


def _negative(lo: Lowering, term: Negate) -> pl.Expr:
    operand = lo.value(term.operand)
    return -operand if is_safe(term, lo.context) else fits_int(lo.polars, operand.cast(lo.polars.Int128) * -1)


def _unchecked(lo: Lowering, term: Arithmetic | Negate) -> tuple[pl.Expr, bool]:
    """The result, ints checked, floats perhaps NaN or infinite, and whether floats are sure to be finite.

    What is not finite stays so through `+`, `-`, `*` and as a dividend: one look at the end of a long sum finds it.
    """
    if isinstance(term, Negate):
        operand, is_finite = _operand(lo, term.operand, Kind.NUMBER)
        return -operand, is_finite
    first, operations = chain(term)
    done = next(index for index, operation in enumerate(operations) if not is_constant(operation))
    left = operations[done - 1] if done else first
    kind = left.type.kind
    result, is_finite = _operand(lo, left, kind)
    for step in steps(term, lo.context)[done:]:
        if step.operation.type.kind is Kind.INT:
            result = _whole(lo, step, result)
            continue
        if kind is Kind.INT:
            kind = Kind.NUMBER
            result = float(result) if isinstance(result, int) else result.cast(lo.polars.Float64)
        result, right_is_finite = _real(lo, step, result)
        is_finite = is_finite and right_is_finite and (step.safe or step.by_zero)
    return result, is_finite


def _operand(lo: Lowering, term: Term, kind: Kind) -> tuple[Operand, bool]:
    """An operand as a number of `kind`, and whether it is sure to be finite where it is known."""
    if is_constant(term):
        value = constant(term, lo.context)
        if isinstance(value, int | float):
            return (float(value) if kind is Kind.NUMBER else value), True
    if kind is Kind.INT:
        return lo.value(term), True
    if isinstance(term, Arithmetic | Negate) and term.type.kind is Kind.NUMBER and not is_constant(term):
        return _unchecked(lo, term)
    return lo.number(term), True


def _whole(lo: Lowering, step: Step, left: Operand) -> Operand:
    """One operation on ints: in 128 bits, and back, where the result may not fit 64."""
    right, _ = _operand(lo, step.operation.right, Kind.INT)
    if step.safe:
        return _operate(step.operation.op, left, right)
    wide = lo.polars.Int128
    left, right = (operand if isinstance(operand, int) else operand.cast(wide) for operand in (left, right))
    return fits_int(lo.polars, _operate(step.operation.op, left, right))


def _real(lo: Lowering, step: Step, left: Operand) -> tuple[Operand, bool]:
    """One operation on floats."""
    op, right = step.operation.op, step.operation.right
    if op != "/":
        operand, is_finite = _operand(lo, right, Kind.NUMBER)
        return _operate(op, left, operand), is_finite
    if isinstance(left, int | float):
        left = lo.literal(left, NUMBER)
    if is_closed(right):
        divisor = lo.constant(right)
        return (quotient(left, float(divisor)) if isinstance(divisor, int | float) and divisor else _nothing(lo)), True
    by = lo.number(right)  # checked: a quotient by infinity would be finite
    if step.by_zero:
        by = lo.polars.when(lo.stored(right) != 0).then(by)
    # What is computed may come out the same for everybody, and polars then keeps it as a constant; a field never is.
    return (left / by if isinstance(right, FieldRef) else quotient(left, by)), True


def _nothing(lo: Lowering) -> pl.Expr:
    return lo.literal(None, NUMBER)


def _operate(op: str, left: Operand, right: Operand) -> Operand:
    match op:
        case "+":
            return left + right
        case "-":
            return left - right
        case _:
            return left * right


ARITHMETIC: Mapping[type[TermBase], Handler] = {Arithmetic: _arithmetic, Negate: _arithmetic}
