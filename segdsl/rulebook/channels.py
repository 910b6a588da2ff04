"""Channels: how customers are reached, what that costs and how much of it there is."""

from __future__ import annotations

from collections.abc import Callable

from segdsl.rulebook.definitions import metadata, title
from segdsl.rulebook.expressions.references import unknown_field
from segdsl.rulebook.model import Channel
from segdsl.rulebook.scope import Scope
from segdsl.rulebook.suggest import closest, did_you_mean
from segdsl.syntax import items, nodes
from segdsl.syntax.values import Scalar

Value = Scalar | str | tuple[Scalar, Scalar]


def _kind(node: items.Setting) -> Value | None:
    value = node.value
    return value.text if isinstance(value, nodes.Name) and value.text in ("online", "offline") else None


def _number(node: items.Setting) -> Value | None:
    value = node.value.value if isinstance(node.value, nodes.Literal) else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _count(node: items.Setting) -> Value | None:
    value = node.value.value if isinstance(node.value, nodes.Literal) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _field(node: items.Setting) -> Value | None:
    return node.value.text if isinstance(node.value, nodes.Name) else None


def _hours(node: items.Setting) -> Value | None:
    if not isinstance(node.value, nodes.Range):
        return None
    ends = [end.value for end in (node.value.low, node.value.high) if isinstance(end, nodes.Literal)]
    match ends:
        case [int() as low, int() as high] if 0 <= low < high <= 24:
            return (low, high)
        case _:
            return None


def _string(node: items.Setting) -> Value | None:
    value = node.value.value if isinstance(node.value, nodes.Literal) else None
    return value if isinstance(value, str) else None


# setting -> what reads it, and what it takes, as messages say it
SETTINGS: dict[str, tuple[Callable[[items.Setting], Value | None], str]] = {
    "kind": (_kind, "online | offline"),
    "cost": (_number, "0.05"),
    "service_cost": (_number, "6.0"),
    "capacity": (_count, "100000"),
    "reach": (_field, "FIELD"),
    "hours": (_hours, "8..21"),
    "suffix": (_string, '"…"'),
}


def declare_channel(node: items.Channel) -> Channel:
    """The channel with those of its settings that can be read."""
    settings: dict[str, Value] = {}
    for setting in node.settings:
        read = SETTINGS.get(setting.name.text)
        value = read[0](setting) if read is not None else None
        if value is not None:
            settings.setdefault(setting.name.text, value)
    return Channel(node.name.text, title(node.title), settings)


def check_channel(scope: Scope, node: items.Channel) -> Channel:
    """Report unknown, repeated and unreadable settings, and a `reach` that is no field of the profile."""
    metadata(scope, node.meta)
    seen: set[str] = set()
    for setting in node.settings:
        name = setting.name
        if name.text not in SETTINGS:
            suggestion = closest(name.text, SETTINGS)
            known = ", ".join(SETTINGS)
            fixes = did_you_mean(name.span, suggestion)
            scope.error("unknown-setting", name.span, fixes=fixes, name=name.text, known=known, suggestion=suggestion)
            continue
        if name.text in seen:
            scope.error("repeated-line", setting.span, keyword=name.text)
        seen.add(name.text)
        read, takes = SETTINGS[name.text]
        if read(setting) is None:
            scope.error("setting-value", setting.value.span, name=name.text, takes=takes)
        elif name.text == "reach" and isinstance(setting.value, nodes.Name):
            _check_reach(scope, setting.value)
    return declare_channel(node)


def _check_reach(scope: Scope, field: nodes.Name) -> None:
    profile = scope.names.profile
    if profile is None or field.text in profile.fields or scope.names.silent:
        return
    entity = scope.names.entity(field.text)
    if entity is not None and entity.kind == "field":
        return  # a field with a mistake of its own
    unknown_field(scope, field, profile)
