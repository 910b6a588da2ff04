"""`sequence(step, step, …, max_gap, window)`: events that follow one another."""

from __future__ import annotations

from collections.abc import Sequence as Seq

from segdsl.functions.types import BOOL, Kind, Type
from segdsl.rulebook.expressions.aggregates import events_table, placed_well, table_window
from segdsl.rulebook.expressions.arithmetic import duration_of
from segdsl.rulebook.model import Table
from segdsl.rulebook.scope import Scope, condition, infer, word
from segdsl.rulebook.terms import Sequence, Step, Term
from segdsl.syntax import nodes

Arguments = Seq[nodes.Node]


def sequence(scope: Scope, node: nodes.Call, _beside: Type | None) -> Term | None:
    """Steps, then optionally the largest gap from first to last, then optionally a window."""
    if not placed_well(scope, node):
        return None
    rest = list(node.arguments)
    windows = [rest.pop()] if rest and isinstance(rest[-1], nodes.Last | nodes.Ago | nodes.Range) else []
    gaps = [rest.pop()] if rest and _is_gap(scope, rest[-1]) else []
    steps = [_step(scope, argument) for argument in rest]
    known = tuple(step for step, _ in steps if step is not None)
    tables = [table for _, table in steps if table is not None]
    if len(known) != len(rest) or not _order(scope, node, known, rest) or not _timed(scope, rest, tables):
        return None
    window = table_window(scope, windows[0], *tables) if windows else None
    gap = _gap(scope, gaps[0], tables) if gaps else None
    if (windows and not window) or (gaps and not gap):
        return None
    return Sequence(BOOL, node.span, known, gap, window)


def _is_gap(scope: Scope, node: nodes.Node) -> bool:
    """Whether an argument is a duration and not a step: anything but an events table, filtered or forbidden."""
    if isinstance(node, nodes.Filtered | nodes.Not):
        return False
    return not isinstance(node, nodes.Name) or (
        scope.names.table(node.text) is None and scope.names.entity(node.text) is not None
    )


def _step(scope: Scope, node: nodes.Node) -> tuple[Step | None, Table | None]:
    subject, where = (node.value, node.where) if isinstance(node, nodes.Filtered) else (node, None)
    forbidden = isinstance(subject, nodes.Not)
    name = subject.operand if isinstance(subject, nodes.Not) else subject
    if not isinstance(name, nodes.Name):
        scope.error("not-a-step", name.span)
        return None, None
    table = events_table(scope, name)
    if table is None:
        return None, None
    filter_ = condition(scope.inside(table), where) if where is not None else None
    if where is not None and filter_ is None:
        return None, table
    return Step(table.name, filter_, forbidden), table


def _gap(scope: Scope, node: nodes.Node, tables: list[Table]) -> Term | None:
    term = infer(scope, node)
    if term is None:
        return None
    if term.type.kind is not Kind.DURATION:
        scope.error("not-a-duration", node.span, found=word(term.type))
        return None
    length = duration_of(scope, term)
    if length is not None and length.count <= 0:
        scope.error("duration-not-positive", node.span, duration=str(length))
        return None
    if length is not None and length.is_clock and any(_dated(table) for table in tables):
        scope.error("clock-window-on-date", node.span)
        return None
    return term


def _dated(table: Table) -> bool:
    return table.at is not None and table.fields[table.at].type.kind is Kind.DATE


def _order(scope: Scope, node: nodes.Call, steps: tuple[Step, ...], arguments: Arguments) -> bool:
    if sum(not step.forbidden for step in steps) < 2:
        scope.error("sequence-too-short", node.span)
        return False
    for step, argument in ((steps[0], arguments[0]), (steps[-1], arguments[-1])):
        if step.forbidden:
            scope.error("sequence-ends-forbidden", argument.span)
            return False
    return True


def _timed(scope: Scope, arguments: Arguments, tables: list[Table]) -> bool:
    for argument, table in zip(arguments, tables, strict=True):
        if table.at is None:
            scope.error("needs-time", argument.span, name="sequence", table=table.name)
            return False
    return True
