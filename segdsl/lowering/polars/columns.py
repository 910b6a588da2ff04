"""The ways into the lowering: a term, a condition, a clause, a definition, by columns or at a blow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from segdsl.lowering.polars.arithmetic import ARITHMETIC
from segdsl.lowering.polars.conditions import CONDITIONS
from segdsl.lowering.polars.context import Context
from segdsl.lowering.polars.definitions import lower_clause, lower_definition
from segdsl.lowering.polars.facts import definition_may_be_unknown
from segdsl.lowering.polars.lowering import Lowering
from segdsl.lowering.polars.population import POPULATION
from segdsl.lowering.polars.scoring import lower_scored
from segdsl.lowering.polars.values import VALUES, normalised
from segdsl.rulebook.model import Clause, Definition, has_column
from segdsl.rulebook.terms import Scored, Term
from segdsl.rulebook.walk import uses_today

if TYPE_CHECKING:
    import polars as pl

_HANDLERS = {**VALUES, **ARITHMETIC, **CONDITIONS, **POPULATION, Scored: lower_scored}


def _lowering(context: Context, kleene: bool = False) -> Lowering:
    return Lowering(context, context.namespace, _HANDLERS, kleene)


def lower(term: Term, context: Context) -> pl.Expr:
    """A term's value; null where it is missing. Raises `SegdslError` for what this version does not evaluate."""
    return _lowering(context).value(term)


def lower_condition(term: Term, context: Context) -> pl.Expr:
    """A term as a condition: true or false, never null."""
    return _lowering(context).condition(term)


def lower_kleene(term: Term, context: Context) -> pl.Expr:
    """A condition in three-valued logic: null for customers for whom it has no definite answer."""
    return _lowering(context, kleene=True).condition(term)


def define(definition: Definition, context: Context) -> pl.Expr:
    """The column of a definition, not yet named."""
    return lower_definition(_lowering(context), definition)


def define_kleene(definition: Definition, context: Context) -> pl.Expr | None:
    """The three-valued form of a `let` or `segment`; None where it is the same as the plain one for everybody."""
    if not definition_may_be_unknown(definition.name, context):
        return None
    return lower_definition(_lowering(context, kleene=True), definition)


def keeps(clause: Clause, context: Context) -> pl.Expr:
    """Whom a clause of a segment keeps: of `exclude`, those for whom its condition does not hold; never null."""
    return lower_clause(_lowering(context), clause)


def normalise(field: str, context: Context, cells: pl.Expr | None = None) -> pl.Expr:
    """The physical column of a field of the context's contract, or what was made of it, normalised."""
    assert context.contract is not None
    return normalised(_lowering(context), context.contract.fields[field], cells)


def expression(name: str, order: Iterable[str], context: Context) -> pl.Expr:
    """A definition as one expression over fields alone.

    `order` lists the definitions so that each stands after all it uses (`Rulebook.order`).
    """
    inlined: dict[str, pl.Expr] = {}
    context = replace(context, reference=lambda used, _: inlined[used])
    for used in needed(name, order, context.definitions):
        inlined[used] = define(context.definitions[used], context)
    return inlined[name]


def needed(name: str, order: Iterable[str], definitions: Mapping[str, Definition]) -> list[str]:
    """The definitions with a column that `name` uses as of the same day, itself included, each after all it uses."""
    wanted, pending = {name}, [name]
    while pending:
        for used in uses_today(definitions[pending.pop()]) - wanted:
            wanted.add(used)
            pending.append(used)
    return [each for each in order if each in wanted and has_column(definitions[each])]
