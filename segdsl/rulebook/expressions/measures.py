"""What an assertion may say of everyone: `disjoint(a, b)`, `share(a) <= 40%`."""

from __future__ import annotations

from dataclasses import replace

from segdsl.functions.types import BOOL, INT, NUMBER, Type
from segdsl.rulebook.scope import Scope, condition
from segdsl.rulebook.terms import Measure, Term
from segdsl.syntax import nodes

# name -> result, fewest and most conditions
MEASURES: dict[str, tuple[Type, int, int | None]] = {
    "disjoint": (BOOL, 2, None),
    "subset": (BOOL, 2, 2),
    "cover": (BOOL, 1, None),
    "partition": (BOOL, 1, None),
    "size": (INT, 1, 1),
    "share": (NUMBER, 1, 1),
}


def measure(scope: Scope, node: nodes.Call, _beside: Type | None) -> Term | None:
    """A measure of conditions on customers."""
    name = node.function.text
    if scope.place != "assertion":
        scope.error("measure-outside", node.span, name=name)
        return None
    type_, least, most = MEASURES[name]
    found = len(node.arguments)
    if found < least or (most is not None and found > most):
        expected = str(least) if least == most else f"{least}…"
        scope.error("wrong-arity", node.span, name=name, expected=expected, found=found, signature="CONDITION, …")
        return None
    of_customers = replace(scope, place="customer")
    conditions = [condition(of_customers, argument) for argument in node.arguments]
    known = tuple(term for term in conditions if term is not None)
    return Measure(type_, node.span, name, known) if len(known) == found else None
