"""Frozen dataclasses as an indented tree: every stage of the product can be printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from segdsl.diagnostics import Span

INDENT = "  "
MANY = (tuple, list, set, frozenset)


def dump(value: Any, name: str = "", depth: int = 0) -> Iterator[str]:
    """Lines of a tree; what is empty, false or None is left out, a span stands behind its node as `@start..end`."""
    label = INDENT * depth + (f"{name}: " if name else "")
    if _is_leaf(value):
        yield label + _said(value)
    elif isinstance(value, Mapping):
        yield label.rstrip()
        for key, inner in value.items():
            yield from dump(inner, str(key), depth + 1)
    elif isinstance(value, MANY):
        yield label.rstrip()
        for inner in value:
            yield from dump(inner, "-", depth + 1)
    else:
        yield from _node(value, label, depth)


def _node(node: Any, label: str, depth: int) -> Iterator[str]:
    """The class, its plain fields on the same line, its parts below."""
    plain, parts, place = [], [], ""
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, Span):
            place = f" @{value.start}..{value.end}" if field.name == "span" else place
        elif value is None or value is False or (isinstance(value, (str, Mapping, *MANY)) and not value):
            continue
        elif _is_leaf(value):
            plain.append(f"{field.name}={_said(value)}")
        else:
            parts.append((field.name, value))
    yield " ".join([label + type(node).__name__, *plain]) + place
    for name, value in parts:
        yield from dump(value, name, depth + 1)


def _is_leaf(value: Any) -> bool:
    """What fits on one line: no container of parts, and no node but one whose class says how it is written."""
    if isinstance(value, MANY):
        return all(isinstance(inner, str) for inner in value)
    return not isinstance(value, Mapping) and not (is_dataclass(value) and type(value).__str__ is object.__str__)


def _said(value: Any) -> str:
    if isinstance(value, MANY):
        return f"({', '.join(sorted(value) if isinstance(value, set | frozenset) else value)})"
    return repr(value) if type(value) is str else str(value)
