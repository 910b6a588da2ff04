"""Random data contracts: fields of every type, optional and not, some renamed or restricted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from segdsl.functions.types import Kind
from segdsl.syntax.unparse import format_name, format_text
from tests.differential.strategies.dice import Dice
from tests.differential.strategies.pools import QUOTED_WORDS, WORDS

_NAMES: Mapping[Kind, Sequence[str]] = {
    Kind.BOOL: ("followed", "flag", "opened"),
    Kind.INT: ("age", "accounts", "status", "同机"),
    Kind.NUMBER: ("spend", "月用电量", "share of", "model"),
    Kind.TEXT: ("city", "channel", "手机号", "地市 名"),
    Kind.DATE: ("born", "joined"),
    Kind.TIME: ("seen", "最近 互动"),
    Kind.CATEGORY: ("colour", "kind", "状态"),
    Kind.LIST: ("labels",),
}
_VALID = {
    Kind.INT: ("0..120", "[0, 1, 2, 3]", "-7..9_223_372_036_854_775_807"),
    Kind.NUMBER: ("0.0..1000.0", "[0.5, 1.0, 2.5]"),
    Kind.TEXT: ('["a", "b", "国网", ""]', '"a".."b"'),
    Kind.DATE: ("2000-01-01..2021-06-30",),
}


@dataclass(frozen=True)
class FieldChoice:
    """A field as it was drawn; `name` is how rules write it, `column` how the file calls it.

    Numbers of an `exact` field add up to the same sum in any order.
    """

    name: str
    column: str
    kind: Kind
    optional: bool
    values: tuple[str, ...]
    text: str
    exact: bool = False


@dataclass(frozen=True)
class Contract:
    """A profile as it was drawn."""

    key_kind: Kind
    fields: tuple[FieldChoice, ...]
    text: str


def contract(dice: Dice) -> Contract:
    """A profile with a key and one to three fields of every type."""
    key_kind = dice.pick((Kind.TEXT, Kind.INT))
    fields: list[FieldChoice] = []
    for kind, names in _NAMES.items():
        for name in names[: dice.number(1, min(3, len(names)))]:
            fields.append(field_choice(dice, name, kind, fields))
    lines = [f"  key id {key_kind.value}", *(f"  field {field.text}" for field in fields)]
    return Contract(key_kind, tuple(fields), "\n".join(["profile customer {", *lines, "}"]))


def field_choice(
    dice: Dice, name: str, kind: Kind, earlier: Sequence[FieldChoice], *, exact: bool = False
) -> FieldChoice:
    """A field of a type; a category may have the values of an `earlier` one."""
    values = _category(dice, earlier) if kind is Kind.CATEGORY else ()
    optional = dice.chance(70)
    column = f"列 {name}" if dice.chance(15) else name
    written = {
        Kind.CATEGORY: f"category({', '.join(map(written_value, values))})",
        Kind.LIST: "list(text)",
    }.get(kind, kind.value)
    parts = [format_name(name), written + "?" * optional]
    if dice.chance(30):
        parts.append(format_text(f"标题 {name}"))
    if column != name:
        parts.append(f"from {format_text(column)}")
    if kind in _VALID and dice.chance(20):
        parts.append(f"valid {dice.pick(_VALID[kind])}")
    return FieldChoice(format_name(name), column, kind, optional, values, " ".join(parts), exact)


def _category(dice: Dice, earlier: Sequence[FieldChoice]) -> tuple[str, ...]:
    """The values of a category; sometimes those of an earlier one in another order, so that the two compare."""
    others = [field.values for field in earlier if field.values]
    if others and dice.chance(40):
        return tuple(dice.shuffled(dice.pick(others)))
    return tuple(dice.shuffled((*WORDS, *QUOTED_WORDS))[: dice.number(2, 4)])


def written_value(value: str) -> str:
    """A category's value as a rule writes it."""
    return value if format_name(value) == value else format_text(value)
