"""The nearest change: the fewest atomic conditions that would have to turn out otherwise for a clause to hold.

`and` needs all its failing parts, `or` the cheapest one, `not` the opposite of its operand; what is none of these is an
atom. Ties go to what is written first.
"""

from __future__ import annotations

from collections.abc import Callable

from segdsl.rulebook import terms as t

Change = tuple[t.Term, bool]
"""An atomic condition and what it would have to be."""


def nearest_change(condition: t.Term, wanted: bool, truth: Callable[[t.Term], bool]) -> tuple[Change, ...]:
    """The changes that make `condition` come out as `wanted`; none if it already does."""
    if truth(condition) == wanted:
        return ()
    match condition:
        case t.Not(operand=operand):
            return nearest_change(operand, not wanted, truth)
        case t.And(operands=operands) | t.Or(operands=operands):
            parts = [nearest_change(o, wanted, truth) for o in operands]
            needs_all = isinstance(condition, t.And) == wanted
            if needs_all:
                return tuple(change for part in parts for change in part)
            return min(parts, key=len)
        case _:
            return ((condition, wanted),)


def conditions_inside(condition: t.Term) -> list[t.Term]:
    """The condition and the conditions it is built from by `and`, `or`, `not`: what `nearest_change` asks about."""
    inside = [condition]
    if isinstance(condition, t.And | t.Or | t.Not):
        for child in t.children(condition):
            inside += conditions_inside(child)
    return inside
