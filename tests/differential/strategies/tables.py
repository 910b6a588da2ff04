"""Random events tables: with a time, with a date, and related ones without either."""

from __future__ import annotations

from dataclasses import dataclass

from segdsl.functions.types import Kind
from segdsl.syntax.unparse import format_text
from tests.differential.strategies.contracts import Contract, FieldChoice, field_choice
from tests.differential.strategies.dice import Dice

_TIMED = ("visit", "缴费", "推送")
_RELATED = "户表"
_NAMES: dict[Kind, tuple[str, ...]] = {
    Kind.CATEGORY: ("channel", "kind"),
    Kind.INT: ("n", "age"),
    Kind.NUMBER: ("amount", "用 量"),
    Kind.BOOL: ("opened", "flag"),
    Kind.TEXT: ("note", "city"),
    Kind.DATE: ("due", "born"),
    Kind.TIME: ("sent", "read at"),
    Kind.LIST: ("labels", "tags"),
}
"""Names that fields can have; the second of each may be one of the profile's as well."""


@dataclass(frozen=True)
class TableChoice:
    """An events table as it was drawn; `at` is None in a related table without a time."""

    name: str
    key: FieldChoice
    at: FieldChoice | None
    fields: tuple[FieldChoice, ...]
    text: str

    @property
    def columns(self) -> tuple[FieldChoice, ...]:
        """All fields, key and time included."""
        return (self.key, *((self.at,) if self.at else ()), *self.fields)

    def of_kind(self, kind: Kind) -> list[FieldChoice]:
        """The fields of a type, key and time included."""
        return [field for field in self.columns if field.kind is kind]


def tables(dice: Dice, profile: Contract) -> tuple[TableChoice, ...]:
    """One or two tables with a time, and mostly one without."""
    timed = dice.shuffled(_TIMED)[: dice.number(1, 2)]
    chosen = [_table(dice, profile, name, dice.pick((Kind.TIME, Kind.TIME, Kind.DATE))) for name in timed]
    if dice.chance(70):
        chosen.append(_table(dice, profile, _RELATED, None))
    return tuple(chosen)


def _table(dice: Dice, profile: Contract, name: str, at_kind: Kind | None) -> TableChoice:
    fields: list[FieldChoice] = []
    for kind, names in _NAMES.items():
        if kind in (Kind.CATEGORY, Kind.INT) or dice.chance(50):
            chosen = dice.pick(names)
            fields.append(field_choice(dice, chosen, kind, (*profile.fields, *fields), exact=not dice.chance(15)))
    key = _role(dice, dice.pick(("id", "户主")), profile.key_kind)
    lines = [] if key.name == "id" and key.column == "id" and dice.chance(70) else [f"  key {key.text}"]
    at = None
    if at_kind is not None:
        at = _role(dice, dice.pick(("seen", "时间")), at_kind)
        lines.append(f"  at {at.text}")
    lines += [f"  field {field.text}" for field in fields]
    text = "\n".join([f"events {name} {{", *lines, "}"])
    return TableChoice(name, key, at, tuple(fields), text)


def _role(dice: Dice, name: str, kind: Kind) -> FieldChoice:
    """A key or a time."""
    column = f"列 {name}" if dice.chance(20) else name
    source = f" from {format_text(column)}" if column != name else ""
    return FieldChoice(name, column, kind, False, (), f"{name} {kind.value}{source}")
