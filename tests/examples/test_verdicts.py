"""What `segdsl test` says of the shipped rules, thresholds moved or not, is what the row-by-row interpreter says."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from segdsl.engine.plan import needed
from segdsl.engine.testing.results import Verdict
from segdsl.engine.testing.run import run_tests
from segdsl.engine.testing.standins import with_standins
from segdsl.rulebook.model import Param, Rulebook
from tests.examples.test_interpreted import BOOK, BOOKS, PARAMS, UNDATED, failures, steps


def disagreements(book: Rulebook, tried: Sequence[Verdict]) -> dict[str, tuple[list[str], list[str]]]:
    """The tests of which the two say different things: the expectations that fail for either."""
    verdicts = {verdict.name: verdict for verdict in tried}
    standing = with_standins(book)
    found = {}
    for test in book.tests:
        verdict = verdicts[test.title]
        ours = [expect.text for expect in verdict.expects if not expect.holds]
        theirs = failures(standing, test)
        if verdict.problems or ours != theirs:
            found[test.title] = (ours, theirs)
    return found


@pytest.mark.parametrize("name", BOOKS)
def test_every_test_of_the_shipped_rules_passes(name: str) -> None:
    book = BOOKS[name]
    tried = run_tests(book, UNDATED)
    assert [verdict.name for verdict in tried if not verdict.passed] == []
    assert disagreements(book, tried) == {}


@pytest.mark.parametrize("param", PARAMS[::3], ids=lambda param: param.name)
def test_where_a_threshold_moves_the_same_expectations_fail(param: Param) -> None:
    moved = replace(param, value=steps(param)[1])
    concerned = tuple(test for test in BOOK.tests if param.name in needed(BOOK.definitions, test.uses))
    assert concerned
    book = replace(BOOK, definitions={**BOOK.definitions, param.name: moved}, tests=concerned)
    assert disagreements(book, run_tests(book, UNDATED)) == {}
