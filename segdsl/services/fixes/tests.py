"""Fixes of the tests beside the rules: who a row belongs to, when an event happened, for whom something is expected."""

from __future__ import annotations

from collections.abc import Iterator

from segdsl.diagnostics import Fix, Text
from segdsl.functions.types import Kind
from segdsl.services.fixes.case import Case, fix, insert
from segdsl.syntax import items, nodes
from segdsl.syntax.unparse import format_name, format_text, format_value

ADD = Text("add `{new}`", "添加 `{new}`")


def give_key(case: Case) -> Iterator[Fix]:
    """A row of its own customer gets a new key; an event one of those that are given."""
    test, row = case.entry.node, case.nearest(items.Given)
    if not isinstance(test, items.Test) or row is None:
        return
    given = _keys(case, test)
    fresh = next(str(number) for number in range(1, 999) if str(number) not in given)
    for key in [fresh] if row.table is None else given:
        yield from _given(case, row, f"{format_name(case.argument('key'))}: {_key(case, key)}")


def give_time(case: Case) -> Iterator[Fix]:
    """An event happens on the day of the test, or today."""
    test, row = case.entry.node, case.nearest(items.Given)
    table = case.index.environment.tables.get(case.argument("table"))
    if not isinstance(test, items.Test) or row is None or table is None or table.at is None:
        return
    day = test.as_of[0].source if test.as_of else case.today.isoformat()
    clock = "T00:00" if table.fields[table.at].type.kind is Kind.TIME else ""
    yield from _given(case, row, f"{format_name(table.at)}: {day}{clock}")


def _given(case: Case, row: items.Given, pair: str) -> Iterator[Fix]:
    """The fix that adds a pair to a row, at its beginning."""
    brace = row.record.span.start + 1
    yield fix(ADD, insert(brace, f" {pair}{',' if row.record.pairs else ' '}"), new=pair)


def say_for_whom(case: Case) -> Iterator[Fix]:
    """Of several customers, the one that is meant: a fix for each."""
    test = case.entry.node
    if isinstance(test, items.Test):
        for key in _keys(case, test):
            new = f"for {format_text(key)}"
            yield fix(ADD, insert(case.span.end, f" {new}"), new=new)


def _keys(case: Case, test: items.Test) -> list[str]:
    """The keys of the customers that a test gives."""
    profile = case.index.profile
    rows = [row for row in test.given if row.table is None]
    found = [value for row in rows for name, value in row.record.pairs if profile and name.text == profile.key]
    return [str(value.value) for value in found if isinstance(value, nodes.Literal)]


def _key(case: Case, key: str) -> str:
    """A key as the profile's type writes it."""
    profile = case.index.profile
    is_int = profile is not None and profile.fields[profile.key].type.kind is Kind.INT
    return format_value(int(key) if is_int else key)
