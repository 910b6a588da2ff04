"""Long sums: `a + b + c` nests to the left, as deep as it is long, and so is walked in a loop, not recursed into."""

from __future__ import annotations

from segdsl.rulebook.terms import Arithmetic, Term, children


def chain(term: Arithmetic) -> tuple[Term, list[Arithmetic]]:
    """The leftmost operand, and the operations in the order in which they are carried out; the last one is `term`."""
    operations: list[Arithmetic] = []
    leftmost: Term = term
    while isinstance(leftmost, Arithmetic):
        operations.append(leftmost)
        leftmost = leftmost.left
    return leftmost, operations[::-1]


def operands(term: Term) -> tuple[Term, ...]:
    """What a term is computed from: its children, of a long sum all its summands."""
    if not isinstance(term, Arithmetic):
        return children(term)
    first, operations = chain(term)
    return (first, *(operation.right for operation in operations))
