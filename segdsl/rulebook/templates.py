"""Messages with placeholders: `{city}`, `{amount:2}`, `{due:月日}`, `{name|客户}`, and `{{` for a brace."""

from __future__ import annotations

import re
from collections.abc import Iterator

from segdsl.diagnostics import Span
from segdsl.functions.types import CALENDAR, NUMERIC, Kind, Type
from segdsl.rulebook.actions import Placeholder, Template
from segdsl.rulebook.expressions.references import name as resolve
from segdsl.rulebook.scope import Scope
from segdsl.syntax import items, nodes

_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|\{|[^{}]+|\}")
_INSIDE = re.compile(r"\s*`?([^:|`]+?)`?\s*(?::([^|]*))?(?:\|(.*))?", re.DOTALL)
_DATE = re.compile(r"[年月日时分./\-: ]*[年月日时分][年月日时分./\-: ]*")
_DIGITS = re.compile(r"\d")


def template(scope: Scope, node: items.Text) -> Template | None:
    """The parts of a message; None if a placeholder is wrong."""
    parts: list[str | Placeholder] = []
    sound = True
    for match in _PART.finditer(node.value):
        piece = match.group()
        if match.group(1) is not None:
            found = _placeholder(scope, match.group(1), _span(node, match))
            sound = sound and found is not None
            if found is not None:
                parts.append(found)
        elif piece == "{":
            scope.error("template-open", _span(node, match))
            sound = False
        else:
            parts.append(piece[0] if piece in ("{{", "}}") else piece)
    return Template(node.value, _joined(parts)) if sound else None


def placeholders(text: str) -> Iterator[tuple[int, str]]:
    """The names between braces in a message, and where each begins; `text` may be raw, with its escapes."""
    for match in _PART.finditer(text):
        inside = _INSIDE.fullmatch(match.group(1)) if match.group(1) is not None else None
        if inside is not None:
            yield match.start(1) + inside.start(1), inside.group(1)


def _span(node: items.Text, match: re.Match[str]) -> Span:
    """Where a part stands in the text; the whole string if escapes make that hard to say."""
    if node.span.end - node.span.start != len(node.value) + 2:
        return node.span
    start = node.span.start + 1
    return Span(start + match.start(), start + match.end())


def _placeholder(scope: Scope, inside: str, span: Span) -> Placeholder | None:
    match = _INSIDE.fullmatch(inside)
    if match is None:
        scope.error("template-empty", span)
        return None
    name, pattern, default = match.groups()
    term = resolve(scope, nodes.Name(span, name), None)
    if term is None:
        return None
    if pattern is not None and not _fits(pattern, term.type):
        scope.error("template-format", span, format=pattern, type=term.type.kind.value)
        return None
    return Placeholder(term, pattern, default)


def _fits(pattern: str, type_: Type) -> bool:
    """Whether a format suits a type: a digit for numbers, letters of a date for dates."""
    if type_.kind in NUMERIC:
        return _DIGITS.fullmatch(pattern) is not None
    if type_.kind in CALENDAR:
        return _DATE.fullmatch(pattern) is not None
    return type_.kind is Kind.ANY


def _joined(parts: list[str | Placeholder]) -> tuple[str | Placeholder, ...]:
    """The parts with neighbouring texts in one."""
    joined: list[str | Placeholder] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    return tuple(joined)
