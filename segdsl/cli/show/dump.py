"""Frozen dataclasses as an indented tree: every stage of the product can be printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from typing import Any

from segdsl.diagnostics import Span

INDENT = "  "


def dump(value: Any, name: str = "", depth: int = 0) -> Iterator[str]:
    """Lines of a tree; what is empty or None is left out, spans stand behind the node as `@start..end`."""
    label = INDENT * depth + (f"{name}: " if name else "")
    if is_dataclass(value) and not isinstance(value, type):
        yield from _node(value, label, depth)
    elif isinstance(value, Mapping):
        yield label.rstrip()
        for key, inner in value.items():
            yield from dump(inner, str(key), depth + 1)
    elif isinstance(value, Sequence | Set) and not isinstance(value, str):
        yield label.rstrip()
        for inner in value:
            yield from dump(inner, "-", depth + 1)
    else:
        yield label + str(value)


def _node(node: Any, label: str, depth: int) -> Iterator[str]:
    """The class, its plain fields on the same line, its parts below."""
    plain, parts, place = [], [], ""
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, Span):
            if field.name == "span":
                place = f" @{value.start}..{value.end}"
        elif _is_part(value):
            parts.append((field.name, value))
        elif value is not None and value not in ("", (), False) and not _is_empty(value):
            plain.append(f"{field.name}={value!r}" if isinstance(value, str) else f"{field.name}={value}")
    yield " ".join([label + type(node).__name__, *plain]) + place
    for name, value in parts:
        yield from dump(value, name, depth + 1)


def _is_part(value: Any) -> bool:
    return (is_dataclass(value) or isinstance(value, Mapping | tuple | list)) and not _is_empty(value)


def _is_empty(value: Any) -> bool:
    return isinstance(value, Mapping | Sequence | Set) and len(value) == 0
