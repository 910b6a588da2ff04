"""The product and the interpreter agree on every random rulebook and its data."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.differential.comparing import difference
from tests.differential.found import FOUND
from tests.differential.running import Run, budget
from tests.differential.strategies import Case, cases


@budget(60)
@given(cases())
def test_every_value_size_and_waterfall_is_that_of_the_interpreter(case: Case) -> None:
    found = difference(Run.of(case))
    assert found is None, found


@pytest.mark.parametrize("name", FOUND)
def test_what_was_found_once_stays_mended(name: str) -> None:
    assert difference(Run.of(FOUND[name])) is None
