"""One expression, checked against a rulebook: `preview -e`, the editor's live preview."""

from __future__ import annotations

from segdsl.diagnostics import Diagnostic
from segdsl.rulebook.contract import LEDGER, ledger
from segdsl.rulebook.entities import environment_of
from segdsl.rulebook.expressions import scope_of
from segdsl.rulebook.model import Rulebook
from segdsl.rulebook.names import Lookups
from segdsl.rulebook.scope import infer
from segdsl.rulebook.terms import Term
from segdsl.syntax.parse import parse_expression


def check_expression(rulebook: Rulebook, text: str) -> tuple[Term | None, tuple[Diagnostic, ...]]:
    """The term of `text` with the rulebook's names in scope, and what is wrong with it.

    None if there is any error. Spans count from the start of `text`. An expression that uses a broken definition
    gets the error `uses-broken`: its own finding is in the rulebook's diagnostics.
    """
    node, found = parse_expression(text)
    if node is None:
        return None, found
    environment = environment_of(rulebook)
    environment.tables = {LEDGER: ledger(rulebook.profile), **environment.tables}
    scope = scope_of(Lookups(environment))
    term = infer(scope, node)
    found = (*found, *scope.found.diagnostics)
    if scope.found.broken and not any(d.severity == "error" for d in found):
        names = ", ".join(f"`{name}`" for name in sorted(scope.found.broken))
        found = (*found, Diagnostic("uses-broken", {"names": names}, node.span))
    return (None if any(d.severity == "error" for d in found) else term), found
