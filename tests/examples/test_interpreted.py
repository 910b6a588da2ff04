"""The tests beside the rules hold in the row-by-row interpreter, which shares nothing with the engine."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from segdsl.demo import shipped_rules_dir
from segdsl.engine.plan import needed
from segdsl.engine.testing.standins import field_name, standin, with_standins
from segdsl.functions.types import Kind
from segdsl.rulebook import load
from segdsl.rulebook.actions import Given
from segdsl.rulebook.actions import Test as Sample
from segdsl.rulebook.model import Param, Rulebook, Table
from segdsl.rulebook.terms import Const
from segdsl.rulebook.walk import changed
from segdsl.syntax.values import Duration
from tests.architecture.repository import ROOT
from tests.differential.interpreter import Customers

BOOK = load(shipped_rules_dir())
BOOKS = {"grid": BOOK, "complete_journey": load(ROOT / "examples" / "complete_journey" / "rules")}
STANDING = {name: with_standins(book) for name, book in BOOKS.items()}
UNDATED = date(2021, 6, 30)
"""The day of tests that name none: they read no event."""


def row(table: Table, given: Given, key: object) -> dict[str, Any]:
    """All fields: what is not given is missing, a bool that cannot be is false; `key` where none is given."""
    absent = {
        name: False if field.type.kind is Kind.BOOL and not field.type.optional else None
        for name, field in table.fields.items()
    }
    learned = {field_name(name, part): value for name, parts in given.learned.items() for part, value in parts.items()}
    return {**absent, table.key: key, **given.values, **learned}


def customers(book: Rulebook, test: Sample) -> Customers:
    """The customers a test gives, to a book `with_standins`; a single one need not be named where its events are."""
    assert book.profile is not None
    overridden = {
        name: replace(param, value=test.overrides[name])
        for name, param in book.definitions.items()
        if isinstance(param, Param) and name in test.overrides
    }
    rows = [row(book.profile, given, None) for given in test.given if given.table is None]
    only = rows[0][book.profile.key]
    events = {
        name: [row(table, given, only) for given in test.given if given.table == name]
        for name, table in book.events.items()
    }
    return Customers(
        replace(book, definitions={**book.definitions, **overridden}), rows, test.as_of or UNDATED, {}, events
    )


def failures(book: Rulebook, test: Sample) -> list[str]:
    """The expectations that do not hold, as they are written. The book is one `with_standins`."""
    assert book.profile is not None
    found = customers(book, test)
    keys = [given.key for given in test.given if given.table is None]
    return [
        expect.text
        for expect in test.expects
        if not found.holds(changed(expect.condition, standin), keys.index(expect.key) if expect.key is not None else 0)
    ]


@pytest.mark.parametrize(
    "name, test",
    [(name, test) for name, book in BOOKS.items() for test in book.tests],
    ids=lambda each: getattr(each, "title", each),
)
def test_every_expectation_holds(name: str, test: Sample) -> None:
    assert failures(STANDING[name], test) == []


def steps(param: Param) -> list[Const]:
    """The values next to a param's: one more and one less, a day or a hundredth where that is the unit."""
    assert isinstance(param.value, Const)
    match param.value.value:
        case Duration(count=count, unit=unit):
            near: list[Any] = [Duration(count - 1, unit), Duration(count + 1, unit)]
        case float() as share if share < 1:
            near = [share - 0.01, share + 0.01]
        case int() | float() as number:
            near = [number - 1, number + 1]
        case other:
            raise AssertionError(f"a param of an unexpected type: {other}")
    return [replace(param.value, value=value) for value in near]


LOOSE = {"top_count", "complete_from", "poor_below"}
"""A thousand customers would fill a page, and the score of what is on file has no values next to its lines."""
PARAMS = [found for found in BOOK.definitions.values() if isinstance(found, Param) and found.name not in LOOSE]


@pytest.mark.parametrize("param", PARAMS, ids=lambda param: param.name)
def test_a_threshold_moved_by_a_step_fails_a_test(param: Param) -> None:
    """So the tests pin every threshold where it stands."""
    book = STANDING["grid"]
    concerned = [test for test in BOOK.tests if param.name in needed(BOOK.definitions, test.uses)]
    for value in steps(param):
        moved = replace(book, definitions={**book.definitions, param.name: replace(param, value=value)})
        if any(failures(moved, test) for test in concerned):
            return
    raise AssertionError(f"{param.name} can be moved and no test notices")
