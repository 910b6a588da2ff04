"""Tests and assertions beside the rules: what is expected, what must hold, and whose it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from segdsl.rulebook.actions import Assertion, Expect, Given, Test
from segdsl.rulebook.fitting import fit_param
from segdsl.rulebook.given import given_row
from segdsl.rulebook.model import Table
from segdsl.rulebook.origin import Origin
from segdsl.rulebook.scope import Scope, condition
from segdsl.rulebook.suggest import closest, did_you_mean
from segdsl.rulebook.terms import Const
from segdsl.syntax import items
from segdsl.syntax.unparse import format_clause


def assertion(scope: Scope, node: items.Assertion) -> Assertion | None:
    """A condition on everyone."""
    term = condition(replace(scope, place="assertion"), node.condition)
    if term is None:
        return None
    title = node.title.value if node.title is not None else None
    return Assertion(title, _origin(node), frozenset(), term, format_clause(node))


def _origin(node: items.Test | items.Assertion) -> Origin:
    span = node.title.span if node.title is not None else node.span
    return Origin("", 0, span, node.span.end)


def test(scope: Scope, node: items.Test) -> Test:
    """Rows that are given, and what the rules make of them."""
    for extra in node.as_of[1:]:
        scope.error("repeated-line", extra.span, keyword="as_of")
    as_of = node.as_of[0].value if node.as_of else None
    day = as_of if isinstance(as_of, dt.date) else None
    overrides = {}
    for line in node.overrides:
        value = _override(scope, line)
        if value is not None:
            overrides[line.name.text] = value
    given = [given_row(scope, line, day) for line in node.given]
    _check_keys(scope, node, given)
    expects = []
    for expect in node.expects:
        term = condition(scope, expect.condition)
        if term is not None:
            key = expect.key.value if expect.key is not None else None
            expects.append(Expect(term, key, format_clause(expect)))
    if not node.expects:
        scope.error("test-expects-nothing", node.title.span)
    known = tuple(row for row in given if row is not None)
    return Test(node.title.value, _origin(node), frozenset(), day, overrides, known, tuple(expects))


def _override(scope: Scope, node: items.Override) -> Const | tuple[Const, ...] | None:
    entity = scope.names.entity(node.name.text)
    if entity is None or entity.kind != "param":
        suggestion = closest(node.name.text, (name for name, _ in scope.names.names()))
        fixes = did_you_mean(node.name.span, suggestion)
        scope.error("unknown-param", node.name.span, fixes=fixes, name=node.name.text, near=suggestion)
        return None
    scope.use(entity)
    return fit_param(scope, entity, node.value) if entity.type is not None else None


# ---- keys ------------------------------------------------------------------------------------------------------------


def _check_keys(scope: Scope, node: items.Test, given: list[Given | None]) -> None:
    """Of several customers each has a key, and events and expectations say whose they are."""
    profile = scope.names.profile
    customers = [(line, row) for line, row in zip(node.given, given, strict=True) if line.table is None]
    keys = [str(row.key) for _, row in customers if row is not None and row.key is not None]
    if profile is None or not profile.key:
        return
    if len(customers) > 1:
        for line, row in customers:
            if row is not None and row.key is None:
                scope.error("given-without-key", line.record.span, key=profile.key)
    seen: set[str] = set()
    for line, row in customers:
        if row is not None and row.key is not None:
            if str(row.key) in seen:
                scope.error("given-key-twice", line.record.span, key=str(row.key))
            seen.add(str(row.key))
    for line, row in zip(node.given, given, strict=True):
        if line.table is not None and row is not None:
            _check_owner(scope, line, row, keys, several=len(customers) > 1)
    for expect in node.expects:
        if expect.key is not None and expect.key.value not in seen:
            scope.error("expect-unknown-key", expect.key.span, key=expect.key.value)
        elif expect.key is None and len(customers) > 1:
            scope.error("expect-without-key", expect.condition.span)


def _check_owner(scope: Scope, line: items.Given, row: Given, keys: list[str], *, several: bool) -> None:
    table: Table | None = scope.names.table(row.table or "")
    if row.key is not None and keys and str(row.key) not in keys:
        scope.error("expect-unknown-key", line.record.span, key=str(row.key))
    elif row.key is None and several and table is not None:
        scope.error("given-without-key", line.record.span, key=table.key)
