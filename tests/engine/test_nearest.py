"""The nearest change is the smallest: checked against trying out every set of atoms."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from segdsl.diagnostics import Span
from segdsl.engine.nearest import nearest_change
from segdsl.functions.types import BOOL
from segdsl.rulebook import terms as t

SPAN = Span(0, 0)


def _tree(draw: st.DrawFn, depth: int, atoms: list[t.Term]) -> t.Term:
    kind = draw(st.sampled_from(["atom", "not", "and", "or"] if depth else ["atom"]))
    if kind == "atom":
        atoms.append(t.FieldRef(BOOL, SPAN, "customer", f"a{len(atoms)}"))
        return atoms[-1]
    if kind == "not":
        return t.Not(BOOL, SPAN, _tree(draw, depth - 1, atoms))
    parts = tuple(_tree(draw, depth - 1, atoms) for _ in range(draw(st.integers(2, 3))))
    return t.And(BOOL, SPAN, parts) if kind == "and" else t.Or(BOOL, SPAN, parts)


def _truth(term: t.Term, values: Mapping[str, bool]) -> bool:
    match term:
        case t.FieldRef(name=name):
            return values[name]
        case t.Not(operand=operand):
            return not _truth(operand, values)
        case t.And(operands=operands):
            return all(_truth(o, values) for o in operands)
        case t.Or(operands=operands):
            return any(_truth(o, values) for o in operands)
        case _:
            raise AssertionError(term)


@given(st.data())
def test_no_smaller_change_would_do(data: st.DataObject) -> None:
    atoms: list[t.Term] = []
    tree = data.draw(st.composite(lambda draw: _tree(draw, 3, atoms))())
    names = [a.name for a in atoms if isinstance(a, t.FieldRef)][:8]
    values = {a.name: data.draw(st.booleans()) for a in atoms if isinstance(a, t.FieldRef)}
    wanted = data.draw(st.booleans())
    changes = nearest_change(tree, wanted, lambda part: _truth(part, values))
    flipped = values | {atom.name: to for atom, to in changes if isinstance(atom, t.FieldRef)}
    assert _truth(tree, flipped) == wanted
    for size in range(len(changes)):
        for chosen in combinations(names, size):
            tried = values | {name: not values[name] for name in chosen}
            assert _truth(tree, tried) != wanted
