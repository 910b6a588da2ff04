"""Names that functions have elsewhere: each leads to a function of ours, none hides one."""

from __future__ import annotations

from segdsl.functions import REGISTRY
from segdsl.functions.foreign import FOREIGN, OTHERWISE, OVER_EVENTS, TESTS, TODAY
from segdsl.rulebook.expressions.aggregates import AGGREGATES
from segdsl.rulebook.suggest import folded

OURS = {*REGISTRY, *AGGREGATES, "sequence", "was"}


def test_every_name_leads_to_a_function_that_there_is() -> None:
    assert {*FOREIGN.values(), *OVER_EVENTS.values()} <= OURS
    assert set(OVER_EVENTS.values()) <= AGGREGATES.keys()


def test_no_name_is_a_function_already() -> None:
    assert not OURS & {*FOREIGN, *TESTS, *TODAY}


def test_names_are_written_as_they_are_looked_up_and_stand_in_one_table() -> None:
    names = [*FOREIGN, *TESTS, *TODAY]
    assert [name for name in names if folded(name) != name] == []
    assert len(set(names)) == len(names)
    assert FOREIGN.keys() > OTHERWISE
