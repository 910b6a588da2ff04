"""What a condition looked at when it came out as it did: its operands, and the names in it, with their values."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl

from segdsl.engine.gather import Gather, Read, Row
from segdsl.engine.plan import mentions
from segdsl.engine.results import Cell
from segdsl.lowering.polars import Context, column_name, lower
from segdsl.rulebook import terms as t
from segdsl.rulebook.model import Rulebook
from segdsl.rulebook.walk import descend
from segdsl.syntax.values import Duration

Looked = Callable[[Row], tuple[tuple[str, Cell], ...]]

_OPEN = (t.Compare, t.InList, t.InRange, t.InWindow, t.IsMissing, t.Call)
"""Conditions whose operands say more than that they hold or not."""

_PLAIN = (t.Const, t.ConstList, t.Window)
"""Operands whose value stands in the text."""


def look_at_names(gather: Gather, term: t.Term, rulebook: Rulebook, context: Context) -> Looked:
    """The fields, definitions and params that a term mentions, each once."""
    return _together(_names(gather, term, rulebook, context))


def look_at_operands(
    gather: Gather, term: t.Term, rulebook: Rulebook, context: Context, written: Callable[[t.Term], str]
) -> Looked:
    """The operands of an atomic condition, then the names inside them; the condition itself where it has none."""
    operands = t.children(term) if isinstance(term, _OPEN) else (term,)
    asked = [
        (written(operand), gather.ask(lower(operand, context)))
        for operand in operands
        if not isinstance(operand, (*_PLAIN, t.ParamRef))
    ]
    return _together([*asked, *_names(gather, term, rulebook, context)])


def _names(gather: Gather, term: t.Term, rulebook: Rulebook, context: Context) -> Iterator[tuple[str, Read]]:
    for name in mentions(term, rulebook):
        yield name, gather.ask(pl.col(column_name(name)) if name in rulebook.definitions else pl.col(name))
    for sub in descend(term):
        if isinstance(sub, t.ParamRef):
            value = _param(context, sub.name)
            yield sub.name, lambda _row, value=value: value  # type: ignore[misc]


def _param(context: Context, name: str) -> Cell:
    value = context.param(name)
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return str(value) if isinstance(value, Duration) else value


def _together(asked: Iterator[tuple[str, Read]] | list[tuple[str, Read]]) -> Looked:
    readers = dict(asked)
    return lambda row: tuple((label, read(row)) for label, read in readers.items())
