"""An expression from the command line or the editor, treated as one more definition of the rulebook."""

from __future__ import annotations

from dataclasses import replace

from segdsl.diagnostics import RulebookError, Source, Span
from segdsl.functions.types import Kind
from segdsl.rulebook import check_expression
from segdsl.rulebook import terms as t
from segdsl.rulebook.lint.linter import surprises
from segdsl.rulebook.model import Clause, Definition, Let, Rulebook, Segment
from segdsl.rulebook.origin import Origin
from segdsl.rulebook.walk import names_in

EXPRESSION = "expr"
"""The name under which its result appears; a definition of that name is hidden meanwhile."""

FILE = "-e"
"""What messages call the text of an expression."""


def with_expression(rulebook: Rulebook, text: str) -> Rulebook:
    """The rulebook with `text` as definition `expr`: a segment if it is a condition, else a `let`.

    The parts of a condition joined by `and` become clauses, so that it has a waterfall. What is surprising about it is
    among the rulebook's diagnostics. Raises `RulebookError`.
    """
    term, found = check_expression(rulebook, text)
    if term is None or any(d.severity == "error" for d in found):
        raise RulebookError(*(d.placed(FILE, 0) for d in found))
    origin = Origin(FILE, 0, Span(0, len(text)), len(text))
    source = Source(FILE, text)
    if term.type.kind is Kind.BOOL:
        definition: Definition = condition_segment(EXPRESSION, term, origin, source)
    else:
        definition = Let(EXPRESSION, None, term.type, origin, names_in(term), term)
    others = tuple(name for name in rulebook.order if name != EXPRESSION)
    extended = replace(
        rulebook,
        definitions={**rulebook.definitions, EXPRESSION: definition},
        order=(*others, EXPRESSION),
        sources={**rulebook.sources, FILE: source},
    )
    said = [d.placed(FILE, 0) for d in (*found, *surprises(extended, EXPRESSION))]
    return replace(extended, diagnostics=(*rulebook.diagnostics, *said))


def condition_segment(name: str, term: t.Term, origin: Origin, source: Source) -> Segment:
    """A condition written anywhere, as a segment: its parts joined by `and` are the clauses."""
    parts = term.operands if isinstance(term, t.And) else (term,)
    clauses = tuple(Clause(False, part, None, written(part, origin, source)) for part in parts)
    return Segment(name, None, term.type.maybe(False), origin, names_in(term), clauses)


def written(term: t.Term, origin: Origin, source: Source) -> str:
    """How a term was written, on one line."""
    return " ".join(source.text[origin.offset + term.span.start : origin.offset + term.span.end].split())
