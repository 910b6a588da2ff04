"""A contract made from what tests give, where rules declare none and no data is at hand: one rule file is enough."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from segdsl.data.infer import KEY_NAME
from segdsl.diagnostics import Source
from segdsl.functions.types import LIST, TEXT, Kind, Type, join
from segdsl.rulebook import Checker
from segdsl.rulebook.binding import with_params
from segdsl.rulebook.expressions.literals import type_of
from segdsl.rulebook.model import Field, Param, Rulebook, Table
from segdsl.syntax import items, nodes
from segdsl.syntax.parse import parse

PROFILE = "customer"
KEY = "customer_id"
"""What the profile is called, and its key where no test gives a field that is named like one."""


def with_contract(rulebook: Rulebook) -> Rulebook:
    """A rulebook that declares no profile, checked again with a profile of the fields that its tests give.

    Params keep the values they are set to. A rulebook with a profile, or without tests, is returned as it is.
    """
    contract = None if rulebook.profile is not None else _contract(rulebook.sources.values())
    if contract is None:
        return rulebook
    checked = Checker(contract).check(tuple(rulebook.sources.values()))
    params = {name: d.value for name, d in rulebook.definitions.items() if isinstance(d, Param)}
    return with_params(checked, {name: value for name, value in params.items() if name in checked.definitions})


def _contract(sources: Iterable[Source]) -> Table | None:
    """The profile of all fields that tests give; None where there are no tests."""
    tests = [item.node for source in sources for item in parse(source).items if isinstance(item.node, items.Test)]
    if not tests:
        return None
    found: dict[str, Type] = {}
    for name, type_ in _given(tests):
        found[name] = join((found[name], type_)) or found[name] if name in found else type_
    key = next((name for name, type_ in found.items() if KEY_NAME.fullmatch(name) and _can_be_key(type_)), KEY)
    types: Mapping[str, Type] = {key: TEXT, **found}
    fields = {
        name: Field(name, type_.maybe(name != key), name, role="key" if name == key else "field")
        for name, type_ in types.items()
    }
    return Table(PROFILE, "profile", fields, key, inferred=True)


def _can_be_key(type_: Type) -> bool:
    return type_.kind in (Kind.TEXT, Kind.INT)


def _given(tests: Iterable[items.Test]) -> Iterator[tuple[str, Type]]:
    """The fields of customers that tests give, with the type of each value; not what is learned: labels are names."""
    for test in tests:
        for row in test.given:
            for name, value in row.record.pairs if row.table is None else ():
                type_ = _type(value)
                if type_ is not None:
                    yield name.text, type_


def _type(node: nodes.Node) -> Type | None:
    match node:
        case nodes.Literal(value=value):
            return type_of(value)
        case nodes.Negate(operand=operand):
            return _type(operand)
        case nodes.ListLiteral():
            return LIST
        case nodes.Today() | nodes.Arithmetic():  # `today - 30d`
            return type_of(dt.date.min)
        case _:
            return None
