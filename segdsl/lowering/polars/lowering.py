"""The walk from a term to an expression; what each kind of term becomes stands in the modules beside this one.

A term has two readings. The plain one is what audiences are made of: a condition is true or false for everyone, a value
is null where it is missing. The three-valued one (`kleene`) finds out for whom the rule had no definite answer: null is
'unknown', in values and in conditions. Both come from the same code; they differ only where a null would be filled.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from segdsl.functions.spec import Polars
from segdsl.functions.types import NUMERIC, Kind, Type
from segdsl.lowering.polars.constants import constant, is_closed, is_constant
from segdsl.lowering.polars.context import Context
from segdsl.lowering.polars.facts import may_be_missing
from segdsl.rulebook.terms import Aggregate, FieldRef, Term, TermBase
from segdsl.syntax.values import Scalar

if TYPE_CHECKING:
    import polars as pl

Handler = Callable[["Lowering", Any], "pl.Expr"]


@dataclass(frozen=True, slots=True)
class Lowering:
    """A context, a reading, and the table that says how each kind of term is lowered."""

    context: Context
    polars: Polars
    handlers: Mapping[type[TermBase], Handler]
    kleene: bool = False

    @property
    def plain(self) -> Lowering:
        """The same with the plain reading."""
        return replace(self, kleene=False)

    @property
    def key(self) -> pl.Expr:
        """The customer's key."""
        contract, name = self.context.contract, self.context.key
        if self.context.column is not None:
            return self.context.column(name)
        if contract is None:
            return self.polars.col(name)
        field = contract.fields[name]
        return self.polars.col(field.column).cast(self.dtype(field.type))

    def stored(self, term: Term) -> pl.Expr:
        """The term's value; a field in the width it is stored in, which is enough to compare it."""
        if is_closed(term):
            return self.literal(self.constant(term), term.type)
        return self.handlers[type(term)](self, term)

    def constant(self, term: Term) -> Scalar | None:
        """The value of a closed term, now: polars may take an expression of literals for a single row."""
        if is_constant(term):
            return constant(term, self.context)
        import polars as pl

        context = replace(self.context, polars=None, known=None)  # there are no columns to find an answer in
        computing = replace(self, context=context, polars=context.namespace)
        found: Scalar | None = pl.select(self.handlers[type(term)](computing, term)).item()
        return found

    def value(self, term: Term) -> pl.Expr:
        """The term's value, numbers in 64 bits, for polars computes in the operands' width and wraps silently."""
        found = self.stored(term)
        if not self._is_narrow(term):
            return found
        return found.cast(self.polars.Int64 if term.type.kind is Kind.INT else self.polars.Float64)

    def number(self, term: Term) -> pl.Expr:
        """The value of a numeric term as a float."""
        if is_constant(term):
            return self.literal(constant(term, self.context), Type(Kind.NUMBER))
        found = self.stored(term)
        if self._is_narrow(term) or term.type.kind is not Kind.NUMBER:
            return found.cast(self.polars.Float64)
        return found

    def _is_narrow(self, term: Term) -> bool:
        """Whether the column may be narrower than 64 bits.

        Fields in store and aggregates may; what the contract normalised is not.
        """
        stored = isinstance(term, Aggregate) or (isinstance(term, FieldRef) and self.context.contract is None)
        return stored and term.type.kind in NUMERIC

    def at(self, term: Term, type_: Type) -> pl.Expr:
        """The term's value at the type that it shares with others: the branches of an `if`."""
        if is_constant(term):
            return self.literal(constant(term, self.context), type_)
        if type_.kind is Kind.NUMBER:
            return self.number(term)
        found = self.value(term)
        if type_.kind is Kind.CATEGORY and term.type.values != type_.values:
            return found.cast(self.polars.Enum(list(type_.values)))
        return found

    def condition(self, term: Term) -> pl.Expr:
        """The term as a condition: in the plain reading never null, a missing bool counts as false."""
        if self.context.known is not None and (column := self.context.known(term, self.kleene)) is not None:
            return self.polars.col(column)
        return self.settle(self.value(term), term)

    def settle(self, answer: pl.Expr, *operands: Term) -> pl.Expr:
        """An answer that is null where one of `operands` is missing: false there, or left open when three-valued."""
        if self.kleene or not any(may_be_missing(operand, self.context) for operand in operands):
            return answer
        return answer.fill_null(False)

    def literal(self, value: Scalar | None, type_: Type) -> pl.Expr:
        """A constant as a column of its type."""
        polars, kind = self.polars, type_.kind
        if value is None:
            return polars.lit(None, dtype=self.dtype(type_))
        if kind in (Kind.INT, Kind.CATEGORY):
            return polars.lit(value, dtype=self.dtype(type_))
        if kind is Kind.NUMBER and isinstance(value, int | float):
            return polars.lit(float(value))
        if kind is Kind.TIME and isinstance(value, dt.datetime):
            return polars.lit(value, dtype=self.dtype(type_))
        return polars.lit(value)

    def dtype(self, type_: Type) -> Any:
        """How polars holds values of a type."""
        polars = self.polars
        match type_.kind:
            case Kind.BOOL:
                return polars.Boolean
            case Kind.INT:
                return polars.Int64
            case Kind.NUMBER:
                return polars.Float64
            case Kind.TEXT:
                return polars.String
            case Kind.DATE:
                return polars.Date
            case Kind.TIME:
                return polars.Datetime("us")
            case Kind.CATEGORY:
                return polars.Enum(list(type_.values))
            case kind:
                raise TypeError(f"{kind} has no column")
