"""Every finding of the checker: its code, exactly where it stands, and nothing else beside it."""

from __future__ import annotations

from itertools import chain

import pytest

from segdsl.diagnostics.codes.pattern import PATTERN
from segdsl.diagnostics.codes.rulebook import RULEBOOK
from tests.rulebook.findings_of_declarations import CONTRACTS, DEFINITIONS
from tests.rulebook.findings_of_expressions import CASES as EXPRESSIONS
from tests.rulebook.rulebooks import BASE, check, places, unmarked

# Codes that are raised and not listed: their tests are in test_load, test_binding and test_expression.
RAISED = {"path-not-found", "no-rule-files", "unreadable-file", "override-breaks", "uses-broken"}


def test_the_base_has_no_findings() -> None:
    assert check(BASE).diagnostics == ()


@pytest.mark.parametrize("codes, text", [(codes, BASE + text) for codes, text in chain(EXPRESSIONS, DEFINITIONS)])
def test_a_mistake_is_found_where_it_is(codes: str, text: str) -> None:
    plain, expected = unmarked(text)
    book = check(plain)
    assert ([d.code for d in book.diagnostics], places(book)) == (codes.split(), expected)


@pytest.mark.parametrize("code, text", CONTRACTS)
def test_a_mistake_in_the_contract_is_found_where_it_is(code: str, text: str) -> None:
    plain, expected = unmarked(text)
    book = check(plain)
    assert ([d.code for d in book.diagnostics], places(book)) == ([code], expected or [""])


def test_every_code_is_triggered() -> None:
    triggered = {code for codes, _ in chain(EXPRESSIONS, DEFINITIONS, CONTRACTS) for code in codes.split()}
    assert (RULEBOOK | PATTERN).keys() - triggered == RAISED
