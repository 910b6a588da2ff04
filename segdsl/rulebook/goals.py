"""Goals that use definitions with windows of their own, however far down: a goal counts from the campaign's start."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from segdsl.diagnostics import Diagnostic, Related, Text
from segdsl.rulebook.model import Definition
from segdsl.rulebook.terms import Aggregate, DefinitionRef, Sequence, Term, Window
from segdsl.rulebook.walk import descend, expressions

_WINDOW = Text("the window", "时间窗口")


def windows_in_goals(goals: Iterable[Term], definitions: Mapping[str, Definition]) -> Iterator[Diagnostic]:
    """An error, relative to the campaign, for each place in the conditions of its goals that leads to a window."""
    for goal in goals:
        for term in descend(goal):
            if isinstance(term, DefinitionRef) and (found := _window(term.name, definitions.get, set())):
                definition, window = found
                place = window.span.shifted(definition.origin.offset)
                related = (Related(_WINDOW, definition.origin.file, place),)
                yield Diagnostic("window-in-goal-through", {"name": term.name}, term.span, related=related)


def _window(name: str, get: Callable[[str], Definition | None], seen: set[str]) -> tuple[Definition, Window] | None:
    """The first window of an aggregate that a definition, or one that it uses, holds."""
    definition = get(name)
    if definition is None or name in seen:
        return None
    seen.add(name)
    for term in _inside(definition):
        if isinstance(term, Aggregate | Sequence) and term.window is not None:
            return definition, term.window
        if isinstance(term, DefinitionRef) and (found := _window(term.name, get, seen)):
            return found
    return None


def _inside(definition: Definition) -> Iterator[Term]:
    return (sub for term in expressions(definition) for sub in descend(term))
