"""A finding with the tree it stands in, and the edits that fixes are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from segdsl.diagnostics import Diagnostic, Edit, Fix, Span, Text
from segdsl.diagnostics.diagnostic import Argument
from segdsl.rulebook.declare import Entry
from segdsl.services.categories import children
from segdsl.services.index import Index
from segdsl.syntax import items, nodes

N = TypeVar("N", bound=nodes.Node)


@dataclass(frozen=True, slots=True)
class Case:
    """What a fix is made from. `span` and the tree count from the start of the item, as the edits of fixes do."""

    index: Index
    diagnostic: Diagnostic
    entry: Entry
    span: Span
    today: dt.date

    @property
    def text(self) -> str:
        """The item's text."""
        return self.entry.located.text

    def written(self, node: nodes.Node) -> str:
        """A node as it is written."""
        return self.text[node.span.start : node.span.end]

    def argument(self, name: str) -> str:
        """An argument of the diagnostic; empty where it has none of that name."""
        return str(self.diagnostic.args.get(name, ""))

    def path(self) -> tuple[nodes.Node, ...]:
        """The nodes around the finding, outermost first, ending with the innermost that holds all of it."""
        return tuple(_around(self.entry.node, self.span))

    def nearest(self, *kinds: type[N]) -> N | None:
        """The innermost node of some kind around the finding."""
        return next((node for node in reversed(self.path()) if isinstance(node, kinds)), None)

    def exactly(self, *kinds: type[N]) -> N | None:
        """The node of some kind that is just what the finding points at."""
        at_span = (node for node in self.path() if node.span == self.span)
        return next((node for node in at_span if isinstance(node, kinds)), None)


def _around(node: object, span: Span) -> Iterator[nodes.Node]:
    here: list[object] = [node]
    while here:
        found = (node for node in here if isinstance(node, nodes.Node))
        inner = next((n for n in found if n.span.start <= span.start and span.end <= n.span.end), None)
        if inner is None:
            here = [child for n in here if not isinstance(n, nodes.Node) for child in children(n)]
            continue
        yield inner
        here = list(children(inner))


def fix(title: Text, *edits: Edit, **args: Argument) -> Fix:
    """A fix that is offered and never taken by itself."""
    return Fix(title, edits, args, safe=False)


def insert(at: int, text: str) -> Edit:
    """Write `text` at a place."""
    return Edit(Span(at, at), text)


def replaced(node: nodes.Node, text: str) -> Edit:
    """Write `text` in place of a node."""
    return Edit(node.span, text)


def removed_line(case: Case, span: Span) -> Edit:
    """Take a line of a block out: with its line break if it has lines of its own, else with the space before it."""
    text, start, end = case.text, span.start, span.end
    before = text.rfind("\n", 0, start) + 1
    after = text.find("\n", end)
    rest = text[end : after if after >= 0 else len(text)]
    alone = not text[before:start].strip() and (not rest.strip() or rest.lstrip().startswith("#"))
    if alone and before > 0 and after >= 0:
        return Edit(Span(before, after + 1), "")
    while start > 0 and text[start - 1] in " \t\n":
        start -= 1
    return Edit(Span(start, end), "")


def removed_element(case: Case, span: Span) -> Edit:
    """Take an element of a list out, with the comma before it, or behind it if it is the first."""
    before = case.text[: span.start].rstrip()
    if before.endswith(","):
        return Edit(Span(len(before) - 1, span.end), "")
    rest = case.text[span.end :]
    stripped = rest.lstrip()
    if not stripped.startswith(","):
        return Edit(span, "")
    after = stripped[1:]
    return Edit(Span(span.start, len(case.text) - len(after.lstrip())), "")


def added_line(case: Case, block: nodes.Node, line: str) -> Edit:
    """Write a line at the end of a block."""
    text = case.text
    close = block.span.end - 1
    body = text[:close].rstrip()
    if "\n" not in text[len(body) : close]:
        return Edit(Span(len(body), close), f" {line} ")
    start = text.rfind("\n", 0, close) + 1
    return insert(start, f"{text[start:close]}  {line}\n")


def line_of(case: Case) -> Span | None:
    """The line of a block that the finding stands in."""
    found = case.nearest(
        items.Clause, items.Option, items.Class, items.Add, items.FieldDecl, items.Label, items.Setting, items.Suppress,
        items.Holdout, items.Limit, items.Variant, items.Goal, items.Arm, items.Override, items.Given, items.Expect,
        items.Method,
    )  # fmt: skip
    return found.span if found is not None else None
