"""Where an expression stands and what its check has found so far.

A check never stops at an error: a handler reports it and returns None, and whoever asked stays silent about what it
cannot know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from segdsl.diagnostics import Diagnostic, Fix, Related, Span
from segdsl.functions.types import Kind, Type
from segdsl.rulebook.model import Table
from segdsl.rulebook.names import Entity, Lookups
from segdsl.rulebook.terms import Term
from segdsl.syntax.nodes import Node

Place = Literal["customer", "where", "goal", "assertion"]
Handler = Callable[["Scope", Any, Type | None], Term | None]


@dataclass(frozen=True, slots=True)
class Findings:
    """What the check of one item collects.

    `broken` are names it uses that are broken elsewhere; `inferred` are unknown names taken for fields because there
    is no data contract; `goals` are conditions of a campaign's goals.
    """

    diagnostics: list[Diagnostic] = field(default_factory=list)
    uses: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    inferred: set[str] = field(default_factory=set)
    goals: list[Term] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scope:
    """`place` is what an expression speaks of: a customer, an event (`where`, of `table`), a goal, everyone."""

    names: Lookups
    found: Findings
    handlers: Mapping[type[Node], Handler]
    place: Place = "customer"
    table: Table | None = None

    def inside(self, table: Table) -> Scope:
        """The scope of a `where` on `table`."""
        return replace(self, place="where", table=table)

    def error(  # the parts of a diagnostic
        self,
        code: str,
        span: Span,
        *,
        fixes: tuple[Fix, ...] = (),
        related: tuple[Related, ...] = (),
        **args: str | int | float | None,
    ) -> None:
        """Report a finding of any severity; arguments that are None are left out, and with them the hint."""
        known = {name: value for name, value in args.items() if value is not None}
        self.found.diagnostics.append(Diagnostic(code, known, span, None, fixes, related))

    def use(self, entity: Entity) -> None:
        """Note that the item refers to `entity`."""
        if entity.kind != "field":
            self.found.uses.add(entity.name)
        if entity.type is None and entity.kind != "campaign":
            self.found.broken.add(entity.name)


def infer(scope: Scope, node: Node, beside: Type | None = None) -> Term | None:
    """The term of an expression; None where an error was reported or a broken name is used.

    `beside` is the category the expression stands beside: among its values a bare name is looked up first.
    """
    return scope.handlers[type(node)](scope, node, beside)


def condition(scope: Scope, node: Node) -> Term | None:
    """The term of an expression that stands where a condition belongs."""
    term = infer(scope, node)
    if term is not None and term.type.kind not in (Kind.BOOL, Kind.ANY):
        scope.error("not-a-condition", node.span, found=word(term.type))
        return None
    return term


def word(type_: Type) -> str:
    """A type as messages name it: without `?`, and with only the first values of a long category."""
    if type_.kind is Kind.CATEGORY and len(type_.values) > 6:
        return f"category({', '.join(type_.values[:5])}, …)"
    return str(type_.maybe(False))
