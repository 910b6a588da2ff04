"""What a builder may know of the text it works on: where the current item begins, and where to report."""

from __future__ import annotations

from dataclasses import dataclass, field

from segdsl.diagnostics import Diagnostic, Fix, Span
from segdsl.syntax.tokens import Token


@dataclass(slots=True)
class Context:
    """The chunk being parsed. `base` is the start of the current item; spans of nodes count from there."""

    text: str
    base: int = 0
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def span(self, token: Token) -> Span:
        """The span of a token, relative to the current item."""
        return Span(token.start - self.base, token.end - self.base)

    def report(self, code: str, span: Span, *fixes: Fix, **args: str | float) -> None:
        """Add a diagnostic whose span and fixes count from the current item."""
        self.report_at(code, span.shifted(self.base), *(fix.shifted(self.base) for fix in fixes), **args)

    def report_at(self, code: str, span: Span, *fixes: Fix, **args: str | float) -> None:
        """Add a diagnostic whose span and fixes count from the start of the chunk."""
        self.diagnostics.append(Diagnostic(code, args, span, fixes=fixes))
